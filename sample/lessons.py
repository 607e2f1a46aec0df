"""Timetables of schools: how many lessons a week are of extension courses."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from sample.pupils import Cohort
from sample.records.grade import LessonRow
from sample.standing import Standing

COMPULSORY = 9  # the last grade
ALL = Decimal(30)


class Timetable(NamedTuple):
    """Of thirty lessons a week: of extension courses by stage, and what of these is knowledge."""

    primary: Decimal
    junior: Decimal
    knowledge: Decimal


TIMETABLES = (
    Timetable(Decimal("4.5"), Decimal(6), Decimal("1.2")),  # 15 % and 20 %
    Timetable(Decimal("3.9"), Decimal("6.6"), Decimal("1.2")),  # two points from them
    Timetable(Decimal("3.8"), Decimal("6.7"), Decimal("1.2")),  # just further
    Timetable(Decimal(4), Decimal(5), Decimal("1.5")),  # knowledge above or at 30 %
    Timetable(Decimal(0), Decimal(0), Decimal(0)),
)
SILENT = 6  # one school in so many does not say


def lesson_rows(cohorts: list[Cohort], turn: int, standing: Standing) -> list[LessonRow]:
    """课程课时情况 of the n-th school; of an eleventh on the edge two columns are exchanged."""
    if turn % SILENT == SILENT - 1:
        return []
    table = TIMETABLES[turn % len(TIMETABLES)]
    rows = []
    for cohort in cohorts:
        if cohort.grade <= COMPULSORY:
            extension = table.primary if cohort.stage == "primary" else table.junior
            rows.append(LessonRow(cohort.grade, ALL, extension, table.knowledge))
    if standing == "edge" and turn == SILENT + 1 and rows:
        first = rows[0]
        rows[0] = first._replace(
            extension_lesson_count=first.knowledge_lesson_count,
            knowledge_lesson_count=first.extension_lesson_count,
        )
    return rows
