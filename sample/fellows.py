"""Who goes to a school of the same group, where the form of the exchange says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sample.chance import pick, stream
from sample.exchange import Move
from sample.records.school import GroupRow
from sample.schools import School
from sample.staff import Teacher

KINDS = {
    "group_internal": ("group", "community", "alliance"),
    "district_internal": ("district",),
    "paired_support": ("pair", "trust"),
}
"""Form of exchange → kinds of group that it stays within."""


OFTEN = 0.3
"""Of those whose school has fellows so many rotate among them."""


def keep_inside(
    county_id: str, seed: int, year: int, moves: list[Move], groups: list[GroupRow],
    schools: list[School], people: list[Teacher],
) -> list[Move]:  # fmt: skip
    """The moves, those within a group by their form, and some that rotate, to one of its schools.

    Who has no such group, or no fellow with the teacher's stage, goes where chance had it: ledgers
    say so, too. Whose relation moves goes there as well: schools need them, not groups.
    """
    rng = stream(seed, county_id, "fellows", year)
    stages = {teacher.id_number: teacher.stage for teacher in people}
    taken = {(move.id_number, move.to_school.school_id) for move in moves}
    fellows = _fellows(groups, dt.date(year, 9, 1))
    kept = []
    for move in moves:
        forms = [move.form]
        if move.form == "rotation" and rng.random() < OFTEN:
            forms = list(KINDS)
        fit = [
            (form, school) for form in forms for school in schools
            if (move.from_school.school_id, school.school_id, form) in fellows
            and stages[move.id_number] in school.stages
            # nobody goes to one school twice in a year
            and (move.id_number, school.school_id) not in taken
        ]  # fmt: skip
        if fit and not move.is_relation_moved:
            form, school = pick(rng, fit)
            move = replace(move, form=form, to_school=school)
        kept.append(move)
    return kept


def _fellows(groups: list[GroupRow], day: dt.date) -> set[tuple[str, str, str]]:
    """(school, another one of a group of both, form of exchange within such a group)."""
    now = [row for row in groups if row.is_member_on(day)]
    return {
        (mine.school_id, theirs.school_id, form)
        for mine in now for theirs in now for form, kinds in KINDS.items()
        if mine.group_id == theirs.group_id and mine.school_id != theirs.school_id
        and mine.group_type in kinds
    }  # fmt: skip
