"""教育事业统计 as the platform exports it: a row per school and stage, and a few disagreements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from sample.chance import stream
from sample.resources import teacher_counts
from sample.schools import School

if TYPE_CHECKING:
    from sample.world import World

STAGES = ("primary", "junior", "senior")
CAMPUS = ("teaching_area_m2", "indoor_sports_area_m2", "outdoor_sports_area_m2",
          "equipment_value_yuan", "multimedia_room_count")  # fmt: skip
ARTS = ("music", "fine_art", "arts")
# Names no school of any made-up county: the first has a number to spare for each year.
FORMER_CODE = "2199700000"
STRANGE_POINT = ("2199600000", "岭后教学点")


class StatisticsRow(NamedTuple):
    """教育事业统计: one school or campus in the file of one stage."""

    county_name: str
    school_id: str
    school_name: str
    school_type: str
    ownership: str
    urban_rural_code: str
    is_counted: bool
    pupil_count: int
    female_pupil_count: int
    class_count: int
    full_time_teacher_count: int
    doctor_teacher_count: int
    master_teacher_count: int
    bachelor_teacher_count: int
    associate_teacher_count: int
    pe_teacher_count: int
    all_arts_teacher_count: int
    music_teacher_count: int
    fine_art_teacher_count: int
    arts_teacher_count: int
    backbone_teacher_count: int
    teaching_area_m2: Decimal
    indoor_sports_area_m2: Decimal
    outdoor_sports_area_m2: Decimal
    equipment_value_yuan: Decimal
    multimedia_room_count: int


Rows = dict[str, list[StatisticsRow]]
Change = Callable[[StatisticsRow], StatisticsRow]


def statistics_of(world: World, year: int, seed: int) -> Rows:
    """Stage → rows, in the order of the school list."""
    rows: Rows = {stage: [] for stage in STAGES}
    for school in world.open_in(year):
        for stage in school.stages:
            rows[stage].append(_row(world, school, stage, year))
    _disagree(world, rows, year, seed)
    return rows


def _row(world: World, school: School, stage: str, year: int) -> StatisticsRow:
    """As it stands on the school's own form, square metres rounded; without what the form
    contains of a teaching point, which has its own row."""
    profile = world.profiles[year][school.school_id]
    points = [
        world.profiles[year][other.school_id] for other in world.open_in(year)
        if other.is_in_parents_form and other.parent_id == school.school_id
    ]  # fmt: skip
    cohorts = [c for c in world.history[year] if c.school is school and c.stage == stage]
    staff = [teacher for teacher in world.rosters[year] if teacher.school is school]
    pupils = sum(cohort.count for cohort in cohorts)
    counts = teacher_counts(stage, True, staff, dt.date(year, 9, 1))
    counts[f"all_arts_teacher_count_{stage}"] = sum(
        counts[f"{kind}_teacher_count_{stage}"] for kind in ARTS
    )
    # what the school left blank the export leaves at nothing
    known = {name: Decimal(0) if profile[name] is None else profile[name] for name in CAMPUS}
    campus: dict[str, Any] = {
        name: known[name] - sum(point[name] for point in points) for name in CAMPUS
    }
    for name in CAMPUS[:3]:
        campus[name] = campus[name].quantize(Decimal(1), ROUND_HALF_UP)
    return StatisticsRow(
        county_name=school.county_name, school_id=school.school_id,
        school_name=school.name_in(year),
        school_type=school.school_type, ownership=school.ownership,
        urban_rural_code=school.urban_rural_code, is_counted=profile["is_counted"],
        pupil_count=pupils, female_pupil_count=pupils * 12 // 25,
        class_count=sum(len(cohort.classes) for cohort in cohorts),
        **{name.removesuffix(f"_{stage}"): count for name, count in counts.items()}, **campus,
    )  # fmt: skip


def _disagree(world: World, rows: Rows, year: int, seed: int) -> None:
    """Every kind of disagreement once, each at a school of its own, as far as there are any."""
    rng = stream(seed, world.county_id, "statistics", year)
    parents = {school.parent_id for school in world.open_in(year)}
    lone = [
        school for school in world.open_in(year)
        if len(school.stages) == 1 and school.parent_id is None and school.school_id not in parents
    ]  # fmt: skip
    rng.shuffle(lone)
    for school, change in zip(lone, _changes(world, year), strict=False):
        _change(rows[school.stages[0]], school.school_id, change)
    if len(lone) > len(_changes(world, year)):
        left_out = lone[-1]
        here = rows[left_out.stages[0]]
        here[:] = [row for row in here if row.school_id != left_out.school_id]
    through = [school for school in world.open_in(year) if len(school.stages) > 1]
    if through:
        # the files of one campus's stages count its rooms differently
        _change(rows[through[0].stages[-1]], through[0].school_id, _one_room_more)
    rows["primary"].append(_strange_point(world.county_name, *STRANGE_POINT))
    # the platform goes on to list a point whose pupils are in the row of the school it is now in
    rows["primary"] += [
        _strange_point(world.county_name, school.school_id, school.name)
        for school in world.schools if not school.is_open(year) and "primary" in school.stages
    ]  # fmt: skip


def _strange_point(county_name: str, code: str, name: str) -> StatisticsRow:
    """A teaching point that the bureau's own list does not have."""
    nothing = dict.fromkeys(StatisticsRow._fields[10:], 0)
    own = {
        "county_name": county_name, "school_id": code, "school_name": name, "school_type": "218",
        "ownership": "7", "urban_rural_code": "220", "is_counted": False, "pupil_count": 9,
        "female_pupil_count": 4, "class_count": 2, "full_time_teacher_count": 2,
        "associate_teacher_count": 2, "teaching_area_m2": Decimal(80),
        "outdoor_sports_area_m2": Decimal(200), "equipment_value_yuan": Decimal(21500),
    }  # fmt: skip
    return StatisticsRow(**nothing | own)


def _one_room_more(row: StatisticsRow) -> StatisticsRow:
    return row._replace(multimedia_room_count=row.multimedia_room_count + 1)


def _spelt(row: StatisticsRow) -> str:
    """A school's name as the platform writes it: the county, and the rest in brackets."""
    return f"{row.county_name}（{row.school_name.removeprefix(row.county_name)}）"


def _elsewhere(row: StatisticsRow) -> StatisticsRow:
    return row._replace(urban_rural_code="220" if row.urban_rural_code[0] == "1" else "111")


def _changes(world: World, year: int) -> list[Change]:
    former = f"{int(FORMER_CODE) + int(world.county_id[-2:]) * 100 + year % 100}"
    return [
        lambda row: row._replace(pupil_count=row.pupil_count + 3),
        # 50 yuan are what rounding may do, one more is not
        lambda row: row._replace(equipment_value_yuan=row.equipment_value_yuan + 50),
        lambda row: row._replace(school_id=former, school_name=_spelt(row)),
        lambda row: row._replace(equipment_value_yuan=row.equipment_value_yuan + 51),
        lambda row: row._replace(outdoor_sports_area_m2=row.outdoor_sports_area_m2 + 2),
        lambda row: row._replace(backbone_teacher_count=row.backbone_teacher_count + 1),
        _elsewhere,
        lambda row: row._replace(is_counted=False),
    ]  # fmt: skip


def _change(rows: list[StatisticsRow], school_id: str, change: Change) -> None:
    rows[:] = [change(row) if row.school_id == school_id else row for row in rows]
