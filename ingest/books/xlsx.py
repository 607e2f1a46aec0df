"""Workbooks of Office Open XML, also those with macros (which never run) and strict ones."""

import zipfile

import python_calamine

from ingest.books.limits import Limits, Refused
from ingest.books.prescan import prescan, scan_again
from ingest.books.sheet import Book, ErrorCell, NoValue, Sheet
from ingest.books.sheetscan import SheetScan

_FEW_CELLS = 10_000


def _rows(sheet: python_calamine.CalamineSheet) -> list[list]:
    """The cells from A1 on; of a large sheet each text once: a million rows say 本科 and 在编 a
    million times, and would take twice the memory."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    if sheet.total_height * sheet.total_width <= _FEW_CELLS:
        return [left + row for row in sheet.iter_rows()]
    known: dict[str, str] = {}
    one = known.setdefault
    return [
        left + [one(cell, cell) if cell.__class__ is str else cell for cell in row]
        for row in sheet.iter_rows()
    ]


def _overlay(rows: list[list], scan: SheetScan) -> None:
    """Put back what the reader shows as blank, and numbers as they are shown. The scan knows
    only places with something in them, so that the grid may have to grow."""
    for (row, column), display in scan.displays.items():
        cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if cell.__class__ is float or cell.__class__ is int:
            rows[row][column] = display.shown(cell)
    marks: dict = {place: NoValue() for place in scan.no_value}
    marks |= {place: ErrorCell(text) for place, text in scan.errors.items()}
    for row, column in marks:
        while len(rows) <= row:
            rows.append([])
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = marks[row, column]


def _check_arrival(
    rows: list[list], scan: SheetScan, archive: zipfile.ZipFile, limits: Limits
) -> SheetScan:
    """The scan to go on with, an exact one where the reader showed less than the part holds: an
    empty shared text, an error written in an unusual way. Raises Refused for what was lost."""
    shown = sum(len(row) - row.count("") for row in rows)
    if not scan.is_exact and shown + len(scan.errors) == scan.filled:
        return scan
    scan = scan if scan.is_exact else scan_again(archive, scan, limits)
    for place in scan.sure:
        row, column = place >> 20, place & 0xFFFFF
        if row >= len(rows) or column >= len(rows[row]) or rows[row][column] == "":
            raise Refused("not_a_spreadsheet")
    return scan


def read_xlsx(archive: zipfile.ZipFile, limits: Limits) -> Book:
    """All sheets, after a bounded look at what the reader cannot bear. Raises Refused."""
    scans, from_1904 = prescan(archive, limits)
    archive.fp.seek(0)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(archive.fp)
        sheets = [_sheet(book, meta, scans, archive, limits) for meta in book.sheets_metadata
                  if meta.typ == python_calamine.SheetTypeEnum.WorkSheet]  # fmt: skip
    except python_calamine.PasswordError:
        raise Refused("password_protected") from None
    except (python_calamine.CalamineError, python_calamine.ZipError, python_calamine.XmlError):
        raise Refused("not_a_spreadsheet") from None
    return Book("xlsx", sheets, from_1904)


def _sheet(
    book: python_calamine.CalamineWorkbook,
    meta: python_calamine.SheetMetadata,
    scans: dict[str, SheetScan],
    archive: zipfile.ZipFile,
    limits: Limits,
) -> Sheet:
    if meta.name not in scans:  # read from a part that nobody has looked at
        raise Refused("not_a_spreadsheet")
    sheet = book.get_sheet_by_name(meta.name)
    rows = _rows(sheet)
    _overlay(rows, _check_arrival(rows, scans[meta.name], archive, limits))
    visible = meta.visible == python_calamine.SheetVisibleEnum.Visible
    merges = [(*a, *b) for a, b in sheet.merged_cell_ranges or ()]
    merges = [(top, bottom, left, right) for top, left, bottom, right in merges]
    return Sheet(meta.name, rows, visible, merges)
