"""The truth about school groups and who belongs to them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sample.deliveries import Received
from sample.records.school import GroupRow

Rows = list[dict[str, Any]]


def groups_of(received: Received, county_id: str, marts: dict[str, Rows]) -> list[GroupRow]:
    """The memberships, and rows of dim_school_group and bridge_group_member.

    The registers of all years; of a membership the newest register that lists it speaks.

    A register that no longer lists it ends it on 1 September.
    """
    members: dict[tuple[str, str, str], GroupRow] = {}
    ends: dict[tuple[str, str, str], dt.date] = {}
    named: dict[tuple[str, int], dict[str, Any]] = {}
    tables = received.tables("school_group", county_id)
    for table in sorted(tables, key=lambda table: table.period):
        first = dt.date(int(table.period), 9, 1)
        listed = {
            (row.group_id, row.school_id, row.valid_from.isoformat()): row for row in table.loaded
        }
        for key in members.keys() - listed.keys() if listed else ():
            ends.setdefault(key, first)
        for key in listed:
            ends.pop(key, None)
        members |= listed
        for row in table.loaded:
            mart = named.setdefault((row.group_id, first.year), {
                "county_id": county_id, "group_id": row.group_id, "school_year": first.year,
                "group_name": row.group_name, "group_type": row.group_type,
                "tightness": row.tightness, "lead_school_id": None, "_members": set(),
            })  # fmt: skip
            if row.valid_from <= first and (row.valid_to is None or row.valid_to > first):
                mart["_members"].add(row.school_id)
                if row.role == "lead":
                    mart["lead_school_id"] = min(
                        mart["lead_school_id"] or row.school_id, row.school_id
                    )
    for mart in named.values():
        mart["member_count"] = len(mart["_members"])
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
