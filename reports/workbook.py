"""Drawing a workbook: fonts, widths, lights, print set-up. Text never becomes a formula."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports.parts import Light, Words
from reports.spec import Sheet, Workbook
from reports.styles import Styles
from reports.tables import Column, Table, are_many, plain, read, rows, written

NARROWEST, WIDEST, HEADING_WIDEST = 7.0, 42.0, 13.0
"""Column widths by content, in digits; a longer heading is broken into lines."""
LINE_HEIGHT = 15.0
A4 = 9
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
           "in_memory": True}  # fmt: skip
"""Most sheets are short: a passing file for every part would cost more than the cells."""
MOST_ROWS = 1_000_000
"""Of a sheet, below its heading; Excel has 1,048,576. The rest stands on a sheet after it."""


def draw_workbook(
    spec: Workbook,
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    words: Words,
    run: dict[str, str],
    created: datetime,
) -> None:
    """Write `spec` to `path`; the same tables and run give the same bytes."""
    with xlsxwriter.Workbook(str(path), _options(spec, connection, path)) as book:
        book.set_properties({"title": spec.title, "created": created, "comments": run["run_id"]})
        styles = Styles(book)
        for sheet in spec.sheets:
            table = read(connection, sheet, is_distinct=sheet.is_distinct)
            widths, lead = _widths(sheet, table, words), _lead(connection, sheet)
            left, body = len(table.rows), iter(table.rows)
            for title in _titles(sheet.title, left):
                page = book.add_worksheet(title)
                for index, width in enumerate(widths):
                    page.set_column(index, index, width)
                head = _write_top(page, sheet, lead, words, styles, run, widths)
                here = islice(body, MOST_ROWS)
                _write_body(page, table.columns, here, head, words, styles, widths)
                shape = min(left, MOST_ROWS), len(widths)
                _set_up(page, spec, sheet, shape, head, words, run)
                left -= MOST_ROWS


def _options(spec: Workbook, connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, Any]:
    """How to write: what has many rows goes to files beside it row by row, for its cells would take
    gigabytes."""
    if not are_many(connection, (sheet.table for sheet in spec.sheets)):
        return OPTIONS
    return OPTIONS | {"in_memory": False, "constant_memory": True, "tmpdir": str(path.parent)}


def _titles(title: str, count: int) -> list[str]:
    """The sheets that so many rows take."""
    sheets = max(-(-count // MOST_ROWS), 1)
    return [title, *(f"{title}（{number}）" for number in range(2, sheets + 1))]


def _lead(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> str:
    """What the sheet says first, '' if it says nothing."""
    if sheet.lead is None:
        return ""
    found = rows(connection, sheet.lead.table, [sheet.lead.column], sheet.lead.order)
    return "\n".join(text for (text,) in found if text)


def _write_top(
    page: Worksheet,
    sheet: Sheet,
    lead: str,
    words: Words,
    styles: Styles,
    run: dict[str, str],
    widths: list[float],
) -> int:
    """The heading, what is said first, the run and the note; the row below them."""
    said = [(lead, styles.lead(), height([lead], [sum(widths)]) + 8)] if lead else []
    lines = [
        (sheet.heading, styles.heading(), 30.0),
        *said,
        (words.run.format(**run), styles.run(), 16.0),
        (sheet.note, styles.note(), height([sheet.note], [sum(widths)]) + 6),
    ]
    for row, (text, style, tall) in enumerate(lines):
        page.set_row(row, tall)
        if len(widths) > 1:
            page.merge_range(row, 0, row, len(widths) - 1, "", style)
        page.write_string(row, 0, text, style)
    return len(lines)


def _write_body(
    page: Worksheet,
    columns: list[Column],
    body: Iterable[tuple[Any, ...]],
    head: int,
    words: Words,
    styles: Styles,
    widths: list[float],
) -> None:
    headings = [_heading(column) for column in columns]
    page.set_row(head, height(headings, widths) + 8)
    for index, heading in enumerate(headings):
        page.write_string(head, index, heading, styles.label())
    for number, row in enumerate(body):
        shown = list(zip(columns, row, strict=False))
        texts = [shown_text(value, column, words) for column, value in shown]
        page.set_row(head + 1 + number, height(texts, widths) + 3)
        for index, (column, value) in enumerate(shown):
            place = (head + 1 + number, index)
            is_odd = number % 2 == 1
            _write_cell(
                page, place, column, value, words, styles, _tint(column, row, words), is_odd=is_odd
            )


def _tint(column: Column, row: tuple[Any, ...], words: Words) -> Light | None:
    """The colour behind a figure; a figure that passes has none, so that the others stand out."""
    light = words.light(row[column.tint]) if column.tint is not None else None
    return None if light is None or light.word == words.lights["met"].word else light


def _write_cell(
    page: Worksheet,
    place: tuple[int, int],
    column: Column,
    value: Any,
    words: Words,
    styles: Styles,
    tint: Light | None,
    *,
    is_odd: bool,
) -> None:
    light = words.light(value) if column.is_light else None
    if value is None:
        page.write_string(*place, words.nothing, styles.nothing(is_odd=is_odd, light=tint))
        return
    if light:
        page.write_string(*place, light.word, styles.light(light))
        return
    style = styles.cell(column.format, is_odd=is_odd, light=tint)
    if isinstance(value, str | bool):
        page.write_string(*place, shown_text(value, column, words), style)
    elif column.format == "date":
        page.write_datetime(*place, value, style)
    else:
        page.write_number(*place, plain(value), style)


def _set_up(
    page: Worksheet,
    spec: Workbook,
    sheet: Sheet,
    shape: tuple[int, int],
    head: int,
    words: Words,
    run: dict[str, str],
) -> None:
    row_count, column_count = shape
    last = (head + max(row_count, 1), column_count - 1)
    page.hide_gridlines(2)
    page.freeze_panes(head + 1, min(sheet.freeze, column_count - 1))
    page.autofilter(head, 0, *last)
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.print_area(0, 0, *last)
    page.set_footer(f"&L{words.audience[spec.audience]}&C{words.pages}&R{run['run_id']}")


def _widths(sheet: Sheet, table: Table, words: Words) -> list[float]:
    """Each column's width: by content, unless the report says otherwise."""
    widest = [
        max([NARROWEST, *(min(_cells(line), HEADING_WIDEST) for line in _heading(c).split("\n"))])
        for c in table.columns
    ]
    for row in table.rows:
        for index, column in enumerate(table.columns):
            width = _cells(shown_text(row[index], column, words))
            if width > widest[index]:
                widest[index] = width
    # two more for the filter's arrow and the borders
    return [
        sheet.widths.get(column.name, min(width + 2, WIDEST))
        for column, width in zip(table.columns, widest, strict=True)
    ]


def _heading(column: Column) -> str:
    return f"{column.label}\n（{column.unit}）" if column.unit else column.label


def shown_text(value: Any, column: Column, words: Words) -> str:
    """A value as a cell shows it, a verdict as its word."""
    light = words.light(value) if column.is_light else None
    return light.word if light else written(value, column.format, words)


@lru_cache(maxsize=1 << 16)
def _cells(text: str) -> float:
    """Width of a text in digits of the body font; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide


def height(texts: list[str], widths: list[float]) -> float:
    """Height of a row whose cells are broken into lines (merged cells never grow by themselves)."""
    lines = [
        sum(max(-(-0.95 * _cells(line) // (width - 1)), 1) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    return LINE_HEIGHT * max(lines)
