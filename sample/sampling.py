"""Weights and the scheme of sampled examinations, worked out from who sat them; no chance in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction

from sample.exams import Exam
from sample.pupils import Cohort
from sample.records.exam import CandidateRow, SampleRow, WeightedCandidateRow

WHOLE = "county"
CENT = Decimal("0.01")
SCHEMES = {
    "JC4": ("strata", "whole", "unweighted"),
    "JC8": ("whole", "no_scheme", "one_missing"),
}
"""Of the newest year, the one before, the one before that; then over again."""


def scheme_of(exam: Exam, newest: int) -> str:
    """What a county tells of its sample."""
    return SCHEMES[exam.plan.mark][(newest - exam.school_year) % 3]


def add_scheme(exam: Exam, cohorts: list[Cohort], newest: int) -> None:
    """Give a sampled examination its weights and its strata.

    A pupil stands for (schools ÷ sampled schools of the stratum) × (pupils ÷ sampled pupils of the
    school), to a hundredth.
    """
    scheme = scheme_of(exam, newest)
    if scheme == "unweighted":
        return
    sampled = Counter(row.school_id for row in exam.candidates)
    strata: dict[str, list[Cohort]] = defaultdict(list)
    for cohort in cohorts:
        if cohort.grade == exam.plan.grade:
            strata[cohort.school.urban_rural if scheme == "strata" else WHOLE].append(cohort)
    weights = {}
    for members in strata.values():
        drawn = [cohort for cohort in members if cohort.school.school_id in sampled]
        for cohort in drawn:
            school = cohort.school.school_id
            weight = Fraction(len(members) * cohort.count, len(drawn) * sampled[school])
            weights[school] = (Decimal(weight.numerator) / weight.denominator).quantize(CENT)
    if scheme != "no_scheme":
        exam.strata = [
            SampleRow(name, len(members), sum(cohort.count for cohort in members))
            for name, members in sorted(strata.items())
        ]
    exam.candidates = [
        _weighted(row, None if scheme == "one_missing" and turn == 0 else weights[row.school_id])
        for turn, row in enumerate(exam.candidates)
    ]


def _weighted(row: CandidateRow, weight: Decimal | None) -> WeightedCandidateRow:
    return WeightedCandidateRow(*row, weight)
