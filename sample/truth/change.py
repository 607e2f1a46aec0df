"""The truth about schools that change: what they are after, and what goes along with them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sample.deliveries import Received
from sample.records.people import MoveRow
from sample.records.school import ChangeRow


@dataclass(slots=True)
class Changes:
    """The changes of one county."""

    county_id: str
    rows: list[ChangeRow]

    @classmethod
    def of(cls, received: Received, county_id: str) -> Changes:
        """Those of the registers in force."""
        return cls(county_id, received.records("school_succession", county_id))

    def ended(self, school_id: str) -> ChangeRow | None:
        """By which change a school goes on no more under its own code."""
        found = [r for r in self.rows if r.from_school_id == school_id != r.to_school_id]
        return found[0] if found else None

    def successor(self, school_id: str, day: dt.date) -> str:
        """The school that a code means on a day."""
        row = self.ended(school_id)
        return row.to_school_id if row is not None and row.change_month <= day else school_id

    def successor_in(self, school_id: str, year: int) -> str:
        """The school that a code means on 1 September of a school year."""
        return self.successor(school_id, dt.date(year, 9, 1))

    def today(self, school_id: str) -> str:
        """What a school has become."""
        return self.successor(school_id, dt.date.max)

    def bridge(self) -> list[dict[str, Any]]:
        """Rows of bridge_school_succession."""
        return [
            {"county_id": self.county_id, "from_school_id": row.from_school_id,
             "from_school_name": row.from_school_name, "to_school_id": row.to_school_id,
             "to_school_name": row.to_school_name, "change_kind": row.change_kind,
             "change_month": row.change_month.isoformat(), "pupil_share_ratio": 1.0}
            for row in self.rows
        ]  # fmt: skip

    def of_school(self, school_id: str, year: int) -> dict[str, Any]:
        """What dim_school says of a school's end, and of what it is in a school year."""
        row = self.ended(school_id)
        made_of = {"composition_id": self.composition(school_id, year)}
        if row is None:
            nothing = dict.fromkeys(("ended_month", "ended_by", "successor_school_id"))
            return nothing | made_of
        return {"ended_month": row.change_month.isoformat(), "ended_by": row.change_kind,
                "successor_school_id": row.to_school_id, **made_of}  # fmt: skip

    def composition(self, school_id: str, year: int) -> str:
        """What a school is made of on 1 September: no school gets another code, so that only
        mergers change it."""
        months = [
            row.change_month.isoformat() for row in self.rows
            if row.change_kind == "merge" and school_id in (row.from_school_id, row.to_school_id)
            and row.change_month <= dt.date(year, 9, 1)
        ]  # fmt: skip
        return f"{school_id}|{max(months)}" if months else school_id

    def resolved(self, moves: list[MoveRow]) -> list[MoveRow]:
        """The moves of a ledger, their schools as they were when each began."""
        return [
            move._replace(
                from_school_id=self.successor(move.from_school_id, move.start_month),
                to_school_id=self.successor(move.to_school_id, move.start_month),
            )
            for move in moves
        ]  # fmt: skip
