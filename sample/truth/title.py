"""The truth about titles: what the register of a year says of a teacher, and what the roster says.

Where the sources leave room: a whole register is believed before the roster, also where it does not
list somebody; one of which rows went back is believed for the titles it has; without one the roster
is. A person counts once, at the highest title that runs in September.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sample.deliveries import Received
from sample.records.people import TeacherRow
from sample.records.registers import TitleRow

LEVELS = ("county", "city", "province", "nation")
"""From the lowest that counts to the highest."""


@dataclass(slots=True)
class Titles:
    """The registers of one county."""

    registers: dict[int, list[TitleRow]] = field(default_factory=dict)
    open_years: set[int] = field(default_factory=set)
    """Years of whose register rows went back."""

    @classmethod
    def of(cls, received: Received, county_id: str) -> Titles:
        """Every register in force."""
        tables = received.tables("backbone_title", county_id)
        return cls(
            {int(table.period): table.loaded for table in tables},
            {int(table.period) for table in tables if table.faults},
        )

    def held(self, number: str, year: int) -> TitleRow | None:
        """The highest title that runs in September of the year; of two the later."""
        september, best = dt.date(year, 9, 1), None
        for row in self.registers.get(year, []):
            if row.teacher_id_number != number or row.backbone_level not in LEVELS:
                continue
            is_running = row.issued_month <= september and runs(
                row.backbone_expiry_month, september
            )
            if is_running and (best is None or _rank(row) > _rank(best)):
                best = row
        return best

    def level(self, number: str, year: int) -> str | None:
        """What the register says, 'none' included; None where it does not say."""
        held = self.held(number, year)
        if held is not None:
            return held.backbone_level
        is_whole = year in self.registers and year not in self.open_years
        return "none" if is_whole else None


def runs(expiry: dt.date | None, day: dt.date) -> bool:
    """Whether a title that ends in that month, or never, runs on the day."""
    return expiry is None or expiry >= day


def _rank(row: TitleRow) -> tuple[int, dt.date]:
    return LEVELS.index(row.backbone_level), row.issued_month


def rostered_level(row: TeacherRow, year: int) -> str:
    """What the roster says of September of the year; below county level none."""
    is_running = runs(row.backbone_expiry_month, dt.date(year, 9, 1))
    return row.backbone_level if row.backbone_level in LEVELS and is_running else "none"


def title_rows(
    titles: Titles, roster: dict[str, tuple[str, TeacherRow]], year: int, county_id: str
) -> Iterator[dict[str, Any]]:
    """Rows of fct_teacher_title: a roster's people to whom either gives a title."""
    for number, (school_id, row) in roster.items():
        said, shown = rostered_level(row, year), titles.level(number, year)
        if {said, shown} <= {"none", None}:
            continue
        held = titles.held(number, year)
        status = "level_differs"
        if shown is None:
            status = "not_in_register"
        elif said == shown:
            status = "agree"
        elif "none" in (said, shown):
            status = "roster_only" if shown == "none" else "register_only"
        end = held and held.backbone_expiry_month
        yield {
            "teacher_id_number": number, "school_year": year, "county_id": county_id,
            "school_id": school_id, "rostered_level": said, "registered_level": shown,
            "backbone_title": held and held.backbone_title,
            "issued_month": held and held.issued_month.isoformat(),
            "backbone_expiry_month": end and end.isoformat(),
            "document_reference": held and held.document_reference,
            "is_backbone": (said if shown is None else shown) != "none",
            "counted_source": "roster" if shown is None else "register", "title_status": status,
        }  # fmt: skip
