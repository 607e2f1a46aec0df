"""The truth about timetables: what share extension courses have of the lessons of a stage.

Where the sources leave room: a grade counts once, however many classes it has; two points to either
side are still about the share; a stage of which a grade is missing or contradicts itself has none.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sample.deliveries import Received
from sample.truth.numbers import ratio
from sample.truth.person import stage_of_grade
from sample.truth.school import COMPULSORY

TARGET = {"primary": Fraction(15, 100), "junior": Fraction(20, 100)}
AROUND = Fraction(2, 100)
KNOWLEDGE = Fraction(30, 100)


def curriculum_rows(
    received: Received, county_id: str, year: int, places: dict[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """Rows of fct_curriculum_share of one county and school year; `places` by school."""
    taught: dict[str, set[int]] = {}
    for table in received.tables("class_roster", county_id, year):
        taught[table.sender_id] = {row.grade for row in table.loaded}
    rows = []
    for table in received.tables("curriculum_lesson", county_id, year):
        for stage in COMPULSORY:
            mine = [row for row in table.loaded if stage_of_grade(row.grade) == stage]
            known = {row.grade for row in mine}
            missing = [grade for grade in taught.get(table.sender_id, set()) - known
                       if stage_of_grade(grade) == stage]  # fmt: skip
            if mine:
                base = {"school_year": year, **places[table.sender_id], "stage": stage,
                        "grade_count": len(known), "missing_grade_count": len(missing)}  # fmt: skip
                rows.append(base | _shares(mine, stage, bool(missing)))
    return rows


def _shares(rows: list[Any], stage: str, has_gap: bool) -> dict[str, Any]:
    whole, extension, knowledge = (
        sum(getattr(row, f"{kind}_lesson_count") for row in rows)
        for kind in ("weekly", "extension", "knowledge")
    )
    found: dict[str, Any] = {
        "extension_target_ratio": f"{float(TARGET[stage]):.4f}", "knowledge_limit_ratio": "0.3000",
        "extension_ratio": None, "knowledge_ratio": None, "extension_standing": None,
        "is_knowledge_within": None, "reason": None,
    }  # fmt: skip
    if any(not row.knowledge_lesson_count <= row.extension_lesson_count <= row.weekly_lesson_count
           for row in rows):  # fmt: skip
        return found | {"reason": "lessons_disagree"}
    if has_gap:
        return found | {"reason": "timetable_incomplete"}
    off = Fraction(extension) / Fraction(whole) - TARGET[stage]
    standing = "about" if abs(off) <= AROUND else "above" if off > 0 else "below"
    return found | {
        "weekly_lesson_count": f"{whole:.1f}", "extension_lesson_count": f"{extension:.1f}",
        "knowledge_lesson_count": f"{knowledge:.1f}",
        "extension_ratio": ratio(extension, whole), "knowledge_ratio": ratio(knowledge, extension),
        "extension_standing": standing,
        "is_knowledge_within": Fraction(knowledge) <= KNOWLEDGE * Fraction(extension),
    }  # fmt: skip
