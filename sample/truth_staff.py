"""The truth about people: who was eligible to move, who moved, and which moves count.

Where the sources leave room: somebody on no roster of the year before has no eligibility row;
whether such a mover was eligible is not known and not stated.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sample.deliveries import Received
from sample.records import MoveRow, TeacherRow
from sample.retirement import months_between, retirement_month
from sample.truth_school import urban_rural

MIN_TENURE = 72
MIN_TO_RETIREMENT = 60
MIN_MONTHS = 10
MIN_LESSON_SHARE = 50
PART_TIME = ("circuit_teaching", "cross_school_teaching")
BACKBONE = ("county", "city", "province", "nation")

Person = tuple[str, TeacherRow]
"""School of the roster, and the roster's row."""


@dataclass(slots=True)
class Staff:
    """Rosters and places of one county."""

    county_id: str
    rosters: dict[int, dict[str, Person]]
    places: dict[int, dict[str, tuple[str, bool]]]
    """Per school year: school_id → (city, town or village; whether it is private)."""

    @classmethod
    def of(cls, received: Received, county_id: str, years: list[int]) -> Staff:
        """The people of every roster in force."""
        rosters, places = {}, {}
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
        return cls(county_id, rosters, places)

    def known(self, number: str, year: int) -> Person | None:
        """A mover as this year's roster has him, else last year's."""
        for source in (year, year - 1):
            if number in self.rosters.get(source, {}):
                return self.rosters[source][number]
        return None


def eligibility_reason(row: TeacherRow, is_private: bool, tenure: int, to_retirement: int) -> str:
    """The first condition that a person does not meet, or eligible."""
    conditions = (
        ("not_public", is_private),
        ("not_compulsory", row.stage not in ("primary", "junior")),
        ("not_teacher", row.post_category != "teacher"),
        ("not_staffed", row.staffing != "staffed"),
        ("not_in_post", row.post_status != "in_post"),
        ("deferred", row.deferral_reason != "none"),
        ("tenure_short", tenure < MIN_TENURE),
        ("near_retirement", to_retirement <= MIN_TO_RETIREMENT),
    )
    return next((reason for reason, applies in conditions if applies), "eligible")


def eligibility_rows(staff: Staff) -> list[dict[str, Any]]:
    """Rows of fct_teacher_eligibility, keyed by plain identity number."""
    rows = []
    for roster_year, roster in staff.rosters.items():
        september = dt.date(roster_year + 1, 9, 1)
        for number, (school_id, row) in roster.items():
            tenure = months_between(row.arrival_month, september)
            leaves = retirement_month(row.birth_month, row.sex == "male")
            left = months_between(september, leaves)
            private = staff.places[roster_year][school_id][1]
            reason = eligibility_reason(row, private, tenure, left)
            rows.append({
                "teacher_id_number": number, "school_year": roster_year + 1,
                "county_id": staff.county_id, "school_id": school_id, "stage": row.stage,
                "subject": row.subject, "tenure_month_count": tenure,
                "month_to_retirement_count": left, "is_eligible": reason == "eligible",
                "reason": reason,
            })  # fmt: skip
    return rows


def count_reason(move: MoveRow) -> tuple[str, int | None]:
    """Why a single move counts or not, and its months (both ends included)."""
    end = move.end_month or move.planned_end_month
    months = None if end is None else months_between(move.start_month, end) + 1
    if months is None:
        return "pending", None
    share = move.lesson_share_percent
    if move.exchange_form in PART_TIME and (share is None or share < MIN_LESSON_SHARE):
        return "lesson_share_low", months
    return ("too_short" if months < MIN_MONTHS else "counted"), months


def move_rows(
    staff: Staff, year: int, moves: list[MoveRow], eligible: dict[tuple[str, int], bool]
) -> list[dict[str, Any]]:
    """Rows of fct_teacher_move of one ledger; `_stage` and `_subject` for the entities."""
    rows: list[dict[str, Any]] = []
    taken: set[str] = set()
    for move in sorted(moves, key=lambda m: (m.start_month, m.to_school_id)):
        reason, months = count_reason(move)
        if reason == "counted":
            if move.teacher_id_number in taken:
                reason = "second_in_year"
            taken.add(move.teacher_id_number)
        rows.append(_move_row(staff, year, move, reason, months, eligible))
    return rows


def _move_row(
    staff: Staff, year: int, move: MoveRow, reason: str, months: int | None,
    eligible: dict[tuple[str, int], bool],
) -> dict[str, Any]:  # fmt: skip
    origin = staff.places[year][move.from_school_id][0]
    target = staff.places[year][move.to_school_id][0]
    flow = "level"
    if (origin == "village") != (target == "village"):
        flow = "village_to_town" if origin == "village" else "town_to_village"
    person = staff.known(move.teacher_id_number, year)
    start = move.start_month
    is_new = dt.date(year, 9, 1) <= start <= dt.date(year + 1, 8, 1)
    row = {
        "teacher_id_number": move.teacher_id_number, "school_year": year,
        "county_id": staff.county_id, "from_school_id": move.from_school_id,
        "to_school_id": move.to_school_id, "exchange_form": move.exchange_form,
        "start_month": start.isoformat(), "month_count": months, "count_reason": reason,
        "is_counted_new": reason == "counted" and is_new,
        "is_counted_in_force": reason == "counted", "direction": f"{origin}_to_{target}",
        "flow": flow, "is_backbone": person is not None and _is_backbone(person[1], year),
        "is_leader": person is not None and person[1].is_leader,
        "_stage": person and person[1].stage, "_subject": person and person[1].subject,
    }  # fmt: skip
    row["is_eligible"] = None
    if year - 1 in staff.rosters:
        row["is_eligible"] = eligible.get((move.teacher_id_number, year), False)
    return row


def _is_backbone(row: TeacherRow, year: int) -> bool:
    expiry = row.backbone_expiry_month
    return row.backbone_level in BACKBONE and (expiry is None or expiry >= dt.date(year, 9, 1))
