"""Drawing forms as an authority printed them: to be checked, completed by hand and signed."""

from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports.parts import ReportError, Words
from reports.spec import Form, Forms, Heading
from reports.styles import Styles
from reports.tables import Table, plain, read, rows
from reports.workbook import A4, OPTIONS, height, shown_text

TOP_ROWS = 2
"""Above the heading: the title, and whose form of which run it is."""


def values_of(spec: Forms, connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, str]]:
    """(value, label) of everyone who gets a workbook."""
    names = [spec.each.column, spec.each.label]
    return rows(connection, spec.each.table, names, [spec.each.column], is_distinct=True)


def draw_form(
    spec: Forms,
    value: tuple[Any, str],
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    words: Words,
    run: dict[str, str],
    created: datetime,
) -> None:
    """Write the workbook of one of `values_of` to `path`; the same tables and run give the same
    bytes. Raises ReportError."""
    whose = {spec.each.column: value[0]}
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        book.set_properties({"title": spec.title, "created": created, "comments": run["run_id"]})
        styles = Styles(book)
        for sheet in spec.sheets:
            table = read(connection, sheet, where=whose | sheet.where)
            page = book.add_worksheet(sheet.title)
            _set_columns(page, sheet, table)
            _write_top(page, sheet, styles, f"{value[1]}　{words.run.format(**run)}")
            last = _write_head(page, sheet, styles)
            last = _write_body(page, sheet, table, words, styles, last)
            if sheet.foot:
                last = _write_foot(page, sheet, connection, whose, styles, last)
            _set_up(page, spec, sheet, words, run, last)


def _set_columns(page: Worksheet, sheet: Form, table: Table) -> None:
    if len(sheet.widths) != len(table.columns):
        raise ReportError(
            f"{sheet.table}: {len(sheet.widths)} widths, {len(table.columns)} columns"
        )
    for index, width in enumerate(sheet.widths):
        page.set_column(index, index, width)


def _write_top(page: Worksheet, sheet: Form, styles: Styles, run: str) -> None:
    last = len(sheet.widths) - 1
    lines = [(sheet.heading, styles.form_title(), 32.0), (run, styles.run(), 16.0)]
    for row, (text, style, tall) in enumerate(lines):
        page.set_row(row, tall)
        page.merge_range(row, 0, row, last, "", style)
        page.write_string(row, 0, text, style)


def _write_head(page: Worksheet, sheet: Form, styles: Styles) -> int:
    """The rows of the heading, and the one that numbers the columns; returns the next row."""
    style = styles.form_head()
    for row, cells in enumerate(sheet.head, TOP_ROWS):
        told = [cell if isinstance(cell, Heading) else Heading(text=cell or " ") for cell in cells]
        alone = [
            (cell.text, sheet.widths[column]) for column, cell in enumerate(told)
            if cell.across == cell.down == 1
        ]  # fmt: skip
        page.set_row(row, height([text for text, _ in alone], [wide for _, wide in alone]) + 6)
        for column in range(len(sheet.widths)):
            page.write_blank(row, column, None, style)
    for row, cells in enumerate(sheet.head, TOP_ROWS):
        for column, cell in enumerate(cells):
            if isinstance(cell, Heading):
                end = (row + cell.down - 1, column + cell.across - 1)
                page.merge_range(row, column, *end, "", style)
                page.write_string(row, column, cell.text, style)
            elif cell:
                page.write_string(row, column, cell, style)
    row = TOP_ROWS + len(sheet.head)
    if sheet.codes_from is None:
        return row
    last = len(sheet.widths) - 1 if sheet.codes_to is None else sheet.codes_to
    for column in range(len(sheet.widths)):
        is_numbered = sheet.codes_from <= column <= last
        number = column - sheet.codes_from + 1
        page.write_string(row, column, f"L{number}" if is_numbered else "", style)
    return row + 1


def _write_body(
    page: Worksheet, sheet: Form, table: Table, words: Words, styles: Styles, first: int
) -> int:
    for number, values in enumerate(table.rows):
        texts = [shown_text(value, column, words) if value is not None else ""
                 for column, value in zip(table.columns, values, strict=False)]  # fmt: skip
        page.set_row(first + number, max(height(texts, sheet.widths) + 4, 20.0))
        for index, (column, value) in enumerate(zip(table.columns, values, strict=False)):
            style = styles.form_cell("word" if column.is_light else column.format)
            if value is None:
                page.write_blank(first + number, index, None, style)
            elif isinstance(value, str | bool) or column.is_light:
                page.write_string(first + number, index, texts[index], style)
            elif column.format == "date":
                page.write_datetime(first + number, index, value, style)
            else:
                page.write_number(first + number, index, plain(value), style)
    for index, column in enumerate(table.columns):
        if column.name in sheet.merged:
            _merge_equal(page, [row[index] for row in table.rows], first, index, styles)
    return first + len(table.rows)


def _merge_equal(
    page: Worksheet, values: list[Any], first: int, column: int, styles: Styles
) -> None:
    """One cell for equal texts below one another."""
    row, style = first, styles.form_cell("word")
    for value, run in groupby(values):
        count = len(list(run))
        if count > 1 and value is not None:
            page.merge_range(row, column, row + count - 1, column, "", style)
            page.write_string(row, column, str(value), style)
        row += count


def _write_foot(
    page: Worksheet,
    sheet: Form,
    connection: duckdb.DuckDBPyConnection,
    whose: dict[str, Any],
    styles: Styles,
    row: int,
) -> int:
    found = rows(connection, sheet.foot.table, [sheet.foot.column], [], where=whose)
    text = found[0][0] if found else None
    if not text:
        return row
    page.set_row(row, height([text], [sum(sheet.widths)]) + 8)
    page.merge_range(row, 0, row, len(sheet.widths) - 1, "", styles.note())
    page.write_string(row, 0, text, styles.note())
    return row + 1


def _set_up(
    page: Worksheet, spec: Forms, sheet: Form, words: Words, run: dict[str, str], last: int
) -> None:
    page.hide_gridlines(2)
    page.set_portrait() if sheet.is_upright else page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(TOP_ROWS, TOP_ROWS + len(sheet.head) - 1 + (sheet.codes_from is not None))
    page.print_area(0, 0, max(last - 1, 0), len(sheet.widths) - 1)
    page.set_footer(f"&L{words.audience[spec.audience]}&C{words.pages}&R{run['run_id']}")
