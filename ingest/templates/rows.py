"""The sheet of a form with one row for each thing, subjects as columns included."""

from dataclasses import replace
from itertools import takewhile

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ingest.layout import Layout
from ingest.templates import rules
from ingest.templates.above import Label
from ingest.templates.columns import Column, list_range
from ingest.templates.measure import height_of, stretched
from ingest.templates.page import (
    LAST_COLUMN,
    LAST_ROW,
    ROW_HEIGHT,
    guard,
    protect,
    set_up_paper,
    write_top,
)
from ingest.templates.styles import Styles
from ingest.templates.words import words

_PAGE_WIDTH, _MOST_STRETCHED = 118.0, 2.4
_RULED_ROWS = 25
"""Rows that print as empty lines; every row below can be filled in like them."""


def write_rows(
    sheet: Worksheet, styles: Styles, layout: Layout, columns: list[Column], labels: list[Label]
) -> None:
    """Headings over columns that carry their rules down to the last row of the sheet."""
    widths = stretched([column.width for column in columns], _PAGE_WIDTH, _MOST_STRETCHED)
    sheet.set_default_row(ROW_HEIGHT)
    for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(at, at, width, styles.entry(column.number_format, column.align))
    _open_beyond(sheet, styles, len(columns))
    row = write_top(sheet, styles, layout, labels, widths)
    headings = [column.heading for column in columns]
    sheet.set_row(row, height_of(headings, widths, margin=14), styles.nothing())
    known = layout.by_name
    for at, column in enumerate(columns):
        is_open = column.field not in known
        look = styles.heading(is_required=column.is_required, is_open=is_open)
        sheet.write_string(row, at, column.name if is_open else column.heading, look)
        if is_open:
            guard(sheet, layout, _subject(column, layout), (row, at), (row, at))
        _write_column(sheet, styles, layout, column, row + 1, at)
    _mark_missing(sheet, styles, columns, row + 1)
    sheet.freeze_panes(row + 1, _frozen(layout), row + 1, _frozen(layout))
    sheet.set_selection(row + 1, 0, row + 1, 0)
    sheet.hide_gridlines(2)
    protect(sheet)
    set_up_paper(sheet, layout, row, is_upright=False)


def _open_beyond(sheet: Worksheet, styles: Styles, first: int) -> None:
    """A row with a locked cell, however far to the right, could not be deleted. These columns
    hold nothing, so that the used range shall not reach over them."""
    used = sheet.dim_colmax
    sheet.set_column(first, LAST_COLUMN, None, styles.beyond())
    sheet.dim_colmax = used


def _write_column(
    sheet: Worksheet, styles: Styles, layout: Layout, column: Column, first: int, at: int
) -> None:
    guard(sheet, layout, column, (first, at), (LAST_ROW, at))
    for row in range(first, first + _RULED_ROWS):
        sheet.write_blank(row, at, None, styles.entry(column.number_format, column.align))


def _subject(column: Column, layout: Layout) -> Column:
    """The heading of a subject, which may be changed for another."""
    rule = rules.choice(list_range(layout.wide.codes))
    return replace(column, what=words().subject, rule=rule, example="")


def _mark_missing(sheet: Worksheet, styles: Styles, columns: list[Column], first: int) -> None:
    """A row that was begun shows which required cells are still blank."""
    row = xl_range_abs(first, 0, first, len(columns) - 1).replace(f"${first + 1}", f"{first + 1}")
    look = styles.missing()
    for at, column in enumerate(columns):
        if column.is_required:
            formula = f"=AND(COUNTA({row})>0,LEN({xl_rowcol_to_cell(first, at)})=0)"
            options = {"type": "formula", "criteria": formula, "format": look}
            sheet.conditional_format(first, at, LAST_ROW, at, options)


def _frozen(layout: Layout) -> int:
    """How many columns at the left say who or what a row is about."""
    keys = {name for key in layout.unique for name in key}
    return len(list(takewhile(lambda f: f.personal or f.name in keys, layout.fields)))
