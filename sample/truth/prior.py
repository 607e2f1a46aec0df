"""Who is matched to an earlier score: models of value added and the takers of a paper.

Where the sources leave room: the prior is the last examination of the kind a school year before; a
sum of all papers is that of those who sat them all; a pupil without a roster has no sex.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from sample.deliveries import Received
from sample.records.exam import ExamRow
from sample.truth.numbers import ratio
from sample.truth.sitting import Sitting

POINT = 100  # scores are whole hundredths of a point
LEAST_MATCH, MOST_AT_FULL = Fraction(8, 10), Fraction(1, 10)


class Kind(NamedTuple):
    """A model: kinds of examinations, whether all papers are the prior, whether it knows more."""

    model_id: str
    outcome: tuple[str, int]
    prior: tuple[str, int]
    is_sum: bool
    knows_more: bool


KINDS = (
    Kind("junior_prior", ("graduation_exam", 9), ("graduation_exam", 8), True, False),
    Kind("junior_context", ("graduation_exam", 9), ("graduation_exam", 8), True, True),
    Kind("junior_sampled", ("graduation_exam", 9), ("sampled_monitoring", 8), False, False),
    Kind("primary_historical", ("historical_regional", 4), ("historical_regional", 3), False,
         False),
)  # fmt: skip


class Taker(NamedTuple):
    """One who sat the paper; the prior is nothing without a match."""

    school_id: str
    outcome: int
    is_full: bool
    prior: int | None
    is_prior_full: bool
    is_male: bool
    is_migrant: bool


@dataclass(frozen=True, slots=True)
class Exams:
    """What a county's examinations are and who sat them."""

    received: Received
    county_id: str
    papers: dict[str, dict[str, ExamRow]]
    years: dict[str, int]
    sat: dict[str, list[Sitting]]

    def kind(self, exam_id: str) -> tuple[str, int]:
        """Source and grade."""
        paper = next(iter(self.papers[exam_id].values()))
        return paper.source_type, paper.grade

    def prior(self, exam_id: str, kind: Kind) -> str | None:
        """The last examination of the kind a school year before."""
        found = [
            (min(paper.exam_date for paper in papers.values()), other)
            for other, papers in self.papers.items()
            if self.kind(other) == kind.prior and self.years[other] == self.years[exam_id] - 1
        ]
        return max(found)[1] if found else None

    def priors(self, exam_id: str, is_sum: bool) -> dict[str, dict[str, tuple[int, bool]]]:
        """subject → pupil → (score, is it full marks); the sum of all stands under nothing."""
        papers = self.papers[exam_id]
        full = {subject: int(paper.full_score * POINT) for subject, paper in papers.items()}
        found: dict[str, dict[str, int]] = {}
        for sitting in self.sat.get(exam_id, []):
            if sitting.status == "taken" and sitting.student_number:
                score = int(sitting.mark * POINT)
                found.setdefault(sitting.student_number, {})[sitting.subject] = score
        result: dict[str, dict[str, tuple[int, bool]]] = {}
        for pupil, scores in found.items():
            if not is_sum:
                for subject, score in scores.items():
                    told = (score, score >= full[subject])
                    result.setdefault(subject, {})[pupil] = told
            elif len(scores) == len(papers):
                total = sum(scores.values())
                result.setdefault("", {})[pupil] = (total, total >= sum(full.values()))
        return result


def takers_of(
    exams: Exams, exam_id: str, paper: ExamRow, kind: Kind, prior: str | None
) -> list[Taker]:
    """Everybody who sat the paper, with the prior where there is one."""
    priors = exams.priors(prior, kind.is_sum) if prior else {}
    known = priors.get("" if kind.is_sum else paper.subject, {})
    people = {}
    if kind.knows_more:
        rosters = exams.received.records("student_roster", exams.county_id, exams.years[exam_id])
        people = {row.student_number: (row.sex == "male", row.is_migrant) for row in rosters}
    takers = []
    for sitting in exams.sat[exam_id]:
        if sitting.subject != paper.subject or sitting.status != "taken":
            continue
        number = sitting.student_number
        score, is_full = known.get(number, (None, False))
        if kind.knows_more and number not in people:
            score, is_full = None, False
        takers.append(Taker(
            sitting.school_id, int(sitting.mark * POINT), sitting.mark >= paper.full_score,
            score, is_full, *people.get(number, (False, False)),
        ))  # fmt: skip
    return takers


def shares_of(takers: list[Taker]) -> dict[str, Any]:
    """How many are matched and at full marks."""
    matched = [taker for taker in takers if taker.prior is not None]
    return {
        "taker_count": len(takers), "matched_count": len(matched),
        "match_ratio": ratio(len(matched), len(takers)),
        "ceiling_ratio": ratio(sum(t.is_full for t in matched), len(matched)),
        "prior_ceiling_ratio": ratio(sum(t.is_prior_full for t in matched), len(matched)),
    }  # fmt: skip


def unreported(shares: dict[str, Any]) -> str | None:
    """Why figures of takers with such shares are not reported."""
    if shares["matched_count"] < LEAST_MATCH * shares["taker_count"]:
        return "match_low"
    at_full = max(shares["ceiling_ratio"], shares["prior_ceiling_ratio"])
    return "ceiling" if at_full > float(MOST_AT_FULL) else None
