"""The truth about schools and their stages: who is in scope, and how campuses are split.

Where the sources leave room: a branch campus shows its own pupils and amounts in its own row (out
of scope), and they are in its parent's row too; a school without a profile stays in scope with
nothing known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sample.deliveries import Received
from sample.records import SchoolRow
from sample.truth_numbers import split_shares

STAGES = {"211": ("primary",), "218": ("primary",), "311": ("junior",),
          "312": ("primary", "junior"), "345": ("primary", "junior", "senior"),
          "341": ("junior", "senior")}  # fmt: skip
# 1 : 1.1, 1 : 1.2 and 1 : 1.1 : 1.32 (standard section 2.3).
SPLIT = {
    "312": {"primary": Fraction(1), "junior": Fraction(11, 10)},
    "345": {"primary": Fraction(1), "junior": Fraction(11, 10), "senior": Fraction(132, 100)},
    "341": {"junior": Fraction(1), "senior": Fraction(12, 10)},
}
COMPULSORY = ("primary", "junior")


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
    parent: SchoolYear | None = None

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
        """Stages with pupils, or with pupils unknown."""
        stages = STAGES.get(self.listed.school_type, ())
        return tuple(stage for stage in stages if self.own_pupils(stage) != 0)

    def members(self) -> list[SchoolYear]:
        """The school and the branches that are merged into it."""
        return [self, *self.branches]

    def pupils(self, stage: str) -> int | None:
        """Pupils of a stage with those of merged branches; unknown if any is."""
        counts = [m.own_pupils(stage) for m in self.members() if stage in m.stages()]
        return None if None in counts else sum(counts)

    def total(self, names: tuple[str, ...], stage: str | None = None) -> Fraction | None:
        """Sum of some fields over the school and its branches, minus those named with a dash."""
        total = Fraction(0)
        for member in self.members():
            if stage is not None and stage not in member.stages():
                continue
            for name in names:
                value = (member.profile or {}).get(name.removeprefix("-"))
                if value is None:
                    return None
                total += Fraction(value) * (-1 if name[0] == "-" else 1)
        return total

    def scope(self, stage: str) -> str:
        """Why a stage is or is not judged."""
        if self.parent is not None and stage in self.parent.stages():
            return "merged_into_parent"
        if self.profile is None:
            return "profile_missing"
        if self.listed.school_type == "218" and self.own_pupils(stage) < 50:
            return "teaching_point_below_50"
        return "in_scope"

    def split(self) -> dict[str, Fraction] | None:
        """Shares of the campus by stage; None while a stage's pupils are unknown."""
        weights = SPLIT.get(self.listed.school_type)
        if weights is None:
            return dict.fromkeys(self.stages(), Fraction(1))
        pupils = {stage: self.pupils(stage) for stage in self.stages()}
        return None if None in pupils.values() else split_shares(weights, pupils)


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
    for school in schools:
        profile = school.profile
        if profile and school.listed.school_type != "218" and not profile["is_counted"]:
            parent = by_id.get(profile["parent_school_id"] or "")
            if parent and set(parent.stages()) & set(school.stages()):
                school.parent = parent
                if not profile["is_included_in_parent"]:
                    parent.branches.append(school)
    return schools


def dim_school(school: SchoolYear) -> dict[str, Any]:
    """One row of dim_school."""
    row, profile = school.listed, school.profile
    known = profile or dict.fromkeys(
        ("is_boarding", "is_counted", "parent_school_id", "founded_year")
    )
    pupils = [school.own_pupils(stage) or 0 for stage in COMPULSORY]
    return {
        "school_year": school.year, "county_id": row.county_id, "school_id": row.school_id,
        "school_name": row.school_name, "school_type": row.school_type,
        "ownership": row.ownership, "is_private": row.ownership == "10",
        "urban_rural_code": row.urban_rural_code,
        "urban_rural": urban_rural(row.urban_rural_code),
        "is_boarding": known["is_boarding"],
        "is_teaching_point": row.school_type == "218", "is_counted": known["is_counted"],
        "parent_school_id": known["parent_school_id"], "founded_year": known["founded_year"],
        "pupil_count": sum(pupils) if profile else None, "has_profile": profile is not None,
    }  # fmt: skip


def dim_campus(school: SchoolYear, names: dict[str, str]) -> dict[str, Any]:
    """One row of dim_campus; `names` are those of the listed schools by code."""
    row, profile = school.listed, school.profile
    known = profile or {"is_counted": True, "parent_school_id": None}
    is_branch = not known["is_counted"] and row.school_type != "218"
    parent = known["parent_school_id"] if is_branch else None
    owner = parent if parent in names else row.school_id
    return {
        "school_year": school.year, "county_id": row.county_id, "campus_id": row.school_id,
        "campus_name": row.school_name, "school_id": owner, "school_name": names[owner],
        "school_type": row.school_type, "urban_rural": urban_rural(row.urban_rural_code),
        "is_main": owner == row.school_id,
    } | {f"{stage}_pupil_count": school.own_pupils(stage) for stage in COMPULSORY}  # fmt: skip


def dim_school_stages(school: SchoolYear) -> list[dict[str, Any]]:
    """Rows of dim_school_stage of one school."""
    rows = []
    shares = school.split()
    for stage in school.stages():
        if stage not in COMPULSORY:
            continue
        reason = school.scope(stage)
        share = None if shares is None else shares[stage]
        rows.append({
            "school_stage_key": f"{school.listed.school_id}|{stage}|{school.year}",
            "school_year": school.year, **school.place, "stage": stage,
            "pupil_count": school.pupils(stage),
            "split_weight": None if share is None else float(share),
            "is_split": school.listed.school_type in SPLIT,
            "is_in_scope": reason in ("in_scope", "profile_missing"), "scope_reason": reason,
        })  # fmt: skip
    return rows
