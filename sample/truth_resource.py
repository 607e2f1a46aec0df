"""The truth about resources: R1 to R7 per school stage, the 14 CVs, the verdicts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sample.truth_numbers import root, two_decimals, weighted_moments
from sample.truth_school import COMPULSORY, SchoolYear

INDICATORS = ("R1", "R2", "R3", "R4", "R5", "R6", "R7")
STANDARD = {
    "primary": dict(zip(INDICATORS, map(Fraction, ("4.2", "1", "0.9", "4.5", "7.5", "2000", "2.3")),
                        strict=True)),
    "junior": dict(zip(INDICATORS, map(Fraction, ("5.3", "1", "0.9", "5.8", "10.2", "2500", "2.4")),
                       strict=True)),
}  # fmt: skip
FLOOR = Fraction(85, 100)
CV_LIMIT = {"primary": Fraction(50, 100), "junior": Fraction(45, 100)}
PER_HUNDRED = ("R1", "R2", "R3", "R7")
DEGREES = {"primary": ("associate", "bachelor", "master", "doctor"),
           "junior": ("bachelor", "master", "doctor")}  # fmt: skip
CAMPUS = {
    "R4": ("teaching_area_m2", "-indoor_sports_area_m2"),
    "R5": ("outdoor_sports_area_m2", "indoor_sports_area_m2"),
    "R6": ("equipment_value_yuan",),
    "R7": ("multimedia_room_count",),
}


def amount(school: SchoolYear, stage: str, indicator: str) -> Fraction | None:
    """The stage's amount (people, square metres, yuan, rooms); None where something is missing."""
    if school.profile is None or not school.pupils(stage):
        return None
    if indicator in CAMPUS:
        return school.total(CAMPUS[indicator], stage, is_split=True)
    kinds = {"R1": DEGREES[stage], "R2": ("backbone",),
             "R3": ("pe", "music", "fine_art", "arts")}[indicator]  # fmt: skip
    names = tuple(f"{kind}_teacher_count_{stage}" for kind in kinds)
    return school.total(names, stage, is_split=False)


def resource_rows(cycle: str, schools: list[SchoolYear]) -> list[dict[str, Any]]:
    """Rows of fct_school_resource of one county and cycle; `_value` keeps the exact value."""
    rows = []
    for school in schools:
        for stage in school.stages():
            if stage in COMPULSORY:
                rows += [_resource_row(cycle, school, stage, name) for name in INDICATORS]
    return rows


def _resource_row(cycle: str, school: SchoolYear, stage: str, indicator: str) -> dict[str, Any]:
    pupils = school.pupils(stage)
    have = amount(school, stage, indicator)
    standard = STANDARD[stage][indicator]
    reason = school.scope(stage)
    row: dict[str, Any] = {
        "cycle_id": cycle, **school.place, "stage": stage, "indicator_id": indicator,
        "numerator": None if have is None else float(have), "denominator": pupils,
        "value": None, "standard": float(standard), "floor": float(standard * FLOOR),
        "ratio_to_standard": None, "is_pass": None, "is_floor_pass": None, "is_borderline": None,
        "is_floor_borderline": None, "is_in_scope": reason in ("in_scope", "profile_missing"),
        "scope_reason": reason, "_value": None,
    }  # fmt: skip
    if have is not None and pupils:
        value = have * (100 if indicator in PER_HUNDRED else 1) / pupils
        row |= {
            "value": float(value), "ratio_to_standard": float(value / standard),
            "is_pass": value >= standard, "is_floor_pass": value >= standard * FLOOR,
            "is_borderline": value < standard <= two_decimals(value),
            "is_floor_borderline": value < standard * FLOOR <= two_decimals(value),
            "_value": value,
        }  # fmt: skip
    return row


def composite_rows(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The school verdict R: six of seven, and no value below the floor (section 12, rule 2)."""
    stages: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in rows:
        stages.setdefault((row["cycle_id"], row["school_id"], row["stage"]), []).append(row)
    for (cycle, school_id, stage), seven in stages.items():
        yield {
            "entity_type": "school_stage", "entity_id": school_id, "cycle_id": cycle,
            "indicator_id": "R", "stage": stage, "county_id": seven[0]["county_id"],
            "value": float(sum(row["is_pass"] is True for row in seven)), "limit_value": 6.0,
            **_composite(seven),
        }  # fmt: skip


def _composite(seven: list[dict[str, Any]]) -> dict[str, Any]:
    if not seven[0]["is_in_scope"]:
        return {"verdict": "not_applicable", "is_borderline": False,
                "reason": seven[0]["scope_reason"]}  # fmt: skip
    fails = sum(row["is_pass"] is False for row in seven)
    low = sum(row["is_floor_pass"] is False for row in seven)
    missing = any(row["is_pass"] is None for row in seven)
    if fails >= 2 or low:
        near = fails - sum(row["is_borderline"] is True for row in seven)
        low -= sum(row["is_floor_borderline"] is True for row in seven)
        return {"verdict": "not_met", "is_borderline": near <= 1 and not low and not missing}
    if missing:
        return {"verdict": "incomplete", "is_borderline": False}
    return {"verdict": "met", "is_borderline": False, "reason": None}


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
            if here:
                result.append(_balance_row(cycle, county_id, stage, indicator, here))
    return result


def _balance_row(
    cycle: str, county_id: str, stage: str, indicator: str, here: list[dict[str, Any]]
) -> dict[str, Any]:
    limit = CV_LIMIT[stage]
    missing = sum(row["_value"] is None for row in here)
    row: dict[str, Any] = {
        "cycle_id": cycle, "county_id": county_id, "stage": stage, "indicator_id": indicator,
        "school_count": len(here), "pupil_count": sum(row["denominator"] or 0 for row in here),
        "mean": None, "standard_deviation": None, "cv": None, "cv_limit": float(limit),
        "incomplete_school_count": missing, "verdict": "incomplete",
    }  # fmt: skip
    if missing:
        return row
    mean, variance = weighted_moments((row["denominator"], row["_value"]) for row in here)
    if mean == 0:
        return row | {"mean": 0.0, "standard_deviation": 0.0}
    is_met = variance <= (limit * mean) ** 2
    near = variance < ((limit + Fraction(5, 10000)) * mean) ** 2
    return row | {
        "mean": float(mean), "standard_deviation": root(variance),
        "cv": root(variance / mean**2), "verdict": "met" if is_met else "not_met",
        "is_borderline": near and not is_met, "reason": None,
    }  # fmt: skip


def balance_verdicts(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The CV rows of fct_indicator_verdict."""
    for row in rows:
        verdict = {
            "entity_type": "county", "entity_id": row["county_id"], "cycle_id": row["cycle_id"],
            "indicator_id": f"CV-{row['indicator_id']}", "stage": row["stage"],
            "county_id": row["county_id"], "value": row["cv"], "limit_value": row["cv_limit"],
            "verdict": row["verdict"],
        }  # fmt: skip
        if "is_borderline" in row:
            verdict["is_borderline"] = row["is_borderline"]
        yield verdict
