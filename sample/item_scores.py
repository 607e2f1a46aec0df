"""What schools got in the single items of a paper, as a marking platform sums it up for each."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import NamedTuple

from sample.chance import clamp, stream
from sample.deliveries import Delivery
from sample.exams import Exam
from sample.records.exam import ItemRow

MARK = "XK9"


class Item(NamedTuple):
    """One item of a paper."""

    number: str
    group: str
    full: int
    lead: float
    """How much easier it is than the paper, in shares of its full marks."""


PAPERS = {
    "chinese": (
        Item("1", "积累与运用", 8, 0.1), Item("2", "积累与运用", 10, 0.05),
        Item("3", "积累与运用", 12, 0.04), Item("4", "阅读", 15, -0.06),
        Item("5", "阅读", 15, -0.1), Item("6（1）", "阅读", 10, -0.04),
        Item("6（2）", "阅读", 10, -0.12), Item("7", "写作", 70, 0.03),
    ),
    "mathematics": (
        Item("1", "数与代数", 30, 0.12), Item("2", "数与代数", 30, 0.02),
        Item("3", "图形与几何", 25, -0.05), Item("4", "图形与几何", 35, -0.14),
        Item("5", "统计与概率", 30, 0.04),
    ),
}  # fmt: skip
MISREAD = {
    ("chinese", "1", 2): "full_score", ("chinese", "4", 1): "score_sum",
    ("mathematics", "1", 0): "pupil_count", ("mathematics", "5", 1): "question_group",
    ("mathematics", "3", 2): "item_number",
}  # fmt: skip
"""Subject, item, turn of the school: what is wrong there, in the years of mistakes."""


class ItemScores(NamedTuple):
    """The sums of one examination."""

    exam: Exam
    rows: list[ItemRow]


def simulate_item_scores(exams: list[Exam], seed: int) -> list[ItemScores]:
    """The sums of every examination of the kind."""
    return [
        ItemScores(exam, _rows(exam, seed))
        for exam in exams if exam.plan.mark == MARK and exam.scores
    ]  # fmt: skip


def misread_items(files: list[Delivery], years: set[int]) -> None:
    """Mistakes of schools in the tables of some school years."""
    for table in (table for file in files for table in file.tables):
        if table.form == "item_score" and int(table.period.split("-")[1]) in years:
            schools = list(dict.fromkeys(row.school_id for row in table.records))
            keys = [(row.subject, row.item_number, schools.index(row.school_id))
                    for row in table.records]  # fmt: skip
            table.records = [
                _misread(row, MISREAD[key]) if key in MISREAD else row
                for row, key in zip(table.records, keys, strict=True)
            ]


def _rows(exam: Exam, seed: int) -> list[ItemRow]:
    fulls = {paper.subject: paper.full_score for paper in exam.papers}
    schools = list(dict.fromkeys(row.school_id for row in exam.scores))
    rows = []
    for subject, items in PAPERS.items():
        column = exam.subjects.index(subject)
        for school_id in schools:
            marks = [row.marks[column] for row in exam.scores if row.school_id == school_id]
            taken = [mark for mark in marks if isinstance(mark, Decimal)]
            share = float(sum(taken) / (fulls[subject] * len(taken))) if taken else 0.0
            rng = stream(seed, school_id, "items", exam.school_year, subject)
            for item in items:
                rows.append(_row(school_id, subject, item, len(taken), share, rng))
    return rows


def _row(
    school_id: str, subject: str, item: Item, count: int, share: float, rng: random.Random
) -> ItemRow:
    own = clamp(share + item.lead + rng.gauss(0, 0.045), 0.02, 0.99)
    total = Decimal(round(2 * own * item.full * count)) / 2
    return ItemRow(school_id, subject, item.number, item.group, Decimal(item.full), count, total)


def _misread(row: ItemRow, field: str) -> ItemRow:
    """The row with a mistake that shows only beside the other rows, or beside the scores."""
    wrong = {
        "full_score": row.full_score + 2,
        "score_sum": row.full_score * row.pupil_count + 1,
        "pupil_count": row.pupil_count + 1,
        "question_group": "概率初步",
        "item_number": f"{row.item_number}题",
    }
    return row._replace(**{field: wrong[field]})
