"""Workbooks behind a password to open them."""

import io

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from ingest.books.limits import Refused


def unlock(data: bytes, password: str) -> bytes:
    """The workbook inside. Raises Refused when the password is another, or the lock one that
    nobody knows."""
    opened = io.BytesIO()
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(data))
        locked.load_key(password=password)
        locked.decrypt(opened)
    except (InvalidKeyError, DecryptionError):
        raise Refused("wrong_password") from None
    except (FileFormatError, ParseError, ValueError, KeyError, OSError):
        raise Refused("password_protected") from None
    return opened.getvalue()
