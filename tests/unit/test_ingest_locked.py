"""Workbooks behind a password to open them."""

import io
import random

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from ingest.books.sniff import OLE
from tests.unit.biff12_books import as_xlsb
from tests.unit.biff_books import lock
from tests.unit.ingest_books import class_sheet, found, read, workbook
from tests.unit.test_ingest_kinds import as_xls, parts_of, zipped

CLASSES = class_sheet(["一年级", "1班", 40], ["二年级", "1班", 41])


def test_a_password():
    stream = "EncryptedPackage".encode("utf-16-le")
    assert found(read(OLE + b"\x00" * 600 + stream)) == {("password_protected", None)}


def locked(data: bytes, password: str) -> bytes:
    """Made longer, for the one who locks here makes a broken file of a short one."""
    longer = {"docProps/thumbnail.jpeg": random.Random(1).randbytes(5000)}
    data = zipped(parts_of(data) | longer)
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, target)
    return target.getvalue()


PASSWORD = "岚岫2026"
LOCKED = {
    "xlsx": locked(workbook({"班级情况": CLASSES}), PASSWORD),
    "xlsb": locked(as_xlsb({"班级情况": CLASSES}), PASSWORD),
    "xls, rc4": lock(as_xls(CLASSES), PASSWORD, "rc4"),
    "xls, cryptoapi": lock(as_xls(CLASSES), PASSWORD, "cryptoapi"),
}


OLD = "lanxiu2026"  # the oldest lock knows 15 letters of ASCII


def test_the_oldest_lock_opens_with_its_password_alone():
    data = lock(as_xls(CLASSES), OLD, "xor")
    assert read_book(data, Limits(), OLD).sheets[0].rows[2:] == CLASSES[2:]
    for password in ("other", PASSWORD, "longer than fifteen", "x"):
        with pytest.raises(Refused) as refusal:
            read_book(data, Limits(), password)
        assert refusal.value.code == "wrong_password"


@pytest.mark.parametrize("data", LOCKED.values(), ids=LOCKED.keys())
def test_a_workbook_behind_a_password_opens_with_it_and_with_no_other(data: bytes):
    assert read_book(data, Limits(), PASSWORD).sheets[0].rows[2:] == CLASSES[2:]
    for password, code in (("", "password_protected"), ("other", "wrong_password")):
        with pytest.raises(Refused) as refusal:
            read_book(data, Limits(), password)
        assert refusal.value.code == code


@pytest.mark.parametrize("password", ["", "of another file"])
def test_a_workbook_whose_structure_alone_is_protected_needs_no_password(password: str):
    word = "VelvetSweatshop"
    for data in (locked(workbook({"a": CLASSES}), word), lock(as_xls(CLASSES), word, "rc4")):
        assert read_book(data, Limits(), password).sheets[0].rows[2:] == CLASSES[2:]


def test_a_lock_that_is_none_is_refused():
    broken = OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    for data in (broken, LOCKED["xls, rc4"][:4000]):
        with pytest.raises(Refused) as refusal:
            read_book(data, Limits(), "x")
        assert refusal.value.code in {"password_protected", "not_a_spreadsheet"}
    # of a locked file copied in part nobody can tell whether the password would have been right
    with pytest.raises(Refused):
        read_book(LOCKED["xlsx"][:-9000], Limits(), PASSWORD)
