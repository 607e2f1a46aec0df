"""Excel's binary workbooks (.xlsb), in one bounded pass over their records.

Read here and not by calamine, which lays sheets out densely, shows the error of a formula as blank
and passes over cells written without their column. A formula that was never calculated cannot be
told: it is kept as an empty text or as nought. [MS-XLSB] 2.1.7.
"""

import struct
import zipfile
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

import xlrd

from ingest.books.biff12 import number, packed, real, records, text
from ingest.books.display import BUILT_IN, Display, display
from ingest.books.elements import elements
from ingest.books.limits import Limits, Refused
from ingest.books.moment import is_date_format, moment
from ingest.books.sheet import Book, ErrorCell, Sheet
from ingest.books.zips import chunks

WORKBOOK = "xl/workbook.bin"
_LINKS = "xl/_rels/workbook.bin.rels"
# Kinds of record: constants first, then what formulas answered; 62 is a text with its looks.
_ROW, _RK, _SHARED, _RICH_TEXT = 0, 2, 7, 62
_NUMBERS, _TEXTS, _BOOLS, _ERRORS = {2, 5, 9}, {6, 8, 62}, {4, 10}, {3, 11}
# Cells written without their column, which is the next one: each kind 11 above the long one.
_SHORT, _SHORT_BY = range(12, 19), 11
_STRING, _FORMAT, _CELL_FORMAT, _END_ROWS, _MERGE = 19, 44, 47, 146, 176
_BOOK_PROPERTIES, _SHEET, _CELL_FORMATS = 153, 156, 617
_ROWS, _COLUMNS = range(1, 1_048_577), range(1, 16_385)
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BROKEN = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zipfile.zlib.error,
           ExpatError, LookupError, ValueError, RuntimeError, struct.error)  # fmt: skip


def read_xlsb(archive: zipfile.ZipFile, limits: Limits) -> Book:
    """All worksheets. Raises Refused."""
    parts = {entry.filename: entry for entry in archive.infolist()}
    try:
        return _Workbook(archive, parts, limits).read()
    except _BROKEN:
        raise Refused("not_a_spreadsheet") from None


class _Workbook:
    """The parts of one file, and what its cells refer to."""

    def __init__(self, archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], limits: Limits):
        self.archive, self.parts, self.limits = archive, parts, limits
        self.strings: list[str] = []
        self.dates: set[int] = set()
        self.displays: dict[int, Display] = {}
        self.from_1904 = False
        self.area = 0

    def read(self) -> Book:
        """Sheets in the order of their tabs; macro and chart sheets hold no table."""
        links = self._links()
        targets = dict(links.values())
        if "sharedStrings" in targets:
            self.strings = [
                text(content, 1)[0]
                for kind, content in self._records(targets["sharedStrings"])
                if kind == _STRING
            ]
        if "styles" in targets:
            self._find_formats(targets["styles"])
        sheets = []
        for kind, content in self._records(WORKBOOK):
            if kind == _BOOK_PROPERTIES:
                self.from_1904 = bool(content[0] & 1)
            elif kind == _SHEET:
                link, at = text(content, 8)
                sort, target = links.get(link, ("", ""))
                if sort == "worksheet":
                    rows, merges = self._sheet(target)
                    is_visible = number(content) == 0
                    sheets.append(Sheet(text(content, at)[0], rows, is_visible, merges))
        return Book("xlsb", sheets, self.from_1904)

    def _records(self, name: str) -> Iterator[tuple[int, bytes]]:
        with self.archive.open(self.parts[name]) as part:
            yield from records(part, self.limits.cells)

    def _links(self) -> dict[str, tuple[str, str]]:
        """What a part of the workbook is, and its name, by the id of the link to it."""
        links = {}
        for link in elements(b"".join(chunks(self.archive, self.parts[_LINKS]))):
            target = link.get("Target")
            target = target[1:] if target.startswith("/") else f"xl/{target}"
            links[link.get("Id")] = (link.get("Type").rpartition("/")[2], target)
        return links

    def _find_formats(self, styles: str) -> None:
        """The numbers of the cell formats that show a date, or a number otherwise than it is."""
        dates, displays = set(_DATES), {n: display(code) for n, code in BUILT_IN.items()}
        count, is_cell = 0, False
        for kind, content in self._records(styles):
            if kind == _FORMAT:
                code, _ = text(content, 2)
                if is_date_format(code):
                    dates.add(content[0] | content[1] << 8)
                else:
                    displays[content[0] | content[1] << 8] = display(code)
            elif kind == _CELL_FORMATS:  # those of named styles come before
                is_cell = True
            elif kind == _CELL_FORMAT and is_cell:
                form = content[2] | content[3] << 8
                if form in dates:
                    self.dates.add(count)
                elif shown := displays.get(form):
                    self.displays[count] = shown
                count += 1

    def _sheet(self, name: str) -> tuple[list[list], list[tuple[int, int, int, int]]]:
        """Rows and merged cells; rows end with their last filled cell."""
        rows: list[list] = []
        merges = []
        cells: list | None = None
        row = column = -1
        width, is_whole = 0, False
        for kind, content in self._records(name):
            if kind == _ROW:
                row, column, cells = number(content), -1, None
            elif kind < _STRING or kind == _RICH_TEXT:
                if kind in _SHORT:
                    column += 1
                    value = self._value(kind - _SHORT_BY, content, 4)
                else:
                    column = number(content)
                    value = self._value(kind, content, 8)
                if value == "":
                    continue
                if cells is None or column >= width:
                    width = max(width, column + 1)
                    self._check(row + 1, width)
                    cells = _cells_of(rows, row)
                if column >= len(cells):
                    cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = value
            elif kind == _MERGE:
                top, bottom, left, right = struct.unpack_from("<4I", content)
                merges.append((top, bottom, left, right))
            elif kind == _END_ROWS:
                is_whole = True
        if not is_whole:
            raise Refused("not_a_spreadsheet")
        self.area += len(rows) * width
        last = len(rows) - 1
        return rows, [(a, min(b, last), c, d) for a, b, c, d in merges]

    def _value(self, kind: int, content: bytes, at: int) -> object:
        """A cell from what stands behind its column and its format."""
        if kind == _SHARED:
            return self.strings[number(content, at)]
        if kind in _NUMBERS:
            value = packed(content, at) if kind == _RK else real(content, at)
            form = int.from_bytes(content[at - 4 : at - 1], "little")
            if form in self.dates:
                return moment(value, self.from_1904)
            return self.displays[form].shown(float(value)) if form in self.displays else value
        if kind in _TEXTS:
            return text(content, at + (kind == _RICH_TEXT))[0]
        if kind in _BOOLS:
            return content[at] != 0
        if kind in _ERRORS:
            return ErrorCell(xlrd.error_text_from_code.get(content[at], "#ERR"))
        return ""

    def _check(self, rows: int, columns: int) -> None:
        is_off = rows not in _ROWS or columns not in _COLUMNS
        if is_off or self.area + rows * columns > self.limits.cells:
            raise Refused("over_limit", f"{rows} × {columns}")


def _cells_of(rows: list[list], row: int) -> list:
    while len(rows) <= row:
        rows.append([])
    return rows[row]
