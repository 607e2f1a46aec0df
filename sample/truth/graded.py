"""The truth about graded results: distributions, their index, their place against the county.

Where the sources leave room: a row of which the grades do not add up to the assessed is in no sum;
a pupil of D counts nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sample.deliveries import Received
from sample.records.exam import ExamRow, GradedRow
from sample.truth.score import FEWEST_SCHOOLS, RELEASABLE

Rows = list[dict[str, Any]]
GRADES = ("a", "b", "c", "d")
WEIGHTS = (Fraction(1), Fraction(4, 5), Fraction(3, 5), Fraction(0))


def graded_rows(
    received: Received, county_id: str, papers: dict[str, dict[str, ExamRow]],
    years: dict[str, int],
) -> Rows:  # fmt: skip
    """Rows of fct_grade_distribution."""
    rows: Rows = []
    for table in received.tables("graded_result", county_id):
        by_subject: dict[str, list[GradedRow]] = {}
        for row in table.loaded:
            by_subject.setdefault(row.subject, []).append(row)
        for subject, results in by_subject.items():
            lawful = papers[table.period][subject].source_type in RELEASABLE
            base = {"county_id": county_id, "exam_id": table.period, "subject": subject,
                    "school_year": years[table.period]}  # fmt: skip
            sound = [row for row in results if row.assessed_count == sum(_counts(row))]
            whole = [sum(column) for column in zip(*map(_counts, sound), strict=True)]
            rows.append(base | {
                "entity_type": "county", "entity_id": county_id, "school_count": len(sound),
                "contradicting_school_count": len(results) - len(sound),
                "is_releasable": lawful or len(sound) >= FEWEST_SCHOOLS,
                **_figures(whole if sound else None, whole),
            })  # fmt: skip
            for row in results:
                own = _counts(row) if row in sound else None
                rows.append(base | {
                    "entity_type": "school", "entity_id": row.school_id,
                    "school_count": int(own is not None),
                    "contradicting_school_count": int(own is None), "is_releasable": lawful,
                    **_figures(own, whole),
                })  # fmt: skip
    return rows


def _counts(row: GradedRow) -> list[int]:
    return [row.a_count, row.b_count, row.c_count, row.d_count]


def _figures(own: list[int] | None, whole: list[int]) -> dict[str, Any]:
    n = None if own is None else sum(own)
    found: dict[str, Any] = {"assessed_count": n}
    for grade, count in zip(GRADES, own or [None] * 4, strict=True):
        found[f"{grade}_count"] = count
        found[f"{grade}_ratio"] = count / n if n else None
    pupils = [level for level, count in enumerate(own or []) for _ in range(count)]
    others = [level for level, count in enumerate(whole) for _ in range(count)]
    found["b_or_better_ratio"] = sum(level <= 1 for level in pupils) / n if n else None
    found["c_or_better_ratio"] = sum(level <= 2 for level in pupils) / n if n else None
    found["grade_index"] = float(100 * sum(WEIGHTS[p] for p in pupils) / n) if n else None
    found["superiority"] = _better(pupils, others) if n and others else None
    found["reason"] = "grades_disagree" if own is None else None if n else "nobody_assessed"
    return found


def _better(pupils: list[int], others: list[int]) -> float:
    """Pair by pair; a smaller level is the better grade."""
    ahead = sum(2 * (p < o) + (p == o) for p in pupils for o in others)
    return float(Fraction(ahead, 2 * len(pupils) * len(others)))
