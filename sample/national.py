"""Schools and a county that hand in the national entry form instead of the bureau's own.

That form asks less of who the school is and more of what it has, gives most teachers without their
stage, and calls a teaching point 小学.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from sample.deliveries import Delivery, Table
from sample.records.premises import RoomRow
from sample.schools import School
from sample.standard import MONEY
from sample.world import World

SUFFIX = "_national"
ONE_STAGE = ("private_primary", "point", "junior")
STAGES = ("primary", "junior")
# Asked for the whole school, never by stage.
WHOLE = ("full_time", "backbone", "pe", "music", "fine_art", "arts")
NOT_ASKED = (
    "ownership", "urban_rural_code", "is_boarding", "is_counted", "parent_school_id",
    "is_included_in_parent", "senior_pupil_count", "associate_teacher_count_junior",
    "approved_post_count",
)  # fmt: skip
# Largest class of each bucket; the last bucket is open.
BUCKETS = (25, 30, 35, 40, 45, 50, 55, 60, 65)


def hand_in(world: World, files: list[Delivery], mess: int) -> None:
    """Replace the profiles of a few schools of one stage and the county's facts; one of them lists
    its rooms as well, in a messy county one more than it counts. In a nasty county also one profile
    of a nine-year school, whose teachers are then not known by stage."""
    years = [str(year) for year in world.years]
    lone = _schools(world.schools, ONE_STAGE)[: mess + 1]
    chosen = {(school.school_id, year) for school in lone for year in years}
    listing = {(school.school_id, years[0]) for school in lone[:1]}
    if mess >= 2:
        chosen |= {(school.school_id, years[0]) for school in _schools(world.schools, ("nine",))}
    for file in files:
        for table in file.tables:
            key = table.sender_id, table.period
            if table.form == "school_profile" and key in chosen:
                classes = next(t for t in file.tables if t.form == "class_roster")
                rooms = world.premises[int(table.period)][table.sender_id].rooms
                uncounted = 1 if key in listing and mess else 0
                _print_on(table, _profile(world, table, classes.records, rooms[uncounted:]))
                # it counts rooms by their size, and knows of no list of rooms
                if key not in listing:
                    file.tables = [other for other in file.tables if other.form != "room"]
            # the oldest facts may be spoilt in a way that an item with the year would mend, and
            # the newest tell of nature and economy, for which the national form does not ask
            elif table.form == "county_facts" and table.period in years[1:-1]:
                year = {"reporting_period": int(table.period)}
                _print_on(table, table.records[0] | year)


def _print_on(table: Table, record: dict[str, Any]) -> None:
    table.edition = table.form + SUFFIX
    table.records = [record]


def _schools(schools: list[School], kinds: tuple[str, ...]) -> list[School]:
    """One school of each kind that belongs to no other."""
    alone = {school.kind: school for school in schools if school.parent_id is None}
    return [alone[kind] for kind in kinds if kind in alone]


def _profile(
    world: World, table: Table, classes: list[Any], rooms: list[RoomRow]
) -> dict[str, Any]:
    own, year = table.records[0], int(table.period)
    profile = own | dict.fromkeys(NOT_ASKED)
    if own["school_type"] == "218":
        profile["school_type"] = "211"
    for kind in WHOLE:
        by_stage = [own[f"{kind}_teacher_count_{stage}"] for stage in STAGES]
        profile[f"{kind}_teacher_count"] = sum(count or 0 for count in by_stage)
        profile |= dict.fromkeys(f"{kind}_teacher_count_{stage}" for stage in STAGES)
    return (profile | _people(world, table.sender_id, year) | _classes(classes) | _rooms(rooms)
            | _money(world, table.sender_id, year))  # fmt: skip


def _people(world: World, school_id: str, year: int) -> dict[str, Any]:
    """Teachers and pupils as the county's registers have them."""
    answers = world.answers[year]
    teachers = {
        teacher.id_number for teacher in world.rosters[year]
        if teacher.school.school_id == school_id and teacher.post_category == "teacher"
        and teacher.stage in STAGES
    }  # fmt: skip
    hours = Counter[str]()
    for row in answers["teacher_training"]:
        if row.training_year > year - 5:
            hours[row.teacher_id_number] += row.training_hours
    certified = {row.teacher_id_number for row in answers["teacher_certificate"]}
    people: dict[str, Any] = {
        "certified_teacher_count": len(teachers & certified),
        "trained_360_hours_teacher_count": sum(hours[number] >= 360 for number in teachers),
    }
    for stage in STAGES:
        inside = [row.pupil_count for row in answers["catchment"]
                  if (row.school_id, row.stage, row.intake_place)
                  == (school_id, stage, "in_catchment")]  # fmt: skip
        people[f"{stage}_catchment_pupil_count"] = inside[0] if inside else None
    return people


def _classes(classes: list[Any]) -> dict[str, int]:
    lows = (0, *(largest + 1 for largest in BUCKETS))
    names = ["up_to_25", *(f"{low}_to_{low + 4}" for low in lows[1:-1]), "from_66"]
    counts = dict.fromkeys((f"class_count_{name}" for name in names), 0)
    for row in classes:
        place = sum(row.pupil_count > largest for largest in BUCKETS)
        counts[f"class_count_{names[place]}"] += 1
    return counts | {"class_count": len(classes)}


def _rooms(rooms: list[RoomRow]) -> dict[str, int]:
    """By size; one below 61 square metres is in the total and in no size."""
    counts: dict[str, int] = {}
    for kind, sizes in (
        ("music", ((96, "from_96"), (73, "73_to_96"), (61, "61_to_73"))),
        ("fine_art", ((90, "from_90"), (67, "67_to_90"), (61, "61_to_67"))),
    ):
        counts |= {f"{kind}_room_count_{name}_m2": 0 for _, name in sizes}
        here = [room.area_m2 for room in rooms if room.room_kind == kind]
        for area in here:
            name = next((name for least, name in sizes if area >= least), None)
            if name:
                counts[f"{kind}_room_count_{name}_m2"] += 1
        counts[f"{kind}_room_count"] = len(here)
    return counts


def _money(world: World, school_id: str, year: int) -> dict[str, Decimal | None]:
    """Of the year before, as the county's finance office has it."""
    rows = {
        row.funding_item: row
        for row in world.answers.get(year - 1, world.answers[year])[MONEY]
        if row.school_id == school_id
    }
    public = rows["public_funds"]
    return {
        "last_year_funding_budget_yuan": public.budget_yuan,
        "last_year_funding_account_yuan": public.account_yuan,
        "last_year_training_budget_yuan": rows["teacher_training"].budget_yuan,
    }
