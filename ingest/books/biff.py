"""A look through the records of a workbook of BIFF5 or BIFF8, first of all whether it is whole. It
has no checksums: where a part of a file was never written (a copy broken off, a bad sector), its
readers pass over what is no record and show the rows that are left. [MS-XLS] 2.1.4 (records),
2.4.117 (FilePass), 2.4.220 (Row)."""

import io
import struct

from xlrd.compdoc import CompDoc

from ingest.books.biff_formulas import Formulas, Places
from ingest.books.limits import Refused

_BOF, _EOF, _ROW, _LOCK = 0x809, 0x0A, 0x208, 0x2F
_CELLS = {0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E, 0x206, 0x406}
_HEAD = struct.Struct("<HH")
_LOOK = 16
_BOUNDS = struct.Struct("<HHH")
_OPENING = 64


def look_through(data: bytes) -> list[Places]:
    """By worksheet the places of formulas that nobody has calculated. Raises Refused when records
    are missing: the stream is sheet after sheet, each with a beginning and an end, and a row that
    says it has cells has some. Behind a password nothing of this can be told."""
    try:
        folder = CompDoc(data, logfile=io.StringIO())
        places = [folder.locate_named_stream(name) for name in ("Workbook", "Book")]
    except MemoryError:
        raise
    except Exception:  # a broken folder makes it raise whatever it stumbles over
        raise Refused("not_a_spreadsheet") from None
    stream, base, length = next((place for place in places if place[0]), (b"", 0, 0))
    walk = _Walk(stream, base, base + length)
    walk.go()
    return walk.formulas.without_answer()


class _Walk:
    """From record to record. Where a lock was opened it leaves noughts in its place near the
    beginning, and what follows the last sheet comes out as anything."""

    def __init__(self, stream: bytes, base: int, end: int):
        self.stream, self.base, self.end = stream, base, end
        self.depth = 0
        self.was_locked = False
        self.formulas, self.part = Formulas(), 0
        self.claimed: set[int] = set()
        self.filled: set[int] = set()

    def go(self) -> None:
        """Raises Refused."""
        at = self.base
        while at + _HEAD.size <= self.end:
            kind, size = _HEAD.unpack_from(self.stream, at)
            if kind != _BOF and not self.depth:
                if not self.was_locked and any(self.stream[at : self.end]):
                    raise Refused("not_a_spreadsheet")  # nothing but padding may follow
                return
            if kind == _LOCK:
                return
            if kind == 0 and at < self.base + _OPENING:
                self.was_locked = True
            else:
                if kind == _BOF and not self.depth:
                    self.part = at - self.base
                body = self.stream[at + _HEAD.size : at + _HEAD.size + min(size, _LOOK)]
                self.formulas.see(kind, body, self.part)
                self._see(kind, body)
            at += _HEAD.size + size
        if self.depth:
            raise Refused("not_a_spreadsheet")

    def _see(self, kind: int, body: bytes) -> None:
        if kind == _BOF:
            self.depth += 1
        elif kind == _EOF:
            self.depth -= 1
            if not self.depth and self.claimed - self.filled:
                raise Refused("not_a_spreadsheet")
            if not self.depth:
                self.claimed, self.filled = set(), set()
        elif kind == 0:
            raise Refused("not_a_spreadsheet")
        elif kind == _ROW and len(body) >= _BOUNDS.size:
            row, first, last = _BOUNDS.unpack_from(body)
            self.claimed |= {row} if last > first else set()
        elif kind in _CELLS and len(body) >= 2:
            self.filled.add(int.from_bytes(body[:2], "little"))
