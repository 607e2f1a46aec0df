"""What groups and pairs have recorded of their work."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sample.chance import stream
from sample.records.school import ActivityRow, GroupRow

FIRST_LEDGER = 2024
"""Nobody kept a ledger before."""
WORK = {
    ("district", "lead"): (("meeting", 9),), ("pair", "helper"): (("report", 2), ("plan", 1)),
    ("pair", "helped"): (("report", 2), ("pairing", 4)), ("group", "lead"): (("joint", 2),),
    ("trust", "helper"): (("inspection", 3),), ("community", "member"): (("open_lesson", 1),),
}  # fmt: skip
DAYS = (dt.date(1, 9, 20), dt.date(1, 10, 18), dt.date(1, 11, 15), dt.date(1, 12, 20),
        dt.date(2, 1, 17), dt.date(2, 3, 14), dt.date(2, 4, 18), dt.date(2, 5, 16),
        dt.date(2, 6, 20))  # fmt: skip


def activity_rows(
    groups: list[GroupRow], county_id: str, year: int, seed: int
) -> list[ActivityRow]:
    """集团与结对活动记录 of a school year: most of what was agreed upon, some without material.

    `groups` is the year's register. One record is of a group that it does not know, one of a school
    that is no member.
    """
    if year < FIRST_LEDGER:
        return []
    rng = stream(seed, county_id, "activities", year)
    rows = []
    for group in groups:
        for kind, many in WORK.get((group.group_type, group.role), ()):
            days = DAYS if kind == "meeting" else rng.sample(DAYS, many)
            if kind in ("report", "plan"):
                days = (DAYS[4], DAYS[8])[:many]
            for day in sorted(days):
                if rng.random() < 0.12:
                    continue
                hours = None if kind in ("report", "plan") else Decimal(rng.randint(2, 8)) / 2
                evidence = None if rng.random() < 0.1 else "盖章材料"
                when = day.replace(year=year - 1 + day.year)
                rows.append(ActivityRow(group.group_id, group.group_name, group.school_id, kind,
                                        when, hours, evidence))  # fmt: skip
    if groups:
        stray = groups[0].school_id
        rows.append(ActivityRow(None, "旧联盟", stray, "joint", dt.date(year, 10, 9),
                                Decimal("1.5"), "合影"))  # fmt: skip
        outsider = groups[-1].school_id
        rows.append(ActivityRow(groups[0].group_id, groups[0].group_name, outsider, "inspection",
                                dt.date(year + 1, 4, 9), None, "视导记录"))  # fmt: skip
    return rows
