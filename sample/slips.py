"""What ledger and rosters of the made-up county do not say alike about who works where."""

from __future__ import annotations

import datetime as dt

from sample.exchange import Move, is_backbone
from sample.schools import School
from sample.staff import ARTS, Teacher

LEAST_STAFF = 4  # teachers of a stage, of whom one may go


def transfer_unnoticed(
    people: list[Teacher], schools: list[School], moves: dict[int, list[Move]], year: int
) -> None:
    """One teacher, of no subject or title that schools need so many of, goes to another school for
    good, and no ledger says so."""
    busy = {move.id_number for begun in moves.values() for move in begun}
    september = dt.date(year, 9, 1)
    for teacher in sorted(people, key=lambda teacher: teacher.id_number):
        if not _may_leave(teacher, busy, september):
            continue
        crew = [t for t in people if t.school is teacher.school and t.stage == teacher.stage]
        targets = [
            s for s in schools
            if teacher.stage in s.stages and not s.is_private and s is not teacher.school
        ]  # fmt: skip
        if len(crew) >= LEAST_STAFF and targets:
            teacher.school, teacher.arrived = targets[-1], september
            return


def _may_leave(teacher: Teacher, busy: set[str], september: dt.date) -> bool:
    return (
        teacher.id_number not in busy
        and teacher.post_category == "teacher"
        and teacher.post_status == "in_post"
        and teacher.stage != "senior"
        and not teacher.school.is_private
        and not teacher.is_leader
        and teacher.subject not in ARTS
        and not is_backbone(teacher, september)
    )


def forget(roster: list[Teacher], moves: list[Move]) -> None:
    """One who goes away stands on no roster; and one whose personnel relation moves, by the ledger,
    still on that of the school of origin."""
    gone = [move for move in moves if not move.is_relation_moved]
    moved = [move for move in moves if move.is_relation_moved]
    for turn, teacher in enumerate(roster):
        if gone and teacher.id_number == gone[-1].id_number:
            del roster[turn]
            break
    for teacher in roster:
        if moved and teacher.id_number == moved[0].id_number:
            teacher.school = moved[0].from_school
