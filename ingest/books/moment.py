"""The day and time that a serial number stands for."""

import re
from datetime import datetime, time

import xlrd

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_LETTERS = re.compile(r"[ymdhse]", re.I)


def moment(serial: float, from_1904: bool) -> datetime | time | float:
    """A serial number as a moment, or as a time of day below 1; itself where no calendar has it."""
    try:
        found = xlrd.xldate.xldate_as_datetime(serial, int(from_1904))
    except (xlrd.xldate.XLDateError, ValueError, OverflowError):
        return serial
    return found if serial >= 1 else found.time()


def is_date_format(code: str) -> bool:
    """Whether a number format shows a number as a date or time (ECMA-376 part 1, 18.8.31)."""
    bare = _LITERAL.sub("", code.partition(";")[0])
    return "general" not in bare.lower() and _LETTERS.search(bare) is not None
