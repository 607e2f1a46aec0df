"""The truth about school groups and who belongs to them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sample.deliveries import Received
from sample.records.school import GroupRow

Rows = list[dict[str, Any]]


def _resolved(row: GroupRow, first: dt.date, undated: dict[tuple[str, str], dt.date]) -> GroupRow:
    """The row as later questions see it: a group without a number is its name, who has no month of
    joining belongs since the first register that listed him so."""
    number = row.group_id or row.group_name
    since = row.valid_from or undated.setdefault((number, row.school_id), first)
    return row._replace(group_id=number, valid_from=since)


def groups_of(received: Received, county_id: str, marts: dict[str, Rows]) -> list[GroupRow]:
    """The memberships, and rows of dim_school_group and bridge_group_member.

    The registers of all years; of a membership the newest register that lists it speaks.

    A register that no longer lists it ends it on 1 September.
    """
    members: dict[tuple[str, str, str], GroupRow] = {}
    undated: dict[tuple[str, str], dt.date] = {}
    ends: dict[tuple[str, str, str], dt.date] = {}
    named: dict[tuple[str, int], dict[str, Any]] = {}
    tables = received.tables("school_group", county_id)
    for table in sorted(tables, key=lambda table: table.period):
        first = dt.date(int(table.period), 9, 1)
        rows = [_resolved(row, first, undated) for row in table.loaded]
        listed = {(row.group_id, row.school_id, row.valid_from.isoformat()): row for row in rows}
        for key in members.keys() - listed.keys() if listed else ():
            ends.setdefault(key, first)
        for key in listed:
            ends.pop(key, None)
        members |= listed
        for row in rows:
            mart = named.setdefault((row.group_id, first.year), {
                "county_id": county_id, "group_id": row.group_id, "school_year": first.year,
                "group_name": row.group_name, "group_type": row.group_type,
                "tightness": row.tightness, "lead_school_id": None,
                "supervisor_role": None, "helper_role": None, "_members": set(),
                "_lead_plates": set(), "_member_plates": set(), "_says_plates": False,
            })  # fmt: skip
            mart["_says_plates"] |= row.has_plate is not None
            if row.is_member_on(first):
                mart["_members"].add(row.school_id)
                for post in ("supervisor_role", "helper_role"):
                    told = [x for x in (mart[post], getattr(row, post)) if x is not None]
                    mart[post] = min(told, default=None)
                if row.has_plate and row.role in ("lead", "member"):
                    mart[f"_{row.role}_plates"].add(row.school_id)
                if row.role == "lead":
                    mart["lead_school_id"] = min(
                        mart["lead_school_id"] or row.school_id, row.school_id
                    )
    for mart in named.values():
        mart["member_count"] = len(mart.pop("_members"))
        says = mart.pop("_says_plates")
        for role in ("lead", "member"):
            plates = mart.pop(f"_{role}_plates")
            mart[f"{role}_plate_count"] = len(plates) if says else None
    for key, end in ends.items():
        stated = members[key].valid_to
        members[key] = members[key]._replace(valid_to=min(stated or end, end))
    marts["dim_school_group"] = list(named.values())
    marts["bridge_group_member"] = [
        {"county_id": county_id, "group_id": row.group_id, "school_id": row.school_id,
         "role": row.role, "valid_from": row.valid_from.isoformat(),
         "valid_to": None if row.valid_to is None else row.valid_to.isoformat()}
        for row in members.values()
    ]  # fmt: skip
    return list(members.values())
