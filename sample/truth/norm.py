"""The truth about norms: what a paper's takers did in county and strata, and schools over years."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sample.records.exam import ExamRow
from sample.truth.change import Changes
from sample.truth.group_score import year_before
from sample.truth.numbers import quantile, ratio, root

POINT = 100  # scores are kept as whole hundredths of a point
PERCENTS = (10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90)
FEWEST_WITH_A_SCORE = 10  # below it a lowest or highest score would be somebody's own
Rows = list[dict[str, Any]]


def norm_rows(
    entities: dict[tuple[str, str, str], Any], papers: dict[str, ExamRow], year: int
) -> Rows:
    """Rows of fct_norm from the scores of every entity."""
    rows = []
    for (kind, entity, subject), scores in entities.items():
        if kind in ("county", "stratum") and scores.taken:
            paper = papers[subject]
            rows.append({
                "county_id": entity.split("|")[0], "scope": kind, "entity_id": entity,
                "exam_id": paper.exam_id, "subject": subject, "school_year": year,
                "grade": paper.grade, "school_count": len(scores.schools),
                **_distribution(sorted(scores.taken)),
            })  # fmt: skip
    return rows


def _distribution(taken: list[int]) -> dict[str, Any]:
    n, mean = len(taken), Fraction(sum(taken), len(taken))
    variance = sum((value - mean) ** 2 for value in taken) / n
    row: dict[str, Any] = {
        "pupil_count": n, "mean_score": ratio(mean, POINT),
        "standard_deviation": root(variance / POINT**2),
    }  # fmt: skip
    for percent in PERCENTS:
        row[f"percentile_{percent}"] = ratio(quantile(taken, Fraction(percent, 100)), POINT)
    for name, value in (("lowest_score", taken[0]), ("highest_score", taken[-1])):
        is_told = taken.count(value) >= FEWEST_WITH_A_SCORE
        row[name] = ratio(value, POINT) if is_told else None
    return row


def followed_rows(changes: Changes, marts: dict[str, Rows]) -> Rows:
    """Rows of fct_norm_followed: each school, by whatever code, beside itself a year before."""
    exams = {exam["exam_id"]: exam for exam in marts["dim_exam"]}
    scores = [
        row for row in marts["fct_quality_score"]
        if row["entity_type"] == "school" and row["denominator"] == "takers"
        and row["t_score"] is not None
    ]  # fmt: skip
    rows = []
    for now in scores:
        exam = exams[now["exam_id"]]
        year, earlier = exam["school_year"], year_before(exam, list(exams.values()))
        made_of = changes.composition(now["entity_id"], year)
        for before in scores:
            if (before["exam_id"], before["subject"]) == (earlier, now["subject"]) and made_of == (
                changes.composition(before["entity_id"], year - 1)
            ):
                rows.append({
                    "county_id": now["county_id"], "school_id": now["entity_id"],
                    "exam_id": now["exam_id"], "subject": now["subject"], "school_year": year,
                    "grade": exam["grade"], "previous_exam_id": earlier,
                    "previous_school_id": before["entity_id"], "pupil_count": now["pupil_count"],
                    "previous_pupil_count": before["pupil_count"], "t_score": now["t_score"],
                    "previous_t_score": before["t_score"],
                    "t_score_difference": now["t_score"] - before["t_score"],
                })  # fmt: skip
    return rows
