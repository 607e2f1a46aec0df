"""The pupils of a county, year by year: the same children move up, move away and leave."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sample.chance import stream
from sample.identity import IdentityBook, check_digit
from sample.names import person_name
from sample.schools import School

FIRST_GRADE = {"primary": 1, "junior": 7, "senior": 10}
LAST_GRADE = {"primary": 6, "junior": 9, "senior": 12}
CLASS_LIMIT = {"primary": 45, "junior": 50}
CLASS_SIZE = {"primary": 44, "junior": 49, "senior": 52}
POINT_SIZES = (72, 46, 50, 84, 95, 28)  # of teaching points; 50 is the limit of the standard
SENIOR_SHARE = 0.05  # senior entrants of a school with a senior part, of a county's one-year cohort


@dataclass(slots=True)
class Pupil:
    """A child; `ability` and `tilt` (towards language) stay for life."""

    student_number: str
    name: str
    is_male: bool
    ability: float
    tilt: float
    is_migrant: bool
    is_boarder: bool
    primary_school: School


@dataclass(slots=True)
class Cohort:
    """The children of one school and grade, in their classes."""

    school: School
    stage: str
    grade: int
    classes: list[list[Pupil]] = field(default_factory=list)

    def pupils(self) -> Iterator[Pupil]:
        """All children of the cohort, class by class."""
        for members in self.classes:
            yield from members

    @property
    def count(self) -> int:
        """Number of children."""
        return sum(map(len, self.classes))


class Nursery:
    """Makes children of one county."""

    def __init__(self, county_id: str, seed: int, book: IdentityBook):
        self.rng = stream(seed, county_id, "pupils")
        self.book = book
        self.temporary = 0

    def child(self, year: int, grade: int, school: School, primary: School | None = None) -> Pupil:
        """A child who is in this grade of this school in this school year."""
        rng = self.rng
        day = dt.date(year - grade - 6, 9, 1) + dt.timedelta(days=int(rng.random() * 365))
        is_male = rng.random() < 0.52
        number = "G" + self.book.issue(day, is_male)
        if rng.random() < 0.004:
            # A child without an identity number yet has a temporary 学籍号.
            self.temporary += 1
            first = f"{self.book.county_id}{day:%Y}{self.temporary:07d}"
            number = "L" + first + check_digit(first)
        place = school.urban_rural
        drift = {"city": 0.2, "town": 0.0, "village": -0.2}[place]
        return Pupil(
            student_number=number,
            name=person_name(rng, is_male),
            is_male=is_male,
            ability=rng.gauss(drift, 0.95),
            tilt=rng.gauss(0.15 if not is_male else -0.15, 0.4),
            is_migrant=rng.random() < (0.14 if place == "city" else 0.03),
            is_boarder=school.is_boarding and rng.random() < 0.55,
            primary_school=primary or school,
        )


def deal(members: list[Pupil], school: School, stage: str) -> list[list[Pupil]]:
    """Share children out into classes as evenly as it goes."""
    size = CLASS_SIZE[stage] + (4 if school.is_crowded else 0)
    count = max(1, math.ceil(len(members) / size))
    return [members[turn::count] for turn in range(count)]


def split_large_classes(cohorts: list[Cohort]) -> None:
    """Give a cohort one class more until none has more children than the standard allows."""
    for cohort in cohorts:
        limit = CLASS_LIMIT.get(cohort.stage)
        while limit and max(map(len, cohort.classes)) > limit:
            count, members = len(cohort.classes) + 1, list(cohort.pupils())
            cohort.classes = [members[turn::count] for turn in range(count)]


def simulate_pupils(
    county_id: str, schools: list[School], years: list[int], pupils: int, seed: int,
    book: IdentityBook,
) -> dict[int, list[Cohort]]:  # fmt: skip
    """All cohorts of every school year, in the order of schools, stages and grades."""
    nursery = Nursery(county_id, seed, book)
    county = County(schools, pupils)
    cohorts = _first_year(nursery, county, years[0])
    history = {years[0]: cohorts}
    for year in years[1:]:
        cohorts = _next_year(nursery, county, cohorts, year)
        history[year] = cohorts
    return history


def _intakes(schools: list[School], pupils: int) -> dict[tuple[str, str], int]:
    """Entrants per school and stage, so that the county has about `pupils` in all."""
    points = [school for school in schools if school.kind == "point"]
    fixed = sum(POINT_SIZES[turn % len(POINT_SIZES)] for turn, _ in enumerate(points)) / 6
    seniors = sum("senior" in school.stages for school in schools)
    cohort = max(pupils / (9 + 3 * SENIOR_SHARE * seniors), fixed + 12.0)
    result = {}
    for turn, school in enumerate(points):
        result[school.school_id, "primary"] = POINT_SIZES[turn % len(POINT_SIZES)]
    for stage in ("primary", "junior", "senior"):
        here = [s for s in schools if stage in s.stages and s.kind != "point"]
        total = sum(school.size for school in here)
        share = {"primary": cohort - fixed, "junior": cohort}.get(stage)
        for school in here:
            entrants = share * school.size / total if share else SENIOR_SHARE * cohort
            result[school.school_id, stage] = max(4, round(entrants))
    return result


def _first_year(nursery: Nursery, county: County, year: int) -> list[Cohort]:
    cohorts = []
    for school in county.schools:
        for stage in school.stages:
            for grade in range(FIRST_GRADE[stage], LAST_GRADE[stage] + 1):
                members = [
                    nursery.child(year, grade, school, county.former(nursery.rng, stage, school))
                    for _ in range(county.size(nursery.rng, school, stage, grade))
                ]
                cohorts.append(Cohort(school, stage, grade, deal(members, school, stage)))
    return cohorts


class County:
    """Schools and the number of entrants that each plans for."""

    def __init__(self, schools: list[School], pupils: int):
        self.schools = schools
        self.primaries = [school for school in schools if "primary" in school.stages]
        self.intakes = _intakes(schools, pupils)

    def size(self, rng: random.Random, school: School, stage: str, grade: int) -> int:
        """Children in a grade; a teaching point keeps its size to the child."""
        intake = self.intakes[school.school_id, stage]
        if school.kind == "point":
            return intake // 6 + (grade <= intake % 6)
        return max(4, round(intake * rng.uniform(0.93, 1.07)))

    def former(self, rng: random.Random, stage: str, school: School) -> School | None:
        """Where a child who is past primary school in the first year had been before."""
        if stage == "primary":
            return None
        if "primary" in school.stages and rng.random() < 0.6:
            return school
        near = [other for other in self.primaries if other.urban_rural == school.urban_rural]
        return rng.choices(near or self.primaries, [s.size for s in near or self.primaries])[0]


def _next_year(nursery: Nursery, county: County, before: list[Cohort], year: int) -> list[Cohort]:
    leavers: dict[str, list[tuple[School, Pupil]]] = {"primary": [], "junior": [], "senior": []}
    moved: list[Cohort] = []
    schools = [school for school in county.schools if school.is_open(year)]
    for cohort in before:
        if cohort.grade == LAST_GRADE[cohort.stage]:
            leavers[cohort.stage] += [(cohort.school, pupil) for pupil in cohort.pupils()]
        else:
            classes = [list(members) for members in cohort.classes]
            moved.append(Cohort(cohort.school, cohort.stage, cohort.grade + 1, classes))
    gone = Counter(home.school_id for home, _ in leavers["primary"])
    for school in schools:
        for stage in school.stages:
            if school.kind == "point":
                count = gone[school.school_id]
            else:
                count = county.size(nursery.rng, school, stage, FIRST_GRADE[stage])
            entrants = _entrants(nursery, county, school, stage, count, leavers, year)
            classes = deal(entrants, school, stage)
            moved.append(Cohort(school, stage, FIRST_GRADE[stage], classes))
    moved = _merged(moved, year)
    _transfer(nursery.rng, moved)
    order = {school.school_id: turn for turn, school in enumerate(county.schools)}
    return sorted(moved, key=lambda cohort: (order[cohort.school.school_id], cohort.grade))


def _merged(cohorts: list[Cohort], year: int) -> list[Cohort]:
    """The children of a school that is no more sit with those of its successor."""
    staying = [cohort for cohort in cohorts if cohort.school.is_open(year)]
    for cohort in cohorts:
        if not cohort.school.is_open(year):
            host = next(other for other in staying if other.school is cohort.school.successor
                        and other.grade == cohort.grade)  # fmt: skip
            members = [*host.pupils(), *cohort.pupils()]
            host.classes = deal(members, host.school, host.stage)
    return staying


def _entrants(
    nursery: Nursery, county: County, school: School, stage: str, count: int,
    leavers: dict[str, list[tuple[School, Pupil]]], year: int,
) -> list[Pupil]:  # fmt: skip
    rng = nursery.rng
    if stage == "primary":
        return [nursery.child(year, 1, school) for _ in range(count)]
    pool = leavers["primary" if stage == "junior" else "junior"]
    # Own pupils first, then those from the same kind of place, then anybody.
    pool.sort(key=lambda item: (item[0] is not school, item[0].urban_rural != school.urban_rural))
    chosen = [pupil for _, pupil in pool[:count]]
    del pool[:count]
    grade = FIRST_GRADE[stage]
    chosen += [
        nursery.child(year, grade, school, county.former(rng, stage, school))
        for _ in range(count - len(chosen))
    ]
    rng.shuffle(chosen)
    return chosen


def _transfer(rng: random.Random, cohorts: list[Cohort]) -> None:
    """About one child in a hundred changes school, and as many leave the county."""
    targets: dict[int, list[Cohort]] = {}
    for cohort in cohorts:
        if cohort.school.kind != "point":
            targets.setdefault(cohort.grade, []).append(cohort)
    for cohort in cohorts:
        if cohort.school.kind == "point" or cohort.count < 10:
            continue
        for members in cohort.classes:
            for pupil in [pupil for pupil in members if rng.random() < 0.016]:
                members.remove(pupil)
                if rng.random() < 0.5:
                    target = rng.choice(targets[cohort.grade])
                    min(target.classes, key=len).append(pupil)
