"""Schools and a county that hand in the national entry form instead of the bureau's own.

That form asks less of who the school is and more of what it has, gives most teachers without their
stage, and calls a teaching point 小学.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from sample.chance import stream
from sample.deliveries import Delivery, Table
from sample.schools import School
from sample.world import World

SUFFIX = "_national"
ONE_STAGE = ("private_primary", "point", "junior")
STAGES = ("primary", "junior")
# Asked for the whole school, never by stage.
WHOLE = ("full_time", "backbone", "pe", "music", "fine_art", "arts")
NOT_ASKED = (
    "ownership", "urban_rural_code", "is_boarding", "is_counted", "parent_school_id",
    "is_included_in_parent", "senior_pupil_count", "associate_teacher_count_junior",
)  # fmt: skip
# Largest class of each bucket; the last bucket is open.
BUCKETS = (25, 30, 35, 40, 45, 50, 55, 60, 65)


def hand_in(world: World, files: list[Delivery], seed: int, mess: int) -> None:
    """Replace the profiles of a few schools of one stage and the county's facts; in a nasty county
    also one profile of a nine-year school, whose teachers are then not known by stage."""
    years = [str(year) for year in world.years]
    lone = _schools(world.schools, ONE_STAGE)[: mess + 1]
    chosen = {(school.school_id, year) for school in lone for year in years}
    if mess >= 2:
        chosen |= {(school.school_id, years[0]) for school in _schools(world.schools, ("nine",))}
    for file in files:
        for table in file.tables:
            if table.form == "school_profile" and (table.sender_id, table.period) in chosen:
                classes = next(t for t in file.tables if t.form == "class_roster")
                rng = stream(seed, table.sender_id, "national", table.period)
                profile = _profile(table.records[0], classes.records, rng)
                _print_on(table, profile)
            # the oldest facts may be spoilt in a way that an item with the year would mend
            elif table.form == "county_facts" and table.period != years[0]:
                year = {"reporting_period": int(table.period)}
                _print_on(table, table.records[0] | year)


def _print_on(table: Table, record: dict[str, Any]) -> None:
    table.edition = table.form + SUFFIX
    table.records = [record]


def _schools(schools: list[School], kinds: tuple[str, ...]) -> list[School]:
    """One school of each kind that belongs to no other."""
    alone = {school.kind: school for school in schools if school.parent_id is None}
    return [alone[kind] for kind in kinds if kind in alone]


def _profile(own: dict[str, Any], classes: list[Any], rng: random.Random) -> dict[str, Any]:
    profile = own | dict.fromkeys(NOT_ASKED)
    if own["school_type"] == "218":
        profile["school_type"] = "211"
    for kind in WHOLE:
        by_stage = [own[f"{kind}_teacher_count_{stage}"] for stage in STAGES]
        profile[f"{kind}_teacher_count"] = sum(count or 0 for count in by_stage)
        profile |= dict.fromkeys(f"{kind}_teacher_count_{stage}" for stage in STAGES)
    return profile | _people(profile, rng) | _classes(classes) | _rooms(rng) | _money(rng)


def _people(profile: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    teachers, juniors = profile["full_time_teacher_count"], profile["junior_pupil_count"]
    people: dict[str, Any] = {
        "is_built_by_2010": profile["founded_year"] <= 2010,
        "is_built_by_2016": profile["founded_year"] <= 2016,
        "is_rural_small_school": False, "is_rural_small_class_school": False,
        "certified_teacher_count": teachers,
        "trained_360_hours_teacher_count": max(0, teachers - rng.randint(0, 2)),
    }  # fmt: skip
    for stage in STAGES:
        pupils = profile[f"{stage}_pupil_count"]
        living = None if pupils is None else pupils * rng.randint(95, 100) // 100
        people[f"{stage}_catchment_pupil_count"] = living
    leavers = None if juniors is None else juniors // 3
    people["graduate_count"] = people["graduate_cohort_entrant_count"] = leavers
    for event in ("moved_in", "moved_out", "death"):
        people[f"graduate_cohort_{event}_count"] = None if leavers is None else 0
    return people


def _classes(classes: list[Any]) -> dict[str, int]:
    lows = (0, *(largest + 1 for largest in BUCKETS))
    names = ["up_to_25", *(f"{low}_to_{low + 4}" for low in lows[1:-1]), "from_66"]
    counts = dict.fromkeys((f"class_count_{name}" for name in names), 0)
    for row in classes:
        place = sum(row.pupil_count > largest for largest in BUCKETS)
        counts[f"class_count_{names[place]}"] += 1
    return counts | {"class_count": len(classes)}


def _rooms(rng: random.Random) -> dict[str, int]:
    rooms: dict[str, int] = {}
    for kind, sizes in (
        ("music", ("from_96", "73_to_96", "61_to_73")),
        ("fine_art", ("from_90", "67_to_90", "61_to_67")),
    ):
        counts = {f"{kind}_room_count_{size}_m2": rng.randint(0, 2) for size in sizes}
        rooms |= counts | {f"{kind}_room_count": sum(counts.values())}
    return rooms


def _money(rng: random.Random) -> dict[str, Decimal]:
    budget = Decimal(rng.randint(200, 9000) * 100)
    return {
        "last_year_funding_budget_yuan": budget, "last_year_funding_account_yuan": budget,
        "last_year_training_budget_yuan": budget // 2000 * 100,
    }  # fmt: skip
