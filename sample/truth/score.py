"""The truth about examinations: scores of every entity, and the spread between schools.

Where the sources leave room: town-and-village strata and groups are those of the school year of
the examination, so the old series, from years without a school list or register, has neither.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sample.deliveries import Received, Table
from sample.records.exam import ExamRow
from sample.records.school import GroupRow
from sample.truth.exchange import groups_on
from sample.truth.fault import sittings_of
from sample.truth.norm import norm_rows
from sample.truth.numbers import quantile, ratio, root
from sample.truth.school import urban_rural
from sample.truth.sitting import Sitting
from sample.truth.standing import standing_figures, third_cuts
from sample.truth.variance import variance_row

RELEASABLE = ("national_monitoring", "sampled_monitoring", "graduation_exam")
COUNTED = ("taken", "absent", "cheated", "no_score")
FEWEST_SCHOOLS = 3  # over which a figure may leave where that of one school may not
POINT = 100  # scores are kept as whole hundredths of a point
Key = tuple[str, str, str]
"""Entity type, entity id, subject."""


@dataclass(slots=True)
class Scores:
    """What one entity's pupils did in one paper."""

    taken: list[int] = field(default_factory=list)
    absent: int = 0
    cheated: int = 0
    no_score: int = 0
    schools: set[str] = field(default_factory=set)
    """Whose pupils sat it."""

    def values(self, denominator: str) -> list[int]:
        """Scores of those who sat it, or of everybody who should have, the others with 0."""
        others = self.absent + self.cheated + self.no_score
        return self.taken + [0] * others * (denominator == "roster")


def gather(
    sittings: list[Sitting], county_id: str, kinds: dict[str, str], groups: dict[str, list[str]]
) -> dict[Key, Scores]:
    """Scores by entity and subject."""
    result: dict[Key, Scores] = {}
    for sitting in sittings:
        if sitting.status not in COUNTED:
            continue
        school = sitting.school_id
        entities = [("class", f"{school}|{sitting.class_name}"), ("school", school),
                    ("county", county_id)]  # fmt: skip
        if school in kinds:
            entities.append(("stratum", f"{county_id}|{kinds[school]}"))
        entities += [("group", group) for group in groups.get(school, [])]
        for kind, entity in entities:
            scores = result.setdefault((kind, entity, sitting.subject), Scores())
            if sitting.status == "taken":
                scores.taken.append(int(sitting.mark * POINT))
                scores.schools.add(school)
            elif sitting.status == "absent":
                scores.absent += 1
            elif sitting.status == "no_score":
                scores.no_score += 1
            else:
                scores.cheated += 1
    return result


def quality_rows(
    received: Received, marks: Table, papers: dict[str, ExamRow], groups: list[GroupRow], year: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of fct_quality_score, of fct_score_variance and of fct_norm of one examination."""
    county_id = marks.county_id
    kinds = {
        row.school_id: urban_rural(row.urban_rural_code)
        for row in received.records("school_list", county_id, year)
    }
    members = groups_on(groups, dt.date(year, 9, 1)) if kinds else {}
    entities = gather(sittings_of(received, marks), county_id, kinds, members)
    rows, spreads = [], []
    for subject, paper in papers.items():
        if ("county", county_id, subject) not in entities:
            continue  # it is held
        spreads.append(_spread(county_id, marks.period, subject, entities, paper, bool(kinds)))
        whole = entities["county", county_id, subject]
        cuts = third_cuts(whole.taken)
        for denominator in ("takers", "roster"):
            mean, variance = _moments(whole.values(denominator))
            for kind, entity, name in sorted(entities):
                if name == subject:
                    base = {"entity_type": kind, "entity_id": entity, "county_id": county_id,
                            "exam_id": marks.period, "subject": subject,
                            "denominator": denominator}  # fmt: skip
                    scores = entities[kind, entity, subject]
                    base |= _figures(scores, denominator, paper, kind)
                    values = scores.values(denominator)
                    base |= _standing(values, mean, variance)
                    full = int(paper.full_score * POINT)
                    base |= standing_figures(
                        values, whole.values(denominator), cuts, denominator, full
                    )
                    rows.append(base)
    return rows, spreads, norm_rows(entities, papers, year)


def _moments(values: list[int]) -> tuple[Fraction, Fraction]:
    """Mean and population variance in points."""
    n, total = len(values), sum(values)
    squares = sum(value * value for value in values)
    return Fraction(total, n * POINT), Fraction(n * squares - total * total, (n * POINT) ** 2)


def _figures(scores: Scores, denominator: str, paper: ExamRow, kind: str) -> dict[str, Any]:
    values = sorted(scores.values(denominator))
    figures: dict[str, Any] = {
        "pupil_count": len(values), "absent_count": scores.absent,
        "cheated_count": scores.cheated, "no_score_count": scores.no_score,
        "is_releasable": paper.source_type in RELEASABLE
        or (kind in ("stratum", "county") and len(scores.schools) >= FEWEST_SCHOOLS),
    }  # fmt: skip
    if values:
        mean, variance = _moments(values)
        figures |= {
            "score_sum": str(Decimal(sum(values)).scaleb(-2)), "mean_score": float(mean),
            "standard_deviation": root(variance),
        }  # fmt: skip
        for name, share in (("first_quartile", 1), ("median", 2), ("third_quartile", 3)):
            figures[name] = float(quantile(values, Fraction(share, 4)) / POINT)
    cuts = (("pass", paper.pass_score), ("excellent", paper.excellent_score),
            ("low", paper.low_score))  # fmt: skip
    for name, cut in cuts:
        count = None
        if cut is not None:
            limit = cut * POINT
            count = sum(v < limit if name == "low" else v >= limit for v in values)
        figures[f"{name}_count"] = count
        figures[f"{name}_ratio"] = ratio(count, len(values))
    return figures


def _standing(values: list[int], mean: Fraction, variance: Fraction) -> dict[str, Any]:
    """z and T of an entity's mean among the county's pupils."""
    if not values or variance == 0:
        return {"z_score": None, "t_score": None}
    own = Fraction(sum(values), len(values) * POINT)
    z = root((own - mean) ** 2 / variance) * (-1 if own < mean else 1)
    return {"z_score": z, "t_score": 50 + 10 * z}


def _spread(
    county_id: str, exam_id: str, subject: str, entities: dict[Key, Scores], paper: ExamRow,
    is_listed: bool,
) -> dict[str, Any]:  # fmt: skip
    groups = [
        [Fraction(value, POINT) for value in scores.taken]
        for (kind, _, name), scores in sorted(entities.items(), key=lambda item: item[0])
        if kind == "school" and name == subject and scores.taken
    ]
    return {
        "county_id": county_id, "exam_id": exam_id, "subject": subject,
        "school_count": len(groups), "pupil_count": sum(map(len, groups)), "is_estimate": True,
        "is_releasable": paper.source_type in RELEASABLE or len(groups) >= FEWEST_SCHOOLS,
        **variance_row(groups, Fraction(paper.full_score), is_listed),
    }  # fmt: skip


def score_rows(received: Received, marks: Table, papers: dict[str, ExamRow]) -> list[dict]:
    """Rows of fct_assessment_score with z, T and percentile among all takers of the paper."""
    sittings = sittings_of(received, marks)
    rows = []
    for subject, paper in papers.items():
        here = [sitting for sitting in sittings if sitting.subject == subject]
        taken = sorted(int(s.mark * POINT) for s in here if s.status == "taken")
        mean, variance = _moments(taken) if taken else (Fraction(0), Fraction(0))
        first = {value: turn for turn, value in reversed(list(enumerate(taken)))}
        for sitting in here:
            row = {"exam_id": marks.period, "subject": subject,
                   "student_number": sitting.student_number, "school_id": sitting.school_id,
                   "class_name": sitting.class_name, "full_score": str(paper.full_score),
                   "status": sitting.status, "raw_score": None, "z_score": None,
                   "t_score": None, "percentile": None}  # fmt: skip
            if sitting.status == "taken":
                value = int(sitting.mark * POINT)
                row |= {"raw_score": str(sitting.mark), **_standing([value], mean, variance),
                        "percentile": ratio(100 * first[value], len(taken) - 1)}  # fmt: skip
            rows.append(row)
    return rows


def status_counts(received: Received, marks: Table) -> list[dict[str, Any]]:
    """How many marks of each status a paper has, and how many have no candidate."""
    counts = Counter(
        (s.subject, s.status, s.student_number is not None) for s in sittings_of(received, marks)
    )
    return [
        {"exam_id": marks.period, "subject": subject, "status": status, "is_matched": matched,
         "count": count}
        for (subject, status, matched), count in sorted(counts.items())
    ]  # fmt: skip
