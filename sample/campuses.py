"""Schools with more than one campus: who learns where, and what each campus has."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sample.chance import stream
from sample.records.premises import CampusRow
from sample.schools import School

AREAS = ("teaching_area_m2", "indoor_sports_area_m2", "outdoor_sports_area_m2")
STAGES = ("primary", "junior", "senior")
NAMES = ("本部", "东校区")
# Percent of a school's pupils by stage, and of its rooms, that are on its second campus.
Plan = tuple[dict[str, int], int]
# A stage of its own on each campus; both stages on each; one stage on both.
PLANS: dict[str, Plan] = {
    "private_nine": ({"primary": 100, "junior": 0}, 55),
    "nine": ({"primary": 40, "junior": 25}, 30),
    "private_primary": ({"primary": 35}, 40),
}


def campus_plans(schools: list[School]) -> dict[str, Plan]:
    """school_id → how its pupils and rooms lie on two campuses. Schools that have a branch on the
    list are none of them: their branches speak for themselves."""
    parents = {school.parent_id for school in schools}
    plans = {}
    for kind, plan in PLANS.items():
        alone = [s for s in schools if s.kind == kind and s.school_id not in parents]
        if alone:
            plans[alone[0].school_id] = plan
    return plans


def campuses_of(school: School, plan: Plan, profile: dict[str, Any], seed: int) -> list[CampusRow]:
    """Two campuses that add up to what the school's own form says."""
    share_of_pupils, share_of_rooms = plan
    spare = Decimal(stream(seed, school.school_id, "campuses").randint(3000, 9000))
    pupils = {stage: profile[f"{stage}_pupil_count"] or 0 for stage in STAGES}
    away = {stage: pupils[stage] * share_of_pupils.get(stage, 0) // 100 for stage in STAGES}
    second = {name: _part(profile[name], share_of_rooms, "0.01") for name in AREAS}
    second["equipment_value_yuan"] = _part(profile["equipment_value_yuan"], share_of_rooms, "1e2")
    second["multimedia_room_count"] = profile["multimedia_room_count"] * share_of_rooms // 100
    first = {name: profile[name] - value for name, value in second.items()}
    other = profile["other_sports_area_m2"]
    first["other_sports_area_m2"] = other
    second["other_sports_area_m2"] = None if other is None else Decimal(0)
    left = {stage: pupils[stage] - away[stage] for stage in STAGES}
    # one of them has a code of its own
    code = f"{school.school_id[:4]}8{school.school_id[5:]}" if school.is_private else None
    return [_row(0, None, left, first, spare), _row(1, code, away, second, spare)]


def _row(
    turn: int, code: str | None, pupils: dict[str, int], own: dict[str, Any], spare: Decimal
) -> CampusRow:
    building = (own["teaching_area_m2"] * Decimal("1.4")).quantize(Decimal("0.01"))
    land = building + own["outdoor_sports_area_m2"] + spare
    return CampusRow(NAMES[turn], code, turn == 0, *pupils.values(), land, building,
                     *(own[name] for name in AREAS), own["other_sports_area_m2"], None,
                     own["equipment_value_yuan"], own["multimedia_room_count"])  # fmt: skip


def _part(amount: Decimal, percent: int, step: str) -> Decimal:
    return (amount * percent / 100).quantize(Decimal(step))
