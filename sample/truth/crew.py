"""The truth about who belongs, holds a post and teaches where in a school year.

Where the sources leave room: a branch that belongs wholly to its parent is staffed with it, a
teaching point by itself. Who is on a counted exchange on 1 September teaches at the host, belongs
at home, and holds the post where the personnel relation is; who is seconded or off post teaches
nowhere. Rows that were sent back are on no roster.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from sample.deliveries import Received
from sample.records.people import MoveRow, TeacherRow
from sample.truth.school import COMPULSORY, SchoolYear, schools_of
from sample.truth.staff import Staff, count_reason


class Person(NamedTuple):
    """Somebody on the staff of the county in a school year."""

    row: TeacherRow
    """What the year's roster says, else the newest of the home school."""
    staffing: str
    post_status: str
    home: str
    post: str
    teaching: str | None


@dataclass(slots=True)
class StaffYear:
    """The schools and the people of one county in one school year."""

    year: int
    campuses: dict[str, SchoolYear]
    wholes: dict[str, str]
    """Campus → the school with which it is staffed."""
    classes: dict[str, Counter[int]]
    """Campus whose class roster came → grade → classes."""
    rostered: set[str]
    """Campuses whose roster of teachers came."""
    people: dict[str, Person]

    @classmethod
    def of(cls, received: Received, staff: Staff, year: int) -> StaffYear:
        """All that is in force of the year."""
        campuses = {s.listed.school_id: s for s in schools_of(received, staff.county_id, year)}
        classes = {
            table.sender_id: Counter(row.grade for row in table.loaded)
            for table in received.tables("class_roster", staff.county_id, year)
        }
        wholes = {
            school_id: whole
            for school_id, school in campuses.items()
            if (whole := _whole(school)) is not None
        }
        return cls(year, campuses, wholes, classes, staff.senders[year], people_of(staff, year))

    def members(self, school_id: str) -> list[str]:
        """The campuses that are staffed as one school."""
        return [campus for campus, whole in self.wholes.items() if whole == school_id]

    def place(self, school_id: str) -> str:
        """The school that is meant, for one that may be a campus."""
        return self.wholes.get(school_id, school_id)


def _whole(school: SchoolYear) -> str | None:
    scopes = {school.scope(stage) for stage in school.stages() if stage in COMPULSORY}
    if not scopes or "excluded_type" in scopes:
        return None
    owner = school.parent if scopes == {"merged_into_parent"} else school
    return owner.listed.school_id


def hosted(staff: Staff, year: int) -> dict[str, MoveRow]:
    """Who is on a counted exchange on 1 September, as the newest ledger tells it."""
    told: dict[tuple[str, dt.date, str], MoveRow] = {}
    for ledger in sorted(staff.moves):
        for move in staff.moves[ledger]:
            told[move.teacher_id_number, move.start_month, move.to_school_id] = move
    found: dict[str, MoveRow] = {}
    day = dt.date(year, 9, 1)
    for key in sorted(told):
        move = told[key]
        end = move.end_month or move.planned_end_month
        if count_reason(move)[0] == "counted" and move.start_month <= day <= end:
            found.setdefault(move.teacher_id_number, move)
    return found


def people_of(staff: Staff, year: int) -> dict[str, Person]:
    """Everybody on a roster of the year, or away in it from a school that once listed them."""
    away, guests, day = staff.away(year), hosted(staff, year), dt.date(year, 9, 1)
    people = {}
    for number in sorted({*staff.rosters[year], *away}):
        here = staff.rosters[year].get(number)
        school_id, origin = away[number][1] if number in away else here
        status = "in_post" if number in away else origin.post_status
        home = staff.changes.successor(school_id, day)
        move = guests.get(number)
        host = move and staff.changes.successor(move.to_school_id, day)
        people[number] = Person(
            here[1] if here else origin, origin.staffing, status, home,
            host if move and move.is_relation_moved else home,
            host or (home if status == "in_post" else None),
        )  # fmt: skip
    return people
