"""Grids become files: .xlsx, .xls, gb18030 .csv; the same grid gives the same bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

from sample.cells import Cell
from sample.grids import Grid


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A formula with the result that the file keeps: an error, or nothing at all."""

    formula: str
    result: str


def write_file(path: Path, sheets: list[tuple[str, Grid]], modified: dt.datetime) -> None:
    """Write the sheets in the format that the suffix names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".xlsx":
        _write_xlsx(path, sheets, modified)
    elif path.suffix == ".xls":
        _write_xls(path, sheets)
    else:
        _write_csv(path, sheets[0][1])
    touch(path, modified)


def touch(path: Path, modified: dt.datetime) -> None:
    """Give the file the time at which it was last saved."""
    stamp = modified.replace(tzinfo=dt.UTC).timestamp()
    os.utime(path, (stamp, stamp))


def _write_xlsx(path: Path, sheets: list[tuple[str, Grid]], modified: dt.datetime) -> None:
    # No sheet here is large, and a dozen temporary files for each workbook cost more than cells.
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"created": modified})
    styles = {
        "title": book.add_format({"bold": True, "font_size": 14, "align": "center"}),
        "heading": book.add_format({"bold": True, "text_wrap": True, "border": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    for name, grid in sheets:
        sheet = book.add_worksheet(name)
        sheet.set_column(0, 40, 13)
        _fill(sheet, grid, styles)
    book.close()


def _fill(sheet: Any, grid: Grid, styles: dict[str, Any]) -> None:
    merges = {(first, left): (last, right) for first, left, last, right in grid.merges}
    text, number = sheet.write_string, sheet.write_number
    for r, row in enumerate(grid.rows):
        is_head = grid.heading_row - 1 <= r <= grid.heading_row
        for c, cell in enumerate(row):
            if (r, c) in merges:
                style = styles["title" if r == 0 else "heading"]
                sheet.merge_range(r, c, *merges[r, c], cell, style)
            elif cell.__class__ is str:
                if is_head:
                    text(r, c, cell, styles["heading"])
                else:
                    text(r, c, cell)
            elif cell.__class__ is int or cell.__class__ is float:
                number(r, c, cell)
            elif isinstance(cell, dt.date):
                sheet.write_datetime(r, c, dt.datetime(cell.year, cell.month, cell.day),
                                     styles["date"])  # fmt: skip
            elif isinstance(cell, FormulaCell):
                sheet.write_formula(r, c, cell.formula, None, cell.result)


def _write_xls(path: Path, sheets: list[tuple[str, Grid]]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for name, grid in sheets:
        sheet = book.add_sheet(name)
        for r, row in enumerate(grid.rows):
            for c, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write(r, c, cell, date)
                elif cell is not None:
                    sheet.write(r, c, cell)
    book.save(str(path))


def _write_csv(path: Path, grid: Grid) -> None:
    width = max(map(len, grid.rows))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in grid.rows:
        writer.writerow([_text(cell) for cell in row] + [""] * (width - len(row)))
    path.write_bytes(buffer.getvalue().encode("gb18030"))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
