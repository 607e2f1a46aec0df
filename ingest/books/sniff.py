"""What a file is, by its content; the extension is not asked."""

import re
import zipfile
from typing import Literal

from ingest.books.limits import Refused

Zipped = Literal["xlsx", "xlsb", "ods"]
Other = Literal["xls", "html", "csv"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF_STARTS = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_BIFF_LENGTHS = (b"\x04\x00", b"\x06\x00", b"\x08\x00", b"\x10\x00")
_LOOK = 1 << 16
_CUT = {"unexpected end of data", "incomplete multibyte sequence", "truncated data"}
"""What a decoder says of a text that ends inside a character."""
_TABLE = re.compile(rb"<table[\s>]")
_OTHERS = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF",
}  # fmt: skip
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06")
"""RAR, 7z, gzip, and a zip with nothing in it."""


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def _ole(data: bytes) -> Other:
    if _stream("EncryptedPackage") in data:
        raise Refused("password_protected")
    if _stream("Workbook") in data or _stream("Book") in data:
        return "xls"
    raise Refused("not_a_spreadsheet", "OLE")


def sniff_zip(archive: zipfile.ZipFile) -> Zipped:
    """The kind of a workbook that is a zip. Raises Refused."""
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if {"mimetype", "content.xml"} <= names:
        return "ods"
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise Refused("not_a_spreadsheet", "ZIP")
    raise Refused("unopened_archive")


def _markup(data: bytes) -> Other:
    """A page that a platform calls .xls, if there is a table in it. Excel's own XML of 2003 is
    none, though it has a <Table>."""
    look = data[:_LOOK].replace(b"\x00", b"").lower()
    if _TABLE.search(look) and b"<workbook" not in look:
        return "html"
    raise Refused("not_a_spreadsheet", "XML")


def sniff(data: bytes) -> Other:
    """The kind of a file that is no zip. Raises Refused for what is no spreadsheet or has a
    password."""
    if data[:8] == OLE:
        return _ole(data)
    if data[:2] in _BIFF_STARTS and data[2:4] in _BIFF_LENGTHS:
        return "xls"
    start = data[:512].removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    start = start.lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if start.startswith(b"<"):
        return _markup(data)
    if data.startswith(_ARCHIVES):
        raise Refused("unopened_archive")
    other = next((name for mark, name in _OTHERS.items() if start.startswith(mark)), "")
    if other or not start:
        raise Refused("not_a_spreadsheet", other)
    return "csv"


def decode(data: bytes) -> str:
    """Text of a csv or a page: a byte order mark, else UTF-8, else gb18030, all of them strict."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            candidates = [encoding]
            break
    else:
        candidates = ["utf-8", "gb18030"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            if error.reason in _CUT and not data[: error.start].isascii():
                raise Refused("cut_off") from None
            continue
        if "\x00" not in text:
            return text
    raise Refused("not_a_spreadsheet")
