"""Any file as a book of sheets."""

import zipfile

from ingest.books.limits import Limits, Refused
from ingest.books.sheet import Book
from ingest.books.sniff import Other, Zipped, sniff, sniff_zip
from ingest.books.xlsx import read_xlsx
from ingest.books.zips import MARK, open_zip
from ingest.text import safe_names


def read_book(data: bytes, limits: Limits, password: str = "") -> Book:
    """The sheets of a file, which may need `password`. Raises Refused with the file-level problem
    code."""
    try:
        book = _read(data, limits)
    except Refused as refusal:
        if refusal.code != "password_protected":
            raise
        from ingest.books.locked import unlock  # slow to import and seldom needed

        book = _read(unlock(data, password), limits)
    names = safe_names([sheet.name for sheet in book.sheets])
    if len(set(names)) < len(names):  # rows are told and counted by the name of their sheet
        raise Refused("not_a_spreadsheet")
    for sheet, name in zip(book.sheets, names, strict=True):
        sheet.name = name
    return book


def _read(data: bytes, limits: Limits) -> Book:
    if len(data) > limits.file_bytes:
        raise Refused("over_limit", "bytes")
    if data[: len(MARK)] != MARK:
        return _read_other(sniff(data), data, limits)
    with open_zip(data, limits) as archive:
        return _read_zipped(sniff_zip(archive), archive, limits)


# Nearly every file is an xlsx: a worker that meets no other kind need not import its reader.


def _read_zipped(kind: Zipped, archive: zipfile.ZipFile, limits: Limits) -> Book:
    if kind == "xlsx":
        return read_xlsx(archive, limits)
    if kind == "xlsb":
        from ingest.books.xlsb import read_xlsb

        return read_xlsb(archive, limits)
    from ingest.books.ods import read_ods

    return read_ods(archive, limits)


def _read_other(kind: Other, data: bytes, limits: Limits) -> Book:
    if kind == "xls":
        from ingest.books.xls import read_xls

        return read_xls(data, limits)
    if kind == "html":
        from ingest.books.page import read_page

        return read_page(data, limits)
    from ingest.books.text import read_text

    return read_text(data, limits)
