"""Subjects of the last year that are told as grades: how many pupils of a school got each."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sample.chance import stream
from sample.pupils import Cohort
from sample.records.exam import ExamRow, GradedRow

MARK, LABEL, GRADE = "DJ9", "九年级音乐、美术等级评价", 9
SUBJECTS = ("music", "fine_art")
SHARES = (0.3, 0.4, 0.25)
"""A, B and C among the assessed; who is left has D."""
EXEMPT = 0.015
WRONG_TURN = 2  # the school that cannot count, of a county on the edge


class Grading(NamedTuple):
    """One assessment: its papers, and a row for each school and subject."""

    exam_id: str
    school_year: int
    papers: list[ExamRow]
    results: list[GradedRow]


def simulate_gradings(
    county_id: str, history: dict[int, list[Cohort]], edges: set[int], seed: int
) -> list[Grading]:
    """An assessment in the autumn of every year; in the years `edges` one school miscounts."""
    gradings = []
    for year, cohorts in history.items():
        exam_id = f"{county_id}-{year}-{MARK}"
        papers = [
            ExamRow(exam_id, f"{year}年{LABEL}", "graduation_exam", GRADE, "autumn",
                    dt.date(year, 12, 20), subject, None, None, None, None,
                    f"县教督〔{year}〕19号", "graded")
            for subject in SUBJECTS
        ]  # fmt: skip
        results = []
        here = [cohort for cohort in cohorts if cohort.grade == GRADE]
        for turn, cohort in enumerate(here):
            school_id = cohort.school.school_id
            rng = stream(seed, school_id, MARK, year)
            for subject in SUBJECTS:
                levels = [0, 0, 0, 0]
                for _ in range(cohort.count):
                    if rng.random() >= EXEMPT:
                        levels[_level(rng.random())] += 1
                wrong = year in edges and turn == WRONG_TURN and subject == SUBJECTS[0]
                results.append(GradedRow(school_id, subject, sum(levels) + wrong, *levels))
        if results:
            gradings.append(Grading(exam_id, year, papers, results))
    return gradings


def _level(point: float) -> int:
    for level, share in enumerate(SHARES):
        point -= share
        if point < 0:
            return level
    return len(SHARES)
