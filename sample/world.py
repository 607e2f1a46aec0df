"""One made-up county, simulated: everybody and everything in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from sample.activities import activity_rows
from sample.careers import simulate_staff
from sample.edges import edges_of, put_on_edge
from sample.exams import Exam, simulate_exams, simulate_prior_exams
from sample.exchange import Move, ledger, may_go
from sample.grading import Grading, simulate_gradings
from sample.groups import county_facts, groups_of_year, make_groups
from sample.identity import IdentityBook, county_code
from sample.item_scores import ItemScores, simulate_item_scores
from sample.leavers import leavers_of
from sample.names import county_name
from sample.pay import LATE_TURN, civil_rows, off_post, payroll, with_late_rewards
from sample.posts import allot_posts
from sample.pupils import Cohort, simulate_pupils, split_large_classes
from sample.records.money import CivilRow, PayRow, ServantRow, VillageRow
from sample.records.school import ActivityRow, GroupRow
from sample.resources import (
    add_contained,
    campus_of,
    deal_fortunes,
    equip,
    profile_of,
)
from sample.sampling import add_scheme
from sample.schools import (
    School,
    change_schools,
    make_schools,
    special_school,
    vocational_school,
)
from sample.servants import servant_rows
from sample.staff import Teacher
from sample.standard import (
    Premises,
    answers_of,
    by_grade_of,
    declared_answers,
    premises_of,
)
from sample.standing import LAST_YEAR, Course, Standing, is_ready, standing_of
from sample.statistics import Rows, statistics_of
from sample.village import village_rows

SCHOOLS_WITH_SPECIAL = 10  # from so many schools on a county has one for disabled children besides


@dataclass(slots=True)
class World:
    """A county and its people over the school years."""

    county_id: str
    county_name: str
    years: list[int]
    schools: list[School]
    history: dict[int, list[Cohort]]
    rosters: dict[int, list[Teacher]]
    moves: dict[int, list[Move]]
    profiles: dict[int, dict[str, dict]] = field(default_factory=dict)
    payrolls: dict[int, list[PayRow]] = field(default_factory=dict)
    civil: dict[int, list[CivilRow]] = field(default_factory=dict)
    servants: dict[int, list[ServantRow]] = field(default_factory=dict)
    """Civil servants one by one, in a year in which nobody sends the summary."""
    village: dict[int, list[VillageRow]] = field(default_factory=dict)
    facts: dict[int, dict] = field(default_factory=dict)
    groups: list[GroupRow] = field(default_factory=list)
    activities: dict[int, list[ActivityRow]] = field(default_factory=dict)
    statistics: dict[int, Rows] = field(default_factory=dict)
    exams: list[Exam] = field(default_factory=list)
    prior_exams: list[Exam] = field(default_factory=list)
    gradings: list[Grading] = field(default_factory=list)
    item_scores: list[ItemScores] = field(default_factory=list)
    special: School | None = None
    """Its school for disabled children, which is on the list and in nothing else."""
    vocational: School | None = None
    """Its vocational school, likewise."""
    premises: dict[int, dict[str, Premises]] = field(default_factory=dict)
    answers: dict[int, dict[str, list]] = field(default_factory=dict)
    """Year → form → records of the county for the national standard."""
    by_grade: dict[int, dict[str, dict[str, list]]] = field(default_factory=dict)
    """Year → school_id → form → records that a school fills in grade by grade."""
    course: Course = "mixed"

    def is_ready(self, year: int) -> bool:
        """Whether it has put right what is not meant to fail."""
        return is_ready(year, self.course)

    def standing_in(self, year: int) -> Standing:
        """How it stands in a school year."""
        return standing_of(self.county_id, year, self.course)

    def names(self, year: int) -> dict[str, tuple[str, ...]]:
        """school_id → name and aliases that are in use in a school year."""
        everyone = [*self.schools, *self._only_listed()]
        return {school.school_id: school.names_in(year) for school in everyone}

    def listed_in(self, year: int) -> list[School]:
        """The schools of a year's list."""
        return [*self.open_in(year), *self._only_listed()]

    def _only_listed(self) -> list[School]:
        return [school for school in (self.special, self.vocational) if school]

    def cohorts_of(self, school: School, year: int) -> list[Cohort]:
        """The children of one school."""
        return [cohort for cohort in self.history.get(year, []) if cohort.school is school]

    def open_in(self, year: int) -> list[School]:
        """The schools of a school year."""
        return [school for school in self.schools if school.is_open(year)]


def simulate_county(
    index: int, schools: int, pupils: int, years: int, seed: int, first_serial: int,
    course: Course = "mixed",
) -> World:  # fmt: skip
    """The n-th county: schools, children, staff, money and examinations."""
    county_id, name = county_code(index), county_name(index)
    book = IdentityBook(county_id)
    spans = list(range(LAST_YEAR - years + 1, LAST_YEAR + 1))
    listed = make_schools(county_id, name, schools, seed, first_serial)
    if years > 1:
        change_schools(listed, LAST_YEAR)
    deal_fortunes(listed, seed)
    history = simulate_pupils(county_id, listed, spans, pupils, seed, book)
    if is_ready(LAST_YEAR, course):
        split_large_classes(history[LAST_YEAR])
    groups = make_groups(county_id, [s for s in listed if s.successor is None], seed)
    rosters, moves = simulate_staff(county_id, listed, history, seed, book, groups, course)
    world = World(county_id, name, spans, listed, history, rosters, moves, course=course)
    world.groups = groups
    if schools >= SCHOOLS_WITH_SPECIAL:
        world.special = special_school(county_id, name, first_serial)
        world.vocational = vocational_school(county_id, name, first_serial)
    _add_profiles(world, seed)
    _add_money(world, seed, book)
    world.exams = simulate_exams(county_id, history, seed)
    for exam in world.exams:
        if exam.plan.sampled_per_school:
            add_scheme(exam, history[exam.school_year], max(history))
    world.prior_exams = simulate_prior_exams(county_id, history, seed)
    edges = {year for year in history if world.standing_in(year) == "edge"}
    world.gradings = simulate_gradings(county_id, history, edges, seed)
    world.item_scores = simulate_item_scores(world.exams, seed)
    for year in spans:
        register = groups_of_year(world.groups, year)
        world.activities[year] = activity_rows(register, county_id, year, seed)
        world.statistics[year] = statistics_of(world, year, seed)
        world.premises[year] = premises_of(world, year, seed)
        world.answers[year] = answers_of(world, year, seed)
        world.by_grade[year] = by_grade_of(world, year, seed)
        world.facts[year] = county_facts(
            county_id, name, year, seed, history[year],
            _declared(world, year) | declared_answers(world, year),
            world.standing_in(year), is_ready=world.is_ready(year),
        )  # fmt: skip
    return world


def _add_profiles(world: World, seed: int) -> None:
    edges = edges_of(world.schools)
    first = world.history[world.years[0]]
    posts = allot_posts(world.schools, world.rosters[world.years[0]], world.years, seed)
    for school in world.schools:
        mine = [cohort for cohort in first if cohort.school is school]
        campus = campus_of(school, mine, world.years, seed)
        for year in filter(school.is_open, world.years):
            cohorts = world.cohorts_of(school, year)
            staff = [teacher for teacher in world.rosters[year] if teacher.school is school]
            profile = profile_of(school, year, cohorts, staff, campus[year])
            before = world.cohorts_of(school, year - 2)
            standing = world.standing_in(year)
            profile |= leavers_of(school, cohorts, before, standing, year, seed)
            profile["approved_post_count"] = posts[school.school_id, year]
            if world.is_ready(year):
                equip(profile, cohorts)
            else:
                put_on_edge(profile, edges.get(school.school_id), year == world.years[0])
            world.profiles.setdefault(year, {})[school.school_id] = profile
    for profiles in world.profiles.values():
        for school in world.schools:
            if school.is_in_parents_form:
                add_contained(profiles[school.parent_id], profiles[school.school_id])


def _add_money(world: World, seed: int, book: IdentityBook) -> None:
    private = {school.school_id for school in world.schools if school.is_private}
    for turn, year in enumerate(world.years):
        parity = 0 if world.is_ready(year) else turn
        rows = payroll(world.county_id, seed, year, world.rosters, book)
        if turn == LATE_TURN:
            rows = with_late_rewards(seed, world.county_id, year, rows)
        world.payrolls[year] = rows
        world.village[year] = village_rows(world.open_in(year), world.county_id, seed)
        away = off_post(year, world.rosters)
        civil = civil_rows(world.county_id, seed, year, parity, rows, private, away)
        world.civil[year] = civil
        if turn == LATE_TURN and year != world.years[-1]:
            world.servants[year] = servant_rows(world.county_id, seed, year, civil, book)


def _declared(world: World, year: int) -> dict[str, object]:
    """What the bureau wrote on its own form: near the truth, counted by hand."""
    rows = [row for row in world.payrolls[year] if row.person_category == "teacher"]
    paid = sum((row.gross_pay_yuan for row in rows), Decimal(0))
    months = sum((row.month_count for row in rows), Decimal(0))
    civil = world.civil[year]
    civil_paid = sum((row.total_yuan for row in civil), Decimal(0))
    civil_months = sum(row.person_month_count for row in civil)
    before = world.rosters.get(year - 1, world.rosters[year])
    moves = ledger(world.moves, year)
    backbone = {t.id_number for t in world.rosters[year] if t.backbone_level not in
                ("none", "school")}  # fmt: skip
    moved = {move.id_number for move in moves}
    return {
        "declared_teacher_average_yuan": _hundred(12 * paid / months),
        "declared_civil_servant_average_yuan": _hundred(12 * civil_paid / civil_months),
        "declared_eligible_teacher_count": sum(may_go(teacher, year) for teacher in before),
        "declared_exchanged_teacher_count": len(moved),
        "declared_exchanged_backbone_count": len(moved & backbone),
    }


def _hundred(value: Decimal) -> Decimal:
    return (value / 100).quantize(Decimal(1)) * 100
