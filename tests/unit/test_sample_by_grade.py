"""Timetables and fitness tests of the made-up county: every branch occurs, in any seed."""

from collections import Counter
from typing import Any

import pytest

from sample.deliveries import Received
from sample.office import deliveries_of
from sample.truth.curriculum import curriculum_rows
from sample.truth.fitness import fitness_rows
from sample.world import World, simulate_county

EDGE = 2024


@pytest.fixture(scope="module", params=(1, 4), ids="seed-{}".format)
def world(request: pytest.FixtureRequest) -> World:
    return simulate_county(0, 14, 4_000, 3, request.param, 1)


@pytest.fixture(scope="module")
def received(world: World) -> Received:
    return Received.of(deliveries_of(world))


def test_timetables_stand_below_about_and_above_in_both_stages(world: World, received: Received):
    places: dict[str, dict[str, Any]] = {
        school.school_id: {"school_id": school.school_id} for school in world.schools
    }
    rows = [row for year in world.years
            for row in curriculum_rows(received, world.county_id, year, places)]  # fmt: skip
    found = {(row["stage"], row["extension_standing"]) for row in rows}
    assert found >= {("primary", "about"), ("primary", "below"), ("junior", "above"),
                     ("junior", "about"), ("junior", "below")}  # fmt: skip
    assert {row["is_knowledge_within"] for row in rows} == {True, False, None}
    assert 0.3 in {row["knowledge_ratio"] for row in rows}
    assert [row["school_year"] for row in rows if row["reason"] == "lessons_disagree"] == [EDGE]
    assert len({row["school_id"] for row in rows}) < len(world.schools), "one does not say"


def test_fitness_results_of_few_are_hidden_and_the_county_is_told(world: World, received: Received):
    rows = [row for year in world.years for row in fitness_rows(received, world.county_id, year)]
    of_schools = [row for row in rows if row["entity_type"] == "school"]
    hidden = [row for row in of_schools if row["is_suppressed"]]
    assert any(0 < row["fail_count"] < 5 for row in hidden)
    assert any(row["fail_count"] == 0 or row["fail_count"] >= 5 for row in hidden), "with others"
    assert any(row["fail_count"] == 0 for row in of_schools)
    assert Counter(row["reason"] for row in of_schools)["fitness_counts_disagree"] == 1
    assert any(not row["is_suppressed"] for row in rows if row["entity_type"] == "county")
