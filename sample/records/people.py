"""What stands in a row of the forms about teachers and pupils."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from sample.exchange import Move
from sample.pupils import Cohort, Pupil
from sample.records.school import class_name
from sample.staff import Teacher


class TeacherRow(NamedTuple):
    """教职工花名册."""

    name: str
    teacher_id_number: str
    sex: str
    birth_month: dt.date
    hire_month: dt.date
    arrival_month: dt.date
    education: str
    title: str
    subject: str
    stage: str
    post_category: str
    staffing: str
    post_status: str
    backbone_level: str
    backbone_expiry_month: dt.date | None
    is_leader: bool
    deferral_reason: str

    @classmethod
    def of(cls, teacher: Teacher) -> TeacherRow:
        """The roster's row of a teacher."""
        return cls(
            teacher.name, teacher.id_number, "male" if teacher.is_male else "female",
            teacher.birth.replace(day=1), teacher.hired, teacher.arrived, teacher.education,
            teacher.title, teacher.subject, teacher.stage, teacher.post_category, teacher.staffing,
            teacher.post_status, teacher.backbone_level, teacher.backbone_expiry,
            teacher.is_leader, teacher.deferral_reason,
        )  # fmt: skip


class StudentRow(NamedTuple):
    """学生名册."""

    student_number: str
    name: str
    sex: str
    grade: int
    class_name: str
    is_migrant: bool
    is_boarder: bool


class MoveRow(NamedTuple):
    """教师交流轮岗台账."""

    name: str
    teacher_id_number: str
    from_school_id: str
    to_school_id: str
    exchange_form: str
    start_month: dt.date
    end_month: dt.date | None
    planned_end_month: dt.date | None
    lesson_share_percent: Decimal | None
    is_relation_moved: bool

    @classmethod
    def of(cls, move: Move) -> MoveRow:
        """The ledger's row of a move."""
        return cls(move.name, move.id_number, move.from_school.school_id, move.to_school.school_id,
                   move.form, move.start, move.end, move.planned_end, move.lesson_share,
                   move.is_relation_moved)  # fmt: skip


def student_row(pupil: Pupil, grade: int, name_of_class: str) -> StudentRow:
    """学生名册: one child."""
    return StudentRow(pupil.student_number, pupil.name, "male" if pupil.is_male else "female",
                      grade, name_of_class, pupil.is_migrant, pupil.is_boarder)  # fmt: skip


def student_rows(cohorts: list[Cohort]) -> list[StudentRow]:
    """学生名册 of one school."""
    return [
        student_row(pupil, cohort.grade, class_name(turn))
        for cohort in cohorts
        for turn, members in enumerate(cohort.classes)
        for pupil in members
    ]
