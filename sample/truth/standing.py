"""Where an entity stands among all who sat a paper: its lead and its share of the thirds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sample.truth.numbers import ratio

THIRDS = 3


def third_cuts(values: list[int]) -> tuple[int, int] | None:
    """Lower and upper cut: each holds a third of all values, or with ties more.

    The lower is the least value that a third do not exceed, the upper the greatest that a third
    reach; found value by value.
    """
    n = len(values)
    below = [v for v in set(values) if THIRDS * sum(w <= v for w in values) >= n]
    above = [v for v in set(values) if THIRDS * sum(w >= v for w in values) >= n]
    return (min(below), max(above)) if n else None


def standing_figures(
    values: list[int], county: list[int], cuts: tuple[int, int] | None, denominator: str, full: int
) -> dict[str, Any]:
    """Lead over the county's mean; of takers also the difficulty and the county's thirds.

    Scores, and full marks with them, are in one unit.
    """
    n, total = len(values), sum(values)
    mean = Fraction(sum(county), len(county)) if county else None
    row: dict[str, Any] = {
        "mean_lead_ratio": ratio(Fraction(total, n) - mean, mean) if n and mean else None,
        "difficulty": None, "lower_third_count": None, "upper_third_count": None,
    }  # fmt: skip
    if denominator == "takers":
        row["difficulty"] = ratio(total, n * full)
        if cuts:
            row["lower_third_count"] = sum(value <= cuts[0] for value in values)
            row["upper_third_count"] = sum(value >= cuts[1] for value in values)
    for third in ("lower", "upper"):
        row[f"{third}_third_ratio"] = ratio(row[f"{third}_third_count"], n)
    return row
