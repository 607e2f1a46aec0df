"""The truth about what two schools are to each other: designated weak or strong, in one group.

Where the sources leave room: a school that is not on the list of a year is neither weak nor strong,
unless rows of the list were sent back; of the groups that both belong to on 1 September those count
in which one leads and the other follows, and who does both goes neither way.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sample.deliveries import Received
from sample.records.school import GroupRow

LEADING, LED = ("lead", "helper"), ("member", "helped")
DOWN, UP = ("lead_to_member", "member_to_lead")


@dataclass(slots=True)
class Ties:
    """Designations and memberships of one county."""

    designations: dict[int, dict[str, str]]
    is_whole: dict[int, bool]
    """Per school year with a list: whether none of its rows were sent back."""
    memberships: list[GroupRow]
    has_register: bool

    @classmethod
    def of(cls, received: Received, county_id: str, memberships: list[GroupRow]) -> Ties:
        """Those of the lists and registers in force."""
        tables = received.tables("school_designation", county_id)
        return cls(
            {int(t.period): {row.school_id: row.designation for row in t.loaded} for t in tables},
            {int(t.period): not t.faults for t in tables},
            memberships,
            bool(received.tables("school_group", county_id)),
        )

    def designation(self, school_id: str, year: int) -> str | None:
        """weak, strong, none, or nothing where nobody says."""
        listed = self.designations.get(year)
        if listed is None:
            return None
        return listed.get(school_id, "none" if self.is_whole[year] else None)

    def designation_flow(self, origin: str, target: str, year: int) -> str | None:
        """strong_to_weak, weak_to_strong or other."""
        ends = (self.designation(origin, year), self.designation(target, year))
        if None in ends:
            return None
        return {("strong", "weak"): "strong_to_weak", ("weak", "strong"): "weak_to_strong"}.get(
            ends, "other"
        )

    def role_flow(self, origin: str, target: str, year: int) -> str | None:
        """lead_to_member, member_to_lead, within_group or other."""
        if not self.has_register:
            return None
        day, ways, is_shared = dt.date(year, 9, 1), set(), False
        now = [
            row for row in self.memberships
            if row.valid_from <= day and (row.valid_to is None or row.valid_to > day)
        ]  # fmt: skip
        for mine in now:
            for theirs in now:
                if (mine.school_id, theirs.school_id) != (origin, target):
                    continue
                if mine.group_id != theirs.group_id or origin == target:
                    continue
                is_shared = True
                if mine.role in LEADING and theirs.role in LED:
                    ways.add(DOWN)
                if mine.role in LED and theirs.role in LEADING:
                    ways.add(UP)
        if len(ways) == 1:
            return ways.pop()
        return "within_group" if is_shared else "other"
