"""Workbooks of BIFF2 to BIFF8, which WPS writes as .et too."""

import io

import xlrd

from ingest.books.biff import look_through
from ingest.books.biff_formulas import Places
from ingest.books.display import Display, display
from ingest.books.limits import Limits, Refused
from ingest.books.moment import moment
from ingest.books.sheet import Book, ErrorCell, NoValue, Sheet
from ingest.books.sniff import OLE


def _xls_cell(kind: int, value: object, date_mode: int) -> object:
    if kind == xlrd.XL_CELL_DATE:
        return moment(value, date_mode == 1)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return ErrorCell(xlrd.error_text_from_code.get(value, "#ERR"))
    return value


def _open_xls(data: bytes) -> xlrd.book.Book:
    """With its texts as Excel reads them: where a book of before BIFF8 names no code page, that of
    the Windows it was made on, which here is Chinese."""
    book = _open_in(data, None)
    if book.biff_version < 80 and book.codepage is None:
        return _open_in(data, "gb18030")
    return book


def _open_in(data: bytes, encoding: str | None) -> xlrd.book.Book:
    """With its merged cells, which come only with the formats; where those are broken, without.
    Rows are as long as they are filled: one far cell would make every row as wide as itself."""
    given = {
        "file_contents": data,
        "logfile": io.StringIO(),
        "encoding_override": encoding,
        "ragged_rows": True,
    }
    try:
        return xlrd.open_workbook(**given, formatting_info=True)
    except Exception:  # a broken format is no reason to refuse the values
        return xlrd.open_workbook(**given)


def read_xls(data: bytes, limits: Limits) -> Book:
    """All sheets, by the one reader that tells error cells from blanks and knows the oldest kinds:
    what it cannot open is refused."""
    missing = look_through(data) if data.startswith(OLE) else []
    try:
        book = _open_xls(data)
        cells = sum(sheet.row_len(r) for sheet in book.sheets() for r in range(sheet.nrows))
        if cells > limits.cells:
            raise Refused("over_limit", "cells")
        if book.nsheets > limits.sheets:
            raise Refused("over_limit", "sheets")
        sheets = [
            Sheet(
                sheet.name,
                _xls_rows(sheet, book.datemode, _displays(book)),
                sheet.visibility == 0,
                [(a, b - 1, c, d - 1) for a, b, c, d in sheet.merged_cells],
            )
            for sheet in book.sheets()
        ]
    except xlrd.XLRDError as error:
        is_locked = "encrypted" in str(error).lower()
        raise Refused("password_protected" if is_locked else "not_a_spreadsheet") from None
    except (Refused, MemoryError):
        raise
    except Exception:  # a broken file makes xlrd raise whatever it stumbles over
        raise Refused("not_a_spreadsheet") from None
    if len(missing) == len(sheets):
        for sheet, places in zip(sheets, missing, strict=True):
            _take_out(sheet.rows, places)
    return Book("xls", sheets, book.datemode == 1)


def _take_out(rows: list[list], places: Places) -> None:
    """Put nothing in the place of what a program wrote for a formula that it did not calculate."""
    for row, column in places:
        if row < len(rows):
            rows[row].extend([""] * (column + 1 - len(rows[row])))
            rows[row][column] = NoValue()


def _displays(book: xlrd.book.Book) -> dict[int, Display]:
    """The cell formats that show a number otherwise than it is kept; none where the formats could
    not be read."""
    if not book.formatting_info:
        return {}
    known = book.format_map
    codes = ((i, known.get(xf.format_key)) for i, xf in enumerate(book.xf_list))
    return {i: shown for i, code in codes if code and (shown := display(code.format_str))}


def _xls_rows(sheet: xlrd.sheet.Sheet, date_mode: int, displays: dict[int, Display]) -> list[list]:
    rows = [
        [
            _xls_cell(kind, value, date_mode)
            for kind, value in zip(sheet.row_types(r), sheet.row_values(r), strict=True)
        ]
        for r in range(sheet.nrows)
    ]
    if displays:
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if cell.__class__ is float and sheet.cell_xf_index(r, c) in displays:
                    row[c] = displays[sheet.cell_xf_index(r, c)].shown(cell)
    return rows
