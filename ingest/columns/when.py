"""Dates, months and years: real dates, serial numbers, and the ways people type them."""

import re
from datetime import date, timedelta
from functools import lru_cache
from math import isfinite

from ingest.columns.base import Column, Fault, Setting, each
from ingest.columns.number import outside
from ingest.field import FieldSpec
from ingest.problems import messages
from ingest.text import is_parted, plain

_START = date(1899, 12, 30)
_DAYS_TO_1904 = 1462
_SERIALS = range(10_000, 73_051)
_YEARS = range(1900, 2101)
# 19805 is 1980年5月 as some type it, and a day of 1954.
_UNCLEAR = range(19_001, 21_010)
_TIME = re.compile(r"\s+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*$")
_NUMERIC_MONTH = re.compile(r"(\d{4})\.(\d{1,2})", re.ASCII)


def _date(year: int, month: int, day: int = 1) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(serial: int, setting: Setting) -> date:
    return _START + timedelta(days=serial + _DAYS_TO_1904 * setting.from_1904)


def _from_number(number: float, spec: FieldSpec, setting: Setting) -> date | None:
    """A serial, 20200901, 202009 or 2020.9. 2020.1 may be January or October (2020.10 loses its
    nought in a numeric cell), so that it is no date."""
    if not isfinite(number):
        return None
    whole = int(number)
    if whole in _SERIALS:
        return None if whole in _UNCLEAR else _day(whole, setting)
    if whole == number and len(str(whole)) == 8:
        return _date(whole // 10_000, whole // 100 % 100, whole % 100)
    if spec.precision == "day":
        return None
    if whole == number and len(str(whole)) == 6:
        return _date(whole // 100, whole % 100)
    match = _NUMERIC_MONTH.fullmatch(f"{number:.15g}")
    return _date(int(match[1]), int(match[2])) if match and match[2] != "1" else None


def _written(cell: str) -> str:
    """A date as typed, without the time of day that a program puts behind it; '' where blanks part
    its digits: 2020 1 2 is no 2020年12月."""
    text = _TIME.sub("", cell)
    return "" if is_parted(text) else plain(text)


@lru_cache(maxsize=65536)
def _from_text(cell: str, dates: tuple[str, ...], by_month: bool, all_text: bool) -> date | None:
    """A date in one of the ways of writing; months of birth come again and again."""
    text = _written(cell)
    if all_text and (numeric := _NUMERIC_MONTH.fullmatch(text)) and numeric[2] == "1":
        return None
    for pattern in _patterns(dates):
        match = pattern.fullmatch(text)
        parts = {name: int(part) for name, part in match.groupdict().items()} if match else {}
        if parts and ("day" in parts or by_month):
            return _date(**parts)
    return None


@lru_cache(maxsize=8)
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern, ...]:
    return tuple(re.compile(word, re.ASCII) for word in words)


def dates(cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int]) -> Column:
    """Dates; with month precision the first of the month."""
    expected = messages()["types"][spec.precision]
    by_month, written = spec.precision == "month", setting.words.dates

    def convert(cell: object) -> object:
        found: date | None = None
        if cell.__class__ is str:
            found = _from_text(cell, written, by_month, setting.all_text)
        elif cell.__class__ is float or cell.__class__ is int:
            found = _from_number(cell, spec, setting)
        elif isinstance(cell, date):
            found = _date(cell.year, cell.month, cell.day)
        if found is None:
            return Fault("not_a_date", expected)
        return found.replace(day=1) if by_month and found.day > 1 else found

    return each(cells, convert, setting.words.null)


def _year_of(text: str, patterns: tuple[re.Pattern, ...]) -> int | None:
    """The year of a year, a month or a day as text; earlier ones than `_YEARS` too."""
    for pattern in patterns:
        if match := pattern.fullmatch(text):
            parts = {name: int(part) for name, part in match.groupdict().items()}
            try:
                return date(**({"month": 1, "day": 1} | parts)).year
            except ValueError:
                return None
    return None


def years(cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int]) -> Column:
    """Years within the declared range: of a year alone, of a month or of a day. Of the number
    1998.1 the month is in doubt and the year is not; 35000 is the serial number of a day."""
    words = setting.words
    patterns = _patterns((*words.years, *words.dates))

    def convert(cell: object) -> object:
        found: int | None = None
        if isinstance(cell, date):
            found = cell.year
        elif cell.__class__ is float or cell.__class__ is int:
            found = _year_of(f"{cell:.15g}", patterns)
            if found is None and int(cell) in _SERIALS and int(cell) not in _UNCLEAR:
                found = _day(int(cell), setting).year
        elif cell.__class__ is str:
            found = _year_of(_written(cell), patterns)
        return Fault("not_a_year") if found is None else outside(found, spec) or found

    return each(cells, convert, setting.words.null)
