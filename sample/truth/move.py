"""The truth about moves: which of them count. What no roster says of a mover is not known."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sample.records.people import MoveRow
from sample.truth.staff import Staff, count_reason
from sample.truth.tie import Ties

OPEN = ("pending", "lesson_share_missing")


def move_rows(
    staff: Staff, year: int, moves: list[MoveRow], eligible: dict[tuple[str, int], bool],
    ties: Ties,
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of fct_teacher_move of one ledger; `_stage` and `_subject` for the entities."""
    rows: list[dict[str, Any]] = []
    taken: dict[str, set[str]] = {"new": set(), "in_force": set()}
    first, last = dt.date(year, 9, 1), dt.date(year + 1, 8, 1)
    for move in sorted(moves, key=lambda m: (m.start_month, m.to_school_id)):
        reason, months = count_reason(move)
        end = move.end_month or move.planned_end_month
        runs = {
            "new": first <= move.start_month <= last,
            "in_force": move.start_month <= last and (end is None or end >= first),
        }
        counts = {
            mode: runs[mode] and reason == "counted" and move.teacher_id_number not in taken[mode]
            for mode in taken
        }
        undecided = {mode: runs[mode] and reason in OPEN for mode in taken}
        for mode in taken:
            if counts[mode]:
                taken[mode].add(move.teacher_id_number)
        if not runs["in_force"]:
            reason = "not_in_year"
        elif reason == "counted" and not any(counts.values()):
            reason = "second_in_year"
        row = _move_row(staff, year, move, reason, months, eligible, ties)
        for mode in taken:
            row[f"is_counted_{mode}"] = counts[mode]
            row[f"is_undecided_{mode}"] = undecided[mode]
        rows.append(row)
    return rows


def _move_row(
    staff: Staff, year: int, move: MoveRow, reason: str, months: int | None,
    eligible: dict[tuple[str, int], bool], ties: Ties,
) -> dict[str, Any]:  # fmt: skip
    september = dt.date(year, 9, 1)
    ends = [
        staff.changes.successor(school_id, september)
        for school_id in (move.from_school_id, move.to_school_id)
    ]
    origin, target = (staff.places[year][school_id][0] for school_id in ends)
    flow = "level"
    if (origin == "village") != (target == "village"):
        flow = "village_to_town" if origin == "village" else "town_to_village"
    person = staff.known(move.teacher_id_number, year)
    row = {
        "teacher_id_number": move.teacher_id_number, "school_year": year,
        "county_id": staff.county_id, "from_school_id": move.from_school_id,
        "to_school_id": move.to_school_id, "exchange_form": move.exchange_form,
        "start_month": move.start_month.isoformat(), "month_count": months, "count_reason": reason,
        "origin_school_id": ends[0], "target_school_id": ends[1],
        "direction": f"{origin}_to_{target}", "flow": flow,
        "designation_flow": ties.designation_flow(*ends, year),
        "role_flow": ties.role_flow(*ends, year),
        "is_backbone": staff.is_backbone(move.teacher_id_number, year),
        "is_leader": None if person is None else person[1].is_leader,
        "_stage": person and person[1].stage, "_subject": person and person[1].subject,
    }  # fmt: skip
    row["is_eligible"] = None
    if staff.has_roster(year):
        stranger = False if staff.missing_rosters(year) == 0 else None
        row["is_eligible"] = eligible.get((move.teacher_id_number, year), stranger)
    return row
