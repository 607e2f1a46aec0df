"""Rooms, grounds, equipment: what each campus has, and what its school reports in the autumn."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

from sample.chance import stream
from sample.exchange import is_backbone
from sample.pupils import Cohort
from sample.schools import School
from sample.staff import Teacher

# What a school of that stage should have per pupil (rooms per 100 pupils): only to make plausible
# amounts; the figures are judged elsewhere.
WANTED = {
    "R4": {"primary": 4.5, "junior": 5.8, "senior": 7.0},
    "R5": {"primary": 7.5, "junior": 10.2, "senior": 12.5},
    "R6": {"primary": 2000.0, "junior": 2500.0, "senior": 3000.0},
    "R7": {"primary": 0.023, "junior": 0.024, "senior": 0.028},
}
# Mean of what a school has beyond the wanted amount, in units of that amount.
PLENTY = {"R2": 0.3, "R3": 0.25, "R4": 0.75, "R5": 0.95, "R6": 1.4, "R7": 0.6}

EQUIPPED = 2


def deal_fortunes(schools: list[School], seed: int) -> None:
    """Give every school its share of plenty; about one in ten lacks something."""
    rng = stream(seed, schools[0].county_id, "fortune")
    for school in schools:
        small = school.urban_rural == "village"
        for name, mean in PLENTY.items():
            school.fortune[name] = 1.03 + rng.expovariate(1 / (mean * (1.3 if small else 1.0)))
            most = 2.2 if name in ("R2", "R3") else 4.2
            school.fortune[name] = min(school.fortune[name], most)
        school.fortune["staff"] = rng.uniform(0.97, 1.16) * (1.15 if small else 1.0)
        draw = rng.random()
        if draw < 0.06:
            school.fortune[rng.choice(list(PLENTY))] = rng.uniform(0.86, 0.98)
        elif draw < 0.14:
            for name in rng.sample(list(PLENTY), rng.randint(1, 2)):
                school.fortune[name] = rng.uniform(0.6, 0.95)
        elif draw < 0.17:
            school.fortune["staff"] = 0.74


def campus_of(
    school: School, first_year: list[Cohort], years: list[int], seed: int
) -> dict[int, dict]:
    """Rooms, grounds and equipment per school year, planned for the pupils of the first year."""
    rng = stream(seed, school.school_id, "campus")
    pupils = dict.fromkeys(school.stages, 0)
    for cohort in first_year:
        pupils[cohort.stage] += cohort.count
    wanted = {
        name: sum(per_pupil[stage] * count for stage, count in pupils.items())
        for name, per_pupil in WANTED.items()
    }
    area = wanted["R4"] * school.fortune["R4"]
    sports = wanted["R5"] * school.fortune["R5"]
    indoor = _metres(sports * rng.uniform(0.05, 0.15)) if sum(pupils.values()) > 300 else Decimal(0)
    result = {}
    for turn, year in enumerate(years):
        if turn and rng.random() < 0.06:
            area *= rng.uniform(1.03, 1.15)
        equipment = wanted["R6"] * school.fortune["R6"] * 1.03**turn
        result[year] = {
            "teaching_area_m2": _metres(area) + indoor,
            "indoor_sports_area_m2": indoor,
            "gym_area_m2": indoor or None,
            "outdoor_sports_area_m2": _metres(sports) - indoor,
            "other_sports_area_m2": _metres(rng.uniform(40, 300)) if rng.random() < 0.1 else None,
            "rented_sports_area_m2": None,
            "equipment_value_yuan": Decimal(round(equipment / 100) * 100),
            "multimedia_room_count": max(1, round(wanted["R7"] * school.fortune["R7"]) + turn // 2),
        }
    return result


def equip(profile: dict, cohorts: list[Cohort]) -> None:
    """Raise a form's rooms, grounds and equipment to twice what its pupils are due, so that
    schools do not differ much either: nobody has much more than four times of it."""
    due = dict.fromkeys(WANTED, 0.0)
    for cohort in cohorts:
        for name, per_pupil in WANTED.items():
            due[name] += EQUIPPED * per_pupil[cohort.stage] * cohort.count
    indoor = profile["indoor_sports_area_m2"]
    for name, least in (
        ("teaching_area_m2", _metres(due["R4"]) + indoor),
        ("outdoor_sports_area_m2", _metres(due["R5"]) - indoor),
        ("equipment_value_yuan", Decimal(round(due["R6"] / 100) * 100)),
        ("multimedia_room_count", math.ceil(due["R7"])),
    ):
        profile[name] = max(profile[name], least)


def _metres(value: float) -> Decimal:
    return Decimal(round(value * 100)).scaleb(-2)


def profile_of(
    school: School, year: int, cohorts: list[Cohort], staff: list[Teacher], campus: dict
) -> dict:
    """One filled-in 学校基本情况, field by field, as the school counts itself."""
    pupils = dict.fromkeys(school.stages, 0)
    migrants = 0
    for cohort in cohorts:
        pupils[cohort.stage] += cohort.count
        migrants += sum(pupil.is_migrant for pupil in cohort.pupils())
    is_village = school.urban_rural == "village"
    profile: dict = {
        "school_id": school.school_id,
        "school_name": school.name_in(year),
        "school_type": school.school_type,
        "founded_year": school.founded_year,
        "ownership": school.ownership,
        "urban_rural_code": school.urban_rural_code,
        "is_boarding": school.is_boarding,
        "is_counted": school.parent_id is None,
        "parent_school_id": school.parent_id,
        "is_included_in_parent": school.is_in_parents_form if school.parent_id else None,
        "is_dense_centre": False,
        "is_built_by_2010": school.founded_year <= 2010,
        "is_built_by_2016": school.founded_year <= 2016,
        "is_rural_small_school": is_village and 50 <= sum(pupils.values()) < 100,
        "is_rural_small_class_school": is_village and largest_class(cohorts) < 30,
        "migrant_pupil_count": migrants,
    }
    for stage in ("primary", "junior", "senior"):
        profile[f"{stage}_pupil_count"] = pupils.get(stage)
    for stage in ("primary", "junior"):
        profile |= teacher_counts(stage, stage in pupils, staff, dt.date(year, 9, 1))
    for subject in ("pe", "music", "fine_art", "arts"):
        visits = school.kind == "point" and sum(pupils.values()) >= 50
        profile[f"visiting_{subject}_teacher_count"] = 1 if visits and subject == "music" else None
    return profile | campus


def largest_class(cohorts: list[Cohort]) -> int:
    """Children of the largest class of the compulsory grades."""
    return max(
        (len(c) for cohort in cohorts if cohort.grade <= 9 for c in cohort.classes), default=0
    )


def add_contained(profile: dict, point: dict) -> None:
    """Put the figures of a teaching point into its parent's form as well."""
    for name, value in point.items():
        if name != "founded_year" and type(value) in (int, Decimal):
            profile[name] = (profile[name] or 0) + value


def teacher_counts(stage: str, exists: bool, staff: list[Teacher], today: dt.date) -> dict:
    """Full-time teachers of a stage by degree, title and subject, as a school counts them."""
    here = [t for t in staff if t.stage == stage and t.post_category == "teacher"]
    counts = {"full_time": len(here)}
    for education in ("associate", "bachelor", "master", "doctor"):
        counts[education] = sum(teacher.education == education for teacher in here)
    counts["backbone"] = sum(is_backbone(teacher, today) for teacher in here)
    for subject in ("pe", "music", "fine_art", "arts"):
        counts[subject] = sum(teacher.subject == subject for teacher in here)
    return {
        f"{name}_teacher_count_{stage}": count if exists else None for name, count in counts.items()
    }
