"""Every figure of the made-up county, through workbooks, ingest and dbt, equals a plain loop."""

import os
from pathlib import Path

import duckdb
import pytest

from ingest.columns.token import token
from ingest.kept.keys import load_keys
from tests.night.conftest import SMALL
from tests.night.runner import County, make_county
from tests.night.truth import differences

FULL = {"schools": 60, "pupils": 38_000, "years": 3}
COUNTIES = [
    pytest.param({**SMALL, "seed": 1, "mess": 0}, id="small-1-clean"),
    pytest.param({**SMALL, "seed": 2, "mess": 1}, id="small-2-usual"),
    pytest.param({**SMALL, "seed": 3, "mess": 1}, id="small-3-usual"),
    pytest.param({**SMALL, "seed": 5, "mess": 2}, id="small-5-nasty"),
    pytest.param({**FULL, "seed": 4, "mess": 2}, id="full-4-nasty"),
]
if os.environ.get("JUNHENG_TEST_ALL_COUNTIES"):
    COUNTIES = [
        pytest.param({**FULL, "seed": seed, "mess": mess}, id=f"full-{seed}-{mess}")
        for seed in range(1, 6)
        for mess in range(3)
    ]

pytestmark = pytest.mark.night


@pytest.fixture(scope="module", params=COUNTIES)
def any_county(request, tmp_path_factory) -> County:
    return make_county(tmp_path_factory.mktemp("any"), **request.param)


def tokeniser(restricted: Path):
    keys = load_keys(restricted)

    def tokenise(column: str, number: str) -> str:
        if column == "teacher_id_number":
            return token(keys.teacher, "teacher", number)
        return token(keys.pupil, "student", number.removeprefix("G"))

    return tokenise


def test_the_night_publishes(any_county: County):
    expected = 10 if any_county.truth["errors"] else 0
    assert any_county.night.code == expected, any_county.night.out + any_county.night.err


def test_every_figure_equals_the_truth(any_county: County):
    found = differences(
        any_county.database, any_county.truth, tokeniser(any_county.home.restricted)
    )
    assert not found, f"{len(found)} differences, first: " + "\n".join(found[:20])


def test_every_planted_error_is_found_at_its_cell_and_nothing_else(any_county: County):
    with duckdb.connect(str(any_county.database), read_only=True) as connection:
        found = connection.execute(
            "select file_name, sheet, cell, code from marts.fct_rejected_row"
        ).fetchall()
    planted = [
        (Path(error["file"]).name, error["sheet"] or "", error["cell"] or "", error["code"])
        for error in any_county.truth["errors"]
    ]
    assert sorted((name, sheet or "", cell or "", code) for name, sheet, cell, code in found) == (
        sorted(planted)
    )
