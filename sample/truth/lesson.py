"""The truth of fct_subject_staffing: lessons that classes must have, and who can give them.

Where the sources leave room: the number of lessons a week by grade is a usual one within the shares
of the programme of 2022; a full-time teacher gives so many lessons as counties usually ask for; a
teacher of arts gives music and fine art by halves; a subject that a school neither has nor needs
has no row.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any, NamedTuple

# Weekly lessons of one class, grade 1 to 9.
LESSONS = {
    "morality": (2, 2, 2, 2, 2, 2, 2, 2, 2), "chinese": (8, 8, 7, 7, 6, 6, 5, 5, 5),
    "mathematics": (4, 4, 4, 4, 5, 5, 4, 4, 5), "english": (0, 0, 2, 2, 2, 2, 4, 4, 4),
    "history": (0, 0, 0, 0, 0, 0, 2, 2, 2), "geography": (0, 0, 0, 0, 0, 0, 2, 2, 0),
    "science": (1, 1, 2, 2, 2, 2, 0, 0, 0), "biology": (0, 0, 0, 0, 0, 0, 3, 3, 0),
    "physics": (0, 0, 0, 0, 0, 0, 0, 2, 3), "chemistry": (0, 0, 0, 0, 0, 0, 0, 0, 3),
    "it": (0, 0, 1, 1, 1, 1, 1, 1, 0), "pe": (4, 4, 3, 3, 3, 3, 3, 3, 3),
    "music": (2, 2, 2, 2, 2, 2, 1, 1, 1), "fine_art": (2, 2, 2, 2, 2, 2, 1, 1, 1),
    "labour": (1, 1, 1, 1, 1, 1, 1, 1, 1), "other": (2, 2, 4, 4, 4, 4, 5, 3, 4),
}  # fmt: skip
# Weekly lessons of one teacher; a subject that is not here is not taught in the stage.
LOADS = {
    "primary": dict.fromkeys(("chinese", "mathematics"), 14)
    | dict.fromkeys(("morality", "english", "science", "pe", "music", "fine_art", "it", "labour",
                     "other"), 18),
    "junior": dict.fromkeys(("chinese", "mathematics", "english"), 12)
    | dict.fromkeys(("physics", "chemistry", "biology", "science", "history", "geography",
                     "morality", "pe"), 14)
    | dict.fromkeys(("music", "fine_art", "it", "labour", "other"), 16),
}  # fmt: skip
ANYBODY = ("labour", "other")


class Lessons(NamedTuple):
    """What a stage of a school has for lessons: nothing where a roster is missing."""

    classes: Counter[int] | None
    """Grade → classes."""
    teachers: list[tuple[str, bool]] | None
    """Subject of each full-time teacher, and whether an exchange has brought him."""


def subject_rows(place: dict[str, Any], stage: str, here: Lessons) -> list[dict[str, Any]]:
    """Rows of fct_subject_staffing of one stage of a school."""
    heads: Counter[str] = Counter()
    guests: Counter[str] = Counter()
    for subject, is_hosted in here.teachers or ():
        for taught in ("music", "fine_art") if subject == "arts" else (subject,):
            part = Fraction(1, 2) if subject == "arts" else Fraction(1)
            heads[taught] += part
            guests[taught] += part * is_hosted
    rows = []
    for subject in sorted({*LOADS[stage], *heads}):
        lessons = None
        if here.classes is not None:
            lessons = sum(
                count * LESSONS.get(subject, (0,) * 9)[grade - 1]
                for grade, count in here.classes.items()
            )
        teachers = None if here.teachers is None else Fraction(heads[subject])
        if lessons != 0 or teachers != 0:
            rows.append(_row(place, stage, subject, lessons, teachers) | {
                "hosted_teacher_count": None if teachers is None else float(guests[subject]),
                "missing_reason": _missing(here),
            })  # fmt: skip
    return rows


def _missing(here: Lessons) -> str | None:
    if here.classes is None:
        return "class_roster_missing"
    return "teacher_roster_missing" if here.teachers is None else None


def _row(
    place: dict[str, Any], stage: str, subject: str, lessons: int | None, teachers: Fraction | None
) -> dict[str, Any]:
    load = LOADS[stage].get(subject)
    needed = None
    if lessons is not None:
        needed = Fraction(lessons, load) if lessons else Fraction(0)
    spare = None if needed is None or teachers is None else teachers - needed
    if lessons == 0:
        uncovered = shortage = Fraction(0)
    else:
        shortage = None if spare is None else max(-spare, Fraction(0))
        uncovered = None if shortage is None else shortage * load
    return place | {
        "stage": stage, "subject": subject, "curriculum_id": "CN-2022", "is_norm_uncertain": True,
        "is_shared": subject in ANYBODY, "lesson_count": lessons, "lessons_per_teacher": load,
        "needed_teacher_count": _double(needed), "teacher_count": _double(teachers),
        "uncovered_lesson_count": _double(uncovered), "shortage_count": _double(shortage),
        "surplus_count": None if spare is None else float(max(spare, Fraction(0))),
        "_spare": spare, "_shortage": shortage, "_needed": needed,
    }  # fmt: skip


def _double(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def shortages(rows: list[dict[str, Any]]) -> dict[str, float | None]:
    """What a school's subjects lack, from its rows of all stages.

    In all: need less teachers, stage by stage. Structural: what its subjects lack beyond that.
    """
    total = {"needed": Fraction(0), "subject": Fraction(0), "overall": Fraction(0),
             "structural": Fraction(0)}  # fmt: skip
    for stage in {row["stage"] for row in rows}:
        here = [row for row in rows if row["stage"] == stage]
        if any(row["_shortage"] is None or row["_spare"] is None for row in here):
            total = dict.fromkeys(total)
            break
        lacking = sum(row["_shortage"] for row in here if not row["is_shared"])
        overall = max(-sum(row["_spare"] for row in here), Fraction(0))
        total["needed"] += sum(row["_needed"] for row in here)
        total["subject"] += lacking
        total["overall"] += overall
        total["structural"] += max(lacking - overall, Fraction(0))
    return {
        "needed_teacher_count": _double(total["needed"]),
        "subject_shortage_count": _double(total["subject"]),
        "overall_shortage_count": _double(total["overall"]),
        "structural_shortage_count": _double(total["structural"]),
    }
