"""What stands in a row of each form, before anybody formats it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from sample.exchange import Move
from sample.pupils import Cohort, Pupil
from sample.schools import School
from sample.staff import Teacher


class SchoolRow(NamedTuple):
    """学校名录."""

    county_id: str
    county_name: str
    school_id: str
    school_name: str
    alias: str | None
    school_type: str
    ownership: str
    urban_rural_code: str

    @classmethod
    def of(cls, school: School, year: int) -> SchoolRow:
        """The list's row of a school in a school year."""
        name, *known = school.names_in(year)
        return cls(school.county_id, school.county_name, school.school_id, name,
                   "、".join(known) or None, school.school_type, school.ownership,
                   school.urban_rural_code)  # fmt: skip


class ChangeRow(NamedTuple):
    """学校变更表."""

    from_school_id: str
    from_school_name: str
    to_school_id: str
    to_school_name: str
    change_kind: str
    change_month: dt.date
    pupil_share_percent: Decimal | None
    approval_reference: str | None

    @classmethod
    def of(cls, school: School, year: int) -> ChangeRow | None:
        """The row of a school that takes another name in the year, or ends."""
        after, kind = {year: (school, "rename")}.get(school.renamed_in, (None, ""))
        if school.ends_in == year:
            after, kind = school.successor, "merge"
        if after is None:
            return None
        return cls(school.school_id, school.name_in(year - 1), after.school_id,
                   after.name_in(year), kind, dt.date(year, 9, 1), None,
                   f"教发〔{year}〕{int(school.school_id[-2:])}号")  # fmt: skip


class ClassRow(NamedTuple):
    """班级情况."""

    grade: int
    class_name: str
    pupil_count: int


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


class PayRow(NamedTuple):
    """工资发放表."""

    school_id: str
    name: str
    teacher_id_number: str
    person_category: str
    title: str
    stage: str
    month_count: Decimal
    post_salary_yuan: Decimal | None
    grade_salary_yuan: Decimal | None
    teaching_raise_yuan: Decimal | None
    seniority_allowance_yuan: Decimal | None
    basic_performance_yuan: Decimal | None
    reward_performance_yuan: Decimal | None
    year_end_bonus_yuan: Decimal | None
    township_allowance_yuan: Decimal | None
    rural_teacher_allowance_yuan: Decimal | None
    head_teacher_allowance_yuan: Decimal | None
    after_school_pay_yuan: Decimal | None
    reform_subsidy_yuan: Decimal | None
    gross_pay_yuan: Decimal
    deduction_yuan: Decimal | None
    net_pay_yuan: Decimal | None


class CivilRow(NamedTuple):
    """公务员工资收入汇总表."""

    category: str
    head_count: int
    person_month_count: int
    base_pay_yuan: Decimal
    regulated_allowance_yuan: Decimal
    reward_subsidy_yuan: Decimal | None
    year_end_bonus_yuan: Decimal | None
    township_allowance_yuan: Decimal | None
    transport_subsidy_yuan: Decimal | None
    total_yuan: Decimal


class ExamRow(NamedTuple):
    """考试信息: one paper."""

    exam_id: str
    exam_name: str
    source_type: str
    grade: int
    term: str
    exam_date: dt.date
    subject: str
    full_score: Decimal
    pass_score: Decimal | None
    excellent_score: Decimal | None
    low_score: Decimal | None
    approval_reference: str | None


class CandidateRow(NamedTuple):
    """考生名册."""

    exam_number: str
    student_number: str
    name: str
    school_id: str
    class_name: str


class ScoreRow(NamedTuple):
    """成绩: a score in half points for every subject, or the word for why there is none."""

    exam_number: str
    name: str
    school_id: str
    class_name: str
    marks: tuple[Decimal | str, ...]


class GroupRow(NamedTuple):
    """集团与学区名册."""

    group_id: str
    group_name: str
    group_type: str
    tightness: str | None
    school_id: str
    role: str
    valid_from: dt.date
    valid_to: dt.date | None
    is_accountable: bool | None


def class_name(turn: int) -> str:
    """Name of the n-th class of a grade."""
    return f"{turn + 1}班"


def class_rows(cohorts: list[Cohort]) -> list[ClassRow]:
    """班级情况 of one school."""
    return [
        ClassRow(cohort.grade, class_name(turn), len(members))
        for cohort in cohorts
        for turn, members in enumerate(cohort.classes)
    ]


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
