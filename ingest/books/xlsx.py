"""Workbooks of Office Open XML, also those with macros (which never run) and strict ones."""

import io

import python_calamine

from ingest.books.limits import Limits, Refused
from ingest.books.prescan import SheetScan, prescan
from ingest.books.sheet import Book, ErrorCell, NoValue, Sheet


def _overlay(rows: list[list], scan: SheetScan | None) -> None:
    """Put back what the reader shows as blank. The scan knows only places with something in
    them, so that the grid may have to grow."""
    marks: dict = {}
    if scan:
        marks = {place: NoValue() for place in scan.no_value}
        marks |= {place: ErrorCell(text) for place, text in scan.errors.items()}
    for row, column in marks:
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = marks[row, column]


def read_xlsx(data: bytes, limits: Limits) -> Book:
    """All sheets, after a bounded look at what the reader cannot bear. Raises Refused."""
    scans, from_1904 = prescan(data, limits)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise Refused("password_protected") from None
    sheets = []
    for meta in book.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        rows = sheet.to_python(skip_empty_area=False)
        _overlay(rows, scans.get(meta.name))
        visible = meta.visible == python_calamine.SheetVisibleEnum.Visible
        merges = [(*a, *b) for a, b in sheet.merged_cell_ranges or ()]
        merges = [(top, bottom, left, right) for top, left, bottom, right in merges]
        sheets.append(Sheet(meta.name, rows, visible, merges))
    return Book("xlsx", sheets, from_1904)
