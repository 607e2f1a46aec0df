"""The very workbook a clerk sent, its wrong cells red with a comment, a list of them in front."""

import io
from pathlib import Path

import openpyxl
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ingest.books.limits import Limits, Refused
from ingest.books.prescan import prescan
from ingest.books.strict import transitional
from ingest.books.zips import open_zip
from ingest.returned.marks import (
    HEAD_HEIGHTS,
    HEADING_FILL,
    HEADING_FONT,
    LINE,
    LIST_ROW,
    WIDTHS,
    Head,
    Mark,
)
from ingest.text import safe_names

RED = PatternFill("solid", start_color="FFFF9999", end_color="FFFF9999")
_HEADING = PatternFill("solid", start_color=HEADING_FILL, end_color=HEADING_FILL)
_SIDE = Side("thin", color=LINE)
_BORDER = Border(_SIDE, _SIDE, _SIDE, _SIDE)
_CELL_COLUMN = 3
_AUTHOR = "Junheng"
_MOST_CELLS = 200_000


def annotate(source: Path, target: Path, marks: list[Mark], head: Head, title: str,
             limits: Limits) -> bool:  # fmt: skip
    """Write the marked copy to `target`; False when the file is too large or cannot be opened
    for it. Formulas and links of the original stay what they are; nothing is calculated."""
    data = source.read_bytes()
    try:
        with open_zip(data, limits) as archive:
            scans, _ = prescan(archive, limits)
    except Refused:
        return False
    rows = sum(scan.rows for scan in scans.values())
    if rows >= limits.annotated_rows or sum(scan.cells for scan in scans.values()) > _MOST_CELLS:
        return False
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml is not in use")
    try:
        book = openpyxl.load_workbook(io.BytesIO(transitional(data)))
    except (InvalidFileException, KeyError, ValueError, TypeError):
        return False
    if not book.worksheets:
        return False
    # a list names a sheet without the numbers of persons in its name
    own = dict(zip(safe_names(book.sheetnames), book.sheetnames, strict=True))
    _list(book, marks, head, title, own)
    for mark in marks:
        if mark.cell and mark.sheet in own:
            _paint(book[own[mark.sheet]], mark)
    book.save(target)
    return True


def _paint(sheet: Worksheet, mark: Mark) -> None:
    cell = sheet[mark.cell]
    for merged in sheet.merged_cells.ranges:
        if mark.cell in merged:
            cell = sheet.cell(merged.min_row, merged.min_col)
    cell.fill = RED
    text = f"{mark.found} → {mark.expected}\n{mark.action}"
    if cell.comment and cell.comment.author == _AUTHOR:
        said = cell.comment.text
        text = said if text in said else f"{said}\n\n{text}"
    cell.comment = Comment(text, _AUTHOR, width=320, height=120)


def _link(cell: Cell, mark: Mark, sheet: str) -> None:
    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{mark.cell}")
    cell.font = Font(color="0563C1", underline="single")


def _list(book: Workbook, marks: list[Mark], head: Head, title: str, own: dict[str, str]) -> None:
    if title in book.sheetnames:
        del book[title]
    sheet = book.create_sheet(title, 0)
    for row, (line, height) in enumerate(zip(head.lines, HEAD_HEIGHTS, strict=True), 1):
        top = sheet.cell(row, 1)
        top.value, top.data_type = line, "s"
        top.font = Font(bold=row != 2, size=16 if row == 1 else 11)
        top.alignment = Alignment(wrap_text=row == LIST_ROW - 1, vertical="center")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(WIDTHS))
        sheet.row_dimensions[row].height = height
    for column, heading in enumerate(head.headings, 1):
        top = sheet.cell(LIST_ROW, column, heading)
        top.font, top.fill, top.border = Font(bold=True, color=HEADING_FONT), _HEADING, _BORDER
        sheet.column_dimensions[top.column_letter].width = WIDTHS[column - 1]
    for row, mark in enumerate(marks, LIST_ROW + 1):
        sheet.row_dimensions[row].height = mark.height
        values = (mark.file, mark.sheet, mark.cell, mark.found, mark.expected, mark.action)
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            cell.value = value
            cell.data_type = "s"  # a text that starts with = stays a text
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = _BORDER
        if mark.cell and mark.sheet in own:
            _link(sheet.cell(row, _CELL_COLUMN), mark, own[mark.sheet])
    sheet.freeze_panes = sheet.cell(LIST_ROW + 1, 1)
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
