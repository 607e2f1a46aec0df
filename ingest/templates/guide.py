"""The sheet of instructions: what to do, and every column in plain words."""

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ingest.layout import Layout
from ingest.templates.above import Label
from ingest.templates.columns import Column, Source
from ingest.templates.measure import Span, height_of
from ingest.templates.page import A4, protect, write_text
from ingest.templates.styles import Styles
from ingest.templates.words import words

_WIDTHS = (11.0, 36.0, 8.0, 42.0, 10.0, 48.0, 26.0)
_CENTRED = {0, 2, 4}
_MOST_CHOICES, _SHOWN_CHOICES = 80, 12
"""A longer list would fill pages."""


def write_guide(
    sheet: Worksheet, styles: Styles, layout: Layout, columns: list[Column], labels: list[Label],
    source: Source,
) -> None:  # fmt: skip
    """Steps on top, then a line for each cell above the table and each column or item."""
    said = words().guide
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    across = len(_WIDTHS) - 1
    sheet.set_row(0, 34)
    write_text(sheet, Span(0, 0, across), said.title.format(label=layout.label), styles.title())
    steps = _steps(layout, source)
    for row, step in enumerate(steps, 1):
        sheet.set_row(row, height_of([step], [sum(_WIDTHS)]))
        write_text(sheet, Span(row, 0, across), step, styles.step())
    head = len(steps) + 2
    sheet.set_row(head, 26)
    for at, heading in enumerate(said.headings):
        sheet.write_string(head, at, heading, styles.heading(is_required=True))
    for row, line in enumerate(_lines(layout, columns, labels), head + 1):
        sheet.set_row(row, height_of(list(line), list(_WIDTHS)))
        for at, text in enumerate(line):
            look = styles.text("center" if at in _CENTRED else "left", is_bold=at == 1)
            write_text(sheet, Span(row, at, at), text, look)
    sheet.freeze_panes(head + 1, 0)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer(f"&R{words().pages}")
    protect(sheet)


def _steps(layout: Layout, source: Source) -> list[str]:
    steps = words().guide.steps
    lines = [*steps.get(layout.name, [*steps["all"], *steps[layout.shape]])]
    lines += steps["may_be_empty"] if layout.may_be_empty else ()
    value = source.layouts.vocabulary.items.value[0]
    return [
        f"{number}. {line.format(label=layout.label, value=value)}"
        for number, line in enumerate(lines, 1)
    ]


def _lines(layout: Layout, columns: list[Column], labels: list[Label]) -> list[tuple[str, ...]]:
    said = words().guide
    lines = [_line(said.above, label.column) for label in labels]
    for at, column in enumerate(columns):
        if layout.shape == "items":
            place = said.item.format(number=at + 1)
        else:
            place = said.column.format(letter=xl_col_to_name(at))
        lines.append(_line(place, column))
    return lines


def _line(place: str, column: Column) -> tuple[str, ...]:
    said = words().guide
    must = said.is_required if column.is_required else said.is_optional
    choices = "、".join(column.choices)
    if len(column.choices) > _MOST_CHOICES:
        shown = "、".join(column.choices[:_SHOWN_CHOICES])
        choices = said.many.format(shown=shown, count=len(column.choices))
    return place, column.name, must, column.what, column.unit, choices, column.example
