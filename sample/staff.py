"""The staff of a county, year by year: people grow older, rise, retire and are replaced."""

from __future__ import annotations

import datetime as dt
import math
import random
from dataclasses import dataclass

from sample.chance import clamp, pick, stream, weighted
from sample.identity import IdentityBook
from sample.names import person_name
from sample.pupils import Cohort
from sample.schools import School

PUPILS_PER_TEACHER = {"primary": 18.6, "junior": 13.2, "senior": 12.5}
SUBJECTS = {
    "primary": (("chinese", 34), ("mathematics", 28), ("english", 12), ("science", 9),
                ("morality", 7), ("it", 4), ("labour", 3), ("other", 3)),
    "junior": (("chinese", 19), ("mathematics", 19), ("english", 18), ("physics", 10),
               ("chemistry", 6), ("biology", 6), ("history", 7), ("geography", 6),
               ("morality", 7), ("it", 2)),
    "senior": (("chinese", 17), ("mathematics", 17), ("english", 16), ("physics", 12),
               ("chemistry", 10), ("biology", 9), ("history", 7), ("geography", 6),
               ("morality", 6)),
}  # fmt: skip
ARTS = ("pe", "music", "fine_art", "pe", "arts")
DEGREES = {
    "primary": (("bachelor", 60), ("associate", 34), ("master", 4), ("secondary", 2)),
    "junior": (("bachelor", 86), ("master", 7), ("associate", 7)),
    "senior": (("bachelor", 82), ("master", 17.5), ("doctor", 0.5)),
}
TITLES_BY_AGE = (
    (28, (("none", 45), ("third", 5), ("second", 50))),
    (35, (("none", 6), ("second", 64), ("first", 30))),
    (45, (("second", 22), ("first", 64), ("senior", 14))),
    (70, (("second", 6), ("first", 55), ("senior", 38), ("senior_full", 1))),
)
BACKBONE_LEVELS = (("county", 66), ("city", 24), ("province", 9), ("nation", 1))

READY = {"staff": 1.05, "R2": 1.4, "R3": 1.5}


@dataclass(slots=True)
class Teacher:
    """Somebody on a school's staff; the fields that change do so once a year."""

    id_number: str
    name: str
    is_male: bool
    birth: dt.date
    hired: dt.date
    arrived: dt.date
    school: School
    stage: str
    subject: str
    post_category: str
    education: str
    title: str
    staffing: str
    post_status: str = "in_post"
    backbone_level: str = "none"
    backbone_expiry: dt.date | None = None
    is_leader: bool = False
    deferral_reason: str = "none"
    is_head_teacher: bool = False

    def age(self, year: int) -> int:
        """Years completed on 1 September."""
        return year - self.birth.year - (self.birth.month > 8)


@dataclass(frozen=True, slots=True)
class Need:
    """What one school stage wants to have."""

    school: School
    stage: str
    teachers: int
    arts: int
    backbone: int


class Office:
    """Hires and retires the people of one county."""

    def __init__(self, county_id: str, seed: int, book: IdentityBook):
        self.rng = stream(seed, county_id, "staff")
        self.book = book

    def hire(self, year: int, need: Need, category: str, subject: str, age: int) -> Teacher:
        """A person of that age who is at work in this school on 1 September of the year."""
        rng = self.rng
        is_male = rng.random() < (0.8 if category == "worker" else 0.36)
        birth = dt.date(year - age - 1, 9, 1) + dt.timedelta(days=int(rng.random() * 365))
        start_age = min(age, 22 + int(rng.random() * 4))
        # Nobody starts later than the September of this school year.
        hired = dt.date(min(year, birth.year + start_age + 1), 9 if rng.random() < 0.8 else 8, 1)
        arrived = hired
        if rng.random() < 0.5 and hired.year < year:
            arrived = dt.date(rng.randint(hired.year, year), pick(rng, (9, 9, 9, 2, 8)), 1)
            arrived = max(hired, min(arrived, dt.date(year, 9, 1)))
        teacher = Teacher(
            self.book.issue(birth, is_male), person_name(rng, is_male), is_male, birth, hired,
            arrived, need.school, need.stage, subject, category,
            weighted(rng, DEGREES[need.stage]), "none",
            "contract" if need.school.is_private or rng.random() < 0.09 else "staffed",
        )  # fmt: skip
        if category != "worker":
            table = next(table for below, table in TITLES_BY_AGE if age < below)
            teacher.title = weighted(rng, table)
        return teacher


def plan_needs(cohorts: list[Cohort], *, is_ready: bool = False) -> list[Need]:
    """Teachers wanted per school stage: so many per pupils, with each school's own fortune; in a
    county that `is_ready` no school's is bad."""
    pupils: dict[tuple[str, str], int] = {}
    classes: dict[tuple[str, str], int] = {}
    schools = {}
    for cohort in cohorts:
        key = (cohort.school.school_id, cohort.stage)
        schools[key] = cohort.school
        pupils[key] = pupils.get(key, 0) + cohort.count
        classes[key] = classes.get(key, 0) + len(cohort.classes)
    needs = []
    for (school_id, stage), school in schools.items():
        fortune = {name: max(luck, READY.get(name, 0) if is_ready else 0)
                   for name, luck in school.fortune.items()}  # fmt: skip
        count = pupils[school_id, stage]
        people = count / PUPILS_PER_TEACHER[stage] * fortune["staff"]
        people = max(people, 0.9 * classes[school_id, stage] if school.kind == "point" else
                     1.15 * classes[school_id, stage], 2)  # fmt: skip
        arts = math.ceil(count * 0.009 * fortune["R3"] - 1e-9)
        backbone = math.ceil(count * 0.01 * fortune["R2"] - 1e-9)
        total = math.ceil(people)
        needs.append(Need(school, stage, total, min(arts, total - 1), min(backbone, total - 1)))
    return needs


def first_staff(office: Office, need: Need, year: int) -> list[Teacher]:
    """Everybody at one school stage in the first school year."""
    rng = office.rng
    old = need.school.urban_rural == "village"

    def age() -> int:
        return int(clamp(rng.triangular(23, 59, 50 if old else 39), 23, 59))

    people = [
        office.hire(year, need, "teacher", subject_of(rng, need, turn), age())
        for turn in range(need.teachers)
    ]
    if need.school.kind != "point" and need.stage == need.school.stages[-1]:
        for turn in range(max(1, round(need.teachers * 0.075))):
            category = ("support", "worker", "admin")[turn % 3]
            people.append(office.hire(year, need, category, "other", age()))
    return people


def subject_of(rng: random.Random, need: Need, turn: int) -> str:
    """The first posts of a stage are for sports and arts, as many as the school wants."""
    return ARTS[turn % len(ARTS)] if turn < need.arts else weighted(rng, SUBJECTS[need.stage])
