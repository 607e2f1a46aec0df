"""The truth about schools and their stages: who is in scope, and how campuses are split.

Where the sources leave room: a branch campus shows its own pupils and amounts in its own row (out
of scope), and they are in its parent's row too, stage by stage; a school without a profile stays in
scope with nothing known; what a parent's form contains of a school with a row of its own, a
teaching point above all, is taken out of the parent's form; what only a relaxed rule counts may be
left blank.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sample.deliveries import Received
from sample.records.school import SchoolRow
from sample.truth.campus import Campuses
from sample.truth.numbers import split_shares

STAGES = {"211": ("primary",), "218": ("primary",), "311": ("junior",),
          "312": ("primary", "junior"), "345": ("primary", "junior", "senior"),
          "341": ("junior", "senior")}  # fmt: skip
# Stages of hosts and of schools that the standard leaves out.
OTHER_STAGES = {"342": ("senior",), "361": ("senior",), "371": ("primary", "junior"),
                "511": ("primary", "junior")}  # fmt: skip
ATTACHED = {"211": "junior", "311": "primary", "342": "junior", "361": "junior"}
LEFT_OUT = ("371", "511")
# 1 : 1.1, 1 : 1.2 and 1 : 1.1 : 1.32 (standard section 2.3).
SPLIT = {
    ("primary", "junior"): {"primary": Fraction(1), "junior": Fraction(11, 10)},
    ("junior", "senior"): {"junior": Fraction(1), "senior": Fraction(12, 10)},
    ("primary", "junior", "senior"):
        {"primary": Fraction(1), "junior": Fraction(11, 10), "senior": Fraction(132, 100)},
    ("primary", "senior"): {"primary": Fraction(1), "senior": Fraction(132, 100)},
}  # fmt: skip
WEIGHT = SPLIT["primary", "junior", "senior"]
# What only a relaxed rule counts.
PERMITTED = ("visiting_", "other_sports_", "rented_sports_")
COMPULSORY = ("primary", "junior")
Span = tuple[Fraction | None, Fraction | None]
"""The least and the most that a number can be; None where nothing bounds it."""


def urban_rural(code: str) -> str:
    """city, town or village of a 城乡分类 code."""
    return {"11": "city", "12": "town"}.get(code[:2], "village")


@dataclass(slots=True)
class SchoolYear:
    """One school of one year's list, with its profile if one came through."""

    year: int
    listed: SchoolRow
    profile: dict[str, Any] | None
    branches: list[SchoolYear] = field(default_factory=list)
    contained: list[SchoolYear] = field(default_factory=list)
    parent: SchoolYear | None = None
    campuses: Campuses | None = None
    """As its own form 校区情况 lists them, if it came and adds up to the school."""
    disputes: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    """Figures on which sources disagree: how much less and more than its form others say."""

    @property
    def place(self) -> dict[str, Any]:
        """The columns that every school-grain mart repeats, but for the stage."""
        row = self.listed
        return {"county_id": row.county_id, "school_id": row.school_id,
                "school_name": row.school_name, "school_type": row.school_type,
                "ownership": row.ownership,
                "urban_rural": urban_rural(row.urban_rural_code)}  # fmt: skip

    def own_pupils(self, stage: str) -> int | None:
        """Pupils of a stage on the school's own form."""
        return None if self.profile is None else self.profile[f"{stage}_pupil_count"]

    def stages(self) -> tuple[str, ...]:
        """Stages with pupils, or with pupils unknown; all, if nobody is known to be there.

        Attached classes are a stage where the form counts pupils of them.
        """
        kind = self.listed.school_type
        stages = STAGES.get(kind, OTHER_STAGES.get(kind, ()))
        attached = ATTACHED.get(kind)
        pupils = {stage: self.own_pupils(stage) for stage in (*stages, attached) if stage}
        is_deserted = not sum(count or 0 for count in pupils.values())
        return tuple(
            stage for stage in ("primary", "junior", "senior")
            if pupils.get(stage) or (stage in stages and (pupils[stage] != 0 or is_deserted))
        )  # fmt: skip

    def members(self, stage: str) -> list[SchoolYear]:
        """The school and the branches of which the stage is merged into it."""
        return [self, *(branch for branch in self.branches if stage in branch.stages())]

    def campus_pupils(self, stage: str) -> int | None:
        """Pupils of the school's own campus: its form less whom it contains of others."""
        left = self.own_pupils(stage)
        for other in self.contained:
            if stage in other.stages():
                part = other.own_pupils(stage)
                left = None if left is None or part is None else left - part
        return None if left is None or left < 0 else left

    def figure(self, name: str) -> Fraction | None:
        """A figure of the school's own campus: its form less what it contains of others."""
        value = self._on_form(name)
        left = None if value is None else Fraction(value)
        stage = name.rpartition("_")[2]
        for other in self.contained:
            concerned = (stage,) if stage in COMPULSORY else COMPULSORY
            if set(concerned) & set(other.stages()):
                part = other._on_form(name)
                left = None if left is None or part is None else left - Fraction(part)
        return None if left is None or left < 0 else left

    def _on_form(self, name: str) -> int | Decimal | None:
        """A figure of the form; of a school with one stage the total is the stage's figure, and a
        total of nothing is nothing in each."""
        profile = self.profile or {}
        name_of_total, _, stage = name.rpartition("_")
        total = profile.get(name_of_total) if stage in COMPULSORY else None
        if profile.get(name) is None and total is None and name.startswith(PERMITTED):
            return 0
        if profile.get(name) is None and (self.stages() == (stage,) or total == 0):
            return total
        return profile.get(name)

    def pupils(self, stage: str) -> int | None:
        """Pupils of a stage with those of merged branches; unknown if any is."""
        counts = [member.campus_pupils(stage) for member in self.members(stage)]
        return None if None in counts else sum(counts)

    def span(self, names: tuple[str, ...], stage: str, is_split: bool) -> Span:
        """Least and most of the sum of some fields over the campuses, minus those named with a
        dash; None where there is no such bound. An unknown field is anything from 0 on."""
        least: Fraction | None = Fraction(0)
        most: Fraction | None = Fraction(0)
        for member in self.members(stage):
            for name in names:
                low, high = member.part(name.removeprefix("-"), stage, is_split)
                if name[0] == "-":
                    low, high = None if high is None else -high, None if low is None else -low
                least = None if None in (least, low) else least + low
                most = None if None in (most, high) else most + high
        return least, most

    def part(self, name: str, stage: str, is_split: bool) -> Span:
        """What a stage of the school's own has of a figure, campus by campus if it lists them."""
        if is_split and self.campuses:
            amount = self.campuses.part(name, stage)
            return amount, amount
        value, share = self.figure(name), self.share(stage) if is_split else Fraction(1)
        if share is None:
            return None, None
        return (Fraction(0), None) if value is None else (value * share, value * share)

    def kinds(self) -> set[str]:
        """Kinds of school of which a relaxed rule speaks, as far as R1 to R7 know them."""
        if self.profile is None:
            return set()
        counts = [self.pupils(stage) for stage in self.stages() if stage in COMPULSORY]
        pupils = None if None in counts else sum(counts)
        place = urban_rural(self.listed.urban_rural_code)
        is_small = None if pupils is None else 50 <= pupils < 100
        said = self.profile.get("is_rural_small_school")
        kinds = set()
        if place == "village" and (is_small if said is None else said and is_small is not False):
            kinds.add("rural_small_school")
        if self.profile.get("is_dense_centre") and place == "city":
            kinds.add("dense_centre")
        return kinds

    def scope(self, stage: str) -> str:
        """Why a stage is or is not judged."""
        if self.listed.school_type in LEFT_OUT:
            return "excluded_type"
        if self.parent is not None and stage in self.parent.stages():
            return "merged_into_parent"
        if self.profile is None:
            return "profile_missing"
        count = self.own_pupils(stage)
        if self.listed.school_type == "218" and count is not None and count < 50:
            return "teaching_point_below_50"
        return "in_scope"

    def share(self, stage: str) -> Fraction | None:
        """The stage's share of the school's own campus; None while pupils are unknown."""
        if len(self.stages()) == 1:
            return Fraction(1)
        weights = SPLIT[self.stages()]
        pupils = {name: self.campus_pupils(name) for name in self.stages()}
        if None in pupils.values() or not sum(pupils.values()):
            return None
        return split_shares(weights, pupils)[stage]


def schools_of(received: Received, county_id: str, year: int) -> list[SchoolYear]:
    """The schools of a county's list in one school year."""
    profiles = {
        record["school_id"]: record
        for record in received.records("school_profile", county_id, year)
    }
    schools = [
        SchoolYear(year, row, profiles.get(row.school_id))
        for row in received.records("school_list", county_id, year)
    ]
    by_id = {school.listed.school_id: school for school in schools}
    claimed = {
        school.listed.school_id: by_id[school.profile["parent_school_id"]]
        for school in schools
        if school.profile and school.profile["parent_school_id"] in by_id
        and school.profile["parent_school_id"] != school.listed.school_id
    }  # fmt: skip
    for school in schools:
        parent = claimed.get(school.listed.school_id)
        # a parent that is somebody's branch itself takes nobody in
        is_taken_in = _is_branch(school) and parent and not _is_branch(parent)
        if is_taken_in and set(parent.stages()) & set(school.stages()):
            school.parent = parent
    for school in schools:
        parent = claimed.get(school.listed.school_id)
        is_merged = all(school.scope(s) == "merged_into_parent" for s in school.stages())
        if parent and school.profile["is_included_in_parent"] and not is_merged:
            parent.contained.append(school)
        if school.parent and not (school.profile["is_included_in_parent"] and is_merged):
            school.parent.branches.append(school)
    for table in received.tables("campus", county_id, year):
        campuses = Campuses(table.loaded, WEIGHT)
        if campuses.add_up_to(by_id[table.sender_id]):
            by_id[table.sender_id].campuses = campuses
    return schools


def _is_branch(school: SchoolYear) -> bool:
    """It belongs to another school and does not count as one; a teaching point never does."""
    profile = school.profile
    return bool(profile and school.listed.school_type != "218" and not profile["is_counted"]
                and profile["parent_school_id"])  # fmt: skip
