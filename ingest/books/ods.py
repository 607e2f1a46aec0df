"""Workbooks of OpenDocument (.ods), in one bounded pass over their content.

Read here and not by calamine, which shows an error cell as blank, a truth value as a number and
no merged cells. OpenDocument 1.3, part 3: 9.1 (tables, repeated rows and cells).
"""

import zipfile
from collections.abc import Callable
from xml.parsers import expat

from ingest.books.limits import Limits, Refused
from ingest.books.odscell import cell_value
from ingest.books.sheet import Book, Sheet
from ingest.books.zips import BROKEN, chunks, office_parts, whole, with_short_texts

CONTENT = "content.xml"
_MANIFEST = "meta-inf/manifest.xml"
_CALENDARS = ("1899-12-30", "1904-01-01")
# Within a cell, but none of its text: pictures, text boxes and what they say; how a word is spoken.
_BESIDE = ("draw:", "dr3d:", "text:ruby-text")


def read_ods(archive: zipfile.ZipFile, limits: Limits) -> Book:
    """All sheets. Raises Refused."""
    try:
        parts = office_parts(archive, limits)
        if _MANIFEST in parts:
            manifest = whole(archive, parts[_MANIFEST], limits, with_doctype=True)
            if b"encryption-data" in manifest:
                raise Refused("password_protected")
        content = _Content(limits)
        for piece in with_short_texts(chunks(archive, parts[CONTENT]), limits):
            content.parser.Parse(piece, False)
        content.parser.Parse(b"", True)
    except (*BROKEN, expat.ExpatError, OverflowError):
        raise Refused("not_a_spreadsheet") from None
    return Book("ods", content.sheets, content.from_1904)


class _Content:
    """Follows the tables of a document; blank rows and cells are laid out only when something
    follows them, for a sheet usually ends in a million repeated ones."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.sheets: list[Sheet] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.cells = self.blank_rows = self.depth = 0
        self.row: list = []
        self.row_repeats = 1
        self.cell: dict[str, str] | None = None
        self.text: list[str] = []
        self.inside_note = 0
        self.from_1904 = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if step := _STARTS.get(tag):
            step(self, attributes)
        elif tag.startswith(_BESIDE):
            self.inside_note += 1

    def _end(self, tag: str) -> None:
        if step := _ENDS.get(tag):
            step(self)
        elif tag.startswith(_BESIDE):
            self.inside_note -= 1

    def _data(self, text: str) -> None:
        if self.cell is not None and not self.inside_note:
            self.text.append(text)

    def begin_calendar(self, attributes: dict[str, str]) -> None:
        """Which day a number counts from, where it stands for one."""
        start = attributes.get("table:date-value", _CALENDARS[0])
        if start not in _CALENDARS:
            raise Refused("not_a_spreadsheet")
        self.from_1904 = start == _CALENDARS[1]

    def begin_style(self, attributes: dict[str, str]) -> None:
        self.style = attributes.get("style:name", "")

    def table_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def begin_table(self, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            if len(self.sheets) == self.limits.sheets:
                raise Refused("over_limit", "sheets")
            is_visible = attributes.get("table:style-name") not in self.hidden_styles
            self.sheets.append(Sheet(attributes.get("table:name", ""), [], is_visible))
            self.blank_rows = 0

    def end_table(self) -> None:
        self.depth -= 1

    def begin_row(self, attributes: dict[str, str]) -> None:
        if self.depth != 1:
            return
        self.row, self.row_repeats = [], _times(attributes, "table:number-rows-repeated")

    def end_row(self) -> None:
        if self.depth != 1:
            return
        rows = self.sheets[-1].rows
        while self.row and self.row[-1] == "":
            self.row.pop()
        if not self.row:
            self.blank_rows += self.row_repeats
            return
        self._count((self.blank_rows + self.row_repeats) * len(self.row))
        rows.extend([] for _ in range(self.blank_rows))
        rows.extend(list(self.row) for _ in range(self.row_repeats))
        self.blank_rows = 0

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > self.limits.cells:
            raise Refused("over_limit", "cells")

    def begin_cell(self, attributes: dict[str, str]) -> None:
        if self.depth == 1:
            self.cell, self.text = attributes, []

    def begin_note(self, attributes: dict[str, str]) -> None:
        self.inside_note += 1

    def end_note(self) -> None:
        self.inside_note -= 1

    def begin_paragraph(self, attributes: dict[str, str]) -> None:
        if self.text:
            self._data("\n")

    def blanks(self, attributes: dict[str, str]) -> None:
        count = _times(attributes, "text:c")
        if count > self.limits.text_bytes:
            raise Refused("over_limit", "text")
        self._count(count // 1000)
        self._data(" " * count)

    def line_break(self, attributes: dict[str, str]) -> None:
        self._data("\n")

    def end_cell(self) -> None:
        if self.depth != 1 or self.cell is None:
            return
        attributes, self.cell = self.cell, None
        value = cell_value(attributes, "".join(self.text))
        repeats = _times(attributes, "table:number-columns-repeated")
        self._merge(attributes)
        if value == "" and value.__class__ is str:
            # laid out only in front of something
            repeats = min(repeats, self.limits.columns)
        self._count(repeats // 100 if value == "" else repeats)
        if value != "" and len(self.row) + repeats > self.limits.columns:
            raise Refused("over_limit", "columns")
        self.row.extend([value] * min(repeats, self.limits.columns - len(self.row)))

    def _merge(self, attributes: dict[str, str]) -> None:
        down = min(_times(attributes, "table:number-rows-spanned"), self.limits.rows)
        right = min(_times(attributes, "table:number-columns-spanned"), self.limits.columns)
        if down > 1 or right > 1:
            sheet, column = self.sheets[-1], len(self.row)
            top = len(sheet.rows) + self.blank_rows
            sheet.merges.append((top, top + down - 1, column, column + right - 1))


def _times(attributes: dict[str, str], name: str) -> int:
    """How often, at least once; what is no plain number is not guessed. Raises ValueError."""
    given = attributes.get(name, "1")
    if not (given.isascii() and given.isdecimal() and int(given) > 0):
        raise ValueError(name)
    return int(given)


_STARTS: dict[str, Callable[[_Content, dict[str, str]], None]] = {
    "table:null-date": _Content.begin_calendar,
    "style:style": _Content.begin_style,
    "style:table-properties": _Content.table_properties,
    "table:table": _Content.begin_table,
    "table:table-row": _Content.begin_row,
    "table:table-cell": _Content.begin_cell,
    "table:covered-table-cell": _Content.begin_cell,
    "office:annotation": _Content.begin_note,
    "text:p": _Content.begin_paragraph,
    "text:s": _Content.blanks,
    "text:tab": _Content.line_break,
    "text:line-break": _Content.line_break,
}
_ENDS: dict[str, Callable[[_Content], None]] = {
    "table:table": _Content.end_table,
    "table:table-row": _Content.end_row,
    "table:table-cell": _Content.end_cell,
    "table:covered-table-cell": _Content.end_cell,
    "office:annotation": _Content.end_note,
}
