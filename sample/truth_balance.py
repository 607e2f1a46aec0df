"""The truth about balance: means and the 14 coefficients of variation of a county."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sample.truth_numbers import root, weighted_moments
from sample.truth_resource import INDICATORS
from sample.truth_school import COMPULSORY

CV_LIMIT = {"primary": Fraction(50, 100), "junior": Fraction(45, 100)}


def balance_rows(cycle: str, county_id: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of fct_resource_balance: 14 per county and cycle."""
    result = []
    for stage in COMPULSORY:
        for indicator in INDICATORS:
            here = [
                row for row in rows
                if row["is_in_scope"] and row["stage"] == stage
                and row["indicator_id"] == indicator
            ]  # fmt: skip
            result.append(_balance_row(cycle, county_id, stage, indicator, here))
    return result


def _balance_row(
    cycle: str, county_id: str, stage: str, indicator: str, here: list[dict[str, Any]]
) -> dict[str, Any]:
    limit = CV_LIMIT[stage]
    missing = [row for row in here if row["_value"] is None]
    names = [row["school_name"] for row in sorted(missing, key=lambda row: row["school_id"])]
    row: dict[str, Any] = {
        "cycle_id": cycle, "county_id": county_id, "stage": stage, "indicator_id": indicator,
        "school_count": len(here), "pupil_count": sum(row["denominator"] or 0 for row in here),
        "mean": None, "standard_deviation": None, "cv": None, "least_cv": None,
        "cv_limit": float(limit), "incomplete_school_count": len(missing),
        "incomplete_school_names": "、".join(names) or None, "verdict": "incomplete",
        "is_borderline": False, "threshold_id": f"CN-2017|CV-{indicator}|{stage}",
        "is_threshold_uncertain": False,
    }  # fmt: skip
    if not here:
        return row | {"verdict": "not_applicable", "reason": "no_school"}
    if missing:
        least = _least_square(here, missing)
        failed = least > limit**2
        return row | {"least_cv": root(least), "verdict": "not_met" if failed else "incomplete",
                      "reason": "spread_too_wide" if failed
                      else "school_value_missing"}  # fmt: skip
    mean, variance = weighted_moments((row["denominator"], row["_value"]) for row in here)
    if mean == 0:
        return row | {"mean": 0.0, "standard_deviation": 0.0, "reason": "mean_is_zero"}
    is_met = variance <= (limit * mean) ** 2
    near = variance < ((limit + Fraction(5, 10000)) * mean) ** 2
    return row | {
        "mean": float(mean), "standard_deviation": root(variance),
        "cv": root(variance / mean**2), "verdict": "met" if is_met else "not_met",
        "is_borderline": near and not is_met,
        "reason": None if is_met else "spread_above_limit",
    }  # fmt: skip


def _least_square(here: list[dict[str, Any]], missing: list[dict[str, Any]]) -> Fraction:
    """The smallest square of the coefficient that any values of the missing schools could give.

    By convexity all of them have the same value then; the square falls as it rises to
    Σpx² ÷ Σpx of the others, and rises again.
    """
    known = [(row["denominator"], row["_value"]) for row in here if row["_value"] is not None]
    total = sum(pupils * value for pupils, value in known)
    if not total or any(row["denominator"] is None for row in missing):
        return Fraction(0)
    best = sum(pupils * value**2 for pupils, value in known) / total
    mean, variance = weighted_moments(known + [(row["denominator"], best) for row in missing])
    return variance / mean**2


def balance_verdicts(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The CV rows of fct_indicator_verdict."""
    for row in rows:
        yield {
            "entity_type": "county", "entity_id": row["county_id"], "cycle_id": row["cycle_id"],
            "indicator_id": f"CV-{row['indicator_id']}", "stage": row["stage"],
            "county_id": row["county_id"], "value": row["cv"], "limit_value": row["cv_limit"],
            "verdict": row["verdict"], "is_borderline": row["is_borderline"],
            "reason": row["reason"], "threshold_id": row["threshold_id"],
            "is_threshold_uncertain": False,
        }  # fmt: skip
