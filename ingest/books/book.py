"""A workbook as rows of typed cells, whatever kind of file it came in."""

import csv
import io
from dataclasses import dataclass, field
from datetime import datetime

import python_calamine
import xlrd

from ingest.books.limits import Limits, Refused
from ingest.books.prescan import SheetScan, prescan
from ingest.books.sniff import decode, sniff
from ingest.text import safe_names


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows #N/A, #REF! and the like."""

    text: str


@dataclass(frozen=True)
class NoValue:
    """A formula that was never calculated."""


@dataclass
class Sheet:
    """One sheet: `rows` start at row 1 and column A; a blank cell is ''. `merges` are first and
    last row, first and last column of merged cells, all from 0. The name holds no number of a
    person."""

    name: str
    rows: list[list]
    is_visible: bool = True
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    def cell(self, row: int, column: int) -> object:
        """A cell, '' beyond what is filled."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""


@dataclass
class Book:
    """All sheets of a file."""

    kind: str
    sheets: list[Sheet]
    from_1904: bool = False


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


def _read_xlsx(data: bytes, limits: Limits) -> Book:
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


def _xls_cell(kind: int, value: object, date_mode: int) -> object:
    if kind == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate.xldate_as_datetime(value, date_mode)
        except (xlrd.xldate.XLDateError, ValueError, OverflowError):
            return value
        return moment if value >= 1 else moment.time()
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return ErrorCell(xlrd.error_text_from_code.get(value, "#ERR"))
    return value


def _open_xls(data: bytes) -> xlrd.book.Book:
    """With its merged cells, which come only with the formats; where those are broken, without."""
    try:
        return xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True)
    except Exception:  # a broken format is no reason to refuse the values
        return xlrd.open_workbook(file_contents=data, logfile=io.StringIO())


def _read_xls(data: bytes, limits: Limits) -> Book:
    """xlrd first: it tells error cells from blanks and reads the oldest kinds."""
    try:
        book = _open_xls(data)
        if sum(sheet.nrows * sheet.ncols for sheet in book.sheets()) > limits.cells:
            raise Refused("over_limit", "cells")
        sheets = [
            Sheet(
                sheet.name,
                _xls_rows(sheet, book.datemode),
                sheet.visibility == 0,
                [(a, b - 1, c, d - 1) for a, b, c, d in sheet.merged_cells],
            )
            for sheet in book.sheets()
        ]
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Refused("password_protected") from None
        return _read_xls_by_calamine(data)
    except (Refused, MemoryError):
        raise
    except Exception:  # a broken file makes xlrd raise whatever it stumbles over
        raise Refused("not_a_spreadsheet") from None
    return Book("xls", sheets, book.datemode == 1)


def _xls_rows(sheet: xlrd.sheet.Sheet, date_mode: int) -> list[list]:
    return [
        [
            _xls_cell(kind, value, date_mode)
            for kind, value in zip(sheet.row_types(r), sheet.row_values(r), strict=True)
        ]
        for r in range(sheet.nrows)
    ]


def _read_xls_by_calamine(data: bytes) -> Book:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except python_calamine.PasswordError:
        raise Refused("password_protected") from None
    except python_calamine.CalamineError:
        raise Refused("not_a_spreadsheet") from None
    sheets = [
        Sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        for name in book.sheet_names
    ]
    return Book("xls", sheets)


def _read_csv(data: bytes, limits: Limits) -> Book:
    text = decode(data)
    head = text[:65536]
    delimiter = max(",\t;", key=head.count)
    if not head.count(delimiter):
        raise Refused("not_a_spreadsheet")
    rows: list[list] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            if cells > limits.cells:
                raise Refused("over_limit", "cells")
            rows.append(row)
    except csv.Error:
        raise Refused("not_a_spreadsheet") from None
    return Book("csv", [Sheet("", rows)])


def read_book(data: bytes, limits: Limits) -> Book:
    """The sheets of a file. Raises Refused with the file-level problem code."""
    book = _read(data, limits)
    names = safe_names([sheet.name for sheet in book.sheets])
    for sheet, name in zip(book.sheets, names, strict=True):
        sheet.name = name
    return book


def _read(data: bytes, limits: Limits) -> Book:
    if len(data) > limits.file_bytes:
        raise Refused("over_limit", "bytes")
    kind = sniff(data)
    if kind == "csv":
        return _read_csv(data, limits)
    if kind == "xls":
        return _read_xls(data, limits)
    try:
        return _read_xlsx(data, limits)
    except (python_calamine.CalamineError, python_calamine.ZipError, python_calamine.XmlError):
        raise Refused("not_a_spreadsheet") from None


def is_blank(value: object) -> bool:
    """Nothing in the cell, or only blanks."""
    return value is None or (value.__class__ is str and not value.strip())


def first_filled(sheet: Sheet) -> tuple[int, int]:
    """Row and column of the first cell that holds anything, in reading order; A1 if none does."""
    places = (
        (r, c) for r, row in enumerate(sheet.rows) for c, x in enumerate(row) if not is_blank(x)
    )
    return next(places, (0, 0))


def cell_text(value: object) -> str:
    """A cell as a person would read it: 3.0 is 3, a date is its ISO form."""
    if isinstance(value, ErrorCell):
        return value.text
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return "" if value is None or isinstance(value, NoValue) else str(value)
