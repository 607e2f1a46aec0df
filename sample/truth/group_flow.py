"""The truth about who is exchanged inside a group, into it and out of it.

Where the sources leave room: who belongs to a group, and what it is there, is told by 1 September;
each group counts a move by itself, so that a school in two has it in both; lead to lead, and who is
both, goes neither up nor down. A move between schools that have become one leads nowhere.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from sample.records.school import GroupRow
from sample.truth.numbers import ratio
from sample.truth.tie import DOWN, LEADING, LED, UP

Rows = list[dict[str, Any]]
MODES = ("new", "in_force")
WAY_BACK = {DOWN: UP, UP: DOWN, "within_group": None, "from_outside": "to_outside",
            "to_outside": "from_outside"}  # fmt: skip


def group_flow_marts(
    county_id: str, groups: list[GroupRow], named: dict[str, tuple[str, str]],
    ledger_years: list[int], marts: dict[str, Rows],
) -> dict[str, Rows]:  # fmt: skip
    """Rows of fct_group_flow and fct_group_school_flow, from the moves in `marts`."""
    scoped = {
        (row["school_year"], row["school_id"]) for row in marts["bridge_indicator_scope"]
        if row["scope_id"] == "G11" and row["is_in_scope"]
    }  # fmt: skip
    flows: Rows = []
    schools: Rows = []
    years_of: Counter[tuple[str, str, str]] = Counter()
    empty_of: Counter[tuple[str, str, str]] = Counter()
    for year in sorted(ledger_years):
        for group_id, roles in sorted(_roles(groups, dt.date(year, 9, 1)).items()):
            for mode in MODES:
                base = {"county_id": county_id, "group_id": group_id, "school_year": year,
                        "count_mode": mode}  # fmt: skip
                moves = [
                    move for move in marts["fct_teacher_move"]
                    if move["school_year"] == year and move[f"is_counted_{mode}"]
                ]  # fmt: skip
                ways = [(move, _way(move, roles)) for move in moves]
                name, kind = named[group_id]
                flows += [base | {"group_name": name, "group_type": kind} | row
                          for row in _flows(ways)]  # fmt: skip
                inside = [move for move, way in ways if way in (DOWN, UP, "within_group")]
                for school_id, held in sorted(roles.items()):
                    figures = _figures(school_id, inside)
                    key = (group_id, school_id, mode)
                    years_of[key] += 1
                    empty_of[key] += figures["received_count"] == 0
                    is_asked = (year, school_id) in scoped
                    never = years_of[key] == empty_of[key]
                    schools.append(base | figures | {
                        "school_id": school_id, "is_leading": bool(held & set(LEADING)),
                        "is_in_scope": is_asked, "known_year_count": years_of[key],
                        "empty_year_count": empty_of[key],
                        "is_never_receiving": never if is_asked else None,
                    })  # fmt: skip
    return {"fct_group_flow": flows, "fct_group_school_flow": schools}


def _roles(groups: list[GroupRow], day: dt.date) -> dict[str, dict[str, set[str]]]:
    """group → member on a day → what it is there."""
    result: dict[str, dict[str, set[str]]] = {}
    for row in groups:
        if row.is_member_on(day):
            result.setdefault(row.group_id, {}).setdefault(row.school_id, set()).add(row.role)
    return result


def _way(move: dict[str, Any], roles: dict[str, set[str]]) -> str | None:
    """Which way a move goes for one group; nothing where the group has no part in it."""
    origin, target = move["origin_school_id"], move["target_school_id"]
    if origin == target or not {origin, target} & roles.keys():
        return None
    if origin not in roles:
        return "from_outside"
    if target not in roles:
        return "to_outside"
    down = roles[origin] & set(LEADING) and roles[target] & set(LED)
    up = roles[origin] & set(LED) and roles[target] & set(LEADING)
    if bool(down) == bool(up):
        return "within_group"
    return DOWN if down else UP


def _flows(ways: list[tuple[dict[str, Any], str | None]]) -> Rows:
    """The directions of one group."""
    by_way = {way: [move for move, its in ways if its == way] for way in WAY_BACK}
    total = sum(len(moves) for moves in by_way.values())
    rows = []
    for way, back in WAY_BACK.items():
        here, there = by_way[way], by_way.get(back)
        backbone = _known(here, "is_backbone")
        other = None if there is None else _known(there, "is_backbone")
        rows.append({
            "direction": way, "exchanged_count": len(here), "backbone_exchanged_count": backbone,
            "leader_exchanged_count": _known(here, "is_leader"),
            "exchanged_share": ratio(len(here), total),
            "net_exchanged_count": None if there is None else len(here) - len(there),
            "net_backbone_count": None if None in (backbone, other) else backbone - other,
        })  # fmt: skip
    return rows


def _known(moves: Rows, column: str) -> int | None:
    """How many are so; nothing where no roster knows any of them."""
    if moves and all(move[column] is None for move in moves):
        return None
    return sum(move[column] is True for move in moves)


def _figures(school_id: str, inside: Rows) -> dict[str, int]:
    sent = [move for move in inside if move["origin_school_id"] == school_id]
    received = [move for move in inside if move["target_school_id"] == school_id]
    gone, come = (sum(m["is_backbone"] is True for m in moves) for moves in (sent, received))
    return {
        "sent_count": len(sent), "received_count": len(received), "backbone_sent_count": gone,
        "backbone_received_count": come, "backbone_net_count": come - gone,
    }  # fmt: skip
