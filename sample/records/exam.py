"""What stands in a row of the forms of an examination."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple


class ExamRow(NamedTuple):
    """考试信息: one paper."""

    exam_id: str
    exam_name: str
    source_type: str
    grade: int
    term: str
    exam_date: dt.date
    subject: str
    full_score: Decimal | None
    pass_score: Decimal | None
    excellent_score: Decimal | None
    low_score: Decimal | None
    approval_reference: str | None
    score_scale: str | None = None


class GradedRow(NamedTuple):
    """等级评价结果: how many pupils of a school got each grade in a subject."""

    school_id: str
    subject: str
    assessed_count: int
    a_count: int
    b_count: int
    c_count: int
    d_count: int


class ItemRow(NamedTuple):
    """各校小题得分: what a school's pupils got together in one item of a paper."""

    school_id: str
    subject: str
    item_number: str
    question_group: str
    full_score: Decimal
    pupil_count: int
    score_sum: Decimal


class CandidateRow(NamedTuple):
    """考生名册."""

    exam_number: str
    student_number: str
    name: str
    school_id: str
    class_name: str


class WeightedCandidateRow(NamedTuple):
    """考生名册 of a sampled monitoring: the same and the sampling weight."""

    exam_number: str
    student_number: str
    name: str
    school_id: str
    class_name: str
    sampling_weight: Decimal | None


class SampleRow(NamedTuple):
    """抽样方案: a stratum and its population."""

    sample_stratum: str
    population_school_count: int
    population_pupil_count: int


class ScoreRow(NamedTuple):
    """成绩: a score in half points for every subject, or the word for why there is none."""

    exam_number: str
    name: str
    school_id: str
    class_name: str
    marks: tuple[Decimal | str, ...]
