"""The truth about single persons, for counties small enough to list them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sample.deliveries import Received
from sample.records.money import PayRow
from sample.records.people import TeacherRow
from sample.truth.pay import TEACHER_PARTS
from sample.truth.school import SchoolYear
from sample.truth.staff import Staff

Rows = list[dict[str, Any]]


def stage_of_grade(grade: int) -> str:
    """primary, junior or senior; six years and three."""
    return "primary" if grade <= 6 else "junior" if grade <= 9 else "senior"


def teacher_rows(staff: Staff, year: int, schools: dict[str, SchoolYear]) -> Iterator[dict]:
    """Rows of dim_teacher: a title that has run out by 1 September is none."""
    for number, (school_id, row) in staff.rosters[year].items():
        yield {
            "teacher_id_number": number, "school_year": year, **schools[school_id].place,
            "stage": row.stage, "sex": row.sex, "birth_month": row.birth_month.isoformat(),
            "arrival_month": row.arrival_month.isoformat(), "education": row.education,
            "title": row.title, "subject": row.subject, "post_category": row.post_category,
            "staffing": row.staffing, "post_status": row.post_status,
            "backbone_level": _level(row, dt.date(year, 9, 1)), "is_leader": row.is_leader,
        }  # fmt: skip


def _level(row: TeacherRow, day: dt.date) -> str:
    expiry = row.backbone_expiry_month
    return row.backbone_level if expiry is None or expiry >= day else "none"


def student_rows(received: Received, county_id: str, year: int) -> Iterator[dict[str, Any]]:
    """Rows of dim_student."""
    for table in received.tables("student_roster", county_id, year):
        for row in table.loaded:
            yield {
                "student_number": row.student_number, "school_year": year,
                "school_id": table.sender_id, "grade": row.grade, "class_name": row.class_name,
                "stage": stage_of_grade(row.grade), "sex": row.sex,
                "is_migrant": row.is_migrant, "is_boarder": row.is_boarder,
            }  # fmt: skip


def pay_rows(rows: list[PayRow], county_id: str, year: int) -> Iterator[dict[str, Any]]:
    """Rows of fct_teacher_pay: a blank cell is nothing paid and has no row."""
    for row in rows:
        for part in TEACHER_PARTS:
            value = getattr(row, part)
            if value is not None:
                yield {
                    "teacher_id_number": row.teacher_id_number, "finance_year": year,
                    "payment_year": row.payment_year or year, "county_id": county_id,
                    "school_id": row.school_id, "component": part.removesuffix("_yuan"),
                    "amount_yuan": str(value),
                }  # fmt: skip


def pay_totals(rows: list[PayRow], county_id: str, year: int) -> Iterator[dict[str, Any]]:
    """Per person, school, year and year of payment: what fct_teacher_pay holds in all."""
    for row in rows:
        paid = [value for part in TEACHER_PARTS if (value := getattr(row, part)) is not None]
        yield {
            "teacher_id_number": row.teacher_id_number, "finance_year": year,
            "payment_year": row.payment_year or year, "county_id": county_id,
            "school_id": row.school_id, "component_count": len(paid),
            "amount_yuan": str(sum(paid, Decimal(0))),
        }  # fmt: skip


def head_counts(received: Received, staff: Staff, year: int) -> tuple[Rows, Rows]:
    """How many teachers a school and how many pupils a grade has on the rosters."""
    schools = Counter(school_id for school_id, _ in staff.rosters[year].values())
    teachers = [
        {"school_year": year, "school_id": school_id, "count": count}
        for school_id, count in sorted(schools.items())
    ]
    students = []
    for table in received.tables("student_roster", staff.county_id, year):
        grades = Counter(row.grade for row in table.loaded)
        students += [
            {"school_year": year, "school_id": table.sender_id, "grade": grade, "count": count}
            for grade, count in sorted(grades.items())
        ]
    return teachers, students
