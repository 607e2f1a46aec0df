"""Drawing a workbook: fonts, widths, lights, print set-up. Text never becomes a formula."""

import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from reports.spec import Sheet, Words, Workbook
from reports.tables import Column, Table, plain, read, written

FONT = "Microsoft YaHei"
NUMBER_FORMATS = {
    "integer": "#,##0",
    "plain": "0",
    "decimal1": "#,##0.0",
    "decimal2": "#,##0.00",
    "decimal3": "#,##0.000",
    "percent1": "0.0%",
    "date": "yyyy-mm-dd",
}
HEADING_ROW = 3
"""Above it: the heading, the run, the note."""
NARROWEST, WIDEST, HEADING_WIDEST = 7.0, 42.0, 13.0
"""Column widths by content, in digits; a longer heading is broken into lines."""
LINE_HEIGHT = 15.0
A4 = 9


class _Styles:
    """The few looks of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, words: Words) -> None:
        self._book = book
        self._words = words
        self._made: dict[tuple[Any, ...], CellFormat] = {}

    def heading(self) -> CellFormat:
        return self._make(bold=True, font_size=16, font_color="#1F3864", valign="vcenter")

    def run(self) -> CellFormat:
        return self._make(font_size=9, font_color="#6B7280", valign="vcenter")

    def note(self) -> CellFormat:
        return self._make(font_size=9, font_color="#374151", text_wrap=True, valign="top")

    def label(self) -> CellFormat:
        return self._make(
            bold=True, font_size=10, font_color="#FFFFFF", bg_color="#1F4E79", border=1,
            border_color="#9CA3AF", align="center", valign="vcenter", text_wrap=True,
        )  # fmt: skip

    def cell(self, form: str, is_odd: bool) -> CellFormat:
        look: dict[str, Any] = {"num_format": NUMBER_FORMATS.get(form, "@")}
        look |= {"align": "left", "text_wrap": True} if form == "text" else {"align": "right"}
        look["indent"] = 1
        if form in {"plain", "yes_no", "date"}:
            look |= {"align": "center", "indent": 0}
        if is_odd:
            look["bg_color"] = "#F8FAFC"
        return self._body(**look)

    def nothing(self, is_odd: bool) -> CellFormat:
        fill = {"bg_color": "#F8FAFC"} if is_odd else {}
        return self._body(align="center", font_color="#9CA3AF", **fill)

    def light(self, verdict: str) -> CellFormat:
        light = self._words.lights[verdict]
        return self._body(bold=True, align="center", font_color=light.ink, bg_color=light.fill)

    def _body(self, **look: Any) -> CellFormat:
        return self._make(font_size=10, border=1, border_color="#D1D5DB", valign="vcenter", **look)

    def _make(self, **look: Any) -> CellFormat:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": FONT, **look})
        return self._made[key]


def draw_workbook(
    spec: Workbook,
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    words: Words,
    run: dict[str, str],
    created: datetime,
) -> None:
    """Write `spec` to `path`; the same tables and run give the same bytes."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": spec.title, "created": created, "comments": run["run_id"]})
        styles = _Styles(book, words)
        for sheet in spec.sheets:
            table = read(connection, sheet, is_distinct=sheet.is_distinct)
            page = book.add_worksheet(sheet.title)
            widths = _set_widths(page, sheet, table, words)
            _write_top(page, sheet, words, styles, run, widths)
            _write_body(page, table, words, styles, widths)
            _set_up(page, spec, sheet, table, words, run)


def _write_top(
    page: Worksheet,
    sheet: Sheet,
    words: Words,
    styles: _Styles,
    run: dict[str, str],
    widths: list[float],
) -> None:
    lines = [
        (sheet.heading, styles.heading(), 30.0),
        (words.run.format(**run), styles.run(), 16.0),
        (sheet.note, styles.note(), _height([sheet.note], [sum(widths)])),
    ]
    for row, (text, style, height) in enumerate(lines):
        page.set_row(row, height)
        if len(widths) > 1:
            page.merge_range(row, 0, row, len(widths) - 1, "", style)
        page.write_string(row, 0, text, style)


def _write_body(
    page: Worksheet, table: Table, words: Words, styles: _Styles, widths: list[float]
) -> None:
    headings = [_heading(column) for column in table.columns]
    page.set_row(HEADING_ROW, _height(headings, widths) + 8)
    for index, heading in enumerate(headings):
        page.write_string(HEADING_ROW, index, heading, styles.label())
    for number, row in enumerate(table.rows):
        texts = [
            _text(value, column, words) for column, value in zip(table.columns, row, strict=True)
        ]
        page.set_row(HEADING_ROW + 1 + number, _height(texts, widths) + 3)
        for index, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            place = (HEADING_ROW + 1 + number, index)
            _write_cell(page, place, column, value, words, styles, is_odd=number % 2 == 1)


def _write_cell(
    page: Worksheet,
    place: tuple[int, int],
    column: Column,
    value: Any,
    words: Words,
    styles: _Styles,
    *,
    is_odd: bool,
) -> None:
    if value is None:
        page.write_string(*place, words.nothing, styles.nothing(is_odd))
    elif column.is_light and value in words.lights:
        page.write_string(*place, words.lights[value].word, styles.light(value))
    elif isinstance(value, str) or column.format in {"text", "yes_no"}:
        page.write_string(*place, _text(value, column, words), styles.cell(column.format, is_odd))
    elif column.format == "date":
        page.write_datetime(*place, value, styles.cell("date", is_odd))
    else:
        page.write_number(*place, plain(value), styles.cell(column.format, is_odd))


def _set_up(
    page: Worksheet,
    spec: Workbook,
    sheet: Sheet,
    table: Table,
    words: Words,
    run: dict[str, str],
) -> None:
    last = (HEADING_ROW + max(len(table.rows), 1), len(table.columns) - 1)
    page.hide_gridlines(2)
    page.freeze_panes(HEADING_ROW + 1, min(sheet.freeze, len(table.columns) - 1))
    page.autofilter(HEADING_ROW, 0, *last)
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADING_ROW)
    page.print_area(0, 0, *last)
    page.set_footer(f"&L{words.audience[spec.audience]}&C{words.pages}&R{run['run_id']}")


def _set_widths(page: Worksheet, sheet: Sheet, table: Table, words: Words) -> list[float]:
    """Set and return each column's width: by content, unless the report says otherwise."""
    widths = []
    for index, column in enumerate(table.columns):
        heading = max(_cells(line) for line in _heading(column).split("\n"))
        cells = [_cells(_text(row[index], column, words)) for row in table.rows]
        widest = max([NARROWEST, min(heading, HEADING_WIDEST), *cells])
        # two more for the filter's arrow and the borders
        width = sheet.widths.get(column.name, min(widest + 2, WIDEST))
        page.set_column(index, index, width)
        widths.append(width)
    return widths


def _heading(column: Column) -> str:
    return f"{column.label}\n（{column.unit}）" if column.unit else column.label


def _text(value: Any, column: Column, words: Words) -> str:
    if column.is_light and value in words.lights:
        return words.lights[value].word
    return written(value, column.format, words.nothing, words.yes, words.no)


def _cells(text: str) -> float:
    """Width of a text in digits of the body font; a Chinese character takes two."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide


def _height(texts: list[str], widths: list[float]) -> float:
    """Height of a row whose cells are broken into lines (merged cells never grow by themselves)."""
    lines = [
        sum(max(-(-_cells(line) // (width - 1)), 1) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    return LINE_HEIGHT * max(lines)
