"""What sources disagree on: the truth's bounds against every combination of what they say."""

import datetime as dt
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from sample.truth.balance import balance_rows
from sample.truth.dispute import settle
from sample.truth.numbers import weighted_moments
from sample.truth.resource import resource_rows
from sample.truth.school import SchoolYear, schools_of
from tests.unit.test_sample_truth import Handed, school

TODAY = dt.date(2025, 9, 1)
FIGURES = {
    f"{kind}_teacher_count_{stage}": 6
    for kind in ("associate", "bachelor", "master", "doctor", "pe", "music", "fine_art", "arts")
    for stage in ("primary", "junior")
} | {"backbone_teacher_count_junior": 3, "teaching_area_m2": 4000, "equipment_value_yuan": 900000,
     "multimedia_room_count": 20, "senior_pupil_count": None}  # fmt: skip
SAID = {
    "primary_pupil_count": (-20, 5),
    "junior_pupil_count": (0, 40),
    "teaching_area_m2": (-300, 0),
    "indoor_sports_area_m2": (0, 200),
    "bachelor_teacher_count_primary": (-4, 2),
    "backbone_teacher_count_junior": (0, 1),
}


def nine(**changed: int) -> list[SchoolYear]:
    """A nine-year school; its figures with some changed."""
    row = school("nine", "312", (166, 210), 5000, **FIGURES)
    row |= {name: row[name] + more for name, more in changed.items()}
    return schools_of(Handed(row), "990101", 2025)


def judged(schools: list[SchoolYear]) -> list[dict[str, Any]]:
    return resource_rows("2026", TODAY, schools)


def test_a_value_lies_between_all_that_the_sources_say_together():
    (disputed,) = nine()
    disputed.disputes = {name: tuple(map(Fraction, ends)) for name, ends in SAID.items()}
    told = judged([disputed])
    tried = [judged(nine(**dict(zip(SAID, ends, strict=True)))) for ends in product(*SAID.values())]
    for turn, row in enumerate(told):
        values = [rows[turn]["_value"] for rows in tried]
        assert row["_value"] == judged(nine())[turn]["_value"]
        assert row["_least"] == min(values), row["indicator_id"]
        assert row["_most"] == max(values), row["indicator_id"]
        sides = {rows[turn]["is_pass"] for rows in tried}
        assert row["is_pass"] == (sides.pop() if len(sides) == 1 else None)


def test_a_coefficient_lies_between_its_bounds_whatever_the_schools_say():
    """Every corner and random points between; the bounds are close where few disagree."""
    rng = Random(7)
    for _ in range(60):
        rows = [_school_row(rng, is_disputed=turn < 4) for turn in range(12)]
        balance = balance_rows("2026", "990101", rows)[0]
        ends = [(row["_least"], row["_most"]) for row in rows]
        inside = [[low + (high - low) * Fraction(rng.random()) for low, high in ends]
                  for _ in range(20)]  # fmt: skip
        pupils = [row["denominator"] for row in rows]
        for values in [*product(*ends[:4]), *inside]:
            here = [*values, *(low for low, _ in ends[len(values) :])]
            mean, variance = weighted_moments(zip(pupils, here, strict=True))
            cv = float(variance / mean**2) ** 0.5
            assert balance["least_cv"] - 1e-12 <= cv <= balance["most_cv"] + 1e-12
        assert balance["most_cv"] - balance["least_cv"] < 0.25
        assert balance["disputed_school_count"] == 4


def test_a_changed_cell_is_decided_for_the_whole_and_nothing_else_is():
    (here,) = nine()
    here.disputes = {name: (Fraction(0), Fraction(1)) for name in SAID}
    settle(here, "bachelor_teacher_count", [here])
    settle(here, "teaching_area_m2", [here])
    settle(here, "associate_teacher_count", [here])
    assert here.disputes.keys() == SAID.keys() - {
        "bachelor_teacher_count_primary", "teaching_area_m2"
    }  # fmt: skip


def _school_row(rng: Random, is_disputed: bool) -> dict[str, Any]:
    value = Fraction(rng.randint(20, 80), 10)
    low, high = (Fraction(rng.randint(0, 10), 10) if is_disputed else Fraction(0) for _ in range(2))
    return {
        "is_in_scope": True, "stage": "primary", "indicator_id": "R1", "school_name": "某校",
        "school_id": "s", "denominator": rng.randint(40, 900), "_value": value,
        "_least": value - low, "_most": value + high, "is_disputed": is_disputed,
    }  # fmt: skip
