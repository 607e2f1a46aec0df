"""The truth about who sat a paper: marks of a sheet, with whom the candidates' list names."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sample.deliveries import Received, Table


@dataclass(frozen=True, slots=True)
class Sitting:
    """One mark with the school and class that answer for it."""

    student_number: str | None
    school_id: str
    class_name: str
    subject: str
    mark: Decimal | str
    number: str = ""
    row: int | None = None
    """Its place among the records of the sheet."""

    @property
    def status(self) -> str:
        """taken, or why there is no score."""
        return self.mark if isinstance(self.mark, str) else "taken"


def listed_sittings(received: Received, marks: Table) -> list[Sitting]:
    """All marks of an examination; the candidates' list says whose they are."""
    candidates = {
        row.exam_number: row
        for row in received.records("exam_candidate", marks.county_id, marks.period)
    }
    sittings = []
    for turn, row in enumerate(marks.records):
        if turn in marks.faults:
            continue
        who = candidates.get(row.exam_number)
        place = who or row
        for subject, mark in zip(marks.subjects, row.marks, strict=True):
            sittings.append(Sitting(who.student_number if who else None, place.school_id,
                                    place.class_name, subject, mark, row.exam_number,
                                    turn))  # fmt: skip
    # a candidate of whom the sheet says nothing in a paper that others have a mark for
    listed = {row.exam_number for row in marks.loaded}
    for number, who in candidates.items():
        if number not in listed and marks.loaded:
            sittings += [
                Sitting(
                    who.student_number, who.school_id, who.class_name, subject, "no_score", number
                )
                for subject in marks.subjects
            ]
    return sittings
