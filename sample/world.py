"""One made-up county, simulated: everybody and everything in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from sample.careers import simulate_staff
from sample.edges import edges_of, put_on_edge
from sample.exams import Exam, simulate_exams
from sample.exchange import Move, ledger, may_go
from sample.groups import county_facts, make_groups
from sample.identity import IdentityBook, county_code
from sample.names import county_name
from sample.pay import civil_rows, off_post, payroll
from sample.pupils import Cohort, simulate_pupils
from sample.records import CivilRow, GroupRow, PayRow
from sample.resources import (
    add_contained,
    campus_of,
    deal_fortunes,
    profile_of,
)
from sample.schools import School, change_schools, make_schools
from sample.staff import Teacher
from sample.statistics import Rows, statistics_of

LAST_YEAR = 2025


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
    facts: dict[int, dict] = field(default_factory=dict)
    groups: list[GroupRow] = field(default_factory=list)
    statistics: dict[int, Rows] = field(default_factory=dict)
    exams: list[Exam] = field(default_factory=list)

    def names(self, year: int) -> dict[str, tuple[str, ...]]:
        """school_id → name and aliases that are in use in a school year."""
        return {school.school_id: school.names_in(year) for school in self.schools}

    def open_in(self, year: int) -> list[School]:
        """The schools of a school year."""
        return [school for school in self.schools if school.is_open(year)]


def simulate_county(
    index: int, schools: int, pupils: int, years: int, seed: int, first_serial: int
) -> World:
    """The n-th county: schools, children, staff, money and examinations."""
    county_id, name = county_code(index), county_name(index)
    book = IdentityBook(county_id)
    spans = list(range(LAST_YEAR - years + 1, LAST_YEAR + 1))
    listed = make_schools(county_id, name, schools, seed, first_serial)
    if years > 1:
        change_schools(listed, LAST_YEAR)
    deal_fortunes(listed, seed)
    history = simulate_pupils(county_id, listed, spans, pupils, seed, book)
    rosters, moves = simulate_staff(county_id, listed, history, seed, book)
    world = World(county_id, name, spans, listed, history, rosters, moves)
    _add_profiles(world, seed)
    _add_money(world, seed, book)
    lasting = [school for school in listed if school.is_reporting and school.successor is None]
    world.groups = make_groups(county_id, lasting, seed)
    world.exams = simulate_exams(county_id, history, seed)
    for year in spans:
        world.statistics[year] = statistics_of(world, year, seed)
        world.facts[year] = county_facts(
            county_id, name, year, seed, history[year], _declared(world, year)
        )
    return world


def _add_profiles(world: World, seed: int) -> None:
    edges = edges_of(world.schools)
    first = world.history[world.years[0]]
    for school in filter(lambda school: school.is_reporting, world.schools):
        mine = [cohort for cohort in first if cohort.school is school]
        campus = campus_of(school, mine, world.years, seed)
        for year in filter(school.is_open, world.years):
            cohorts = [cohort for cohort in world.history[year] if cohort.school is school]
            staff = [teacher for teacher in world.rosters[year] if teacher.school is school]
            profile = profile_of(school, year, cohorts, staff, campus[year])
            put_on_edge(profile, edges.get(school.school_id), year == world.years[0])
            world.profiles.setdefault(year, {})[school.school_id] = profile
    for profiles in world.profiles.values():
        for school in world.schools:
            if school.is_in_parents_form:
                add_contained(profiles[school.parent_id], profiles[school.school_id])


def _add_money(world: World, seed: int, book: IdentityBook) -> None:
    private = {school.school_id for school in world.schools if school.is_private}
    for turn, year in enumerate(world.years):
        rows = payroll(world.county_id, seed, year, world.rosters, book)
        world.payrolls[year] = rows
        away = off_post(year, world.rosters)
        world.civil[year] = civil_rows(world.county_id, seed, year, turn, rows, private, away)


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
