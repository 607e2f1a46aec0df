"""Rooms for music and fine art, one by one, with their areas."""

from __future__ import annotations

import math
import random
from decimal import Decimal

from sample.chance import stream
from sample.records.premises import RoomRow
from sample.schools import School
from sample.standing import Standing

KINDS = {"music": "音乐教室", "fine_art": "美术教室"}
# What the standard asks of a room, in hundredths of square metres: as a rule, of schools built by
# 2016, and of village schools with small classes by stage. Only to make plausible rooms.
USUAL = {"music": 9600, "fine_art": 9000}
BUILT_BY_2016 = {"music": 7300, "fine_art": 6700}
SMALL_CLASSES = {"primary": 5400, "junior": 6100}
CLASSES_PER_ROOM = 12
SMALL_CLASS = 30
# Schools that show one branch each, counted among the public schools of one stage that are no
# teaching points; what fails does so only where the county stands so.
PLANS = {
    1: "exact",
    2: "built_by_2016",
    3: "just_below",
    4: "no_art",
    5: "one_short",
    6: "one_more",
}
FAILING = {"weak": ("just_below", "no_art", "one_short"), "close": ("no_art",), "edge": ()}


def plans_of(schools: list[School], *, is_ready: bool = False) -> dict[str, str]:
    """school_id → the branch that the school shows; in a county that `is_ready` one school has no
    room for art, however few there are."""
    lone = [s for s in schools if s.kind in ("primary", "junior") and s.successor is None]
    plans = {lone[turn].school_id: plan for turn, plan in PLANS.items() if turn < len(lone)}
    if is_ready and "no_art" not in plans.values():
        plans[lone[0].school_id] = "no_art"
    return plans


def rooms_of(
    school: School, classes: dict[str, int], largest: int, plan: str, standing: Standing, seed: int,
    campuses: tuple[str | None, ...] = (None,),
) -> list[RoomRow]:  # fmt: skip
    """The rooms of one school in a school year, on its campuses in turn.

    `classes` are its classes by compulsory stage, `largest` the children of its largest class. A
    point of a few children has no such room.
    """
    if school.kind == "point" and sum(classes.values()) and largest < 8:
        return []
    rng = stream(seed, school.school_id, "rooms")
    need = math.ceil(sum(classes.values()) / CLASSES_PER_ROOM)
    counts = dict.fromkeys(KINDS, need)
    if plan == "one_more" or (not plan and rng.random() < 0.25):
        counts["music"] += 1
    failing = plan if plan in FAILING[standing] else ""
    if failing == "no_art":
        counts = {"music": 2 * need, "fine_art": 0}
    elif failing == "one_short":
        counts["music"] -= 1
    is_small = school.urban_rural == "village" and largest < SMALL_CLASS
    rows = []
    for kind, name in KINDS.items():
        for turn in range(counts[kind]):
            least, stage = USUAL[kind], None
            if is_small:
                stage = list(classes)[(turn + (kind == "music")) % len(classes)]
                least = SMALL_CLASSES[stage]
            elif plan == "built_by_2016":
                least = BUILT_BY_2016[kind]
            area = _area(rng, least, is_least=plan == "exact" or (is_small and turn == 0))
            if failing == "just_below" and turn == 0:
                area = Decimal(least - 1).scaleb(-2)
            rows.append(RoomRow(campuses[turn % len(campuses)], kind, f"{name}{turn + 1}", area,
                                stage if len(classes) > 1 else None))  # fmt: skip
    if rng.random() < 0.2:
        rows.append(
            RoomRow(campuses[0], "other", "舞蹈教室", _area(rng, 8000, is_least=False), None)
        )
    return rows


def _area(rng: random.Random, least: int, *, is_least: bool) -> Decimal:
    return Decimal(least if is_least else least + rng.randint(1, 2400)).scaleb(-2)
