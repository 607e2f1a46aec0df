"""What both shapes of a template share: the lines above the table, rules, protection, paper."""

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ingest.layout import Layout, LayoutError
from ingest.templates import rules
from ingest.templates.above import Label
from ingest.templates.columns import Column
from ingest.templates.measure import Span, flow, height_of, width_of
from ingest.templates.styles import Styles
from ingest.templates.words import words

A4 = 9
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
ROW_HEIGHT = 21.0
_TITLE_HEIGHT, _GAP_HEIGHT = 38.0, 8.0
_TOP = 2
"""Rows above the labels: title and legend."""
_ALLOWED = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
}


def write_top(
    sheet: Worksheet, styles: Styles, layout: Layout, labels: list[Label], widths: list[float]
) -> int:
    """Title, legend and labels over columns of these widths; the row where the heading goes."""
    legend = words().legend[layout.shape]
    across = len(widths) - 1
    sheet.set_row(0, _TITLE_HEIGHT, styles.nothing())
    write_text(sheet, Span(0, 0, across), layout.label, styles.title())
    sheet.set_row(1, height_of([legend], [sum(widths)]), styles.nothing())
    write_text(sheet, Span(1, 0, across), legend, styles.legend())
    wanted = [(width_of(label.column.name) + 4.0, label.column.width) for label in labels]
    row = _TOP
    for label, (name, cell) in zip(labels, flow(widths, wanted, _TOP), strict=True):
        sheet.set_row(name.row, ROW_HEIGHT + 4, styles.nothing())
        write_text(sheet, name, f"{label.column.name}：", styles.label())
        look = styles.answer(label.column.number_format, is_required=label.column.is_required)
        write_text(sheet, cell, label.value, look)
        guard(sheet, layout, label.column, (cell.row, cell.first), (cell.row, cell.first))
        row = name.row + 1
    sheet.set_row(row, _GAP_HEIGHT, styles.nothing())
    return row + 1


def write_text(sheet: Worksheet, span: Span, text: str, look: object) -> None:
    """A text over one or more cells; '' leaves them blank. Nothing becomes a formula."""
    if span.last > span.first:
        sheet.merge_range(span.row, span.first, span.row, span.last, "", look)
    if text:
        sheet.write_string(span.row, span.first, text, look)
    else:
        sheet.write_blank(span.row, span.first, None, look)


def guard(
    sheet: Worksheet,
    layout: Layout,
    column: Column,
    first: tuple[int, int],
    last: tuple[int, int],
) -> None:
    """The rule of a column, with its prompt and message, over cells from `first` to `last`."""
    rule = rules.placed(column.rule, xl_rowcol_to_cell(*first))
    if sheet.data_validation(*first, *last, rule | column.validation):
        raise LayoutError(f"{layout.name}.yml: {column.field}: makes no rule of a spreadsheet")


def protect(sheet: Worksheet) -> None:
    """Against slips, not against people: there is no password."""
    sheet.protect("", _ALLOWED)


def set_up_paper(sheet: Worksheet, layout: Layout, heading_row: int, *, is_upright: bool) -> None:
    """How it prints: A4, one page wide, heading on every page, lines to sign on."""
    said = words()
    sheet.set_portrait() if is_upright else sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.8)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, heading_row)
    version = said.version.format(label=layout.label, version=layout.version)
    sheet.set_header(f"&R&9{version}", {"margin": 0.3})
    sheet.set_footer(f"&L{said.signature}&R{said.pages}", {"margin": 0.35})
