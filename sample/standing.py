"""How a county stands in a school year, so that every verdict of the standard occurs somewhere."""

from __future__ import annotations

from typing import Literal

LAST_YEAR = 2025
Standing = Literal["close", "edge", "weak"]
"""`weak` fails most items clearly; `edge` sits on the limits, meets them by the last pupil or yuan,
or leaves out what could decide; `close` meets all but four, each by very little."""
_STANDINGS: tuple[Standing, ...] = ("close", "edge", "weak")


def standing_of(county_id: str, year: int) -> Standing:
    """The first county is close in the last year, on the edge in the year before, weak before that,
    and so on; its neighbour is one further in each year."""
    return _STANDINGS[(LAST_YEAR - year + int(county_id[-2:]) - 1) % len(_STANDINGS)]
