"""The year's fitness test: how many pupils of a grade are excellent, good, passed and failed."""

from __future__ import annotations

from sample.chance import stream
from sample.pupils import Cohort
from sample.records.grade import FitnessRow
from sample.schools import School
from sample.standing import Standing

EXEMPT = 0.02
SHARES = (0.09, 0.36, 0.47)
"""Excellent, good and passed among the tested; who is left has failed."""
SILENT = 7  # one school in so many does not say
PERFECT = 5  # in one school in so many nobody fails


def fitness_rows(
    school: School, cohorts: list[Cohort], turn: int, standing: Standing, year: int, seed: int
) -> list[FitnessRow]:
    """学生体质健康测试结果 of the n-th school; of one on the edge a level lacks a pupil."""
    if turn % SILENT == SILENT - 1:
        return []
    rng = stream(seed, school.school_id, "fitness", year)
    rows = []
    for cohort in cohorts:
        levels = [0, 0, 0, 0]
        for _ in range(cohort.count):
            if rng.random() >= EXEMPT:
                levels[_level(rng.random())] += 1
        if turn % PERFECT == PERFECT - 1:
            levels[2:] = [levels[2] + levels[3], 0]
        rows.append(FitnessRow(cohort.grade, sum(levels), *levels))
    if standing == "edge" and turn == SILENT + 1 and rows:
        rows[0] = rows[0]._replace(tested_count=rows[0].tested_count + 1)
    return rows


def _level(point: float) -> int:
    for level, share in enumerate(SHARES):
        point -= share
        if point < 0:
            return level
    return len(SHARES)
