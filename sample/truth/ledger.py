"""The truth about ledger and rosters that contradict each other.

Where the sources leave room: any move of this or an earlier ledger, whether it counts or not,
explains a change between its two schools, both ways; a renamed or merged school and a change of
campus are no change; rosters show nothing that did not come, and none with rows sent back that
somebody is on no roster.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sample.deliveries import Received, Table
from sample.truth.crew import StaffYear, hosted, people_of
from sample.truth.staff import Staff

Row = dict[str, Any]


def contradiction_rows(received: Received, staff: Staff, years: list[int]) -> list[Row]:
    """Rows of fct_exchange_reconciliation of one county."""
    rows: list[Row] = []
    for year in years:
        now = StaffYear.of(received, staff, year)
        tables = {
            table.sender_id: table
            for table in received.tables("teacher_roster", staff.county_id, year)
        }
        if year in staff.moves:
            rows += _silent(staff, now, year)
        rows += _unseen(staff, now, year, tables)
    return rows


def _row(staff: Staff, number: str, year: int, kind: str, *schools: str | None) -> Row:
    names = ("from_school_id", "to_school_id", "listed_school_id")
    return {"teacher_id_number": number, "school_year": year, "kind": kind,
            "county_id": staff.county_id, **dict(zip(names, schools, strict=True))}  # fmt: skip


def _silent(staff: Staff, now: StaffYear, year: int) -> Iterator[Row]:
    if year - 1 not in staff.rosters:
        return
    day = dt.date(year, 9, 1)
    for number, before in people_of(staff, year - 1).items():
        if number not in now.people:
            continue
        was = now.place(staff.changes.successor(before.home, day))
        here = now.place(now.people[number].home)
        if was != here and {was, here} not in _linked(staff, now, number, year):
            yield _row(staff, number, year, "moved_without_ledger", was, here, here)


def _linked(staff: Staff, now: StaffYear, number: str, year: int) -> list[set[str]]:
    """The pairs of schools between which some ledger up to the year has the person move."""
    day = dt.date(year, 9, 1)
    return [
        {now.place(staff.changes.successor(end, day)) for end in (m.from_school_id, m.to_school_id)}
        for period, moves in staff.moves.items() if period <= year
        for m in moves if m.teacher_id_number == number
    ]  # fmt: skip


def _unseen(staff: Staff, now: StaffYear, year: int, tables: dict[str, Table]) -> Iterator[Row]:
    day = dt.date(year, 9, 1)
    for number, move in hosted(staff, year).items():
        ends = [
            staff.changes.successor(end, day) for end in (move.from_school_id, move.to_school_id)
        ]
        if not all(end in tables for end in ends):
            continue
        origin, target = (now.place(end) for end in ends)
        listed = staff.rosters[year].get(number)
        at = None if listed is None else now.place(listed[0])
        kind = None
        if listed is None:
            kind = None if any(tables[end].faults for end in ends) else "on_no_roster"
        elif at not in (origin, target):
            kind = "at_another_school"
        elif at == origin and at != target:
            if move.is_relation_moved:
                kind = "relation_not_moved"
            elif listed[1].post_status == "in_post":
                kind = "in_post_at_origin"
        if kind:
            yield _row(staff, number, year, kind, origin, target, at)


def school_contradictions(rows: list[Row]) -> Iterator[Row]:
    """Rows of fct_school_exchange_reconciliation."""
    counts = Counter(
        (
            row["county_id"], row["school_year"],
            row["to_school_id" if row["kind"] == "moved_without_ledger" else "from_school_id"],
            row["kind"],
        )
        for row in rows
    )  # fmt: skip
    for (county_id, year, school_id, kind), count in counts.items():
        yield {"county_id": county_id, "school_year": year, "school_id": school_id, "kind": kind,
               "teacher_count": count}  # fmt: skip
