"""The truth about gaps: what schools must buy, and the cheapest of all plans, tried one by one.

Standard section 12, rule 11. What the stages of a campus share is bought for the campus; teachers
are hired for a stage, and one of them may lift R1, R2 and R3 at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

from sample.truth.numbers import root, weighted_moments
from sample.truth.resource import CAMPUS, FLOOR, INDICATORS, PER_HUNDRED
from sample.truth.school import SchoolYear

# Yuan for one more: seeds/unit_cost.csv, the province that does not exist.
PRICE = dict(zip(INDICATORS, (96000, 132000, 90000, 3200, 350, 1, 60000), strict=True))
UNIT = dict(zip(INDICATORS, ("人", "人", "人", "平方米", "平方米", "元", "间"), strict=True))
_Bought = dict[tuple[str, str], Fraction]


def gap_rows(
    cycle: str, resources: list[dict[str, Any]], schools: list[SchoolYear]
) -> Iterator[dict[str, Any]]:
    """Rows of fct_resource_gap of one county and cycle, from those of fct_school_resource."""
    here = [row for row in resources if row["is_in_scope"]]
    spread = {key: _spread(here, *key) for key in {_kind(row) for row in here}}
    for school in schools:
        rows = [row for row in here if row["school_id"] == school.listed.school_id]
        for row, gap in zip(rows, _school_gaps(school, rows), strict=True):
            yield {
                "cycle_id": cycle, **school.place, "stage": row["stage"],
                "indicator_id": row["indicator_id"], "value": row["value"],
                "standard": row["standard"], "floor": row["floor"],
                "amount_unit": UNIT[row["indicator_id"]], **gap,
                **_lifted(row, spread[_kind(row)]),
                "yuan_per_unit": PRICE[row["indicator_id"]],
                "is_unit_cost_uncertain": row["indicator_id"] != "R6",
            }  # fmt: skip


def _kind(row: dict[str, Any]) -> tuple[str, str]:
    return row["stage"], row["indicator_id"]


def _campus(school: SchoolYear, stage: str) -> SchoolYear:
    """Where a stage's share would be bought: on its own campus, if it has pupils there."""
    there = [member for member in school.members(stage) if member.share(stage)]
    if school in there or not there:
        return school
    return max(there, key=lambda member: (member.share(stage), member.listed.school_id))


def short_of(row: dict[str, Any], limit: Fraction) -> Fraction | None:
    """What a stage lacks to a limit, in units of the amount."""
    if row["_value"] is None:
        return None
    per = 100 if row["indicator_id"] in PER_HUNDRED else 1
    return max(Fraction(0), (limit - row["_value"]) * row["denominator"] / per)


def limits(row: dict[str, Any]) -> tuple[Fraction, Fraction]:
    """The standard and the floor of a row."""
    standard = Fraction(str(row["standard"]))
    return standard, standard * FLOOR


def _school_gaps(school: SchoolYear, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    plan = _cheapest(school, rows)
    for row in rows:
        standard, floor = limits(row)
        shared = row["indicator_id"] in CAMPUS
        mates = [other for other in rows if _place(school, other) == _place(school, row)]
        needs = [purchase(school, mate, 0) for mate in mates]
        told = row is mates[0 if None in needs else needs.index(max(needs))]
        floors = [purchase(school, mate, 1) for mate in mates]
        need = None if None in needs else math.ceil(max(needs))
        short = short_of(row, standard)
        yield {
            "shortage_to_standard": None if short is None else float(short),
            "shortage_to_floor": None if short is None else float(short_of(row, floor)),
            "stage_need_to_standard": _ceil(purchase(school, row, 0)),
            "stage_need_to_floor": _ceil(purchase(school, row, 1)),
            "campus_school_id": _place(school, row)[1] if shared else None,
            "campus_need_to_standard": need,
            "campus_need_to_floor": None if None in floors else math.ceil(max(floors)),
            "is_told_here": told,
            "cost_to_standard_yuan": None if need is None
            else need * PRICE[row["indicator_id"]] * told,
            "is_left_at_floor": bool(plan and _kind(row) in plan[2] and short),
            "plan_need": plan and plan[0][_place(school, row)],
            "plan_cost_yuan": plan and plan[1][_place(school, row)] * told,
            "plan_reason": None if plan else "value_missing",
        }  # fmt: skip


def _ceil(amount: Fraction | None) -> int | None:
    return None if amount is None else math.ceil(amount)


def _place(school: SchoolYear, row: dict[str, Any]) -> tuple[str, str]:
    """The indicator, and the campus or the stage for which it is bought."""
    indicator, stage = row["indicator_id"], row["stage"]
    return indicator, _campus(school, stage).listed.school_id if indicator in CAMPUS else stage


def purchase(school: SchoolYear, row: dict[str, Any], which: int) -> Fraction | None:
    """What must be bought so that the stage has enough: for the standard (0) or the floor (1)."""
    short = short_of(row, limits(row)[which])
    if short is None or row["indicator_id"] not in CAMPUS:
        return short
    return short / _campus(school, row["stage"]).share(row["stage"])


def _cheapest(
    school: SchoolYear, rows: list[dict[str, Any]]
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], int], set[tuple[str, str]]] | None:
    """(units, yuan, what is left at the floor) of the cheapest plan: one indicator of each stage
    may stay at the floor. Every choice is tried; the first of equally cheap ones wins."""
    if any(row["_value"] is None for row in rows):
        return None
    stages = [stage for stage in ("primary", "junior") if any(r["stage"] == stage for r in rows)]
    best = None
    for choice in product(INDICATORS, repeat=len(stages)):
        left = set(zip(stages, choice, strict=True))
        bought: _Bought = {}
        for row in rows:
            amount = purchase(school, row, _kind(row) in left)
            place = _place(school, row)
            bought[place] = max(bought.get(place, Fraction(0)), amount)
        units = {place: math.ceil(amount) for place, amount in bought.items()}
        yuan = _paid(units)
        if best is None or sum(yuan.values()) < sum(best[1].values()):
            best = units, yuan, left
    return best


def _paid(units: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """What the units cost. The teachers of a stage one after the other: each is everything that is
    still wanted, and costs what the dearest of it costs."""
    yuan = {place: PRICE[place[0]] * count if place[0] in CAMPUS else 0
            for place, count in units.items()}  # fmt: skip
    for stage in {bought_for for indicator, bought_for in units if indicator not in CAMPUS}:
        wanted = {place: n for place, n in units.items() if place[1] == stage}
        for turn in range(max(wanted.values())):
            dearest = max((place for place, n in wanted.items() if n > turn),
                          key=lambda place: PRICE[place[0]])  # fmt: skip
            yuan[dearest] += PRICE[dearest[0]]
    return yuan


def _spread(
    rows: list[dict[str, Any]], stage: str, indicator: str
) -> list[tuple[str, int, Fraction]] | None:
    """(school, pupils, value) of all schools, if every value is known."""
    here = [row for row in rows if _kind(row) == (stage, indicator)]
    if any(row["_value"] is None for row in here):
        return None
    return [(row["school_id"], row["denominator"], row["_value"]) for row in here]


def _lifted(
    row: dict[str, Any], spread: list[tuple[str, int, Fraction]] | None
) -> dict[str, float | None]:
    """The county's coefficient if this school alone stood at today's mean."""
    nothing = {"value_below_mean": None, "cv_if_at_mean": None, "cv_drop_if_at_mean": None}
    if not spread:
        return nothing
    mean, variance = weighted_moments((pupils, value) for _, pupils, value in spread)
    if not mean or row["_value"] >= mean:
        return nothing
    after = weighted_moments((pupils, mean if school == row["school_id"] else value)
                             for school, pupils, value in spread)  # fmt: skip
    cv = root(after[1] / after[0] ** 2)
    return {"value_below_mean": float(mean - row["_value"]), "cv_if_at_mean": cv,
            "cv_drop_if_at_mean": root(variance / mean**2) - cv}  # fmt: skip
