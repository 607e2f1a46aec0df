"""The truth about the fitness test: counts and shares of the levels, and what is withheld.

Where the sources leave room: a school stage of which a grade contradicts itself is in no sum;
pupils are those of the grades tested; fewer than five who failed, but one at least, are withheld
like fewer than five who were tested.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sample.deliveries import Received
from sample.records.grade import FitnessRow
from sample.truth.numbers import ratio
from sample.truth.person import stage_of_grade

Row = dict[str, Any]
FEW = 5
LEVELS = ("excellent_count", "good_count", "pass_count", "fail_count")
COUNTS = ("tested_count", *LEVELS)


def fitness_rows(received: Received, county_id: str, year: int) -> list[Row]:
    """Rows of fct_fitness_result of one county and school year."""
    schools: dict[str, list[Row]] = {}
    for table in received.tables("fitness_result", county_id, year):
        classes = received.effective.get(("class_roster", county_id, table.sender_id, str(year)))
        pupils: dict[int, int] = {}
        for row in classes.loaded if classes else []:
            pupils[row.grade] = pupils.get(row.grade, 0) + row.pupil_count
        for stage in ("primary", "junior", "senior"):
            mine = [row for row in table.loaded if stage_of_grade(row.grade) == stage]
            if mine:
                schools.setdefault(stage, []).append(
                    {"entity_type": "school", "entity_id": table.sender_id, "stage": stage}
                    | _school(mine, pupils)
                )
    rows = []
    for stage, parts in schools.items():
        whole = _county(parts) | {
            "entity_type": "county", "entity_id": county_id, "stage": stage,
        }  # fmt: skip
        hidden = set(_withheld(parts, whole))
        rows += [
            {"county_id": county_id, "school_year": year} | row | _ratios(row)
            | {"is_suppressed": row["entity_id"] in hidden}
            for row in (whole, *parts)
        ]  # fmt: skip
    return rows


def _school(rows: list[FitnessRow], pupils: dict[int, int]) -> Row:
    if any(row.tested_count != sum(getattr(row, level) for level in LEVELS) for row in rows):
        return dict.fromkeys((*COUNTS, "pupil_count")) | {
            "school_count": 0, "contradicting_school_count": 1,
        }  # fmt: skip
    found: Row = {name: sum(getattr(row, name) for row in rows) for name in COUNTS}
    is_known = all(row.grade in pupils for row in rows)
    found["pupil_count"] = sum(pupils[row.grade] for row in rows) if is_known else None
    return found | {"school_count": 1, "contradicting_school_count": 0}


def _county(parts: list[Row]) -> Row:
    counted = [part for part in parts if part["school_count"]]
    whole: Row = {"school_count": len(counted),
                  "contradicting_school_count": len(parts) - len(counted)}  # fmt: skip
    for name in (*COUNTS, "pupil_count"):
        values = [part[name] for part in counted]
        whole[name] = None if not values or None in values else sum(values)
    return whole


def _ratios(row: Row) -> Row:
    tested = row["tested_count"]
    if tested is None:
        return {"reason": "fitness_counts_disagree"}
    excellent = row["excellent_count"]
    return {
        "tested_ratio": ratio(tested, row["pupil_count"]),
        "excellent_ratio": ratio(excellent, tested),
        "good_or_better_ratio": ratio(excellent + row["good_count"], tested),
        "pass_or_better_ratio": ratio(tested - row["fail_count"], tested),
        "reason": None if tested else "nobody_tested",
    }


def _is_small(row: Row) -> bool:
    return row["tested_count"] < FEW or 0 < row["fail_count"] < FEW


def _small_first(row: Row) -> tuple[bool, int, str]:
    return not _is_small(row), row["tested_count"], row["entity_id"]


def _withheld(parts: list[Row], whole: Row) -> Iterator[str]:
    """Small ones, then the smallest others until two schools hide five tested and five who failed;
    a withheld county is one of the two."""
    counted = [part for part in parts if part["school_count"]]
    if not counted:
        return
    unknown = 0
    if _is_small(whole):
        unknown = 1
        yield whole["entity_id"]
    if not unknown and not any(map(_is_small, counted)):
        return
    tested = failed = 0
    for part in sorted(counted, key=_small_first):
        is_failure_hidden = failed >= FEW or whole["fail_count"] == 0
        is_hidden = unknown >= 2 and tested >= FEW and is_failure_hidden
        if is_hidden and not _is_small(part):
            return
        unknown += 1
        tested += part["tested_count"]
        failed += part["fail_count"]
        yield part["entity_id"]
