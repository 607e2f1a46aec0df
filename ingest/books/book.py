"""Any file as a book of sheets."""

from ingest.books.limits import Limits, Refused
from ingest.books.ods import read_ods
from ingest.books.page import read_page
from ingest.books.sheet import Book
from ingest.books.sniff import sniff, sniff_zip
from ingest.books.text import read_text
from ingest.books.xls import read_xls
from ingest.books.xlsb import read_xlsb
from ingest.books.xlsx import read_xlsx
from ingest.books.zips import MARK, open_zip
from ingest.text import safe_names

_OF_ZIPS = {"xlsx": read_xlsx, "xlsb": read_xlsb, "ods": read_ods}
_OF_OTHERS = {"xls": read_xls, "html": read_page, "csv": read_text}


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
        return _OF_OTHERS[sniff(data)](data, limits)
    with open_zip(data, limits) as archive:
        return _OF_ZIPS[sniff_zip(archive)](archive, limits)
