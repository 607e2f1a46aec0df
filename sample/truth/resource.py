"""The truth about resources: R1 to R7 per school stage, and the verdicts on schools.

A part of a formula that is missing leaves open only what it can decide (standard section 12, rule
2): the least and the most that the value can be are judged. So does a figure on which sources
disagree.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from sample.truth.dispute import amount_swing, pupil_span
from sample.truth.numbers import two_decimals
from sample.truth.school import COMPULSORY, SchoolYear, Span

INDICATORS = ("R1", "R2", "R3", "R4", "R5", "R6", "R7")
STANDARD = {
    "primary": dict(zip(INDICATORS, map(Fraction, ("4.2", "1", "0.9", "4.5", "7.5", "2000", "2.3")),
                        strict=True)),
    "junior": dict(zip(INDICATORS, map(Fraction, ("5.3", "1", "0.9", "5.8", "10.2", "2500", "2.4")),
                       strict=True)),
}  # fmt: skip
FLOOR = Fraction(85, 100)
PER_HUNDRED = ("R1", "R2", "R3", "R7")
DEGREES = {"primary": ("associate", "bachelor", "master", "doctor"),
           "junior": ("bachelor", "master", "doctor")}  # fmt: skip
ARTS = ("pe", "music", "fine_art", "arts")
CAMPUS = {
    "R4": ("teaching_area_m2", "-indoor_sports_area_m2"),
    "R5": ("outdoor_sports_area_m2", "indoor_sports_area_m2"),
    "R6": ("equipment_value_yuan",),
    "R7": ("multimedia_room_count",),
}
# Relaxed for which kind of school, and under which rule set from when until before when (1.5).
RELAXED = {"R3": "rural_small_school", "R5": "dense_centre"}
RELAXED_FROM = (("CN-2019", dt.date(2019, 9, 1), dt.date(2022, 9, 1)),
                ("CN-2024", dt.date(2024, 1, 1), dt.date(2027, 1, 1)))  # fmt: skip


def relaxed_under(indicator: str, school: SchoolYear, today: dt.date) -> str | None:
    """The rule set whose relaxed rule judges a school, if one does."""
    if RELAXED.get(indicator) not in school.kinds():
        return None
    return next((name for name, first, end in RELAXED_FROM if first <= today < end), None)


def amount(school: SchoolYear, stage: str, indicator: str, is_relaxed: bool) -> Span:
    """Least and most of the stage's amount (people, square metres, yuan, rooms)."""
    if school.profile is None or not school.pupils(stage):
        return None, None
    return school.span(_names(stage, indicator, is_relaxed), stage, indicator in CAMPUS)


def _names(stage: str, indicator: str, is_relaxed: bool) -> tuple[str, ...]:
    if indicator in CAMPUS:
        more = ("other_sports_area_m2", "rented_sports_area_m2")
        return CAMPUS[indicator] + (more if indicator == "R5" and is_relaxed else ())
    kinds = {"R1": DEGREES[stage], "R2": ("backbone",), "R3": ARTS}[indicator]
    if indicator == "R3" and is_relaxed:
        kinds += tuple(f"visiting_{kind}" for kind in ARTS)
    return tuple(f"{kind}_teacher_count_{stage}" for kind in kinds)


class _Bounds(NamedTuple):
    """The least and the most that a value can be, and whether sources disagree on it."""

    least: Fraction | None
    most: Fraction | None
    is_disputed: bool = False


def _bounds(school: SchoolYear, stage: str, indicator: str, amounts: Span, per: int) -> _Bounds:
    least, most = amounts
    is_split, pupils = indicator in CAMPUS, Fraction(school.pupils(stage))
    swing = amount_swing(school, stage, _names(stage, indicator, False), is_split)
    span = pupil_span(school, stage, is_split)
    if swing:
        least = None if least is None else max(least + swing[0], min(least, Fraction(0)))
        most = None if most is None else most + swing[1]
    fewest, largest = span or (pupils, pupils)
    return _Bounds(
        None if least is None else least * per / largest,
        None if most is None or not fewest else most * per / fewest,
        bool(swing or span),
    )


def resource_rows(cycle: str, today: dt.date, schools: list[SchoolYear]) -> list[dict[str, Any]]:
    """Rows of fct_school_resource of one county and cycle, by the rules of `today`; `_value` keeps
    the exact value."""
    rows = []
    for school in schools:
        for stage in school.stages():
            if stage in COMPULSORY:
                rows += [_resource_row(cycle, today, school, stage, name) for name in INDICATORS]
    return rows


def _resource_row(
    cycle: str, today: dt.date, school: SchoolYear, stage: str, indicator: str
) -> dict[str, Any]:
    rule_set = relaxed_under(indicator, school, today)
    pupils = school.pupils(stage)
    least, most = amount(school, stage, indicator, rule_set is not None)
    have = least if least == most else None
    standard = STANDARD[stage][indicator]
    reason = school.scope(stage)
    flag = RELAXED[indicator] if rule_set else "none"
    row: dict[str, Any] = {
        "cycle_id": cycle, **school.place, "stage": stage, "indicator_id": indicator,
        "numerator": None if have is None else float(have), "denominator": pupils,
        "value": None, "standard": float(standard), "floor": float(standard * FLOOR),
        "ratio_to_standard": None, "is_pass": None, "is_floor_pass": None, "is_borderline": False,
        "is_floor_borderline": False, "is_in_scope": reason in ("in_scope", "profile_missing"),
        "scope_reason": reason, "is_estimated": False, "school_flag": flag,
        "threshold_id": f"{rule_set}|{indicator}|{stage}|{flag}" if rule_set
        else f"CN-2017|{indicator}|{stage}",
        "floor_threshold_id": "CN-2017|R-floor|all", "is_threshold_uncertain": bool(rule_set),
        "least_value": None, "most_value": None, "is_disputed": False, "_value": None,
    }  # fmt: skip
    if not pupils:
        return row
    per = 100 if indicator in PER_HUNDRED else 1
    bounds = _bounds(school, stage, indicator, (least, most), per)
    row |= {
        "is_pass": reaches(*bounds[:2], standard),
        "is_floor_pass": reaches(*bounds[:2], standard * FLOOR),
        "is_disputed": bounds.is_disputed,
    }  # fmt: skip
    if have is not None:
        value = have * Fraction(per, pupils)
        row |= {
            "value": float(value), "ratio_to_standard": float(value / standard),
            "is_borderline": _is_near(bounds, standard),
            "is_floor_borderline": _is_near(bounds, standard * FLOOR),
            "_value": value, "_least": bounds.least, "_most": bounds.most,
        }  # fmt: skip
    row["least_value"], row["most_value"] = map(_nine_places, bounds[:2])
    return row


def _nine_places(value: Fraction | None) -> float | None:
    return None if value is None else float(round(value, 9))


def _is_near(bounds: _Bounds, wanted: Fraction) -> bool:
    """Below it whichever source is right, and printed as if it reached it."""
    below = bounds.most is not None and bounds.most < wanted
    return below and wanted <= two_decimals(bounds.least)


def reaches(least: Fraction | None, most: Fraction | None, wanted: Fraction) -> bool | None:
    """Whether an amount between two bounds reaches what is wanted; nothing, if that is open."""
    if least is not None and least >= wanted:
        return True
    return False if most is not None and most < wanted else None


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
            "threshold_id": "CN-2017|R|all",
            "is_threshold_uncertain": any(row["is_threshold_uncertain"] for row in seven),
            **composite(seven),
        }  # fmt: skip


def composite(seven: list[dict[str, Any]]) -> dict[str, Any]:
    """Verdict and reason of a school stage, from its seven rows."""
    if not seven[0]["is_in_scope"]:
        return {"verdict": "not_applicable", "is_borderline": False,
                "reason": seven[0]["scope_reason"]}  # fmt: skip
    best = [row["is_pass"] is not False for row in seven]
    worst = [row["is_pass"] is True for row in seven]
    is_low = any(row["is_floor_pass"] is False for row in seven)
    if sum(best) < 6 or is_low:
        shown = [row["is_pass"] or row["is_borderline"] for row in seven]
        keeps = [row["is_floor_pass"] is not False or row["is_floor_borderline"] for row in seven]
        near = best == worst and sum(map(bool, shown)) >= 6 and all(keeps)
        return {"verdict": "not_met", "is_borderline": near,
                "reason": "below_floor" if is_low else "too_few_passes"}  # fmt: skip
    if sum(worst) >= 6 and all(row["is_floor_pass"] for row in seven):
        return {"verdict": "met", "is_borderline": False, "reason": None}
    is_open = [row for row in seven if None in (row["is_pass"], row["is_floor_pass"])]
    is_missing = any(row["_value"] is None for row in is_open)
    return {"verdict": "incomplete", "is_borderline": False,
            "reason": "value_missing" if is_missing else "sources_disagree"}  # fmt: skip


def pass_rows(
    cycle: str, county_id: str, schools: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The county's verdict on its schools: all of them pass, stage by stage."""
    for stage in COMPULSORY:
        here = [row for row in schools if row["stage"] == stage
                and row["verdict"] != "not_applicable"]  # fmt: skip
        met = sum(row["verdict"] == "met" for row in here)
        failed = any(row["verdict"] == "not_met" for row in here)
        verdict = "not_met" if failed else "met" if met == len(here) else "incomplete"
        yield {
            "entity_type": "county", "entity_id": county_id, "cycle_id": cycle,
            "indicator_id": "R-school", "stage": stage, "county_id": county_id,
            "value": met / len(here) if here else None, "numerator": float(met),
            "denominator": float(len(here)), "limit_value": 1.0,
            "verdict": verdict if here else "not_applicable",
            "is_borderline": failed and Fraction(met, len(here)) >= Fraction(9995, 10000),
            "threshold_id": "CN-2017|R-school|all",
            "is_threshold_uncertain": any(row["is_threshold_uncertain"] for row in here),
            "reason": _reason(here, verdict) if here else "no_school",
        }  # fmt: skip


def _reason(here: list[dict[str, Any]], verdict: str) -> str | None:
    if verdict != "incomplete":
        return "school_fails" if verdict == "not_met" else None
    reasons = {row["reason"] for row in here if row["verdict"] == "incomplete"}
    return "sources_disagree" if reasons == {"sources_disagree"} else "value_missing"
