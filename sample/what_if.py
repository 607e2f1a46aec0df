"""A workbook of changes that lifts the county, and the verdicts that these would give.

School by school up to the standard, and, while a coefficient of variation is too large, the school
that weighs most in it up to the mean (standard section 12, rule 11); then the items that
`what_if_item` mends. What is not known of a school stays unknown.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from sample.deliveries import Received
from sample.truth.balance import balance_rows, balance_verdicts
from sample.truth.campus import Campuses
from sample.truth.dispute import mark_disputes, settle
from sample.truth.item import Cycle
from sample.truth.readiness import distance_rows, readiness_rows
from sample.truth.resource import (
    CAMPUS,
    PER_HUNDRED,
    STANDARD,
    composite_rows,
    pass_rows,
    resource_rows,
)
from sample.truth.school import SchoolYear, schools_of
from sample.truth.submission import cycles_of
from sample.what_if_form import Line, line_of, write_lines
from sample.what_if_item import mended

# Who is hired for it, and what is bought; square metres and rooms whole, yuan in hundreds.
HIRED = {"R1": "bachelor", "R2": "backbone", "R3": "music"}
STEP = {"R6": 100}
MOST_ROUNDS = 500
READINESS = ("county_id", "cycle_id", "item_count", "met_count", "not_met_count",
             "incomplete_count", "not_applicable_count", "verdict")  # fmt: skip
Rows = list[dict[str, Any]]


@dataclass(slots=True)
class WhatIf:
    """The lines of the workbook, and every verdict of the assessment that they would give."""

    year: int
    lines: list[Line]
    verdicts: Rows
    readiness: dict[str, Any]


def what_if(received: Received, county_id: str, published: Rows) -> WhatIf:
    """The changes of a county's newest assessment; `published` are its verdicts without them."""
    cycle, (year, finance_year, _) = max(cycles_of(received, county_id).items())
    changed, lines = _resources(received, county_id, cycle, year)
    schools = schools_of(received, county_id, year)
    items, more = mended(Cycle(received, county_id, cycle, year, finance_year, schools))
    rows = [row for row in published if row["cycle_id"] == cycle]
    verdicts = list({_key(row): row for row in (*rows, *changed, *items)}.values())
    (readiness,) = readiness_rows(distance_rows(verdicts), [], {cycle: year})
    return WhatIf(year, lines + more, verdicts, {name: readiness[name] for name in READINESS})


def _resources(
    received: Received, county_id: str, cycle: str, year: int
) -> tuple[Rows, list[Line]]:
    """The verdicts on resources when every school is lifted, and the lines that lift them."""
    today, schools = dt.date(year, 9, 1), schools_of(received, county_id, year)
    mark_disputes(received, county_id, year, schools)
    before = {school.listed.school_id: (school.profile, school.campuses) for school in schools}
    for school in schools:
        school.profile = None if school.profile is None else dict(school.profile)
    by_id = {school.listed.school_id: school for school in schools}
    for _ in range(MOST_ROUNDS):
        rows = resource_rows(cycle, today, schools)
        balance = balance_rows(cycle, county_id, rows)
        wanted = [*_below_standard(rows), *_below_mean(rows, balance)]
        if not wanted:
            break
        for row, value in wanted:
            _lift(by_id[row["school_id"]], row, value, schools)
    composites = list(composite_rows(rows))
    verdicts = [*composites, *pass_rows(cycle, county_id, composites), *balance_verdicts(balance)]
    lines = [
        line for school in schools for line in _lines(school, *before[school.listed.school_id])
    ]
    return verdicts, lines


def _key(row: dict[str, Any]) -> tuple[str, ...]:
    return row["entity_type"], row["entity_id"], row["indicator_id"], row["stage"]


def write_what_if(path: Path, asked: list[WhatIf], modified: dt.datetime) -> None:
    """One workbook for all counties: a school's code says in which it lies."""
    write_lines(path, asked[0].year, [line for one in asked for line in one.lines], modified)


def _below_standard(rows: Rows) -> Iterator[tuple[dict[str, Any], Fraction]]:
    for row in rows:
        if row["is_in_scope"] and not row["is_pass"] and row["_value"] is not None:
            # what others say less is made up for too
            less = row["_value"] - row["_least"]
            yield row, STANDARD[row["stage"]][row["indicator_id"]] + less


def _below_mean(rows: Rows, balance: Rows) -> Iterator[tuple[dict[str, Any], Fraction]]:
    """Of each coefficient that is too large, the school below the mean that weighs most in it."""
    for spread in balance:
        if spread["verdict"] == "met" or spread["cv"] is None:
            continue
        here = [row for row in rows if row["is_in_scope"]
                and all(row[k] == spread[k] for k in ("stage", "indicator_id"))]  # fmt: skip
        pupils = sum(row["denominator"] for row in here)
        mean = sum(row["_value"] * row["denominator"] for row in here) / pupils
        low = [row for row in here if row["_value"] < mean]
        yield max(low, key=lambda row: row["denominator"] * (mean - row["_value"]) ** 2), mean


def _lift(
    school: SchoolYear, row: dict[str, Any], value: Fraction, schools: list[SchoolYear]
) -> None:
    """Give a school's stage what it lacks to a value, where it has most of its pupils."""
    stage, indicator = row["stage"], row["indicator_id"]
    per = Fraction(100 if indicator in PER_HUNDRED else 1)
    lacking = (value - row["_value"]) * row["denominator"] / per
    if indicator not in CAMPUS:
        hired = _field(school, f"{HIRED[indicator]}_teacher_count", stage)
        _add(school, hired, lacking, 1)
        settle(school, hired, schools)
        return
    name, step = CAMPUS[indicator][0], STEP.get(indicator, 1)
    if school.campuses:
        _add_to_campus(school, name, stage, lacking, step)
        settle(school, name, schools)
        return
    there = [member for member in school.members(stage) if member.share(stage)]
    place = school if school in there else max(there, key=lambda member: member.share(stage))
    bought = _add(place, name, lacking / place.share(stage), step)
    settle(place, name, schools)
    for parent in schools:
        if place in parent.contained:
            parent.profile[name] += bought
            settle(parent, name, schools)


def _field(school: SchoolYear, name: str, stage: str) -> str:
    """A school with one stage may have filled in the total only."""
    own = f"{name}_{stage}"
    return name if school.profile[own] is None and school.profile.get(name) is not None else own


def _add(school: SchoolYear, name: str, amount: Fraction, step: int) -> int:
    bought = math.ceil(amount / step) * step
    school.profile[name] += bought
    return bought


def _add_to_campus(school: SchoolYear, name: str, stage: str, amount: Fraction, step: int) -> None:
    campuses = school.campuses
    shares = [_share(row, campuses, stage) for row in campuses.rows]
    at = shares.index(max(shares))
    bought = _add(school, name, amount / shares[at], step)
    rows = list(campuses.rows)
    rows[at] = rows[at]._replace(**{name: getattr(rows[at], name) + bought})
    school.campuses = replace(campuses, rows=rows)


def _share(row: Any, campuses: Campuses, stage: str) -> Fraction:
    weighted = {key: getattr(row, f"{key}_pupil_count") * weight
                for key, weight in campuses.weights.items()}  # fmt: skip
    return Fraction(weighted[stage]) / Fraction(sum(weighted.values()))


def _lines(
    school: SchoolYear, profile: dict[str, Any] | None, campuses: Campuses | None
) -> Iterator[Line]:
    school_id = school.listed.school_id
    for name, value in (school.profile or {}).items():
        if value != profile[name]:
            yield line_of(school_id, "school_profile", None, name, value)
    for before, row in zip(campuses.rows, school.campuses.rows, strict=True) if campuses else ():
        for name in row._fields:
            if getattr(row, name) != getattr(before, name):
                yield line_of(school_id, "campus", row.campus_name, name, getattr(row, name))
