"""Numbers that identify a person: checked, then replaced by a keyed token while reading.

Check digit and form: GB 11643-1999. A national student number is G and the id number of 18
characters, and is reduced to it; L numbers are temporary and kept whole.
"""

import hmac
import re
from datetime import date

from ingest.columns.base import Column, Fault, Setting, unusable
from ingest.field import FieldSpec
from ingest.text import is_parted, normal, plain

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
_ID = re.compile(r"[1-9][0-9]{16}[0-9X]")
_ANY_ID = re.compile(r"(?=([1-9][0-9]{16}[0-9X]))")
_LEGACY = re.compile(r"[1-9][0-9]{14}")
_LEGACY_LENGTH = 15
_TEMPORARY = re.compile(r"L[0-9A-Z]{8,20}")
_EXAM = re.compile(r"[0-9A-Z][0-9A-Z_-]{0,39}")
_LOST = re.compile(r"\d(\.\d+)?E\+?\d+", re.ASCII)
_EXACT = 10**15
_PRODUCTS = tuple({str(d): d * weight for d in range(10)} for weight in WEIGHTS)


def check_digit(seventeen: str) -> str:
    """The 18th character of an id number from its first 17 digits."""
    return CHECK_CHARACTERS[sum(map(dict.__getitem__, _PRODUCTS, seventeen)) % 11]


def normal_id(text: str) -> str | None:
    """The 18 characters of a valid id number (a 15-digit one is lengthened), else None."""
    if len(text) == _LEGACY_LENGTH and _LEGACY.fullmatch(text):
        text = f"{text[:6]}19{text[6:]}"
        text += check_digit(text)
    if not _ID.fullmatch(text) or check_digit(text[:17]) != text[17]:
        return None
    return text if _is_date(text[6:14]) else None


_KNOWN_DATES: dict[str, bool] = {}


def _is_date(digits: str) -> bool:
    known = _KNOWN_DATES.get(digits)
    if known is None:
        try:
            known = 1850 < date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year < 2150
        except ValueError:
            known = False
        _KNOWN_DATES[digits] = known
    return known


def holds_id(text: str) -> bool:
    """Whether a valid id number of 18 characters stands anywhere in a text."""
    found = _ANY_ID.findall(plain(text).upper())
    return any(normal_id(number) for number in found)


def _student(text: str) -> str | None:
    """No pupil was born before numbers had 18 digits: one of 15 has lost some."""
    if _LEGACY.fullmatch(text.removeprefix("G")):
        return None
    if _TEMPORARY.fullmatch(text):
        return text
    return normal_id(text.removeprefix("G"))


def _exam_number(text: str) -> str | None:
    return text if _EXAM.fullmatch(text) else None


_NORMALISE = {"teacher": normal_id, "student": _student, "exam_number": _exam_number}


def normalise(owner: str, cell: object) -> str | Fault:
    """The one spelling of a number, or the fault. No digit is ever changed, added or dropped,
    but for the check digit and century of a 15-digit id."""
    if cell.__class__ is float or cell.__class__ is int:
        if not abs(cell) < _EXACT or cell != int(cell):  # NaN is no number of anything
            return Fault("id_digits_lost")
        text = str(int(cell))
    elif cell.__class__ is str:
        if owner == "exam_number" and is_parted(cell):  # it has no check digit
            return Fault("id_check_digit")
        text = plain(cell).upper()
    else:
        return Fault("id_check_digit")
    if "E" in text and _LOST.fullmatch(text):
        return Fault("id_digits_lost")
    return _NORMALISE[owner](text) or Fault("id_check_digit")


def token(key: bytes, domain: str, value: str) -> str:
    """32 hexadecimal characters: the first 16 bytes of HMAC-SHA256 over domain|v1|value."""
    return _digest(_keyed(key, domain), value)


def _keyed(key: bytes, domain: str, prefix: str = "") -> hmac.HMAC:
    """What every token of a column begins with; setting up the key costs more than the rest."""
    return hmac.new(key, f"{domain}|v1|{prefix}".encode(), "sha256")


def _digest(keyed: hmac.HMAC, value: str) -> str:
    own = keyed.copy()
    own.update(value.encode())
    return own.digest()[:16].hex()


def tokens(cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int]) -> Column:
    """Tokens of a column of numbers."""
    owner = spec.personal
    key = setting.teacher_key if owner == "teacher" else setting.pupil_key
    keyed = _keyed(key, owner, f"{setting.exam_id}|" if owner == "exam_number" else "")
    column = Column([])
    for position, cell in enumerate(cells):
        value = _filled(owner, cell, setting)
        if value is None or value.__class__ is Fault:
            if value is not None:
                column.faults[position] = value
            column.values.append(None)
            continue
        column.values.append(_digest(keyed, value))
    return column


def _filled(owner: str, cell: object, setting: Setting) -> str | Fault | None:
    if cell is None or cell == "":
        return None
    if cell.__class__ is not str:
        return unusable(cell) or normalise(owner, cell)
    value = normalise(owner, cell)
    if value.__class__ is Fault:
        word = normal(cell)
        if not word or word in setting.words.null:
            return None
    return value
