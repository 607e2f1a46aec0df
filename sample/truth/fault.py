"""The truth about scores with faults: which are set aside, and which papers are held for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import Any

from sample.damage import address
from sample.deliveries import Received, Table
from sample.truth.sitting import Sitting, listed_sittings

COLUMN_SHARE, COLUMN_ROWS, REPEATED_ROWS = Fraction(1, 5), 5, 10
HOLD_SHARE, HOLD_ROWS = Fraction(1, 20), 5
Found = list[tuple[Sitting, str]]
"""Marks, each with what is wrong."""


def sittings_of(received: Received, marks: Table) -> list[Sitting]:
    """All marks of an examination; of those that do not count, why."""
    sittings = listed_sittings(received, marks)
    faulted = {(s.number, s.subject) for s, _ in _faults(received, marks, sittings)}
    held = {
        subject for subject in marks.subjects
        if _is_held(sum(name == subject for _, name in faulted), marks)
    }  # fmt: skip
    return [
        replace(s, mark="faulted") if (s.number, s.subject) in faulted
        else replace(s, mark="held") if s.subject in held else s
        for s in sittings
    ]  # fmt: skip


def fault_counts(received: Received, marks: Table) -> list[dict[str, Any]]:
    """How many marks of a paper have each fault, cell by cell."""
    found = _faults(received, marks, listed_sittings(received, marks))
    counts = Counter((s.subject, code, _cell(s, marks)) for s, code in found)
    return [
        {"exam_id": marks.period, "subject": subject, "fault_code": code, "cell": cell,
         "count": count}
        for (subject, code, cell), count in sorted(counts.items(), key=str)
    ]  # fmt: skip


def _cell(sitting: Sitting, marks: Table) -> str | None:
    if sitting.row is None:
        return None
    return address(marks.record_rows[sitting.row], marks.columns[f"subject:{sitting.subject}"])


def _is_held(faulted: int, marks: Table) -> bool:
    wrong = faulted + len(marks.faults)
    return wrong >= HOLD_ROWS and wrong > HOLD_SHARE * len(marks.records)


def _faults(received: Received, marks: Table, sittings: list[Sitting]) -> Found:
    papers = {p.subject: p for p in received.records("exam", marks.county_id, marks.period)}
    paper = papers[marks.subjects[0]]
    day = paper.exam_date
    year = day.year if day.month >= 9 else day.year - 1
    full = {subject: paper.full_score for subject, paper in papers.items()}
    return [
        *_outside(sittings, full),
        *_twice(received, marks, sittings),
        *_of_no_class(received, marks, sittings, year, paper.grade),
        *_of_columns(sittings, full),
    ]


def _outside(sittings: list[Sitting], full: dict[str, Any]) -> Found:
    found = []
    for sitting in sittings:
        if sitting.status == "taken" and sitting.mark < 0:
            found.append((sitting, "below_zero"))
        elif sitting.status == "taken" and sitting.mark > full[sitting.subject]:
            found.append((sitting, "above_full_score"))
    return found


def _twice(received: Received, marks: Table, sittings: list[Sitting]) -> Found:
    listed = received.records("exam_candidate", marks.county_id, marks.period)
    numbers = Counter(row.student_number for row in listed)
    found = []
    for subject in marks.subjects:
        pupils: dict[str, list[Sitting]] = {}
        for sitting in sittings:
            if sitting.subject == subject and numbers[sitting.student_number] > 1:
                pupils.setdefault(sitting.student_number, []).append(sitting)
        for here in pupils.values():
            marked = [s for s in here if s.status != "no_score"]
            found += [(s, "pupil_twice") for s in here if len(marked) != 1 or s not in marked]
    return found


def _of_no_class(
    received: Received, marks: Table, sittings: list[Sitting], year: int, grade: int
) -> Found:
    known: dict[str, set[str]] = {}
    whole = set()
    for form in ("class_roster", "student_roster"):
        for table in received.tables(form, marks.county_id, year):
            names = {row.class_name for row in table.loaded if row.grade == grade}
            known.setdefault(table.sender_id, set()).update(names)
            if names and (form == "student_roster" or not table.faults):
                whole.add(table.sender_id)
    return [
        (s, "class_unknown") for s in sittings
        if s.school_id in whole and s.class_name not in known[s.school_id]
    ]  # fmt: skip


def _of_columns(sittings: list[Sitting], full: dict[str, Any]) -> Found:
    columns: dict[str, dict[str, dict[str, Sitting]]] = {}
    for sitting in sittings:
        if sitting.status == "taken":
            school = columns.setdefault(sitting.school_id, {})
            school.setdefault(sitting.subject, {})[sitting.number] = sitting
    found: Found = []
    for school in columns.values():
        for subject, column in school.items():
            above = sum(s.mark > full[subject] for s in column.values())
            if above >= COLUMN_ROWS and above >= COLUMN_SHARE * len(column):
                found += [(s, "column_above_full_score") for s in column.values()]
            values = {number: s.mark for number, s in column.items()}
            others = [
                {number: s.mark for number, s in other.items()}
                for name, other in school.items() if name != subject
            ]  # fmt: skip
            is_told_apart = len(values) >= REPEATED_ROWS and len(set(values.values())) > 1
            if is_told_apart and values in others:
                found += [(s, "column_repeated") for s in column.values()]
    return found
