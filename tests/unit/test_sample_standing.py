"""A made-up county that ends close: four grounds in the newest year, as much as ever before it."""

import json
from pathlib import Path

import pytest

from sample import write_county

GROUNDS = {"G3", "G6", "G13", "Q4"}
SMALL = {"schools": 10, "pupils": 2400, "years": 3}


@pytest.fixture(scope="module", params=[(2, 1), (7, 2)], ids=["usual", "nasty"])
def truth(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict:
    seed, mess = request.param
    path = write_county(
        tmp_path_factory.mktemp("close"), **SMALL, seed=seed, mess=mess, standing="close"
    )
    return json.loads(path.read_text(encoding="utf-8"))


def open_or_failed(rows: list[dict], cycle: str) -> dict[str, set[str]]:
    """Verdict → items of the county."""
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["entity_type"] == "county" and row["cycle_id"] == cycle:
            found.setdefault(row["verdict"], set()).add(row["indicator_id"].split("-")[0])
    return {verdict: found.get(verdict, set()) for verdict in ("not_met", "incomplete")}


def test_its_newest_cycle_fails_on_four_grounds_and_leaves_nothing_open(truth: dict):
    rows = truth["marts"]["fct_indicator_verdict"]["rows"]
    assert open_or_failed(rows, "2026") == {"not_met": GROUNDS, "incomplete": set()}


def test_the_years_before_are_as_varied_as_ever(truth: dict):
    rows = truth["marts"]["fct_indicator_verdict"]["rows"]
    before = open_or_failed(rows, "2024")
    assert len(before["not_met"] | before["incomplete"]) > 2 * len(GROUNDS)
    assert before["incomplete"]


def test_files_and_rows_still_go_back(truth: dict):
    assert {error["level"] for error in truth["errors"]} == {"file", "row"}


def test_its_changes_turn_everything(truth: dict):
    (county,) = truth["what_if_county"]["rows"]
    assert (county["verdict"], county["not_met_count"], county["incomplete_count"]) == ("met", 0, 0)
    words = {row["verdict"] for row in truth["what_if"]["rows"]}
    assert words <= {"met", "not_applicable"}


@pytest.mark.parametrize("index", [0, 1, 2])
def test_every_county_of_a_city_is_close(index: int, city: dict):
    rows = city["marts"]["fct_indicator_verdict"]["rows"]
    mine = [row for row in rows if row["county_id"] == f"99010{index + 1}"]
    assert open_or_failed(mine, "2026") == {"not_met": GROUNDS, "incomplete": set()}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> dict:
    path = write_county(
        tmp_path_factory.mktemp("city"), **SMALL, counties=3, seed=1, standing="close"
    )
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_county_of_two_years_cannot_be_close(tmp_path: Path):
    with pytest.raises(ValueError, match="three years"):
        write_county(tmp_path, schools=10, pupils=2400, years=2, standing="close")
