"""The truth about people: who is where, and who was eligible to move.

Where the sources leave room: away is whom a lasting move, as the newest ledger tells it, keeps
elsewhere in any month of the roster's year, so that on 31 August she is still gone or just back;
such a person is judged by the newest roster of the school of origin, as in post, and where that
school never listed her, like everybody else. Somebody on no roster of the year before, and not
away in it, has no eligibility row.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from sample.deliveries import Received
from sample.records.people import MoveRow, TeacherRow
from sample.retirement import months_between, retirement_month
from sample.truth.change import Changes
from sample.truth.posting import Rosters, arrival
from sample.truth.school import urban_rural
from sample.truth.title import Titles, rostered_level

MIN_TENURE = 72
MIN_LEADER_TENURE = 72
MIN_TO_RETIREMENT = 60
MIN_MONTHS = 10
MIN_LESSON_SHARE = 50
PART_TIME = ("circuit_teaching", "cross_school_teaching")
COMPULSORY = ("211", "218", "219", "311", "319", "312", "345", "341")

Person = tuple[str, TeacherRow]
"""School of the roster, and the roster's row."""


@dataclass(slots=True)
class Staff:
    """Rosters and places of one county."""

    county_id: str
    rosters: Rosters
    places: dict[int, dict[str, tuple[str, bool]]]
    """Per school year: school_id → (city, town or village; whether it is private)."""
    senders: dict[int, set[str]]
    """Schools whose roster of the year came."""
    owing: dict[int, set[str]]
    """Public schools with a primary or junior stage on the list of the year."""
    moves: dict[int, list[MoveRow]]
    """Ledgers."""
    changes: Changes
    titles: Titles = field(default_factory=Titles)

    @classmethod
    def of(cls, received: Received, county_id: str, years: list[int]) -> Staff:
        """The people of every roster in force."""
        rosters, places, senders, owing = {}, {}, {}, {}
        for year in years:
            rosters[year] = {
                row.teacher_id_number: (table.sender_id, row)
                for table in received.tables("teacher_roster", county_id, year)
                for row in table.loaded
            }
            places[year] = {
                row.school_id: (urban_rural(row.urban_rural_code), row.ownership == "10")
                for row in received.records("school_list", county_id, year)
            }
            senders[year] = {
                table.sender_id for table in received.tables("teacher_roster", county_id, year)
            }
            owing[year] = {
                row.school_id for row in received.records("school_list", county_id, year)
                if row.school_type in COMPULSORY and row.ownership != "10"
            }  # fmt: skip
        ledgers = received.tables("teacher_exchange", county_id)
        changes = Changes.of(received, county_id)
        moves = {int(table.period): changes.resolved(table.loaded) for table in ledgers}
        titles = Titles.of(received, county_id)
        return cls(county_id, rosters, places, senders, owing, moves, changes, titles)

    def missing_rosters(self, year: int) -> int | None:
        """Schools that kept back the roster before an exchange year; None without their list."""
        if year - 1 not in self.owing:
            return None
        return len(self.owing[year - 1] - self.senders[year - 1])

    def has_roster(self, year: int) -> bool:
        """Whether any school that eligibility looks at sent the roster before the year."""
        return bool(self.owing.get(year - 1, set()) & self.senders.get(year - 1, set()))

    def away(self, roster_year: int) -> dict[str, tuple[int, Person]]:
        """Who is away in a year → the origin's newest roster row."""
        told: dict[tuple[str, dt.date, str], MoveRow] = {}
        for year in sorted(self.moves):
            for move in self.moves[year]:
                told[move.teacher_id_number, move.start_month, move.to_school_id] = move
        first, last = dt.date(roster_year, 9, 1), dt.date(roster_year + 1, 8, 1)
        origin: dict[str, str] = {}
        for number, start, target in sorted(told):
            move = told[number, start, target]
            end = move.end_month or move.planned_end_month
            lasts = count_reason(move)[0] == "counted"
            if lasts and end is not None and start <= last and end >= first:
                origin.setdefault(number, move.from_school_id)
        found = {}
        for number, school_id in origin.items():
            for year in sorted(self.rosters):
                person = self.rosters[year].get(number)
                if year > roster_year or person is None:
                    continue
                if self.changes.today(school_id) == self.changes.today(person[0]):
                    found[number] = (year, person)
        return found

    def known(self, number: str, year: int) -> Person | None:
        """A mover as this year's roster has him, else last year's."""
        for source in (year, year - 1):
            if number in self.rosters.get(source, {}):
                return self.rosters[source][number]
        return None

    def is_backbone(self, number: str, year: int) -> bool | None:
        """Whether somebody has a title of county level or above in September; None of whom no
        roster says anything."""
        person = self.known(number, year)
        if person is None:
            return None
        level = self.titles.level(number, year)
        return (rostered_level(person[1], year) if level is None else level) != "none"


def eligibility_reason(
    row: TeacherRow, is_private: bool, tenure: int, to_retirement: int, *, as_leader: bool = False
) -> str:
    """The first condition that a person does not meet, or eligible."""
    least = MIN_LEADER_TENURE if as_leader else MIN_TENURE
    conditions = (
        ("not_public", is_private),
        ("not_compulsory", row.stage not in ("primary", "junior")),
        ("not_teacher", row.post_category != "teacher" and not as_leader),
        ("not_staffed", row.staffing != "staffed"),
        ("not_in_post", row.post_status != "in_post"),
        ("deferred", row.deferral_reason != "none"),
        ("tenure_short", tenure < least),
        ("near_retirement", to_retirement <= MIN_TO_RETIREMENT),
    )
    return next((reason for reason, applies in conditions if applies), "eligible")


def roster_of(staff: Staff, year: int, number: str) -> str:
    """The school whose roster of the year lists a person, or ''."""
    return staff.rosters[year].get(number, ("",))[0]


def eligibility_rows(staff: Staff) -> list[dict[str, Any]]:
    """Rows of fct_teacher_eligibility, keyed by plain identity number."""
    rows = []
    for roster_year, roster in staff.rosters.items():
        if not roster:
            continue
        september = dt.date(roster_year + 1, 9, 1)
        people = {number: (roster_year, *person) for number, person in roster.items()}
        for number, (year, (school_id, row)) in staff.away(roster_year).items():
            deferral = row.deferral_reason
            if year < roster_year and number in roster:
                deferral = roster[number][1].deferral_reason
            row = row._replace(post_status="in_post", deferral_reason=deferral)
            people[number] = (year, school_id, row)
        for number, (year, school_id, row) in people.items():
            arrived = row.arrival_month
            if roster_of(staff, year, number) == school_id:
                arrived = arrival(staff.rosters, staff.changes, number, year)
            tenure = months_between(arrived, september)
            leaves = retirement_month(row.birth_month, row.sex == "male")
            left = months_between(september, leaves)
            private = staff.places[year][school_id][1]
            reason = eligibility_reason(row, private, tenure, left)
            of_leader = None
            if row.is_leader:
                of_leader = eligibility_reason(row, private, tenure, left, as_leader=True)
            rows.append({
                "teacher_id_number": number, "school_year": roster_year + 1,
                "county_id": staff.county_id, "school_id": school_id, "stage": row.stage,
                "subject": row.subject, "tenure_month_count": tenure,
                "month_to_retirement_count": left, "is_eligible": reason == "eligible",
                "reason": reason, "is_leader": row.is_leader, "leader_reason": of_leader,
                "is_eligible_leader": of_leader == "eligible", "_post_category": row.post_category,
            })  # fmt: skip
    return rows


def count_reason(move: MoveRow) -> tuple[str, int | None]:
    """Why a single move counts or not, and its months (both ends included)."""
    end = move.end_month or move.planned_end_month
    months = None if end is None else months_between(move.start_month, end) + 1
    share, is_part_time = move.lesson_share_percent, move.exchange_form in PART_TIME
    if is_part_time and share is not None and share < MIN_LESSON_SHARE:
        return "lesson_share_low", months
    if months is None:
        return "pending", None
    if months < MIN_MONTHS:
        return "too_short", months
    return ("lesson_share_missing" if is_part_time and share is None else "counted"), months
