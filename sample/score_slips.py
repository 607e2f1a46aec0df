"""Scores that a sheet shows and that cannot be: found only beside the other forms of the exam."""

from __future__ import annotations

import random
from decimal import Decimal

from sample.chance import stream
from sample.deliveries import Delivery, Table

SLIPPED, REPEATED = "XK9", "LS4"  # the examinations whose sheets have them, the first of each
LEAST_REPEATED = 10  # rows of a school under which nobody compares two columns
NOWHERE = "99班"


def slip_scores(files: list[Delivery], county_id: str, seed: int) -> None:
    """A score above full marks, one below nought, a class that there is not, a pupil under two
    numbers; and in an old examination one school's last column a copy of the one before."""
    rng = stream(seed, county_id, "score slips")
    slipped = _first(files, SLIPPED)
    if slipped:
        _spoil_rows(*slipped, rng)
    repeated = _first(files, REPEATED)
    if repeated:
        _repeat_column(repeated[2])


def _first(files: list[Delivery], mark: str) -> tuple[Table, Table, Table] | None:
    """Papers, candidates and marks of the first examination of a kind."""
    exams = {
        table.period: {t.form: t for t in file.tables}
        for file in files
        for table in file.tables
        if table.form == "assessment" and file.fault is None and table.period.endswith(mark)
    }
    if not exams:
        return None
    forms = exams[min(exams)]
    return forms["exam"], forms["exam_candidate"], forms["assessment"]


def _spoil_rows(papers: Table, candidates: Table, marks: Table, rng: random.Random) -> None:
    candidates.records, marks.records = list(candidates.records), list(marks.records)
    rows = marks.records
    free = [
        turn for turn in range(1, len(rows))
        if turn not in marks.faults and turn not in candidates.faults
        # never a class's first child, who keeps the class on record
        and (rows[turn].school_id, rows[turn].class_name)
        == (rows[turn - 1].school_id, rows[turn - 1].class_name)
        and all(isinstance(mark, Decimal) for mark in rows[turn].marks)
    ]  # fmt: skip
    above, below, lost, twice = rng.sample(free, 4)
    full = papers.records[0].full_score
    rows[above] = rows[above]._replace(marks=(full + Decimal("0.5"), *rows[above].marks[1:]))
    rows[below] = rows[below]._replace(marks=(Decimal(-1), *rows[below].marks[1:]))
    candidates.records[lost] = candidates.records[lost]._replace(class_name=NOWHERE)
    number = f"{rows[twice].exam_number[:-6]}{len(rows) + 1:06d}"
    candidates.records.append(candidates.records[twice]._replace(exam_number=number))
    rows.append(rows[twice]._replace(exam_number=number))


def _repeat_column(marks: Table) -> None:
    """The first school with enough rows has the marks of the last subject but one in the last."""
    schools: dict[str, list[int]] = {}
    for turn, row in enumerate(marks.records):
        if turn not in marks.faults and isinstance(row.marks[-2], Decimal):
            schools.setdefault(row.school_id, []).append(turn)
    for school, turns in sorted(schools.items()):
        if len(turns) > LEAST_REPEATED:
            marks.records = [
                row._replace(marks=(*row.marks[:-1], row.marks[-2]))
                if row.school_id == school else row
                for row in marks.records
            ]  # fmt: skip
            return
