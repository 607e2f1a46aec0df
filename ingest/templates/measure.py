"""How much room a text needs, and where things go on a row of columns."""

import math
import unicodedata
from dataclasses import dataclass

LINE = 17.0
"""Points of a line of the body font."""


@dataclass(frozen=True)
class Span:
    """Cells of one row: the first and the last column, from 0."""

    row: int
    first: int
    last: int


def width_of(text: str) -> int:
    """The widest line of a text in digits of the body font; a Chinese character takes two."""
    return max(sum(1 + _is_wide(character) for character in line) for line in text.split("\n"))


def height_of(texts: list[str], widths: list[float], *, margin: float = 8.0) -> float:
    """Points of a row whose cells are broken into lines."""
    lines = (
        sum(max(math.ceil(width_of(line) / max(width - 2, 2)), 1) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return LINE * max(lines) + margin


def stretched(widths: list[float], total: float, most: float) -> list[float]:
    """The widths of a narrow table drawn out to `total`, each at most `most` times as wide."""
    factor = min(max(total / sum(widths), 1), most)
    return [round(width * factor, 1) for width in widths]


def flow(
    widths: list[float], pairs: list[tuple[float, float]], row: int
) -> list[tuple[Span, Span]]:
    """Places for pairs of a label and its cell, from left to right and on as many rows as they
    need; both are given by the width they want, and get whole columns."""
    placed, at = [], 0
    for label, cell in pairs:
        ends = _pair(widths, at, label, cell)
        if ends is None and at:
            row, at = row + 1, 0
            ends = _pair(widths, at, label, cell)
        middle, end = ends or (1, max(len(widths), 2))
        placed.append((Span(row, at, middle - 1), Span(row, middle, end - 1)))
        at = end
    return placed


def _pair(widths: list[float], at: int, label: float, cell: float) -> tuple[int, int] | None:
    middle = _take(widths, at, label)
    end = middle and _take(widths, middle, cell)
    return (middle, end) if middle and end else None


def _take(widths: list[float], at: int, wanted: float) -> int | None:
    """The column after those that are `wanted` wide together."""
    total = 0.0
    for column in range(at, len(widths)):
        total += widths[column]
        if total >= wanted:
            return column + 1
    return None


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"
