"""The truth about what exchange does to the spread of R1 and R2 between schools.

Where the sources leave room: figures have a person where her roster of the year is; who stands on
no roster is counted at the host. Shifted is who goes from one school stage in scope to another; a
school that would have fewer than none has no value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from sample.records.people import TeacherRow
from sample.truth.crew import hosted, people_of
from sample.truth.numbers import root, weighted_moments
from sample.truth.resource import DEGREES
from sample.truth.school import SchoolYear
from sample.truth.staff import Staff

Row = dict[str, Any]
IS_HOST_COUNTED = True


class Shift(NamedTuple):
    """One person away: the schools that judge the stages of home and host."""

    number: str
    row: TeacherRow
    home: str
    host: str
    counted: str | None


def effect_rows(
    cycle: str, year: int, staff: Staff, schools: list[SchoolYear], resources: list[Row],
    balance: list[Row],
) -> Iterator[Row]:  # fmt: skip
    """Rows of fct_exchange_effect of one county and cycle."""
    here = [row for row in resources if row["is_in_scope"]]
    shifts = list(_shifts(staff, year, schools, {(r["school_id"], r["stage"]) for r in here}))
    for whole in balance:
        stage, indicator = whole["stage"], whole["indicator_id"]
        if indicator not in ("R1", "R2"):
            continue
        moved = [shift for shift in shifts if _is_counted(staff, year, shift, stage, indicator)]
        rows = [r for r in here if r["stage"] == stage and r["indicator_id"] == indicator]
        with_all, lost_with = _spread(rows, [(s.counted, s.home, s.host) for s in moved], "home")
        without, lost = _spread(rows, [(s.counted, s.host, s.home) for s in moved], "host")
        row: Row = {
            "cycle_id": cycle, "county_id": staff.county_id, "school_year": year, "stage": stage,
            "indicator_id": indicator, "school_count": len(rows), "cv": whole["cv"],
            "cv_limit": whole["cv_limit"], "incomplete_school_count": max(lost_with, lost),
            "moved_count": len(moved), "cv_with_exchange": with_all,
            "cv_without_exchange": without,
            "cv_change": None if None in (with_all, without) else with_all - without,
        }  # fmt: skip
        if year not in staff.moves:
            unknown = ("moved_count", "cv_with_exchange", "cv_without_exchange", "cv_change")
            row |= dict.fromkeys(unknown)
        yield row


def _shifts(
    staff: Staff, year: int, schools: list[SchoolYear], scope: set[tuple[str, str]]
) -> Iterator[Shift]:
    by_id = {school.listed.school_id: school for school in schools}

    def judged(school_id: str | None, stage: str) -> str | None:
        """The school whose figures have the stage of a campus."""
        school = by_id.get(school_id or "")
        if school is None:
            return None
        own = (school.listed.school_id, stage)
        if own in scope:
            return own[0]
        parent = school.parent
        if parent and school in parent.branches and stage in school.stages():
            return parent.listed.school_id if (parent.listed.school_id, stage) in scope else None
        return None

    people, day = people_of(staff, year), dt.date(year, 9, 1)
    for number, move in hosted(staff, year).items():
        person = people.get(number)
        if person is None or person.row.post_category != "teacher":
            continue
        stage = person.row.stage
        home = judged(person.home, stage)
        host = judged(staff.changes.successor(move.to_school_id, day), stage)
        if home is None or host is None or home == host:
            continue
        counted: str | None = "host" if IS_HOST_COUNTED else "home"
        if number in staff.rosters[year]:
            at = judged(staff.rosters[year][number][0], stage)
            counted = "home" if at == home else "host" if at == host else None
        if counted:
            yield Shift(number, person.row, home, host, counted)


def _is_counted(staff: Staff, year: int, shift: Shift, stage: str, indicator: str) -> bool:
    if shift.row.stage != stage:
        return False
    if indicator == "R1":
        return shift.row.education in DEGREES[stage]
    return staff.is_backbone(shift.number, year) is True


def _spread(
    rows: list[Row], moved: list[tuple[str | None, str, str]], counted_at: str
) -> tuple[float | None, int]:
    """Coefficient when those counted there are taken from the first school to the second, and how
    many schools have no value then."""
    pairs, lost = [], 0
    for row in rows:
        step = sum(
            (row["school_id"] == to) - (row["school_id"] == taken_from)
            for counted, taken_from, to in moved if counted == counted_at
        )  # fmt: skip
        value = row["_value"]
        if value is not None:
            value += Fraction(100 * step, row["denominator"])
        if value is None or value < 0:
            lost += 1
        else:
            pairs.append((row["denominator"], value))
    if lost or not pairs:
        return None, lost
    mean, variance = weighted_moments(pairs)
    return (root(variance / mean**2) if mean else None), 0
