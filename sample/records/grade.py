"""What stands in a row of the forms that a school fills in grade by grade."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class LessonRow(NamedTuple):
    """课程课时情况."""

    grade: int
    weekly_lesson_count: Decimal
    extension_lesson_count: Decimal
    knowledge_lesson_count: Decimal


class FitnessRow(NamedTuple):
    """学生体质健康测试结果."""

    grade: int
    tested_count: int
    excellent_count: int
    good_count: int
    pass_count: int
    fail_count: int
