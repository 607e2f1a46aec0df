"""The truth about balance: means and the 14 coefficients of variation of a county."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sample.truth.numbers import root, weighted_moments
from sample.truth.resource import INDICATORS
from sample.truth.school import COMPULSORY

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
        "is_threshold_uncertain": False, "most_cv": None,
        "disputed_school_count": sum(map(_is_disputed, here)),
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
    least = most = variance / mean**2
    if row["disputed_school_count"]:
        least, most = _square_bounds(here)
        row |= {"least_cv": root(least), "most_cv": None if most is None else root(most)}
    is_met, is_failed = most is not None and most <= limit**2, least > limit**2
    near = variance < ((limit + Fraction(5, 10000)) * mean) ** 2
    return row | {
        "mean": float(mean), "standard_deviation": root(variance), "cv": root(variance / mean**2),
        "verdict": "met" if is_met else "not_met" if is_failed else "incomplete",
        "is_borderline": near and is_failed,
        "reason": None if is_met else "spread_above_limit" if is_failed else "sources_disagree",
    }  # fmt: skip


def _is_disputed(row: dict[str, Any]) -> bool:
    """Nobody asks other sources about a forecast."""
    return row["_value"] is not None and row.get("is_disputed", False)


def _square_bounds(known: list[dict[str, Any]]) -> tuple[Fraction, Fraction | None]:
    """Squares between which the coefficient lies while every value lies between its own bounds.

    Around the mean shown: Σp(x' − m')² = Σp(x' − m)² − Σp(m' − m)².
    """
    spans = [
        (row["denominator"], row["_value"], row["_least"], row["_most"])
        if _is_disputed(row) else (row["denominator"], *[row["_value"]] * 3)
        for row in known
    ]  # fmt: skip
    if any(high is None for *_, high in spans):
        return Fraction(0), None
    total = sum(pupils for pupils, *_ in spans)
    mean, lowest, highest = (
        sum(span[0] * span[turn] for span in spans) / Fraction(total) for turn in (1, 2, 3)
    )
    near = sum(p * max(low - mean, mean - high, 0) ** 2 for p, _, low, high in spans) / total
    far = sum(p * max(high - mean, mean - low) ** 2 for p, _, low, high in spans) / total
    shift = max(highest - mean, mean - lowest)
    least = max((near - shift**2) / highest**2, Fraction(0)) if highest else Fraction(0)
    return least, far / lowest**2 if lowest > 0 else None


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
    if any(map(_is_disputed, here)):
        return _least_with_disputes(here, missing)
    mean, variance = weighted_moments(known + [(row["denominator"], best) for row in missing])
    return variance / mean**2


def _least_with_disputes(here: list[dict[str, Any]], missing: list[dict[str, Any]]) -> Fraction:
    """The same with the least square of the known, whatever their mean is."""
    known = [row for row in here if row["_value"] is not None]
    square = 1 + _square_bounds(known)[0]
    pupils, unknown = (Fraction(sum(row["denominator"] for row in of)) for of in (known, missing))
    return (pupils + unknown) * square / (pupils + unknown * square) - 1


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
