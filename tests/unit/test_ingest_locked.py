"""Workbooks behind a password to open them."""

import io

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from ingest.books.sniff import OLE
from tests.unit.ingest_books import class_sheet, found, read, workbook

CLASSES = class_sheet(["一年级", "1班", 40], ["二年级", "1班", 41])


def test_a_password():
    stream = "EncryptedPackage".encode("utf-16-le")
    assert found(read(OLE + b"\x00" * 600 + stream)) == {("password_protected", None)}


def locked(data: bytes, password: str) -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, target)
    return target.getvalue()


def test_a_workbook_behind_a_password_opens_with_it_and_with_no_other():
    data = locked(workbook({"班级情况": CLASSES}), "岚岫2026")
    assert read_book(data, Limits(), "岚岫2026").sheets[0].rows[2:] == CLASSES[2:]
    for password, code in (("", "password_protected"), ("other", "wrong_password")):
        with pytest.raises(Refused) as refusal:
            read_book(data, Limits(), password)
        assert refusal.value.code == code


def test_a_lock_that_is_none_is_refused():
    stream = "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Refused) as refusal:
        read_book(OLE + b"\x00" * 600 + stream, Limits(), "x")
    assert refusal.value.code == "password_protected"
