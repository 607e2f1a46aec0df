"""The truth about the years ahead: pupils, resources and verdicts, year by year and scenario."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from sample.truth.balance import balance_rows
from sample.truth.forecast import SCENARIOS, YEARS_AHEAD, Ahead, Forecast
from sample.truth.gap import limits, purchase, short_of
from sample.truth.resource import (
    PER_HUNDRED,
    amount,
    composite_rows,
    pass_rows,
    reaches,
)
from sample.truth.school import COMPULSORY, LEFT_OUT, SchoolYear

AHEAD = ("fct_pupil_forecast", "fct_resource_forecast", "fct_verdict_forecast")
Row = dict[str, Any]
Rows = list[Row]
_COLUMNS = ("cycle_id", "county_id", "school_id", "stage", "indicator_id", "school_year",
            "scenario", "numerator", "denominator", "value", "is_pass", "is_floor_pass",
            "is_in_scope", "scope_reason", "shortage_to_standard", "stage_need_to_standard",
            "stage_need_to_floor")  # fmt: skip


def ahead_rows(
    cycle: str, county_id: str, forecast: Forecast, schools: list[SchoolYear], resources: Rows
) -> dict[str, Rows]:
    """Rows of the three marts of one county and cycle; `resources` are those of
    fct_school_resource."""
    marts: dict[str, Rows] = {name: [] for name in AHEAD}
    for year in range(forecast.base + 1, forecast.base + 1 + YEARS_AHEAD):
        for scenario in SCENARIOS:
            key = {"cycle_id": cycle, "county_id": county_id, "school_year": year,
                   "scenario": scenario}  # fmt: skip
            stages = _stages(forecast, schools, year, scenario)
            marts["fct_pupil_forecast"] += [
                _pupil_row(key, "school_stage", school_id, stage, parts)
                for (school_id, stage), parts in stages.items()
            ] + [
                _pupil_row(key, "county", county_id, stage, parts)
                for stage, parts in _county(forecast, schools, year, scenario).items()
            ]  # fmt: skip
            by_id = {school.listed.school_id: school for school in schools}
            rows = [
                _resource_row(key, row, by_id[row["school_id"]],
                              _together(stages[row["school_id"], row["stage"]]))
                for row in resources
            ]  # fmt: skip
            marts["fct_resource_forecast"] += [{k: row[k] for k in _COLUMNS} for row in rows]
            marts["fct_verdict_forecast"] += _verdicts(key, rows)
    return marts


def _stages(
    forecast: Forecast, schools: list[SchoolYear], year: int, scenario: str
) -> dict[tuple[str, str], list[Ahead | None]]:
    """School and stage → the forecast of each campus whose pupils count there."""
    return {
        (school.listed.school_id, stage): [
            forecast.stage(member.listed.school_id, stage, year, scenario)
            for member in school.members(stage)
        ]
        for school in schools for stage in school.stages() if stage in COMPULSORY
    }  # fmt: skip


def _county(
    forecast: Forecast, schools: list[SchoolYear], year: int, scenario: str
) -> dict[str, list[Ahead | None]]:
    stages = {stage for school in schools for stage in school.stages()
              if stage in COMPULSORY and school.listed.school_type not in LEFT_OUT}  # fmt: skip
    found = {
        stage: [forecast.stage(unit, stage, year, scenario)
                for unit in forecast.rosters[forecast.base]]
        for stage in sorted(stages)
    }  # fmt: skip
    return {stage: [part for part in parts if part] or [None] for stage, parts in found.items()}


def _together(parts: list[Ahead | None]) -> Ahead:
    """All campuses as one; nothing, while one of them is not known."""
    nothing = Ahead(None, None, None, "class_roster_missing")
    known = [part or nothing for part in parts]
    reasons = [part.reason for part in known if part.reason]
    now = [part.now for part in known]
    total = None if None in now else sum(now)
    if reasons:
        return Ahead(total, None, None, min(reasons))
    return Ahead(total, sum(p.pupils for p in known), sum(p.entrants for p in known), None)


def _double(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _pupil_row(
    key: Row, entity_type: str, entity_id: str, stage: str, parts: list[Ahead | None]
) -> Row:
    whole = _together(parts)
    return {
        **key, "entity_type": entity_type, "entity_id": entity_id, "stage": stage,
        "campus_count": len(parts), "pupil_count_now": whole.now,
        "missing_campus_count": sum(part is None or part.pupils is None for part in parts),
        "pupil_count": _double(whole.pupils), "entrant_count": _double(whole.entrants),
        "growth_ratio": _double(whole.pupils / whole.now) if whole.pupils and whole.now else
        0.0 if whole.now and whole.pupils == 0 else None,
        "missing_reason": whole.reason,
    }  # fmt: skip


BOUNDS = ("least_value", "most_value", "is_disputed")
"""What other sources say is not asked about a year ahead."""


def _resource_row(key: Row, now: Row, school: SchoolYear, whole: Ahead) -> Row:
    """What a school has now, for the pupils it will have."""
    pupils = None
    if whole.pupils is not None and whole.now and now["denominator"] is not None:
        pupils = now["denominator"] * whole.pupils / whole.now
    shown = {name: part for name, part in now.items() if name not in BOUNDS}
    row = {
        **shown, **key, "denominator": _double(pupils), "_pupils": pupils, "value": None,
        "is_pass": None, "is_floor_pass": None, "is_borderline": False,
        "is_floor_borderline": False, "_value": None, "shortage_to_standard": None,
        "stage_need_to_standard": None, "stage_need_to_floor": None, "_reason": whole.reason,
    }  # fmt: skip
    if whole.now and whole.pupils == 0 and now["is_in_scope"]:
        row |= {"is_in_scope": False, "scope_reason": "no_pupil_ahead"}
    if not pupils:
        return row
    per = (100 if now["indicator_id"] in PER_HUNDRED else 1) / pupils
    least, most = amount(school, now["stage"], now["indicator_id"], now["school_flag"] != "none")
    standard, floor = limits(now)
    row["is_pass"] = reaches(least, most, standard / per)
    row["is_floor_pass"] = reaches(least, most, floor / per)
    if least is not None and least == most:
        row |= {"_value": least * per, "value": float(least * per)}
        exact = row | {"denominator": pupils}
        row["shortage_to_standard"] = float(short_of(exact, standard))
        if now["is_in_scope"]:
            row["stage_need_to_standard"] = math.ceil(purchase(school, exact, 0))
            row["stage_need_to_floor"] = math.ceil(purchase(school, exact, 1))
    return row


def _verdicts(key: Row, rows: Rows) -> Rows:
    """Schools by six of seven, the county by its schools and by 14 coefficients."""
    schools = list(composite_rows(rows))
    reasons = {(row["school_id"], row["stage"]): row["_reason"] for row in rows}
    for school in schools:
        if school["reason"] == "value_missing":
            reason = reasons[school["entity_id"], school["stage"]]
            school["reason"] = reason or "value_missing"
    shares = [row for row in pass_rows(key["cycle_id"], key["county_id"], schools)
              if row["reason"] != "no_school"]  # fmt: skip
    exact = [row | {"denominator": row["_pupils"]} for row in rows]
    spreads = [
        {"entity_type": "county", "entity_id": key["county_id"], "stage": row["stage"],
         "indicator_id": f"CV-{row['indicator_id']}", "value": row["cv"],
         "numerator": row["standard_deviation"], "denominator": row["mean"],
         "limit_value": row["cv_limit"], "verdict": row["verdict"], "reason": row["reason"]}
        for row in balance_rows(key["cycle_id"], key["county_id"], exact)
        if row["reason"] != "no_school"
    ]  # fmt: skip
    wanted = ("entity_type", "entity_id", "indicator_id", "stage", "value", "limit_value",
              "verdict", "reason")  # fmt: skip
    return [
        {**key, **{name: row[name] for name in wanted}} for row in [*schools, *shares, *spreads]
    ]
