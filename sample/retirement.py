"""When people retire."""

from __future__ import annotations

import datetime as dt

BASE_YEARS = {True: 60, False: 55}


def months_between(earlier: dt.date, later: dt.date) -> int:
    """Whole calendar months from one month to another."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def add_months(day: dt.date, months: int) -> dt.date:
    """The first of the month so many months later."""
    years, month = divmod(day.month - 1 + months, 12)
    return dt.date(day.year + years, month + 1, 1)


def retirement_month(birth: dt.date, is_male: bool) -> dt.date:
    """First of the month of retirement.

    国务院关于渐进式延迟法定退休年龄的办法 (in force from January 2025): men of 60 and women of 55
    retire one month later for every four months, at most 36 months later.
    """
    base = add_months(birth, 12 * BASE_YEARS[is_male])
    since = months_between(dt.date(2025, 1, 1), base)
    return base if since < 0 else add_months(base, min(36, since // 4 + 1))
