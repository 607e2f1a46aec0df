"""How the staff of a county changes from one school year to the next."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sample.chance import pick, weighted
from sample.exchange import Move, ledger, plan_moves
from sample.fellows import keep_inside
from sample.identity import IdentityBook
from sample.pupils import Cohort
from sample.records.school import GroupRow
from sample.retirement import retirement_month
from sample.schools import School
from sample.slips import forget, transfer_unnoticed
from sample.staff import (
    ARTS,
    BACKBONE_LEVELS,
    Need,
    Office,
    Teacher,
    first_staff,
    plan_needs,
    subject_of,
)
from sample.standing import Course, is_ready, standing_of

NEXT_TITLE = {"none": "second", "third": "second", "second": "first", "first": "senior"}


def simulate_staff(
    county_id: str, schools: list[School], history: dict[int, list[Cohort]], seed: int,
    book: IdentityBook, groups: list[GroupRow], course: Course = "mixed",
) -> tuple[dict[int, list[Teacher]], dict[int, list[Move]]]:  # fmt: skip
    """Rosters (as of 1 September) and exchange moves begun in each school year."""
    office = Office(county_id, seed, book)
    rosters: dict[int, list[Teacher]] = {}
    before: list[Teacher] = []
    moves: dict[int, list[Move]] = {}
    people: list[Teacher] = []
    for year, cohorts in history.items():
        needs = plan_needs(cohorts, is_ready=is_ready(year, course))
        away = {move.id_number for move in moves.get(year - 1, []) if move.runs_past(year)}
        _merge_staff(people, year)
        if rosters:
            # who is away is still on the newest ledger, whoever left meanwhile
            bound = away if is_ready(year, course) else set()
            people = _carry_on(office, people, needs, year, bound)
        else:
            people = [person for need in needs for person in first_staff(office, need, year)]
        _settle(office, people, needs, year)
        open_now = [school for school in schools if school.is_open(year)]
        planned = plan_moves(
            county_id, seed, year, open_now, before or people, people, away,
            is_ready=is_ready(year + 1, course), is_kept=is_ready(year, course),
        )  # fmt: skip
        moves[year] = keep_inside(county_id, seed, year, planned, groups, open_now, people)
        if rosters and standing_of(county_id, year, course) != "close":
            transfer_unnoticed(people, open_now, moves, year)
        order = {school.school_id: turn for turn, school in enumerate(schools)}
        people.sort(key=lambda teacher: order[teacher.school.school_id])
        before = [replace(teacher) for teacher in people]
        rosters[year] = [replace(teacher) for teacher in people]
        _write_off(rosters[year], {move.id_number for move in ledger(moves, year)})
        if standing_of(county_id, year, course) == "weak":
            forget(rosters[year], moves[year])
    return rosters, moves


def _merge_staff(people: list[Teacher], year: int) -> None:
    """Who comes along with a merged school arrives, as the successor's roster has it, that day."""
    for teacher in people:
        if not teacher.school.is_open(year):
            teacher.school = teacher.school.successor
            teacher.arrived = dt.date(year, 9, 1)


def _write_off(roster: list[Teacher], away: set[str]) -> None:
    """Every third of those away on exchange is off post for the school that lists them."""
    for teacher in [teacher for teacher in roster if teacher.id_number in away][::3]:
        teacher.post_status = "off_post"


def _carry_on(
    office: Office, people: list[Teacher], needs: list[Need], year: int, bound: set[str]
) -> list[Teacher]:
    """Retire, let a few go who are not `bound`, promote, and fill the posts that are empty."""
    rng = office.rng
    today = dt.date(year, 9, 1)
    staying = []
    for teacher in people:
        is_over = retirement_month(teacher.birth, teacher.is_male) < today
        if (is_over or rng.random() < 0.008) and teacher.id_number not in bound:
            continue
        if teacher.title in NEXT_TITLE and rng.random() < 0.06:
            teacher.title = NEXT_TITLE[teacher.title]
        staying.append(teacher)
    for need in needs:
        here = [
            teacher for teacher in staying
            if teacher.school is need.school and teacher.stage == need.stage
            and teacher.post_category == "teacher"
        ]  # fmt: skip
        arts = sum(teacher.subject in ARTS for teacher in here)
        for turn in range(max(0, need.teachers - len(here), need.arts - arts)):
            subject = subject_of(rng, need, arts + turn)
            age = int(rng.triangular(22, 40, 24))
            staying.append(office.hire(year, need, "teacher", subject, age))
    return staying


def _settle(office: Office, people: list[Teacher], needs: list[Need], year: int) -> None:
    """What is decided anew each autumn: who is away, who leads, whose title runs."""
    rng = office.rng
    for teacher in people:
        teacher.post_status = weighted(rng, (("in_post", 97), ("off_post", 1.5), ("seconded", 1.5)))
        teacher.deferral_reason = "none"
        if not teacher.is_male and teacher.age(year) < 38 and rng.random() < 0.06:
            teacher.deferral_reason = pick(rng, ("pregnancy", "nursing"))
        elif rng.random() < 0.006:
            teacher.deferral_reason = "illness"
    by_stage: dict[tuple[str, str], list[Teacher]] = {}
    for teacher in people:
        if teacher.post_category == "teacher":
            by_stage.setdefault((teacher.school.school_id, teacher.stage), []).append(teacher)
    for need in needs:
        here = by_stage.get((need.school.school_id, need.stage), [])
        _crown(office, here, need, year)
        _appoint(office, here, need)


def _crown(office: Office, here: list[Teacher], need: Need, year: int) -> None:
    """Backbone titles: some run out, and new ones are given until the school has its number."""
    rng = office.rng
    today = dt.date(year, 9, 1)
    holders = 0
    for teacher in here:
        if teacher.backbone_level in ("none", "school"):
            continue
        if teacher.backbone_expiry and teacher.backbone_expiry < today and rng.random() < 0.6:
            teacher.backbone_expiry = dt.date(year + 3, 8, 1)
        holders += teacher.backbone_expiry is None or teacher.backbone_expiry >= today
    open_to = [t for t in here if t.backbone_level in ("none", "school")]
    open_to.sort(key=lambda t: (t.title not in ("senior", "senior_full", "first"), t.birth))
    for teacher in open_to[len(open_to) // 10 :][: max(0, need.backbone - holders)]:
        teacher.backbone_level = weighted(rng, BACKBONE_LEVELS)
        teacher.backbone_expiry = (
            None if rng.random() < 0.2 else dt.date(year + rng.randint(1, 4), pick(rng, (8, 12)), 1)
        )
    for teacher in here:
        if teacher.backbone_level == "none" and rng.random() < 0.02:
            teacher.backbone_level = "school"


def _appoint(office: Office, here: list[Teacher], need: Need) -> None:
    """A head and deputies (only where the school has its first stage), class teachers."""
    wanted = 1 + (len(here) > 35) + (len(here) > 70) if need.stage == need.school.stages[0] else 0
    leaders = [teacher for teacher in here if teacher.is_leader]
    ripe = [t for t in here if not t.is_leader and t.staffing == "staffed"]
    ripe.sort(key=lambda t: (t.title not in ("senior", "senior_full", "first"), -t.birth.year))
    for teacher in ripe[: max(0, wanted - len(leaders))]:
        teacher.is_leader = True
    for teacher in here:
        teacher.is_head_teacher = office.rng.random() < 0.3
