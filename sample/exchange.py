"""Teachers and principals who work at another school for a time."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from sample.chance import pick, stream, weighted
from sample.retirement import add_months, months_between, retirement_month
from sample.schools import School
from sample.staff import ARTS, Teacher

FORMS = (("rotation", 60), ("support_teaching", 16), ("paired_support", 8), ("competitive", 6),
         ("group_internal", 6), ("district_internal", 4))  # fmt: skip
# New moves per eligible teacher; the third is "just about as many as the limit asks for".
RATES = (0.114, 0.097, 0.1, 0.106, 0.093)


@dataclass(frozen=True, slots=True)
class Move:
    """One entry of the exchange ledger."""

    id_number: str
    name: str
    from_school: School
    to_school: School
    form: str
    start: dt.date
    end: dt.date | None
    planned_end: dt.date | None
    lesson_share: Decimal | None = None
    is_relation_moved: bool = False

    def runs_past(self, year: int) -> bool:
        """Still in force in the September of that year."""
        end = self.end or self.planned_end
        return end is not None and end >= dt.date(year, 9, 1)


def may_go(teacher: Teacher, year: int) -> bool:
    """Whether the bureau's list for the school year would name this person."""
    september = dt.date(year, 9, 1)
    return (
        not teacher.school.is_private
        and teacher.stage != "senior"
        and teacher.post_category == "teacher"
        and teacher.staffing == "staffed"
        and teacher.post_status == "in_post"
        and teacher.deferral_reason == "none"
        and months_between(teacher.arrived, september) >= 72
        and months_between(september, retirement_month(teacher.birth, teacher.is_male)) > 60
    )


def is_backbone(teacher: Teacher, day: dt.date) -> bool:
    """A title of county level or above that runs on the day."""
    return teacher.backbone_level not in ("none", "school") and (
        teacher.backbone_expiry is None or teacher.backbone_expiry >= day
    )


def plan_moves(
    county_id: str, seed: int, year: int, schools: list[School], before: list[Teacher],
    people: list[Teacher], away: set[str], *, is_ready: bool = False,
    is_kept: bool = False,
) -> list[Move]:  # fmt: skip
    """The moves that begin in this school year; a teacher whose relation moves changes school. In a
    county that `is_ready` they are enough, and whether they count is clear of all; one that
    `is_kept` gives away for good nobody of whom schools need so many each."""
    rng = stream(seed, county_id, "moves", year)
    listed = {teacher.id_number for teacher in before if may_go(teacher, year)}
    here = [t for t in people if t.id_number in listed and t.id_number not in away]
    rate = max(RATES) if is_ready else RATES[(seed + year) % len(RATES)]
    wanted = max(2, -int(-len(listed) * rate // 1))
    backbone = -(-wanted // 5) + rng.choice((-2, -1, 0, 0, 1))
    if is_ready:
        backbone = -(-wanted // 4) + 1
    september = dt.date(year, 9, 1)
    rng.shuffle(here)
    goers = [t for t in here if is_backbone(t, september)][: max(1, backbone)]
    goers += [t for t in here if not is_backbone(t, september)][: wanted - len(goers)]
    young = [
        t for t in people
        if t.id_number not in listed and t.id_number not in away and t.post_category == "teacher"
        and t.stage != "senior" and not t.school.is_private
    ]  # fmt: skip
    # A few go who were not on the list; they count all the same.
    swap = len(goers) // 12
    goers[len(goers) - swap :] = rng.sample(young, min(swap, len(young)))
    target = _target(rng, schools)
    moves = [_counted(rng, teacher, target(teacher), year) for teacher in goers]
    if is_kept:
        scarce = {t.id_number for t in goers if t.subject in ARTS or is_backbone(t, september)}
        moves = [
            replace(move, is_relation_moved=move.is_relation_moved and move.id_number not in scarce)
            for move in moves
        ]
    named = {teacher.id_number for teacher in goers}
    rest = [teacher for teacher in here if teacher.id_number not in named]
    odd = _odd_moves(rng, rest, target, year, extra=max(1, wanted // 12))
    moves += [move for move in odd if not (is_ready and _is_open(move))]
    moves += _second_moves(rng, goers, moves, target, year)
    # One who is still away goes on to a third school; that move counts as new all the same.
    moves += [
        Move(t.id_number, t.name, t.school, target(t), "rotation", dt.date(year, 10, 1),
             dt.date(year + 1, 8, 1), None)
        for t in people if t.id_number in away
    ][:1]  # fmt: skip
    moves += _through_a_merger(schools, people, away | {move.id_number for move in moves}, year)
    _move_relations(moves, people, year)
    return moves


def _target(rng: random.Random, schools: list[School]) -> Callable[[Teacher], School]:
    public = [school for school in schools if not school.is_private]

    def choose(teacher: Teacher) -> School:
        """A school with the teacher's stage, a village school as often as not."""
        fit = [s for s in public if teacher.stage in s.stages and s is not teacher.school]
        village = [school for school in fit if school.urban_rural == "village"]
        if village and rng.random() < 0.5:
            return pick(rng, village)
        return pick(rng, fit or [s for s in public if s is not teacher.school])

    return choose


def _counted(rng: random.Random, teacher: Teacher, target: School, year: int) -> Move:
    start = dt.date(year, 9 if rng.random() < 0.9 else 10, 1)
    kind = rng.random()
    end: dt.date | None = dt.date(year + 1, 7 if rng.random() < 0.5 else 8, 1)
    planned = None
    if kind < 0.3:
        end, planned = None, dt.date(year + 2, 8, 1)
    elif kind < 0.45:
        end, planned = None, dt.date(year + 1, 8, 1)
    form, share = weighted(rng, FORMS), None
    if rng.random() < 0.05:
        form = pick(rng, ("circuit_teaching", "cross_school_teaching"))
        share = pick(rng, (Decimal("50.00"), Decimal("60.00"), Decimal("62.50")))
    fits = share is None and not teacher.is_leader and teacher.stage in target.stages
    relation = fits and rng.random() < 0.12
    return Move(teacher.id_number, teacher.name, teacher.school, target, form, start, end, planned,
                share, relation)  # fmt: skip


def _odd_moves(
    rng: random.Random, rest: list[Teacher], target: Callable[[Teacher], School], year: int,
    extra: int,
) -> list[Move]:  # fmt: skip
    """Moves that must not count: too short, pending, with too few lessons or none stated."""
    moves = []
    september = dt.date(year, 9, 1)
    for turn, teacher in enumerate(rest[: 4 * extra]):
        end, planned, form, share = dt.date(year + 1, 8, 1), None, "rotation", None
        if turn % 4 == 0:
            end = add_months(september, rng.randint(2, 8))
        elif turn % 4 == 1:
            end = None
        else:
            form = ("circuit_teaching", "cross_school_teaching")[turn // 4 % 2]
            share = Decimal("49.99") if turn % 4 == 2 else None
        moves.append(Move(teacher.id_number, teacher.name, teacher.school, target(teacher), form,
                          september, end, planned, share))  # fmt: skip
    return moves


def _is_open(move: Move) -> bool:
    """Whether it can still count, or not."""
    is_part_time = move.form in ("circuit_teaching", "cross_school_teaching")
    return (move.end or move.planned_end) is None or (is_part_time and move.lesson_share is None)


def _through_a_merger(
    schools: list[School], people: list[Teacher], busy: set[str], year: int
) -> list[Move]:
    """One who is still away when the school of origin is merged, the year after."""
    staying = [
        teacher for teacher in people
        if teacher.school.ends_in == year + 1 and teacher.id_number not in busy
        and teacher.post_category == "teacher"
    ]  # fmt: skip
    hosts = [school for school in schools if not school.is_private and school.ends_in is None]
    return [
        Move(t.id_number, t.name, t.school, host, "rotation", dt.date(year, 9, 1), None,
             dt.date(year + 2, 8, 1))
        for t in staying for host in hosts if t.stage in host.stages
        and host is not t.school.successor
    ][:1]  # fmt: skip


def _second_moves(
    rng: random.Random, goers: list[Teacher], moves: list[Move],
    target: Callable[[Teacher], School], year: int,
) -> list[Move]:  # fmt: skip
    """Two teachers with a second lasting move in the same year; a person counts once."""
    second = []
    for turn, teacher in enumerate(goers[:2]):
        first = next(move for move in moves if move.id_number == teacher.id_number)
        school = target(teacher)
        if school is first.to_school or first.is_relation_moved:
            continue
        start = first.start if turn else dt.date(year, 11, 1)
        second.append(Move(teacher.id_number, teacher.name, teacher.school, school,
                           "circuit_teaching", start, dt.date(year + 1, 8, 1), None,
                           Decimal("55.00")))  # fmt: skip
    return second


def _move_relations(moves: list[Move], people: list[Teacher], year: int) -> None:
    gone = {move.id_number: move.to_school for move in moves if move.is_relation_moved}
    for teacher in people:
        if teacher.id_number in gone:
            teacher.school = gone[teacher.id_number]
            teacher.arrived = dt.date(year, 9, 1)


def ledger(moves: dict[int, list[Move]], year: int) -> list[Move]:
    """The ledger of the school year: new moves, earlier ones still in force, and one long over,
    to a school that is no more if there was one."""
    rows = [move for start in sorted(moves) if start < year for move in moves[start]
            if move.runs_past(year)]  # fmt: skip
    over = [move for move in moves.get(year - 1, []) if move.end and not move.runs_past(year)]
    over.sort(key=lambda move: move.to_school.is_open(year))
    return rows + over[:1] + moves.get(year, [])
