"""Zips that anybody may have made: what the directory betrays is refused before a byte of a part
is unpacked, and parts are read piecewise."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from ingest.books.limits import Limits, Refused

CHUNK = 1 << 20
_SMALL, _WORTH_KEEPING = 1 << 16, 256
BROKEN = (zipfile.BadZipFile, zipfile.zlib.error, EOFError, OSError, NotImplementedError,
          RuntimeError, LookupError, ValueError)  # fmt: skip
"""What a broken zip makes the library raise."""
MARK = b"PK\x03\x04"
"""How a zip with anything in it begins."""
_END, _END_LENGTH = b"PK\x05\x06", 22
_HEAD_LENGTH = 30
_LONGEST_TAIL = _END_LENGTH + 0xFFFF + 76
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)")
_UTF8 = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


def check_directory(handle: BinaryIO, limits: Limits) -> None:
    """Refuse a zip whose directory is too large to be looked at: the library reads it whole and
    keeps half a kilobyte for every file that it names; and one with something before its first
    file, which is another zip that was cut off behind a workbook in it. Raises Refused."""
    length = handle.seek(0, 2)
    handle.seek(max(length - _LONGEST_TAIL, 0))
    tail = handle.read(_LONGEST_TAIL)
    is_bare = tail[-_END_LENGTH:].startswith(_END) and tail.endswith(b"\x00\x00")
    at = len(tail) - _END_LENGTH if is_bare else tail.rfind(_END)
    declared = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    begins = length - len(tail) + at - declared - int.from_bytes(tail[at + 16 : at + 20], "little")
    if at >= 76 and tail[at - 20 : at - 16] == b"PK\x06\x07":  # the end of a zip64 stands before
        declared, begins = int.from_bytes(tail[at - 36 : at - 28], "little"), 0
    handle.seek(0)
    if declared > limits.directory_bytes:
        raise Refused("over_limit", "entries")
    if 0 <= at <= len(tail) - _END_LENGTH and begins > 0:
        raise Refused("cut_off")


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """A zip whose directory, of which the library has read nothing but the entries, is within the
    limits. Raises Refused, also for a broken one and for one that was cut off."""
    handle = io.BytesIO(data)
    check_directory(handle, limits)
    try:
        archive = zipfile.ZipFile(handle)
    except BROKEN:
        is_whole = _END in data[-_LONGEST_TAIL:]
        raise Refused(*("not_a_spreadsheet", "ZIP") if is_whole else ("cut_off",)) from None
    entries(archive, limits)
    return archive


def entries(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """The files of a zip. Raises Refused for what their list betrays."""
    listed = archive.infolist()
    if len(listed) > limits.zip_entries:
        raise Refused("over_limit", "entries")
    if sum(entry.file_size for entry in listed) > limits.unpacked_bytes:
        raise Refused("over_limit", "unpacked")
    for entry in listed:
        too_dense = entry.file_size > limits.ratio * max(entry.compress_size, 1)
        if entry.file_size > limits.ratio_from_bytes and too_dense:
            raise Refused("over_limit", "ratio")
        if entry.flag_bits & 1:
            raise Refused("password_protected")
        if entry.compress_type not in _METHODS:
            # the others unpack a block of any size at one stroke, and no spreadsheet uses them
            raise Refused("not_a_spreadsheet", "ZIP")
    return listed


def office_parts(archive: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    """The parts of a workbook by their names in lower case, as programs look for them. Two parts
    of one name are two workbooks in one, and every program shows another. Raises Refused."""
    listed = entries(archive, limits)
    parts = {plain_name(entry.filename): entry for entry in listed}
    if len(parts) < len(listed):
        raise Refused("not_a_spreadsheet", "ZIP")
    return parts


def plain_name(name: str) -> str:
    """The name of a part as it is compared."""
    return name.replace("\\", "/").lower()


def as_it_stands(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple:
    """Everything of a part that decides what it unpacks to or why it cannot be: of two parts of
    which this is equal both are the same. Without the time in its header, which decides nothing."""
    archive.fp.seek(entry.header_offset)
    head = archive.fp.read(_HEAD_LENGTH)
    names = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = archive.fp.read(names + entry.compress_size)
    told = (entry.orig_filename, entry.flag_bits, entry.compress_type, entry.CRC)
    return head[:10], head[14:], packed, entry.compress_size, entry.file_size, *told


def chunks(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, with_doctype: bool = False
) -> Iterator[bytes]:
    """A part of XML piecewise. Raises Refused at a document type declaration, unless it is
    allowed, and at another encoding than UTF-8, which could hide one."""
    last = b""
    with archive.open(entry) as handle:
        while chunk := handle.read(CHUNK):
            if not last:
                _check_encoding(chunk)
            if not with_doctype and _names_a_doctype(last + chunk[:16], chunk):
                raise Refused("over_limit", "doctype")
            last = chunk[-16:]
            yield chunk


def _names_a_doctype(seam: bytes, chunk: bytes) -> bool:
    """One sign is looked for much faster than many: most parts have no such sign at all."""
    return b"<!DOCTYPE" in seam or (b"!" in chunk and b"<!DOCTYPE" in chunk)


def _check_encoding(head: bytes) -> None:
    declared = _ENCODING.match(head[:256].removeprefix(b"\xef\xbb\xbf"))
    is_wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in head[:4]
    if is_wide or (declared and declared[1].lower() not in _UTF8):
        raise Refused("not_a_spreadsheet", "XML")


def with_short_texts(pieces: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    """The same pieces. Raises Refused at a text that no cell can hold."""
    run = 0
    for piece in pieces:
        first = piece.find(b"<")
        run += first if first >= 0 else len(piece)
        if run > limits.text_bytes:
            raise Refused("over_limit", "text")
        run = run if first < 0 else len(piece) - piece.rfind(b"<")
        yield piece


_USUAL: dict[tuple, bytes] = {}


def is_small(entry: zipfile.ZipInfo) -> bool:
    """Whether a part may be `usual`."""
    return max(entry.compress_size, entry.file_size) <= _SMALL


def usual(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A small part in one piece: the same program writes the same theme, styles and relations into
    every workbook, and what is the same byte for byte is unpacked and looked through once. Raises
    Refused."""
    key = as_it_stands(archive, entry)
    if key not in _USUAL:
        part = b"".join(chunks(archive, entry))
        if len(_USUAL) < _WORTH_KEEPING:
            _USUAL[key] = part
        return part
    return _USUAL[key]


def whole(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits, *, with_doctype: bool = False
) -> bytes:
    """A part in one piece. Raises Refused."""
    if is_small(entry) and not with_doctype:
        return usual(archive, entry)
    if entry.file_size > limits.part_bytes:
        raise Refused("over_limit", "unpacked")
    return b"".join(chunks(archive, entry, with_doctype=with_doctype))
