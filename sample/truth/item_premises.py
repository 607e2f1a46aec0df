"""The truth about rooms for music and art (G3), the size of schools (G4) and of classes (G5).

Where the sources leave room: rooms are wanted for every twelve classes begun; a room that names no
stage must do for each of its school's; a branch of a school has rooms of its own, and its pupils
are its parent's.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sample.deliveries import Table
from sample.truth.person import stage_of_grade
from sample.truth.place import school_flag_rows
from sample.truth.resource import RELAXED_FROM
from sample.truth.school import COMPULSORY, LEFT_OUT, SchoolYear

if TYPE_CHECKING:
    from sample.truth.item import Cycle

Row = dict[str, Any]
KINDS = {"G3-music": "music", "G3-fine-art": "fine_art"}
AREA = {"G3-music": Decimal(96), "G3-fine-art": Decimal(90)}
BUILT_BY_2016 = {"G3-music": Decimal(73), "G3-fine-art": Decimal(67)}
SMALL_CLASSES = {"primary": Decimal(54), "junior": Decimal(61)}
CLASSES_A_ROOM = 12
SIZES = {
    "music": ((96, 9999, "from_96"), (73, 96, "73_to_96"), (61, 73, "61_to_73")),
    "fine_art": ((90, 9999, "from_90"), (67, 90, "67_to_90"), (61, 67, "61_to_67")),
}
SIZE_STAGE = {"211": "primary", "218": "primary", "311": "junior", "341": "junior",
              "342": "junior", "371": "junior", "511": "primary",
              "312": "nine_year", "345": "twelve_year"}  # fmt: skip
SIZE = {"primary": 2000, "junior": 2000, "nine_year": 2500, "twelve_year": 2500}
LARGER = {"primary": 2400, "junior": 2400, "nine_year": 3000, "twelve_year": 2500}
CLASS_SIZE = {"primary": 45, "junior": 50}


def premises_verdicts(cycle: Cycle) -> Iterator[Row]:
    """G3 and G4 of each school, G5 of the county by stage."""
    forms = {
        form: {t.sender_id: t for t in cycle.received.tables(form, cycle.county_id,
                                                             cycle.school_year)}
        for form in ("room", "class_roster")
    }  # fmt: skip
    for school in cycle.schools:
        stages = [stage for stage in school.stages() if stage in COMPULSORY]
        if not stages:
            continue
        school_id = school.listed.school_id
        classes, rooms = forms["class_roster"].get(school_id), forms["room"].get(school_id)
        kinds = _kinds(school, classes)
        for row in (
            *_rooms(cycle, school, stages, kinds, classes, rooms),
            _size(cycle, school, kinds),
        ):
            if school.listed.school_type in LEFT_OUT:
                row |= {"verdict": "not_applicable", "reason": "excluded_type"}
            yield row | {"school_id": school_id}
    yield from _classes(cycle, forms["class_roster"])


def _kinds(school: SchoolYear, classes: Table | None) -> set[str]:
    largest = max((row.pupil_count for row in classes.loaded), default=None) if classes else None
    return {row["school_flag"] for row in school_flag_rows(school, largest) if row["is_held"]}


def _rule_set(cycle: Cycle) -> str:
    return next((name for name, first, end in RELAXED_FROM
                 if first.year <= cycle.school_year < end.year), "")  # fmt: skip


def _area(cycle: Cycle, item: str, stage: str, kinds: set[str]) -> tuple[Decimal, str]:
    """The least area of a room and the rule that says so: the smallest of those allowed."""
    rule_set, ways = _rule_set(cycle), []
    if rule_set and "built_by_2016" in kinds:
        ways.append((BUILT_BY_2016[item], f"{rule_set}|{item}|{stage}|built_by_2016"))
    if rule_set and "rural_small_class" in kinds:
        ways.append((SMALL_CLASSES[stage], f"{rule_set}|{item}|{stage}|rural_small_class"))
    return min(ways, default=(AREA[item], f"CN-2017|{item}|{stage}"))


def _by_size(
    profile: Row | None, kind: str, least: Decimal, strictest: Decimal
) -> int | None:  # fmt: skip
    """Rooms that are large enough by the national entry form, which counts them by size, if its
    sizes tell; a smaller one stands in the total alone."""
    counts = {(low, high): (profile or {}).get(f"{kind}_room_count_{name}_m2")
              for low, high, name in SIZES[kind]}  # fmt: skip
    total = (profile or {}).get(f"{kind}_room_count")
    if total is None or None in counts.values():
        return None
    counts[0, 61] = total - sum(counts.values())
    sure = sum(count for (low, _), count in counts.items() if low >= strictest)
    possible = sum(count for (_, high), count in counts.items() if high > least)
    return sure if sure == possible else None


def _rooms(
    cycle: Cycle, school: SchoolYear, stages: list[str], kinds: set[str], classes: Table | None,
    rooms: Table | None,
) -> Iterator[Row]:  # fmt: skip
    count = None
    if classes and classes.loaded:
        count = sum(stage_of_grade(row.grade) in COMPULSORY for row in classes.loaded)
    need = None if count is None else math.ceil(count / CLASSES_A_ROOM)
    enough, profile = {}, school.profile
    for item, kind in KINDS.items():
        areas = {stage: _area(cycle, item, stage, kinds)[0] for stage in COMPULSORY}
        strictest = max(areas[stage] for stage in stages)
        if rooms is None:
            enough[item] = _by_size(profile, kind, min(areas[s] for s in stages), strictest)
        else:
            enough[item] = sum(
                row.area_m2 >= areas.get(row.stage, strictest)
                for row in rooms.loaded if row.room_kind == kind and row.stage != "senior"
            )  # fmt: skip
    for item in KINDS:
        have = enough[item]
        rule = max(_area(cycle, item, stage, kinds) for stage in stages)[1]
        yield {
            "indicator_id": item, "value": _float(have), "numerator": _float(have),
            "denominator": _float(need), "limit_value": _float(need), "threshold_id": rule,
            "is_threshold_uncertain": not rule.startswith("CN-2017"),
            **_room_verdict(need, have, classes, rooms, sum(n or 0 for n in enough.values())),
        }  # fmt: skip


def _room_verdict(
    need: int | None, have: int | None, classes: Table | None, rooms: Table | None, lumped: int
) -> Row:
    def told(verdict: str, reason: str | None = None) -> Row:
        return {"verdict": verdict, "reason": reason}

    if need is None:
        return told("incomplete", "class_roster_missing")
    if need == 0:
        return told("not_applicable", "no_class")
    if have is None:
        return told("incomplete", "room_missing")
    if have < need:
        if rooms and rooms.faults:
            return told("incomplete", "rows_rejected")
        return told("not_met", "rooms_enough_if_lumped" if lumped >= need else "rooms_too_few")
    return told("incomplete", "rows_rejected") if classes.faults else told("met")


def _size(cycle: Cycle, school: SchoolYear, kinds: set[str]) -> Row:
    stage = SIZE_STAGE[school.listed.school_type]
    rule_set, limit, rule = _rule_set(cycle), SIZE[stage], f"CN-2017|G4|{stage}"
    flags = sorted(kinds & {"built_by_2010", "migrant_majority"})
    if rule_set and flags:
        limit, rule = LARGER[stage], f"{rule_set}|G4|{stage}|{flags[0]}"
    compulsory = [name for name in school.stages() if name in COMPULSORY]
    counts = [school.pupils(name) for name in compulsory]
    known = sum(count or 0 for count in counts)
    size = None if None in counts else known
    row: Row = {
        "indicator_id": "G4", "stage": stage, "value": _float(size), "numerator": _float(size),
        "limit_value": float(limit), "threshold_id": rule,
        "is_threshold_uncertain": rule_set != "" and bool(flags), "verdict": "met",
    }  # fmt: skip
    if all(school.scope(name) == "merged_into_parent" for name in compulsory):
        row |= {"verdict": "not_applicable", "reason": "merged_into_parent"}
    elif known > limit:
        row |= {"verdict": "not_met", "reason": "school_too_large"}
    elif size is None:
        reason = "profile_missing" if school.profile is None else "pupils_missing"
        row |= {"verdict": "incomplete", "reason": reason}
    return row


def _classes(cycle: Cycle, rosters: dict[str, Table]) -> Iterator[Row]:
    for stage, limit in CLASS_SIZE.items():
        asked = [s for s in cycle.schools
                 if stage in s.stages() and s.listed.school_type not in LEFT_OUT]  # fmt: skip
        tables = [rosters.get(school.listed.school_id) for school in asked]
        sizes = [
            [r.pupil_count for r in table.loaded if stage_of_grade(r.grade) == stage]
            if table else [] for table in tables
        ]  # fmt: skip
        over = sum(size > limit for school in sizes for size in school)
        verdict, reason = "met", None
        if not asked:
            verdict, reason = "not_applicable", "no_school"
        elif over:
            verdict, reason = "not_met", "class_too_large"
        elif not all(sizes):
            verdict, reason = "incomplete", "class_roster_missing"
        elif any(table.faults for table in tables if table):
            verdict, reason = "incomplete", "rows_rejected"
        yield {
            "indicator_id": "G5", "stage": stage, "value": float(over), "numerator": float(over),
            "denominator": float(sum(map(len, sizes))), "limit_value": 0.0,
            "threshold_id": f"CN-2017|G5|{stage}", "verdict": verdict, "reason": reason,
        }  # fmt: skip


def _float(value: int | None) -> float | None:
    return None if value is None else float(value)
