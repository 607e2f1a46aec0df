"""The truth about training (G9) and certificates (G12) of full-time teachers.

Where the sources leave room: who is in post or away on a counted exchange counts, where the person
teaches; five whole years before the statistics date; who came later in proportion, 72 hours a year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sample.deliveries import Table
from sample.truth.crew import people_of
from sample.truth.school import COMPULSORY, LEFT_OUT
from sample.truth.staff import Staff

if TYPE_CHECKING:
    from sample.truth.item import Cycle

HOURS, YEARS = 360, 5
CARRIES = {"primary": ("primary", "junior", "senior", "vocational", "university"),
           "junior": ("junior", "senior", "vocational", "university")}  # fmt: skip
NEAR = Fraction(1, 2000)


def teacher_verdicts(cycle: Cycle) -> Iterator[dict[str, Any]]:
    """G9 and G12 of the county."""
    year = cycle.school_year
    staff = Staff.of(cycle.received, cycle.county_id, _years(cycle))
    asked = {
        school.listed.school_id for school in cycle.schools
        if school.listed.school_type not in LEFT_OUT
        and any(stage in COMPULSORY for stage in school.stages())
    }  # fmt: skip
    teachers = {
        number: person.row for number, person in people_of(staff, year).items()
        if person.teaching in asked and person.row.post_category == "teacher"
        and person.row.stage in COMPULSORY
    }  # fmt: skip
    rosters = {t.sender_id: t for t in cycle.received.tables("teacher_roster", cycle.county_id,
                                                             year)}  # fmt: skip
    missing = len(asked - rosters.keys())
    sent_back = sum(len(rosters[school].faults) for school in asked & rosters.keys())
    trainings = _register(cycle, "teacher_training")
    hours: dict[str, Decimal] = {}
    for row in trainings.loaded if trainings else []:
        if year - YEARS <= row.training_year < year:
            number = row.teacher_id_number
            hours[number] = hours.get(number, Decimal(0)) + row.training_hours
    trained = {
        number: hours.get(number, 0)
        >= Fraction(HOURS, YEARS) * max(0, min(YEARS, year - row.hire_month.year))
        for number, row in teachers.items()
    }
    yield _verdict("G9", trainings, trained, set(), missing, sent_back)
    certificates = _register(cycle, "teacher_certificate")
    held, undated = set(), set()
    for row in certificates.loaded if certificates else []:
        person = teachers.get(row.teacher_id_number)
        if person is None or row.registration_result == "failed":
            continue
        if row.certificate_type in CARRIES[person.stage]:
            if row.issued_month is None:
                undated.add(row.teacher_id_number)
            elif row.issued_month <= dt.date(year, 9, 1):
                held.add(row.teacher_id_number)
    certified = {number: number in held for number in teachers}
    yield _verdict("G12", certificates, certified, undated - held, missing, sent_back)


def _years(cycle: Cycle) -> list[int]:
    lists = cycle.received.tables("school_list", cycle.county_id)
    return sorted(int(table.period) for table in lists)


def _register(cycle: Cycle, form: str) -> Table | None:
    tables = cycle.received.tables(form, cycle.county_id, cycle.school_year)
    return tables[0] if tables else None


def _verdict(
    item: str, register: Table | None, teachers: dict[str, bool], undated: set[str], missing: int,
    sent_back: int,
) -> dict[str, Any]:  # fmt: skip
    """All must pass: one who surely does not decides."""
    total, done = len(teachers), sum(teachers.values())
    row: dict[str, Any] = {
        "indicator_id": item, "threshold_id": f"CN-2017|{item}|all", "limit_value": 1.0,
        "denominator": float(total) if total else None,
        "numerator": float(done) if register else None,
        "value": done / total if register and total else None,
    }  # fmt: skip
    if register is None:
        return row | {"verdict": "incomplete", "reason": "register_missing"}
    if not total:
        return row | {"verdict": "incomplete", "reason": "teacher_roster_missing"}
    if not register.faults and done + len(undated) < total:
        return row | {"verdict": "not_met", "reason": "share_too_low",
                      "is_borderline": done >= (1 - NEAR) * total}  # fmt: skip
    if missing:
        return row | {"verdict": "incomplete", "reason": "teacher_roster_missing"}
    if done < total or sent_back:
        is_sent_back = bool(register.faults or sent_back)
        return row | {"verdict": "incomplete",
                      "reason": "rows_rejected" if is_sent_back else "value_missing"}  # fmt: skip
    return row | {"verdict": "met"}
