"""A sheet of an xlsx looked through with patterns, twenty times as fast as with an XML parser,
which is asked wherever the patterns cannot be sure."""

import re
import zipfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ingest.books.display import Display
from ingest.books.limits import Limits, Refused
from ingest.books.slowscan import slow_scan
from ingest.books.zips import CHUNK, chunks, with_short_texts
from ingest.text import column_index

_CARRY = 1 << 22
_DATA, _DATA_END = b"<sheetData", b"</sheetData"
# No pattern reaches over the next "<": a file of cells without ">" would take for ever.
_FAR = re.compile(rb'<c r="(?:([A-Z]{2})\d+|([A-Z]{3,})(\d+))"(?:[^<>]*[^<>/])?>(?!</c>)')
_BEYOND_Z = re.compile(rb'r="[A-Z][A-Z]')
_REF = re.compile(rb'<c r="([A-Z]+)(\d+)"')
_STYLED = re.compile(rb'<c r="([A-Z]+)(\d+)"(?=[^<>]* s="(\d+)")(?![^<>]* t="(?!n"))[^<>]*[^<>/]>')
_ERROR = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^<>]* t="e"[^<>]*>(?:<f[^<>]*>[^<]*</f>|<f[^<>]*/>)?<v>([^<]*)'
)
_FORMULA = re.compile(
    rb'<c r="([A-Z]+)(\d+)"([^<>]*)>(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)'
    rb"(<v></v>|<v\s*/>|<v>0</v>|<v>)?"
)
_SOME, _NOUGHT = b"<v>", b"<v>0</v>"
# The reader takes an index that is no plain number for the first text of the book.
_NO_INDEX = re.compile(rb't="s"[^<>]*><v>(?!\d{1,9}<)')
# A digit as a character reference: read as an end of the number, or as nothing at all.
_HIDDEN_DIGIT = re.compile(rb"<v[^<>]*>[^<]*&#(?:x[23][0-9A-Fa-f]|4[3-9]|5[0-7]);")
_EMPTY_TEXT = re.compile(rb"<is>(?:<t></t>|<t/>)?</is>")


Doubt = Literal["", "noughts", "all"]


@dataclass
class SheetScan:
    """What the pass learnt of the sheet in `part`; positions are (row, column) from 0. `filled`
    cells have a value or an error; `displays` are shown otherwise than they are kept, as cells of
    one of the `styles` are. `doubt` is what the workbook says of the answers of its formulas: that
    none counts, or no 0. An exact scan knows `sure`: the cells, as row × 2^20 + column, that cannot
    come out blank."""

    part: str
    styles: dict[bytes, Display] = field(default_factory=dict)
    doubt: Doubt = ""
    cells: int = 0
    rows: int = 0
    columns: int = 0
    filled: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    no_value: set[tuple[int, int]] = field(default_factory=set)
    displays: dict[tuple[int, int], Display] = field(default_factory=dict)
    is_exact: bool = False
    sure: array = field(default_factory=lambda: array("Q"))

    def counts(self, *, is_nought: bool) -> bool:
        """Whether what stands in a formula's cell is its answer."""
        return self.doubt == "" or (self.doubt == "noughts" and not is_nought)

    def see(self, row: int, column: int) -> None:
        """Widen the used range to a cell that holds something."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)

    def check(self, limits: Limits) -> None:
        """Raises Refused for a sheet that is too large when it is laid out."""
        is_far = self.rows > limits.rows or self.columns > limits.columns
        if is_far or max(self.cells, self.rows * self.columns) > limits.cells:
            raise Refused("over_limit", f"{self.rows} × {self.columns}")


def scan_sheet(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    limits: Limits,
    styles: dict[bytes, Display],
    doubt: Doubt,
) -> SheetScan:
    """One sheet, looked through; `styles` are those that change a number. Raises Refused."""
    scan = SheetScan(entry.filename, styles, doubt)
    for block in _blocks(sheet_pieces(archive, entry, limits)):
        if block is None or not _look(block, scan):
            pieces = sheet_pieces(archive, entry, limits)
            return slow_scan(pieces, SheetScan(entry.filename, styles, doubt), limits)
        scan.check(limits)
    return scan


def sheet_pieces(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits
) -> Iterator[bytes]:
    """A sheet piecewise. Raises Refused for a text or a number that no program writes."""
    for piece in with_short_texts(chunks(archive, entry), limits):
        if b"&" in piece and b"&#" in piece and _HIDDEN_DIGIT.search(piece):
            raise Refused("not_a_spreadsheet", "XML")
        yield piece


def _blocks(pieces: Iterator[bytes]) -> Iterator[bytes | None]:
    """The rows of a sheet in pieces of whole cells; None where they are not to be found."""
    carry, state = b"", "before"
    for piece in pieces:
        block = carry + piece
        if state == "before":
            at = block.find(_DATA)
            block, state = (block[-len(_DATA) :], state) if at < 0 else (block[at:], "inside")
        if state == "inside" and (end := block.find(_DATA_END)) >= 0:
            yield block[:end]
            block, state = block[end:], "after"
        if state == "after" and _DATA in block:
            yield None
        if state != "inside":
            carry = block[-len(_DATA) :]
            continue
        cut = max(block.rfind(b"<c "), block.rfind(b"<row"))
        if cut > 0:
            yield block[:cut]
            block = block[cut:]
        carry = block[-CHUNK:] if len(block) > _CARRY else block
    if state == "before" or (state == "inside" and carry[:11] != b"<sheetData/"):
        yield None


def _look(block: bytes, scan: SheetScan) -> bool:
    """Take in whole cells; False when they are written in a way the patterns do not cover."""
    cells = block.count(b"<c")
    if cells != block.count(b'<c r="') or _has_markup(block) or _NO_INDEX.search(block):
        return False
    scan.cells += cells
    if values := block.count(b"</v>"):
        scan.filled += values - block.count(b"<v></v>")
    if texts := block.count(b"</is>"):
        scan.filled += texts - len(_EMPTY_TEXT.findall(block))
    for two, three, row in set(_FAR.findall(block)) if _BEYOND_Z.search(block) else ():
        scan.columns = max(scan.columns, column_index((two or three).decode()) + 1)
        scan.rows = max(scan.rows, int(row or 0))
    valued = max(block.rfind(b"</v>") if values else -1, block.rfind(b"</is>") if texts else -1)
    if valued >= 0 and (match := _REF.match(block, block.rfind(b"<c ", 0, valued))):
        scan.see(int(match[2]) - 1, column_index(match[1].decode()))
    if scan.styles:
        for letters, row, style in _STYLED.findall(block):
            if display := scan.styles.get(style):
                scan.displays[int(row) - 1, column_index(letters.decode())] = display
    if b' t="e"' in block:
        for letters, row, text in _ERROR.findall(block):
            scan.errors[int(row) - 1, column_index(letters.decode())] = text.decode()
    return not (b"f" in block and b"<f" in block) or _look_at_formulas(block, scan)


def _has_markup(block: bytes) -> bool:
    """Whether there is more than elements and texts. One sign is looked for ten times as fast as
    two, of which the first is everywhere."""
    return (b"!" in block and b"<!" in block) or (b"?" in block and b"<?" in block)


def _look_at_formulas(block: bytes, scan: SheetScan) -> bool:
    found = _FORMULA.findall(block)
    for letters, row, attributes, value in found:
        is_empty_text = value not in {b"", _SOME, _NOUGHT} and b't="str"' in attributes
        is_number = b' t="' not in attributes or b' t="n"' in attributes
        is_there = is_empty_text or value in {_SOME, _NOUGHT}
        if not (is_there and scan.counts(is_nought=value == _NOUGHT and is_number)):
            scan.no_value.add((int(row) - 1, column_index(letters.decode())))
    return len(found) == block.count(b"<f")
