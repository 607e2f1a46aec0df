"""The truth about schools that list several campuses.

Where the sources leave room: campuses count where they add up to the school's own form, figure by
figure, one of them is the main one and none is without pupils; else the school is split as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from sample.records.premises import CampusRow

if TYPE_CHECKING:
    from sample.truth.school import SchoolYear

STAGES = ("primary", "junior", "senior")
SPLIT_FIELDS = ("teaching_area_m2", "indoor_sports_area_m2", "outdoor_sports_area_m2",
                "equipment_value_yuan", "multimedia_room_count", "other_sports_area_m2",
                "rented_sports_area_m2")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Campuses:
    """The campuses of a school in a school year, and the weights of a pupil of each stage."""

    rows: list[CampusRow]
    weights: dict[str, Fraction]

    def add_up_to(self, school: SchoolYear) -> bool:
        """Whether they are the whole school."""
        if sum(row.is_main for row in self.rows) != 1:
            return False
        if not all(sum(_pupils(row).values()) for row in self.rows):
            return False
        for stage in STAGES:
            here = sum(_pupils(row)[stage] for row in self.rows)
            if here != (school.campus_pupils(stage) if stage in school.stages() else 0):
                return False
        return all(
            sum(_figure(row, name) for row in self.rows) == school.figure(name)
            for name in SPLIT_FIELDS
        )

    def shares(self, stage: str) -> list[Fraction]:
        """The stage's share of each campus that has pupils of it."""
        shares = []
        for row in self.rows:
            weighted = {key: count * self.weights[key] for key, count in _pupils(row).items()}
            if weighted[stage]:
                shares.append(weighted[stage] / Fraction(sum(weighted.values())))
        return shares

    def part(self, name: str, stage: str) -> Fraction:
        """What a stage has of a figure: its share of each campus, by the campus's own pupils."""
        total = Fraction(0)
        for row in self.rows:
            weighted = {key: count * self.weights[key] for key, count in _pupils(row).items()}
            total += _figure(row, name) * weighted[stage] / sum(weighted.values())
        return total


def _pupils(row: CampusRow) -> dict[str, int]:
    return {stage: getattr(row, f"{stage}_pupil_count") for stage in STAGES}


def _figure(row: CampusRow, name: str) -> Fraction:
    """What a campus states; grounds that only a relaxed rule counts may be left blank."""
    return Fraction(getattr(row, name) or 0)
