"""Examinations with a lawful source, and one old regional series."""

from __future__ import annotations

import datetime as dt
import math
import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from sample.chance import stream
from sample.pupils import Cohort, Pupil
from sample.records.exam import CandidateRow, ExamRow, SampleRow, ScoreRow, WeightedCandidateRow
from sample.records.school import class_name
from sample.schools import School

HALVES = tuple(Decimal(half) / 2 for half in range(301))
LANGUAGE = {"chinese": 1.0, "english": 1.0, "morality": 0.5, "history": 0.5, "mathematics": -0.8,
            "physics": -1.0, "chemistry": -0.8, "science": -0.6, "geography": 0.2,
            "biology": -0.2}  # fmt: skip


class Plan(NamedTuple):
    """What kind of examination is held."""

    mark: str
    label: str
    source_type: str
    grade: int
    day: tuple[int, int]
    # subject, full marks, mean share of full marks
    papers: tuple[tuple[str, int, float], ...]
    sampled_per_school: int | None
    rates: tuple[str | None, str | None, str | None] = ("0.6", "0.85", "0.4")


YEARLY = (
    Plan("JC4", "四年级学业质量抽样监测", "sampled_monitoring", 4, (5, 23),
         (("chinese", 100, 0.74), ("mathematics", 100, 0.76), ("science", 100, 0.7)), 30),
    Plan("JC8", "八年级学业质量抽样监测", "sampled_monitoring", 8, (5, 24),
         (("chinese", 100, 0.7), ("mathematics", 100, 0.63), ("english", 100, 0.64)), 40),
    Plan("XK9", "九年级初中学业水平考试", "graduation_exam", 9, (6, 15),
         (("chinese", 150, 0.69), ("mathematics", 150, 0.61), ("english", 120, 0.63),
          ("physics", 90, 0.6), ("chemistry", 60, 0.62), ("morality", 60, 0.71),
          ("history", 60, 0.68)), None),
)  # fmt: skip
HISTORICAL = (
    Plan("LS3", "三年级区域统一测试", "historical_regional", 3, (7, 10),
         (("chinese", 100, 0.8), ("mathematics", 100, 0.81)), None, ("0.6", None, None)),
    Plan("LS4", "四年级区域统一测试", "historical_regional", 4, (6, 25),
         (("chinese", 100, 0.77), ("mathematics", 100, 0.77), ("english", 100, 0.75)), None,
         ("0.6", "0.9", None)),
)  # fmt: skip
# 地理 and 生物 are examined a year before the rest: what pupils knew before grade 9
PRIOR = Plan("XK8", "八年级初中学业水平考试", "graduation_exam", 8, (6, 16),
             (("geography", 60, 0.66), ("biology", 60, 0.64)), None)  # fmt: skip


@dataclass(slots=True)
class Exam:
    """One examination: its papers, its candidates and what they wrote."""

    exam_id: str
    school_year: int
    plan: Plan
    papers: list[ExamRow]
    candidates: list[CandidateRow] | list[WeightedCandidateRow]
    scores: list[ScoreRow]
    strata: list[SampleRow] = field(default_factory=list)
    """What a sample was drawn from, if the county tells."""

    @property
    def subjects(self) -> list[str]:
        """Subjects in the order of the columns."""
        return [paper.subject for paper in self.papers]


Seat = tuple[Pupil, School, str, bool]
"""A pupil, school and class at the time, and whether this is the class's first seat."""


def simulate_exams(county_id: str, history: dict[int, list[Cohort]], seed: int) -> list[Exam]:
    """Every examination of the county, in the order of time."""
    first = min(history)
    exams = []
    for year, plan in ((2019, HISTORICAL[0]), (2020, HISTORICAL[1])):
        grade = plan.grade + first - year
        if first > 2020 and grade <= 9:
            seats = _old_seats(history[first], grade, stream(seed, county_id, plan.mark))
            exams.append(_exam(county_id, seed, year, plan, seats))
    for year, cohorts in history.items():
        for plan in YEARLY:
            rng = stream(seed, county_id, plan.mark, year)
            here = [cohort for cohort in cohorts if cohort.grade == plan.grade]
            if plan.sampled_per_school:
                here = [c for c in here if c.count >= 12 and rng.random() < 0.88] or here
            seats = [seat for cohort in here for seat in _seats(rng, cohort, plan)]
            exams.append(_exam(county_id, seed, year, plan, seats))
    return exams


def simulate_prior_exams(county_id: str, history: dict[int, list[Cohort]], seed: int) -> list[Exam]:
    """The examination of grade 8 in every year, that value added in grade 9 starts from."""
    exams = []
    for year, cohorts in history.items():
        rng = stream(seed, county_id, PRIOR.mark, year)
        here = [cohort for cohort in cohorts if cohort.grade == PRIOR.grade]
        seats = [seat for cohort in here for seat in _seats(rng, cohort, PRIOR)]
        exams.append(_exam(county_id, seed, year, PRIOR, seats))
    return exams


def _seats(rng: random.Random, cohort: Cohort, plan: Plan) -> list[Seat]:
    """All children of the grade, or a sample from up to three of its classes."""
    classes = list(enumerate(cohort.classes))
    wanted = None
    if plan.sampled_per_school:
        classes = sorted(rng.sample(classes, min(len(classes), 3)), key=lambda item: item[0])
        wanted = -(-plan.sampled_per_school // len(classes))
    seats = []
    for turn, members in classes:
        sat = members if wanted is None else rng.sample(members, min(wanted, len(members)))
        seats += [(p, cohort.school, class_name(turn), i == 0) for i, p in enumerate(sat)]
    return seats


def _old_seats(cohorts: list[Cohort], grade: int, rng: random.Random) -> list[Seat]:
    """The primary schools and classes in which today's children of that grade once were."""
    by_school: dict[str, tuple[School, list[Pupil]]] = {}
    for cohort in cohorts:
        if cohort.grade == grade:
            for pupil in cohort.pupils():
                school = pupil.primary_school
                by_school.setdefault(school.school_id, (school, []))[1].append(pupil)
    seats = []
    for _, (school, pupils) in sorted(by_school.items()):
        rng.shuffle(pupils)
        count = math.ceil(len(pupils) / 45)
        for turn in range(count):
            members = pupils[turn::count]
            seats += [(p, school, class_name(turn), i == 0) for i, p in enumerate(members)]
    return seats


def _exam(county_id: str, seed: int, year: int, plan: Plan, seats: list[Seat]) -> Exam:
    rng = stream(seed, county_id, "marks", plan.mark, year)
    exam_id = f"{county_id}-{year}-{plan.mark}"
    day = dt.date(year + 1, *plan.day)
    approval = None
    if plan.source_type != "historical_regional":
        approval = f"县教督〔{year + 1}〕{plan.grade + 2}号"
    papers = [
        ExamRow(exam_id, f"{year + 1}年{plan.label}", plan.source_type, plan.grade, "spring", day,
                subject, Decimal(full), *_cut_offs(full, plan), approval)
        for subject, full, _ in plan.papers
    ]  # fmt: skip
    lift = {}
    candidates, scores = [], []
    for turn, (pupil, school, name, is_first) in enumerate(seats):
        number = f"{(year + 1) % 100}{plan.grade:02d}{county_id[-2:]}{turn + 1:06d}"
        if school.school_id not in lift:
            own = stream(seed, school.school_id, "lift", plan.mark, year)
            lift[school.school_id] = [school.effect + own.gauss(0, 0.12) for _ in plan.papers]
        marks = _marks(rng, pupil, plan, lift[school.school_id], is_first)
        candidates.append(
            CandidateRow(number, pupil.student_number, pupil.name, school.school_id, name)
        )
        scores.append(ScoreRow(number, pupil.name, school.school_id, name, marks))
    return Exam(exam_id, year, plan, papers, candidates, scores)


def _cut_offs(full: int, plan: Plan) -> tuple[Decimal | None, ...]:
    return tuple(None if rate is None else Decimal(rate) * full for rate in plan.rates)


def _marks(
    rng: random.Random, pupil: Pupil, plan: Plan, lift: list[float], is_first: bool
) -> tuple[Decimal | str, ...]:
    """One child's line: mostly scores, sometimes the reason why there is none.

    The first child of every class always sits every paper, so that no class is without a score.
    """
    day = 1.0 if is_first else rng.random()
    if day < 0.006:
        return ("absent",) * len(plan.papers)
    if day < 0.0075:
        return ("excused",) * len(plan.papers)
    marks: list[Decimal | str] = []
    for (subject, full, mean), school in zip(plan.papers, lift, strict=True):
        chance = 1.0 if is_first else rng.random()
        if chance < 0.0045:
            marks.append("absent" if chance < 0.002 else "cheated" if chance < 0.0025
                         else "exempt" if chance < 0.0035 else "not_taken")  # fmt: skip
            continue
        if chance < 0.0051:
            marks.append(HALVES[0])
            continue
        latent = 0.72 * pupil.ability + LANGUAGE[subject] * pupil.tilt + school
        share = mean + 0.155 * (latent + rng.gauss(0, 0.55))
        marks.append(HALVES[max(0, min(2 * full, round(share * full * 2)))])
    return tuple(marks)
