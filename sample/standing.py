"""How a county stands in a school year, so that every verdict of the standard occurs somewhere."""

from __future__ import annotations

from typing import Literal

LAST_YEAR = 2025
Standing = Literal["close", "edge", "weak"]
"""`weak` fails most items clearly; `edge` sits on the limits, meets them by the last pupil or yuan,
or leaves out what could decide; `close` meets all but four, each by very little."""
Course = Literal["mixed", "close"]
"""How the last year ends: every county as its turn is, or all of them close."""
_STANDINGS: tuple[Standing, ...] = ("close", "edge", "weak")


def standing_of(county_id: str, year: int, course: Course = "mixed") -> Standing:
    """The first county is close in the last year, on the edge in the year before, weak before that,
    and so on; its neighbour is one further in each year. With the course `close` every county is
    close in the last year."""
    if is_ready(year, course):
        return "close"
    return _STANDINGS[(LAST_YEAR - year + int(county_id[-2:]) - 1) % len(_STANDINGS)]


def is_ready(year: int, course: Course) -> bool:
    """Whether a county has put right by this year whatever is not meant to fail."""
    return course == "close" and year == LAST_YEAR
