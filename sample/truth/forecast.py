"""The truth about the pupils to come: grade progression ratios, worked out school by school.

Standard section 12, rule 10, and the choices of seeds/calculation_choice.csv. Where the sources
leave room: a roster of which a row went back is not known; a school that is merged counts as its
successor; into the first grade of a stage a step is seen only where all schools of the stage are
known, and from those that were known in all years.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from sample.deliveries import Received
from sample.truth.change import Changes
from sample.truth.person import stage_of_grade
from sample.truth.school import COMPULSORY, LEFT_OUT, SchoolYear

PAST_YEARS, YEARS_AHEAD = 4, 6
SCENARIOS = ("low", "middle", "high")
FIRST = {"primary": 1, "junior": 7}
GRADES = range(1, 10)
Rows = list[dict[str, Any]]


class Ahead(NamedTuple):
    """Pupils of a stage of a school in a year ahead, those of its first grade, or why not."""

    now: int | None
    pupils: Fraction | None
    entrants: Fraction | None
    reason: str | None


@dataclass
class Forecast:
    """One county as it stands in `base`, with the years before.

    `rosters[year][school]` is grade → pupils, nothing where the roster is not known;
    `stages[year][school]` the stages that the school has.
    """

    base: int
    rosters: dict[int, dict[str, dict[int, int] | None]]
    stages: dict[int, dict[str, set[str]]]
    children: dict[int, int]
    ratios: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, received: Received, county_id: str, base: int, schools: dict[int, list[SchoolYear]]
    ) -> Forecast:
        """What is known of a county in a cycle's year; `schools` are those of each year's list."""
        changes = Changes.of(received, county_id)
        rosters: dict[int, dict[str, dict[int, int] | None]] = {}
        stages: dict[int, dict[str, set[str]]] = {}
        for year in (year for year in schools if base - PAST_YEARS < year <= base):
            rosters[year], stages[year] = {}, {}
            for school in schools[year]:
                there = set(school.stages()) & set(COMPULSORY)
                if not there or school.listed.school_type in LEFT_OUT:
                    continue
                own = school.listed.school_id
                unit = changes.successor_in(own, base)
                known, counts = _roster(received, county_id, year, own)
                before = rosters[year].get(unit, {})
                rosters[year][unit] = _added(before, counts) if known else None
                stages[year].setdefault(unit, set()).update(there)
        children = {}
        for year in sorted(year for year in schools if year <= base):
            for row in received.records("birth", county_id, year):
                children[row.entry_year] = row.registered_child_count + row.migrant_child_count
        forecast = cls(base, rosters, stages, children)
        forecast.see()
        return forecast

    def count(self, year: int, unit: str, grade: int) -> int | None:
        """Pupils of a grade; none of a stage that the school does not have."""
        roster = self.rosters[year].get(unit, {})
        if roster is None:
            return None if stage_of_grade(grade) in self.stages[year][unit] else 0
        return roster.get(grade, 0)

    def _always(self, unit: str, grade: int) -> bool:
        return all(self.count(year, unit, grade) is not None for year in self.rosters)

    def see(self) -> None:
        """Steps that were seen: grade → (before, after) of each pair of years."""
        for year in range(self.base - PAST_YEARS, self.base):
            for grade in GRADES:
                pair = self._pair(year, grade)
                if pair and all(pair):
                    self.ratios.setdefault(grade, []).append(pair)

    def _pair(self, year: int, grade: int) -> tuple[int, int] | None:
        units = {unit for y in (year, year + 1) for unit in self.rosters.get(y, {})}
        if year + 1 not in self.rosters or (grade > 1 and year not in self.rosters):
            return None
        if grade in FIRST.values():
            after = [self.count(year + 1, unit, grade) for unit in units]
            if None in after:
                return None
            if grade == 1:
                return self.children.get(year + 1, 0), sum(after)
            return sum(self.count(year, unit, grade - 1) for unit in units
                       if self._always(unit, grade - 1)), sum(after)  # fmt: skip
        pairs = [(self.count(year, u, grade - 1), self.count(year + 1, u, grade)) for u in units]
        seen = [pair for pair in pairs if None not in pair]
        return sum(before for before, _ in seen), sum(after for _, after in seen)

    def progression(self, first: int, last: int, scenario: str) -> Fraction | None:
        """Share of a grade that is in a later one the years after."""
        share = Fraction(1)
        for grade in range(first + 1, last + 1):
            pairs = self.ratios.get(grade)
            if not pairs:
                return None
            each = [Fraction(after, before) for before, after in pairs]
            pooled = Fraction(sum(a for _, a in pairs), sum(b for b, _ in pairs))
            share *= {"low": min(each), "middle": pooled, "high": max(each)}[scenario]
        return share

    def intake(self, stage: str, year: int, scenario: str) -> Fraction | str:
        """Pupils who enter a stage in a year ahead, or why that is not known."""
        grade = FIRST[stage] - (year - self.base)
        if grade > 0:
            units = [unit for unit in self.rosters[self.base] if self._always(unit, grade)]
            source = sum(self.count(self.base, u, grade) for u in units) if units else None
        else:
            source = self.children.get(year - FIRST[stage] + 1)
            if source is None:
                return "births_missing"
        share = self.progression(max(grade, 0), FIRST[stage], scenario)
        return "intake_unseen" if source is None or share is None else source * share

    def share(self, unit: str, stage: str) -> Fraction | None:
        """A school's share of the entrants of the years whose schools were those of today."""
        own = total = 0
        today = self._taught(self.base, stage)
        for year in self.rosters:
            units = self._taught(year, stage)
            counts = {u: self.count(year, u, FIRST[stage]) for u in units}
            if units == today and None not in counts.values():
                own, total = own + counts[unit], total + sum(counts.values())
        return Fraction(own, total) if total else None

    def _taught(self, year: int, stage: str) -> set[str]:
        return {
            unit for unit in self.rosters[year]
            if stage in self.stages[year][unit] or self.count(year, unit, FIRST[stage])
        }  # fmt: skip

    def grade(self, unit: str, grade: int, year: int, scenario: str) -> Fraction | str:
        """Pupils of a school's grade in a year ahead, or why that is not known."""
        if self.count(self.base, unit, grade) is None:
            return "class_roster_missing"
        if not any(self.ratios.get(later) for later in GRADES if later > 1):
            return "no_year_pair"
        stage = stage_of_grade(grade)
        now = grade - (year - self.base)
        if now >= FIRST[stage]:
            source: Fraction | int | str | None = self.count(self.base, unit, now)
        else:
            source = self.intake(stage, year - grade + FIRST[stage], scenario)
            if isinstance(source, str):
                return source
            share = self.share(unit, stage)
            source = None if share is None else source * share
        if not source:
            return "intake_unseen" if source is None else Fraction(0)
        grown = self.progression(max(now, FIRST[stage]), grade, scenario)
        return "ratio_unseen" if grown is None else source * grown

    def stage(self, unit: str, stage: str, year: int, scenario: str) -> Ahead | None:
        """All grades of a stage; nothing of a school that has none."""
        if unit not in self.rosters[self.base] or unit not in self._taught(self.base, stage):
            return None
        grades = [grade for grade in GRADES if stage_of_grade(grade) == stage]
        now = [self.count(self.base, unit, grade) for grade in grades]
        total = None if None in now else sum(now)
        found = [self.grade(unit, grade, year, scenario) for grade in grades]
        reasons = [value for value in found if isinstance(value, str)]
        if reasons:
            return Ahead(total, None, None, min(reasons))
        return Ahead(total, sum(found), found[0], None)


def _roster(
    received: Received, county_id: str, year: int, school_id: str
) -> tuple[bool, dict[int, int]]:
    """Whether all classes of a school are known, and its pupils by grade."""
    counts: dict[int, int] = {}
    tables = [table for table in received.tables("class_roster", county_id, year)
              if table.sender_id == school_id]  # fmt: skip
    for table in tables:
        for row in table.loaded:
            counts[row.grade] = counts.get(row.grade, 0) + row.pupil_count
    return bool(tables) and not any(table.faults for table in tables), counts


def _added(before: dict[int, int] | None, more: dict[int, int]) -> dict[int, int] | None:
    if before is None:
        return None
    return {grade: before.get(grade, 0) + more.get(grade, 0) for grade in {*before, *more}}
