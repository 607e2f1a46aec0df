"""Records of Excel's binary workbooks, as [MS-XLSB] 2.1.4 and 2.5 lay them out."""

import struct
from collections.abc import Iterator
from typing import IO

from ingest.books.limits import Refused

_BLOCK = 1 << 20
_LONGEST = 1 << 24
_U32 = struct.Struct("<I")
_DOUBLE = struct.Struct("<d")
_NULL = 0xFFFFFFFF


def records(part: IO[bytes], most: int) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of every record of a part, read piecewise. Raises Refused where the part is
    cut off, has more than `most` records, or one longer than any cell can be."""
    block, at, count = b"", 0, 0
    while count <= most:
        head = _header(block, at)
        if head and head[2] <= len(block):
            kind, begin, at = head
            yield kind, block[begin:at]
            count += 1
            continue
        if head and head[2] - at > _LONGEST:
            break
        more = part.read(_BLOCK)
        if not more and at < len(block):
            raise Refused("not_a_spreadsheet")
        if not more:
            return
        block, at = block[at:] + more, 0
    raise Refused("over_limit", "cells")


def _header(block: bytes, at: int) -> tuple[int, int, int] | None:
    """(kind, begin, end) of the record at a place, as far as the block tells; both numbers are
    groups of seven bits, the lowest first, at most two and at most four of them."""
    try:
        kind = block[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (block[at] & 0x7F) << 7
            at += 1
        size = block[at]
        at += 1
        if size & 0x80:
            size &= 0x7F
            for shift in (7, 14, 21):
                byte = block[at]
                at += 1
                size |= (byte & 0x7F) << shift
                if byte < 0x80:
                    break
    except IndexError:
        return None
    return kind, at, at + size


def number(content: bytes, at: int = 0) -> int:
    """An unsigned whole number of four bytes."""
    return _U32.unpack_from(content, at)[0]


def real(content: bytes, at: int) -> float:
    """Xnum."""
    return _DOUBLE.unpack_from(content, at)[0]


def packed(content: bytes, at: int) -> float:
    """RkNumber: 30 bits of a whole number or the upper 30 of a double, perhaps in hundredths."""
    bits = _U32.unpack_from(content, at)[0]
    if bits & 2:
        whole = bits >> 2
        value = float(whole - (1 << 30) if whole >> 29 else whole)
    else:
        value = _DOUBLE.unpack(bytes(4) + _U32.pack(bits & ~3))[0]
    return value / 100 if bits & 1 else value


def text(content: bytes, at: int) -> tuple[str, int]:
    """XLWideString or its nullable kind, and where it ends. Raises Refused when cut off."""
    length = number(content, at)
    begin = at + 4
    if length == _NULL:
        return "", begin
    end = begin + 2 * length
    if end > len(content):
        raise Refused("not_a_spreadsheet")
    return content[begin:end].decode("utf-16-le", "replace"), end
