"""What the national standard asks besides the older forms: rooms, money, registers, answers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from sample.admission import catchment_rows, quota_rows
from sample.answers import evidence_rows, monitoring_rows, special_rows, survey_rows
from sample.births import birth_rows
from sample.campuses import NAMES, campus_plans, campuses_of
from sample.fitness import fitness_rows
from sample.funding import funding_rows
from sample.lessons import lesson_rows
from sample.records.premises import CampusRow, RoomRow
from sample.registers import certificate_rows, title_rows, training_rows
from sample.resources import largest_class
from sample.rooms import plans_of, rooms_of
from sample.schools import School

if TYPE_CHECKING:
    from sample.world import World

STAGES = ("primary", "junior")
# Asked for by the calendar year of the money, not by the school year.
MONEY = "school_funding"
ENROLLED = ("special_school", "special_class", "regular_class", "home_teaching")


class Premises(NamedTuple):
    """What a school has of rooms for music and art, and its campuses if it has several."""

    rooms: list[RoomRow]
    campuses: list[CampusRow]


def premises_of(world: World, year: int, seed: int) -> dict[str, Premises]:
    """school_id → its rooms and campuses."""
    standing = world.standing_in(year)
    room_plans = plans_of(world.schools, is_ready=world.is_ready(year))
    plans = campus_plans(world.schools)
    found = {}
    for school in world.open_in(year):
        cohorts = world.cohorts_of(school, year)
        classes = {
            stage: sum(len(cohort.classes) for cohort in cohorts if cohort.stage == stage)
            for stage in school.stages if stage in STAGES
        }  # fmt: skip
        campuses: list[CampusRow] = []
        if school.school_id in plans:
            profile = world.profiles[year][school.school_id]
            campuses = campuses_of(school, plans[school.school_id], profile, seed)
        rooms = rooms_of(
            school, classes, largest_class(cohorts), room_plans.get(school.school_id, ""), standing,
            seed, NAMES if campuses else (None,),
        )  # fmt: skip
        found[school.school_id] = Premises(rooms, campuses)
    return found


def answers_of(world: World, year: int, seed: int) -> dict[str, list[Any]]:
    """Form → the records of the county in a year; an empty form is not sent."""
    county_id, standing = world.county_id, world.standing_in(year)
    cohorts, roster = world.history[year], world.rosters[year]
    compulsory = [cohort for cohort in cohorts if cohort.grade <= 9]
    schools = world.open_in(year)
    special = special_rows(compulsory, world.special, standing, county_id, year, seed)
    funded = world.history.get(year - 1, cohorts)
    titles = world.answers.get(year - 1, {}).get("backbone_title", [])
    return {
        "teacher_training": training_rows(roster, standing, year, seed),
        "teacher_certificate": certificate_rows(roster, standing, year, seed),
        "backbone_title": title_rows(titles, roster, county_id, year, seed),
        "catchment": catchment_rows(compulsory, standing, county_id, year, seed),
        "birth": birth_rows(world.history, standing, county_id, year, seed),
        "quota_allocation": quota_rows(cohorts, standing, world.county_name),
        "special_education": special,
        "monitoring_result": monitoring_rows(county_id, year, seed, world.course),
        "survey": survey_rows(standing, county_id, year, seed),
        "evidence": evidence_rows(schools, _built_by_2016(schools), standing, world.county_name,
                                  year),
        MONEY: funding_rows(schools, funded, special, standing, county_id, year, seed),
    }  # fmt: skip


def by_grade_of(world: World, year: int, seed: int) -> dict[str, dict[str, list[Any]]]:
    """school_id → form → its records, grade by grade; an empty form is not sent."""
    standing = world.standing_in(year)
    found = {}
    for school in world.open_in(year):
        cohorts, turn = world.cohorts_of(school, year), world.schools.index(school)
        found[school.school_id] = {
            "curriculum_lesson": lesson_rows(cohorts, turn, standing),
            "fitness_result": fitness_rows(school, cohorts, turn, standing, year, seed),
        }
    return found


def _built_by_2016(schools: list[School]) -> list[str]:
    """Schools whose rooms are judged by an older limit."""
    plans = plans_of(schools)
    return [school_id for school_id, plan in plans.items() if plan == "built_by_2016"]


def declared_answers(world: World, year: int) -> dict[str, int | Decimal]:
    """What 区县基本情况 says again of these answers; on the edge one place more than there is."""
    answers = world.answers[year]
    villages = {s.school_id for s in world.schools if s.urban_rural == "village"}
    places = answers["quota_allocation"]
    allocated = [row for row in places if row.quota_kind == "allocated"]
    children = answers["special_education"]
    at_special = world.special.school_id if world.special else ""
    money = [
        row for row in answers[MONEY]
        if row.funding_item == "special_education" and row.school_id == at_special
    ]  # fmt: skip
    is_off = world.standing_in(year) == "edge"
    return {
        "special_school_funding_yuan": sum((row.budget_yuan for row in money), Decimal(0)),
        "special_pupil_count": sum(row.funded_pupil_count or 0 for row in money),
        "quality_senior_intake_count": sum(row.quota_count for row in places),
        "quality_senior_quota_count": sum(row.quota_count for row in allocated) + is_off,
        "quality_senior_rural_quota_count": sum(
            row.quota_count for row in allocated if row.junior_school_id in villages
        ),
        "disabled_child_count": sum(row.child_count for row in children),
        "disabled_child_enrolled_count": sum(
            row.child_count for row in children if row.placement in ENROLLED
        ),
    }
