"""The same pass with an XML parser, for sheets that are written in an unusual way."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.parsers import expat

from ingest.books.limits import Limits, Refused
from ingest.text import column_index

if TYPE_CHECKING:
    from ingest.books.sheetscan import SheetScan

_LONGEST = 64
_CHECKED_EVERY = 1024


class _Watcher:
    """Follows cells; keeps the position itself where a cell does not say its own."""

    def __init__(self, scan: "SheetScan", limits: Limits):
        self.scan, self.limits = scan, limits
        self.row, self.column, self.last = -1, -1, (-1, -1)
        self.data, self.is_inside = 0, False
        self.kind, self.has_formula, self.text, self.in_value, self.has_value = "", False, "", 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "sheetData":
            self.data, self.is_inside = self.data + 1, True
            if self.data > 1:
                raise Refused("not_a_spreadsheet")
        elif not self.is_inside:
            return
        elif name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "c":
            self._cell(attributes)
        elif name == "f":
            self.has_formula = True
        elif name in {"v", "is"}:
            if self.has_value:
                raise Refused("not_a_spreadsheet")
            self.in_value = self.has_value = 1

    def _cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "")
        letters = place.rstrip("0123456789")
        if place:
            self.column, row = column_index(letters), int(place[len(letters) :]) - 1
        else:
            self.column, row = self.column + 1, self.row
        # two cells in one place, a row that is not the row it stands in: who knows what was meant
        if row != self.row or (row, self.column) <= self.last:
            raise Refused("not_a_spreadsheet")
        self.last = row, self.column
        self.kind, self.has_formula, self.has_value = attributes.get("t", ""), False, 0
        self.text = ""
        is_number = self.kind in {"", "n"}
        if is_number and (display := self.scan.styles.get(attributes.get("s", "").encode())):
            self.scan.displays[self.last] = display
        self.scan.cells += 1
        if self.scan.cells % _CHECKED_EVERY == 0:
            self.scan.check(self.limits)

    def characters(self, text: str) -> None:
        if self.in_value and len(self.text) < _LONGEST:
            self.text += text

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in {"v", "is"}:
            self.in_value = 0
        elif name == "sheetData":
            self.is_inside = False
        elif name == "c" and self.is_inside:
            self._end_cell()

    def _is_answered(self) -> bool:
        is_empty_text = not self.text and bool(self.has_value) and self.kind == "str"
        is_there = bool(self.text) or is_empty_text
        is_nought = self.text == "0" and self.kind in {"", "n"}
        return is_there and self.scan.counts(is_nought=is_nought)

    def _end_cell(self) -> None:
        scan, place = self.scan, self.last
        if self.kind == "e":
            scan.errors[place] = self.text
        elif self.has_formula and not self._is_answered():
            scan.no_value.add(place)
        if self.has_value:
            scan.see(*place)
            scan.check(self.limits)
        if self.kind == "s":
            # the reader takes an index that is no plain number for the first text of the book
            is_index = self.text.isascii() and self.text.isdecimal() and len(self.text) < 10
            if self.has_value and not is_index:
                raise Refused("not_a_spreadsheet")
        elif self.text and self.kind != "e":
            scan.sure.append((place[0] << 20) + place[1])

    def refuse_inside(self, *_: object) -> None:
        """A comment or the like among the cells: the reader drops what stands behind it."""
        if self.is_inside:
            raise Refused("not_a_spreadsheet")


def _refuse_doctype(*_: object) -> None:
    raise Refused("over_limit", "doctype")


def slow_scan(pieces: Iterator[bytes], scan: "SheetScan", limits: Limits) -> "SheetScan":
    """Fill `scan` from the part's pieces. Raises Refused or expat's error."""
    watcher = _Watcher(scan, limits)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = watcher.start
    parser.EndElementHandler = watcher.end
    parser.CharacterDataHandler = watcher.characters
    parser.CommentHandler = watcher.refuse_inside
    parser.ProcessingInstructionHandler = watcher.refuse_inside
    parser.StartCdataSectionHandler = watcher.refuse_inside
    parser.StartDoctypeDeclHandler = _refuse_doctype
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)
    scan.is_exact = True
    scan.check(limits)
    return scan
