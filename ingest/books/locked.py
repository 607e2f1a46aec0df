"""Workbooks behind a password to open them."""

import io

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

from ingest.books.limits import Refused

# What Excel itself uses, and asks nobody for, where only the structure of a workbook is protected
# ([MS-XLS] 2.2.10, [MS-OFFCRYPTO] 2.3.7.1).
_OPEN_SECRET = "VelvetSweatshop"


def unlock(data: bytes, password: str) -> bytes:
    """The workbook inside; `password` may be empty. Raises Refused when the password is another,
    or the lock one that nobody knows."""
    for word in filter(None, (_OPEN_SECRET, password)):
        opened = io.BytesIO()
        try:
            locked = msoffcrypto.OfficeFile(io.BytesIO(data))
            locked.load_key(password=word)
            locked.decrypt(opened)
        except (InvalidKeyError, DecryptionError):
            continue
        except Exception:  # a broken lock makes msoffcrypto raise whatever it stumbles over
            raise Refused("password_protected") from None
        return opened.getvalue()
    raise Refused("wrong_password" if password else "password_protected")
