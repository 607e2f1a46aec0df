"""The truth about which way teachers are exchanged, and what it does to each school.

Where the sources leave room: a school's stock of backbone teachers is who belongs to it on
31 August, with the title of the September after; somebody on the move is of the school of origin.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sample.truth.numbers import ratio
from sample.truth.staff import Staff

Row = dict[str, Any]
MODES = ("new", "in_force")
WAYS = {
    "place": ("flow", {"town_to_village": "village_to_town", "village_to_town": "town_to_village",
                       "level": None}),
    "designation": ("designation_flow", {"strong_to_weak": "weak_to_strong",
                                         "weak_to_strong": "strong_to_weak", "other": None}),
    "role": ("role_flow", {"lead_to_member": "member_to_lead", "member_to_lead": "lead_to_member",
                           "within_group": None, "other": None}),
}  # fmt: skip
"""Kind of direction → column of the move, and each direction with the way back."""


def flow_rows(county_id: str, year: int, moves: list[Row]) -> Iterator[Row]:
    """Rows of fct_exchange_flow of a ledger."""
    for mode in MODES:
        counted = [move for move in moves if move[f"is_counted_{mode}"]]
        for kind, (column, backs) in WAYS.items():
            by_way: dict[str, list[Row]] = {way: [] for way in (*backs, "unknown")}
            for move in counted:
                by_way[move[column] or "unknown"].append(move)
            is_unknown = bool(counted) and len(by_way["unknown"]) == len(counted)
            for way, here in by_way.items():
                row = {"county_id": county_id, "school_year": year, "count_mode": mode,
                       "direction_kind": kind, "direction": way}  # fmt: skip
                figures = _flow(here, by_way.get(backs.get(way) or ""), len(counted))
                if is_unknown and way != "unknown":
                    figures = dict.fromkeys(figures)
                yield row | figures


def _flow(here: list[Row], back: list[Row] | None, total: int) -> Row:
    backbone = _known(here, "is_backbone")
    other = None if back is None else _known(back, "is_backbone")
    return {
        "exchanged_count": len(here), "backbone_exchanged_count": backbone,
        "leader_exchanged_count": _known(here, "is_leader"),
        "exchanged_share": ratio(len(here), total),
        "net_exchanged_count": None if back is None else len(here) - len(back),
        "net_backbone_count": None if None in (backbone, other) else backbone - other,
    }  # fmt: skip


def _known(moves: list[Row], column: str) -> int | None:
    """How many are so; nothing where no roster knows any of them."""
    if moves and all(move[column] is None for move in moves):
        return None
    return sum(move[column] is True for move in moves)


def school_rows(
    staff: Staff, ledgers: dict[int, list[Row]], listed: dict[int, list[Row]],
    scoped: dict[int, set[str]],
) -> Iterator[Row]:  # fmt: skip
    """Rows of fct_school_exchange: `ledgers` are the moves by year, `listed` the persons of
    fct_teacher_eligibility, `scoped` the public schools with a compulsory stage."""
    years_of: Counter[tuple[str, str]] = Counter()
    empty_of: Counter[tuple[str, str]] = Counter()
    for year in sorted(ledgers):
        for mode in MODES:
            counted = [move for move in ledgers[year] if move[f"is_counted_{mode}"]]
            sent = _by_school(counted, "origin_school_id")
            received = _by_school(counted, "target_school_id")
            stayed = _stayed(staff, year, listed.get(year, []), counted)
            for school_id, (place, _) in staff.places.get(year, {}).items():
                key = (mode, school_id)
                years_of[key] += 1
                empty_of[key] += school_id not in received
                is_asked = school_id in scoped.get(year, set())
                here = stayed[school_id] if staff.has_roster(year) else None
                yield {
                    "county_id": staff.county_id, "school_year": year, "count_mode": mode,
                    "school_id": school_id, "urban_rural": place, "is_in_scope": is_asked,
                    **_stock(here, sent.get(school_id, []), received.get(school_id, [])),
                    "known_year_count": years_of[key], "empty_year_count": empty_of[key],
                    "is_never_receiving": empty_of[key] == years_of[key] if is_asked else None,
                }  # fmt: skip


def _stock(here: int | None, gone: list[Row], come: list[Row]) -> Row:
    """`here` are the backbone teachers who stay."""
    sent, received = (sum(move["is_backbone"] is True for move in side) for side in (gone, come))
    return {
        "sent_count": len(gone), "received_count": len(come),
        "backbone_sent_count": sent, "backbone_received_count": received,
        "backbone_net_count": received - sent,
        "backbone_before_count": None if here is None else here + sent,
        "backbone_after_count": None if here is None else here + received,
    }  # fmt: skip


def _by_school(moves: list[Row], end: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for move in moves:
        found.setdefault(move[end], []).append(move)
    return found


def _stayed(staff: Staff, year: int, listed: list[Row], counted: list[Row]) -> Counter[str]:
    """Backbone teachers by school whom no counted move takes away."""
    moving = {move["teacher_id_number"] for move in counted}
    found: Counter[str] = Counter()
    for person in listed:
        number = person["teacher_id_number"]
        if number in moving or person["_post_category"] != "teacher":
            continue
        if staff.is_backbone(number, year):
            found[staff.changes.successor(person["school_id"], dt.date(year, 9, 1))] += 1
    return found
