"""Whether a workbook of BIFF5 or BIFF8 is whole. It has no checksums: where a part of a file was
never written (a copy that was broken off, a bad sector), its readers pass over what is no record
and show the rows that are left. [MS-XLS] 2.1.4 (records), 2.4.220 (Row)."""

import io
import struct

from xlrd.compdoc import CompDoc

from ingest.books.limits import Refused

_BOF, _EOF, _ROW = 0x809, 0x0A, 0x208
_CELLS = {0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E, 0x206, 0x406}
_HEAD = struct.Struct("<HH")


def check_whole(data: bytes) -> None:
    """Raises Refused when records are missing: the stream is sheet after sheet, each with a
    beginning and an end, and a row that says it has cells has some."""
    try:
        folder = CompDoc(data, logfile=io.StringIO())
        places = [folder.locate_named_stream(name) for name in ("Workbook", "Book")]
    except MemoryError:
        raise
    except Exception:  # a broken folder makes it raise whatever it stumbles over
        raise Refused("not_a_spreadsheet") from None
    stream, base, length = next((place for place in places if place[0]), (b"", 0, 0))
    at, end, depth = base, base + length, 0
    claimed: set[int] = set()
    filled: set[int] = set()
    while at + _HEAD.size <= end:
        kind, size = _HEAD.unpack_from(stream, at)
        body, at = at + _HEAD.size, at + _HEAD.size + size
        if kind == _BOF:
            depth += 1
        elif not depth:
            if any(stream[body - _HEAD.size : end]):  # nothing but padding may follow
                raise Refused("not_a_spreadsheet")
            break
        elif kind == _EOF:
            depth -= 1
            if not depth and claimed - filled:
                raise Refused("not_a_spreadsheet")
            claimed, filled = (set(), set()) if not depth else (claimed, filled)
        elif kind == 0:
            raise Refused("not_a_spreadsheet")
        elif kind == _ROW and size >= 6:
            row, first, last = struct.unpack_from("<HHH", stream, body)
            claimed |= {row} if last > first else set()
        elif kind in _CELLS and size >= 2:
            filled.add(int.from_bytes(stream[body : body + 2], "little"))
    if depth:
        raise Refused("not_a_spreadsheet")
