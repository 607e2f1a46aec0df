"""Changes that mend items of the county one by one: rooms that lack (G3), money for small schools
(G6) and for training (Q4), and pupils admitted where they live (G13).

Only what is surely failed is mended, and only in rows that are there; what is open stays open.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sample.deliveries import Received, Table
from sample.look import labels
from sample.records.premises import RoomRow
from sample.truth.item import Cycle, item_verdicts
from sample.truth.item_admission import NEARBY, asked_of
from sample.truth.item_money import SMALL
from sample.truth.item_premises import AREA, KINDS
from sample.what_if_form import Line, line_of

Row = dict[str, Any]
TRAINING = Fraction(5, 100)


def mended(cycle: Cycle) -> tuple[list[Row], list[Line]]:
    """The verdicts that a county's changes would give, and the lines that ask for them."""
    received = Received([], dict(cycle.received.effective))
    cycle = cycle._replace(received=received)
    lines = [*_rooms(cycle, _failed(cycle, *KINDS)), *_small_schools(cycle, _failed(cycle, "G6"))]
    # what a small school gets more asks for more of its training
    lines += [*_training(cycle, _failed(cycle, "Q4")), *_admission(cycle, _failed(cycle, "G13"))]
    return _judged(cycle), lines


def _judged(cycle: Cycle) -> list[Row]:
    return item_verdicts(
        cycle.received, cycle.county_id, cycle.cycle_id, cycle.school_year, cycle.finance_year
    )


def _failed(cycle: Cycle, *items: str) -> list[Row]:
    """What fails of these items: schools, and the county where no school is judged."""
    rows = [row for row in _judged(cycle)
            if row["indicator_id"] in items and row["verdict"] == "not_met"]  # fmt: skip
    return [row for row in rows if row["entity_type"] == "school" or row["stage"]]


def _rooms(cycle: Cycle, failed: list[Row]) -> Iterator[Line]:
    """As many rooms as lack, each as large as the strictest rule asks."""
    built: dict[str, int] = {}
    for row in failed:
        school_id, kind = row["entity_id"], KINDS[row["indicator_id"]]
        tables = cycle.received.tables("room", cycle.county_id, cycle.school_year)
        table = next((table for table in tables if table.sender_id == school_id), None)
        for turn in range(int(row["denominator"] - row["numerator"]) if table else 0):
            name = f"新建{labels()['room_kind'][kind][0]}{turn + 1}"
            room = RoomRow(None, kind, name, AREA[row["indicator_id"]], None)
            built[school_id] = built.get(school_id, 0) + 1
            _put(cycle.received, replace(table, records=[*table.records, room]))
            table = cycle.received.effective[table.key]
            told = {"room_kind": labels()["room_kind"][kind][0], "room_name": name,
                    "area_m2": room.area_m2}  # fmt: skip
            for field, value in told.items():
                yield line_of(school_id, "room", f"新增{built[school_id]}", field, value)


def _small_schools(cycle: Cycle, failed: list[Row]) -> Iterator[Line]:
    for row in failed:
        wanted = Decimal(math.ceil(row["limit_value"]))
        change = {"funded_pupil_count": SMALL, "budget_yuan": wanted}
        yield from _fund(cycle, row["entity_id"], "public_funds", change)


def _training(cycle: Cycle, failed: list[Row]) -> Iterator[Line]:
    for row in failed:
        wanted = Decimal(math.ceil(TRAINING * Fraction(row["denominator"])))
        yield from _fund(cycle, row["entity_id"], "teacher_training", {"budget_yuan": wanted})


def _fund(cycle: Cycle, school_id: str, item: str, change: Row) -> Iterator[Line]:
    """Change a school's money in the form of the county."""
    table, *_ = cycle.received.tables("school_funding", cycle.county_id, cycle.finance_year)
    name = labels()["funding_item"][item][0]
    if _change(cycle.received, table, (school_id, item), change):
        for field, value in change.items():
            yield line_of(school_id, "school_funding", name, field, value)


def _admission(cycle: Cycle, failed: list[Row]) -> Iterator[Line]:
    """So many entrants fewer from elsewhere as the limit asks, where there are most of them."""
    for row in failed:
        stage = row["stage"]
        lacking = math.ceil(NEARBY[stage] * int(row["denominator"])) - int(row["numerator"])
        asked = [school for school, boards in asked_of(cycle, stage).items() if boards is False]
        table, *_ = cycle.received.tables("catchment", cycle.county_id, cycle.school_year)
        rows = [r for r in table.loaded if r.stage == stage and r.school_id in asked]
        inside = {r.school_id: r for r in rows if r.intake_place == "in_catchment"}
        outside = [r for r in rows if r.intake_place != "in_catchment" and r.school_id in inside]
        for other in sorted(outside, key=lambda r: (-r.entrant_count, r.school_id)):
            moved = min(lacking, other.entrant_count)
            lacking -= moved
            for place, more in ((other, -moved), (inside[other.school_id], moved)):
                yield from _admit(cycle, place, more)


def _admit(cycle: Cycle, place: Any, more: int) -> Iterator[Line]:
    table, *_ = cycle.received.tables("catchment", cycle.county_id, cycle.school_year)
    change = {"entrant_count": place.entrant_count + more, "pupil_count": place.pupil_count + more}
    words = (labels()["stage"][place.stage][0], labels()["intake_place"][place.intake_place][0])
    if more and _change(cycle.received, table, place[:3], change):
        for field, value in change.items():
            yield line_of(place.school_id, "catchment", " ".join(words), field, value)


def _change(received: Received, table: Table, key: tuple[str, ...], change: Row) -> bool:
    """Change the row that begins with `key`; whether there is one that is in force."""
    for turn, record in enumerate(table.records):
        if tuple(record[: len(key)]) == key and turn not in table.faults:
            records = list(table.records)
            records[turn] = record._replace(**change)
            _put(received, replace(table, records=records))
            return True
    return False


def _put(received: Received, table: Table) -> None:
    received.effective[table.key] = table
