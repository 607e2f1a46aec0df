"""Every branch of the standard occurs in the made-up county, whatever its seed."""

import csv
import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from sample.deliveries import Received
from sample.office import deliveries_of
from sample.truth.balance import balance_rows
from sample.truth.item import item_verdicts
from sample.truth.place import DECLARED, indicator_scope_rows, school_flag_rows
from sample.truth.resource import RELAXED, composite_rows, resource_rows
from sample.truth.school import SchoolYear, schools_of
from sample.truth.submission import cycles_of
from sample.world import simulate_county
from warehouse.settings import ROOT

Rows = list[dict[str, Any]]


@dataclass
class Judged:
    """A clean county's schools, and the rows that are judged of them, in every cycle."""

    schools: list[SchoolYear]
    resources: Rows
    verdicts: Rows
    balances: Rows
    flags: Rows
    scopes: Rows
    items: Rows


@pytest.fixture(scope="module", params=range(1, 6), ids="seed-{}".format)
def county(request: pytest.FixtureRequest) -> Judged:
    world = simulate_county(0, 60, 38_000, 3, request.param, 1)
    received = Received.of(deliveries_of(world))
    found = Judged([], [], [], [], [], [], [])
    for cycle, (year, finance_year, _) in cycles_of(received, world.county_id).items():
        schools = schools_of(received, world.county_id, year)
        resources = resource_rows(cycle, dt.date(year, 9, 1), schools)
        largest = {
            table.sender_id: max(row.pupil_count for row in table.loaded)
            for table in received.tables("class_roster", world.county_id, year)
            if table.loaded
        }
        found.schools += schools
        found.resources += resources
        found.verdicts += composite_rows(resources)
        found.items += item_verdicts(received, world.county_id, cycle, year, finance_year)
        found.balances += balance_rows(cycle, world.county_id, resources)
        for school in schools:
            found.flags += school_flag_rows(school, largest.get(school.listed.school_id))
            found.scopes += indicator_scope_rows(school)
    return found


def test_every_type_of_school_with_every_set_of_stages(county: Judged):
    assert {(s.listed.school_type, s.stages()) for s in county.schools} >= {
        ("211", ("primary",)), ("218", ("primary",)), ("311", ("junior",)),
        ("311", ("primary", "junior")), ("312", ("primary", "junior")),
        ("345", ("primary", "junior", "senior")), ("341", ("junior", "senior")),
        ("342", ("junior", "senior")), ("361", ("senior",)), ("511", ("primary", "junior")),
    }  # fmt: skip
    assert any(school.branches for school in county.schools)
    assert any(school.contained for school in county.schools)


def test_every_kind_of_school_is_held_and_every_claim_is_refuted_once(county: Judged):
    found = {(row["school_flag"], row["is_declared"], row["is_held"]) for row in county.flags}
    assert found >= {(flag, True, True) for flag in DECLARED}
    assert found >= {(flag, True, False) for flag in DECLARED}
    assert ("rural_small_school", None, True) in found
    assert ("migrant_majority", None, True) in found


def test_a_relaxed_rule_decides_while_it_is_in_force_and_not_before(county: Judged):
    for indicator, flag in RELAXED.items():
        rows = [row for row in county.resources if row["indicator_id"] == indicator]
        relaxed = {row["school_id"] for row in rows if row["school_flag"] == flag}
        cycles = {row["cycle_id"] for row in rows if row["school_flag"] == flag}
        assert cycles == {"2025", "2026"}
        passed = {(row["cycle_id"] > "2024", row["is_pass"]) for row in rows
                  if row["school_id"] in relaxed}  # fmt: skip
        assert passed >= {(False, False), (True, True)}, indicator


def test_standards_and_floors_are_reached_kept_missed_and_open(county: Judged):
    found = {(row["value"] is None, row["is_pass"], row["is_floor_pass"])
             for row in county.resources}  # fmt: skip
    assert found >= {
        (False, True, True), (False, False, True), (False, False, False), (True, None, None),
        (True, True, True),
    }  # fmt: skip
    assert any(row["is_borderline"] for row in county.resources)
    assert any(row["is_floor_borderline"] for row in county.resources)
    exact = [row for row in county.resources if row["ratio_to_standard"] in (1.0, 0.85)]
    assert {row["is_pass"] for row in exact} == {True, False}
    assert any(row["denominator"] == 0 and row["value"] is None for row in county.resources)


def test_schools_pass_fail_stay_open_and_are_left_out_for_every_reason(county: Judged):
    found = {(row["verdict"], row["reason"]) for row in county.verdicts}
    assert found >= {
        ("met", None), ("not_met", "below_floor"), ("not_met", "too_few_passes"),
        ("incomplete", "value_missing"), ("not_applicable", "teaching_point_below_50"),
        ("not_applicable", "merged_into_parent"), ("not_applicable", "excluded_type"),
    }  # fmt: skip
    assert any(row["is_borderline"] for row in county.verdicts)
    assert {row["is_threshold_uncertain"] for row in county.verdicts} == {True, False}


def test_coefficients_pass_fail_and_stay_open(county: Judged):
    assert {row["verdict"] for row in county.balances} == {"met", "not_met", "incomplete"}
    newest = [row for row in county.balances if row["cycle_id"] == "2026"]
    assert len(newest) == 14 and all(row["cv"] is not None for row in newest)


def test_every_reason_to_be_out_of_a_scope_but_an_unanswered_question(county: Judged):
    assert {row["scope_reason"] for row in county.scopes} == {
        "in_scope", "excluded_type", "private_excluded", "boarding_excluded", "place_excluded",
        "teaching_point_below_50",
    }  # fmt: skip


# Not in every county: one of more than 2000 pupils, and that nobody at all falls short. Unit tests
# of the models have both sides, small counties of the night and the demo the other one.
SELDOM = {("G4", "not_met"), ("G5", "met"), ("G9", "met"), ("G12", "met")}
# The seed has pay and exchange too, judged elsewhere; G3 is only how many classes want a room.
ITEMS = {
    row["indicator_id"]
    for row in csv.DictReader(
        (ROOT / "seeds/indicator.csv").read_text(encoding="utf-8").splitlines()
    )
    if row["indicator_group"] in ("G", "Q", "S", "V")
} - {"G3", "G8", "G11-exchange", "G11-backbone"}
ON_DOCUMENTS = {"G1", "G2", "G8-pay", "G10", "G15-care", "Q3", "Q5", "Q6", "Q7", "Q8"} | {
    f"V{number}" for number in range(1, 7)
}


def test_every_item_is_met_and_missed_and_left_open_where_no_document_speaks(county: Judged):
    found = {(row["indicator_id"], row["verdict"]) for row in county.items} | SELDOM
    items = {item for item, _ in found}
    assert found >= {(item, verdict) for item in items for verdict in ("met", "not_met")}
    assert found >= {(item, "incomplete") for item in ON_DOCUMENTS}
    assert items == ITEMS
