"""What each source says of one school, with the cells in which it says it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from sample.damage import address
from sample.deliveries import Received, Table
from sample.truth.change import Changes
from sample.truth.person import stage_of_grade
from sample.truth.school import SchoolYear

STAGE_NAMES = ("primary", "junior", "senior")
KINDS = ("full_time", "doctor", "master", "bachelor", "associate", "backbone", "pe", "music",
         "fine_art", "arts", "all_arts")  # fmt: skip
ARTS = ("music", "fine_art", "arts")
CAMPUS = ("teaching_area_m2", "indoor_sports_area_m2", "outdoor_sports_area_m2",
          "equipment_value_yuan", "multimedia_room_count")  # fmt: skip
ROOMS = ("music", "fine_art")
CODES = ("school_type", "ownership", "urban_rural_code")


class Given(NamedTuple):
    """A number or a code, nothing where it is not given or given in two ways."""

    value: Decimal | str | None
    cells: str = ""
    is_clash: bool = False
    campuses: int = 1
    bounds: tuple[Decimal, Decimal] | None = None
    """The least and the most of several numbers."""

    @property
    def span(self) -> tuple[Decimal | None, Decimal | None]:
        """The least and the most that is said."""
        if self.bounds:
            return self.bounds
        number = self.value if isinstance(self.value, Decimal) else None
        return number, number


def _plain(value: Any) -> Decimal | str | None:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value if value is None or isinstance(value, str) else Decimal(value)


def _spelt(name: str, county_name: str) -> str:
    """A name without what the platform adds to it."""
    return name.replace("（", "").replace("）", "").removeprefix(county_name)


@dataclass(slots=True)
class Sources:
    """The forms in force of one county and school year."""

    year: int
    listed: tuple[Table, dict[str, int]]
    by_sender: dict[str, dict[str, Table]]
    statistics: dict[str, Table]
    rows: dict[str, list[tuple[str, Table, int]]] = field(default_factory=dict)
    """School → (stage, table, turn) of its rows in the statistics; strangers by their code."""
    strangers: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, str], Counter] = field(default_factory=dict)

    @classmethod
    def of(
        cls, received: Received, county_id: str, year: int, schools: list[SchoolYear]
    ) -> Sources:
        """What came in, every row of the statistics with its school."""
        (table,) = received.tables("school_list", county_id, year)
        turns = {row.school_id: turn for turn, row in enumerate(table.records)}
        forms = ("school_profile", "class_roster", "student_roster", "teacher_roster")
        by_sender = {
            form: {t.sender_id: t for t in received.tables(form, county_id, year) if t.loaded}
            for form in forms
        }
        # a school that has no such room says so by an empty table
        by_sender["room"] = {t.sender_id: t for t in received.tables("room", county_id, year)}
        statistics = {
            stage: table for stage in STAGE_NAMES
            for table in received.tables(f"education_statistics_{stage}", county_id, year)
        }  # fmt: skip
        sources = cls(year, (table, turns), by_sender, statistics)
        sources._attribute([s.listed for s in schools], Changes.of(received, county_id))
        sources._count()
        return sources

    def _attribute(self, listed: list[Any], changes: Changes) -> None:
        codes = {row.school_id for row in listed}
        names: dict[str, set[str]] = {}
        for row in listed:
            for name in (row.school_name, *(row.alias or "").split("、")):
                names.setdefault(_spelt(name, row.county_name), set()).add(row.school_id)
        rows = [
            (stage, table, turn, row)
            for stage, table in self.statistics.items()
            for turn, row in enumerate(table.records) if turn not in table.faults
        ]  # fmt: skip
        taken = {row.school_id for *_, row in rows}
        meant: dict[tuple[str, int], set[str]] = {}
        for stage, _, turn, row in rows:
            if row.school_id not in codes:
                now = changes.successor(row.school_id, dt.date(self.year, 9, 1))
                meant[stage, turn] = {now} if now != row.school_id else names.get(
                    _spelt(row.school_name, row.county_name), set()
                )  # fmt: skip
        claims = Counter((stage, one) for (stage, _), of in meant.items() for one in of)
        for stage, table, turn, row in rows:
            school = row.school_id
            if school not in codes:
                one = meant[stage, turn]
                # of two rows that mean one school, that with its code is the school's, else none
                if len(one) == 1 and not one & taken and claims[stage, min(one)] == 1:
                    (school,) = one
                else:
                    self.strangers[school] = row.school_name
            self.rows.setdefault(school, []).append((stage, table, turn))

    def _count(self) -> None:
        for school_id, table in self.by_sender["class_roster"].items():
            counts = self.counts.setdefault(("class_roster", school_id), Counter())
            for row in table.loaded:
                stage = stage_of_grade(row.grade)
                counts[f"{stage}_pupil_count"] += row.pupil_count
                counts[f"{stage}_class_count"] += 1
        for school_id, table in self.by_sender["student_roster"].items():
            counts = self.counts.setdefault(("student_roster", school_id), Counter())
            for row in table.loaded:
                counts[f"{stage_of_grade(row.grade)}_pupil_count"] += 1
        for school_id, table in self.by_sender["teacher_roster"].items():
            counts = self.counts.setdefault(("teacher_roster", school_id), Counter())
            for row in table.loaded:
                for kind in self._kinds(row):
                    counts[f"{kind}_teacher_count_{row.stage}"] += 1
        for school_id, table in self.by_sender["room"].items():
            counts = self.counts.setdefault(("room_roster", school_id), Counter())
            for row in table.loaded:
                counts[f"{row.room_kind}_room_count"] += 1

    def _kinds(self, row: Any) -> Iterator[str]:
        if row.post_category != "teacher":
            return
        yield "full_time"
        yield row.education
        yield row.subject
        if row.subject in ARTS:
            yield "all_arts"
        expiry = row.backbone_expiry_month
        if row.backbone_level not in ("none", "school") and (
            expiry is None or expiry >= dt.date(self.year, 9, 1)
        ):
            yield "backbone"

    def came(self, source: str, school: SchoolYear, stage: str, kinds: tuple[str, ...]) -> bool:
        """Whether the form of a source came that should speak of the school."""
        if source == "school_list":
            return True
        if source == "education_statistics":
            wanted = kinds if stage == "all" else {stage} & set(kinds)
            return any(one in self.statistics for one in wanted)
        form = {"school_gym": "school_profile", "room_roster": "room"}.get(source, source)
        return school.listed.school_id in self.by_sender[form]

    def given(self, source: str, school: SchoolYear, fact: str) -> Given | None:
        """What a source says of one campus; None where it has nothing about it."""
        own = school.listed.school_id
        if source == "school_list":
            table, turns = self.listed
            cell = address(table.record_rows[turns[own]], table.columns[fact])
            return Given(getattr(school.listed, fact), cell)
        if source == "education_statistics":
            return self._published(own, fact)
        if source in ("school_profile", "school_gym"):
            name = "gym_area_m2" if source == "school_gym" else fact
            return self._profiled(school, name)
        count = self.counts.get((source, own), Counter()).get(fact)
        return None if count is None else Given(Decimal(count))

    def _profiled(self, school: SchoolYear, name: str) -> Given | None:
        if school.profile is None:
            return None
        if name.startswith("all_arts"):
            parts = [self._on_form(school, name.replace("all_arts", kind))[0] for kind in ARTS]
            return Given(None if None in parts else Decimal(sum(parts)))
        value, place = self._on_form(school, name)
        # the national form has no word for a teaching point
        if (name, value, school.listed.school_type) == ("school_type", "211", "218"):
            value = "218"
        table = self.by_sender["school_profile"][school.listed.school_id]
        is_asked = place in table.item_rows
        cell = address(table.item_rows[place], table.columns[place]) if is_asked else ""
        return Given(_plain(value), cell)

    def _on_form(self, school: SchoolYear, name: str) -> tuple[Any, str]:
        """A value and the item it stands in: a total for all stages is the figure of the only one,
        and a total of nothing is nothing in each."""
        profile = school.profile
        total, _, stage = name.rpartition("_")
        if profile.get(name) is None and stage in school.stages():
            value = profile.get(total)
            if value is not None and (school.stages() == (stage,) or value == 0):
                return value, total
        return profile.get(name), name

    def _published(self, code: str, fact: str) -> Given | None:
        values, cells = [], []
        for stage, table, turn in self.rows.get(code, []):
            if fact in CAMPUS or fact in CODES or fact == "is_counted":
                name = fact
            elif fact in (f"{stage}_pupil_count", f"{stage}_class_count"):
                name = fact.removeprefix(f"{stage}_")
            elif fact.endswith(f"_{stage}"):
                name = fact.removesuffix(f"_{stage}")
            else:
                continue
            values.append(_plain(getattr(table.records[turn], name)))
            cells.append(address(table.record_rows[turn], table.columns[name]))
        if not values:
            return None
        is_clash = len(set(values)) > 1
        numbers = [value for value in values if isinstance(value, Decimal)]
        bounds = (min(numbers), max(numbers)) if is_clash and numbers else None
        return Given(None if is_clash else values[0], "；".join(cells), is_clash, 1, bounds)

    def unknown(self, fact: str) -> Iterator[tuple[str, str, Given]]:
        """(code, name, what is said) of schools that the list does not have."""
        for code, name in self.strangers.items():
            if found := self._published(code, fact):
                yield code, name, found
