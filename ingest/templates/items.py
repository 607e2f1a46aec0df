"""The sheet of a form that is filled in downwards: one item a row."""

from xlsxwriter.worksheet import Worksheet

from ingest.layout import Layout
from ingest.templates.above import Label
from ingest.templates.columns import Column, Source
from ingest.templates.measure import Span, height_of, width_of
from ingest.templates.page import ROW_HEIGHT, guard, protect, set_up_paper, write_text, write_top
from ingest.templates.styles import Styles
from ingest.templates.words import words

_WIDTHS = (7.0, 46.0, 34.0, 10.0, 12.0, 46.0)
_VALUE = 2


def write_items(
    sheet: Worksheet, styles: Styles, layout: Layout, columns: list[Column], labels: list[Label],
    source: Source, filled: dict[str, str],
) -> None:  # fmt: skip
    """Every item with its unit and note; `filled` are values by field."""
    sheet.set_default_row(ROW_HEIGHT)
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    row = write_top(sheet, styles, layout, labels, list(_WIDTHS))
    headings = _headings(source)
    sheet.set_row(row, height_of(headings, list(_WIDTHS), margin=14))
    for at, heading in enumerate(headings):
        sheet.write_string(row, at, heading, styles.heading(is_required=True))
    for number, column in enumerate(columns, 1):
        _write_item(sheet, styles, layout, column, row + number, number, filled)
    sheet.freeze_panes(row + 1, _VALUE)
    sheet.set_selection(row + 1, _VALUE, row + 1, _VALUE)
    sheet.hide_gridlines(2)
    protect(sheet)
    set_up_paper(sheet, layout, row, is_upright=True)


def _headings(source: Source) -> list[str]:
    """The first of the words by which the reader knows each column."""
    known, own = source.layouts.vocabulary.items, words().item_columns
    return [own["number"], known.item[0], known.value[0], known.unit[0], own["is_required"],
            own["note"]]  # fmt: skip


def _write_item(
    sheet: Worksheet,
    styles: Styles,
    layout: Layout,
    column: Column,
    row: int,
    number: int,
    filled: dict[str, str],
) -> None:
    said = words().guide
    note = column.what
    sheet.set_row(row, max(height_of([column.name, note], [_WIDTHS[1], _WIDTHS[5]]), ROW_HEIGHT))
    sheet.write_string(row, 0, str(number), styles.text("center"))
    sheet.write_string(row, 1, column.name, styles.text(is_bold=column.is_required))
    align = "left" if width_of(column.example) > _WIDTHS[_VALUE] else "center"
    look = styles.entry(column.number_format, align, is_marked=column.is_required)
    write_text(sheet, Span(row, _VALUE, _VALUE), filled.get(column.field, ""), look)
    guard(sheet, layout, column, (row, _VALUE), (row, _VALUE))
    write_text(sheet, Span(row, 3, 3), column.unit, styles.text("center"))
    must = said.is_required if column.is_required else said.is_optional
    sheet.write_string(row, 4, must, styles.text("center", is_bold=column.is_required))
    sheet.write_string(row, 5, note, styles.text())
