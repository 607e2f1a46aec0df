"""The same pass with an XML parser, for sheets written in an unusual way (prefixes, UTF-16)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.parsers import expat

from ingest.books.limits import Limits, Refused
from ingest.text import column_index

if TYPE_CHECKING:
    from ingest.books.prescan import SheetScan


class _Watcher:
    """Follows cells; keeps the position itself where a cell does not say its own."""

    def __init__(self, scan: "SheetScan", limits: Limits):
        self.scan, self.limits = scan, limits
        self.row, self.column = -1, -1
        self.kind, self.has_formula, self.text, self.in_value, self.has_value = "", False, "", 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "c":
            self._cell(attributes)
        elif name == "f":
            self.has_formula = True
        elif name in {"v", "is"}:
            self.in_value = self.has_value = 1

    def _cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        self.column = column_index(letters) if letters else self.column + 1
        self.kind, self.has_formula, self.has_value = attributes.get("t", ""), False, 0
        self.text = ""
        self.scan.cells += 1

    def data(self, text: str) -> None:
        if self.in_value and len(self.text) < 64:
            self.text += text

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in {"v", "is"}:
            self.in_value = 0
        elif name == "c":
            place = (self.row, self.column)
            if self.kind == "e":
                self.scan.errors[place] = self.text
            elif self.has_formula and not self.text and not (self.has_value and self.kind == "str"):
                self.scan.no_value.add(place)
            if self.has_value:
                self.scan.see(*place)
            over = self.scan.rows * self.scan.columns > self.limits.cells
            if over or self.scan.cells > self.limits.cells:
                raise Refused("over_limit", f"{self.scan.rows} × {self.scan.columns}")


def slow_scan(chunks: Iterator[bytes], scan: "SheetScan", limits: Limits) -> "SheetScan":
    """Fill `scan` from the part's chunks. Raises Refused or expat's error."""
    watcher = _Watcher(scan, limits)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = watcher.start
    parser.EndElementHandler = watcher.end
    parser.CharacterDataHandler = watcher.data

    def refuse(*_: object) -> None:
        raise Refused("over_limit", "doctype")

    parser.StartDoctypeDeclHandler = refuse
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return scan
