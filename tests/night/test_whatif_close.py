"""A county that fails on four grounds, and its workbook of changes that turns all four."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.night.conftest import SMALL
from tests.night.runner import County, junheng, make_county
from tests.night.test_truth import tokeniser
from tests.night.truth import differences
from tests.night.whatif_sheets import sheet, unlike_truth

pytestmark = pytest.mark.night

GROUNDS = {"G3", "G6", "G13", "Q4"}
FAILED = """
select distinct split_part(indicator_id, '-', 1)
from marts.fct_indicator_verdict
where entity_type = 'county' and cycle_id = '2026' and verdict not in ('met', 'not_applicable')
"""


@pytest.fixture(scope="module")
def close(tmp_path_factory: pytest.TempPathFactory) -> County:
    return make_county(tmp_path_factory.mktemp("close"), **SMALL, seed=2, mess=1, standing="close")


def test_it_fails_on_four_grounds_and_rows_still_go_back(close: County):
    assert close.night.code == 10, close.night.out + close.night.err
    with duckdb.connect(str(close.database), read_only=True) as connection:
        assert {item for (item,) in connection.execute(FAILED).fetchall()} == GROUNDS
    found = differences(close.database, close.truth, tokeniser(close.home.restricted))
    assert not found, found[:10]


def test_its_workbook_of_changes_turns_all_four(close: County, tmp_path: Path):
    out = tmp_path / "测算.xlsx"
    path = close.source / "what-if.xlsx"
    ended = junheng("whatif", path, "--out", out, home=close.home.root)
    assert ended.code == 0, ended.out + ended.err
    assert "全县通过（46/46 项达标）" in ended.out
    assert not list(unlike_truth(out, close))
    first, *items = sheet(out, "结论")
    assert (first["改动前结论"], first["改动后结论"]) == ("未达标", "达标")
    assert {row["改动后结论"] for row in items} <= {"达标", "不适用"}
    turned = [row for row in items if row["改动前结论"] != row["改动后结论"]]
    assert {row["改动前结论"] for row in turned} == {"未达标"}
    assert len(turned) == len(GROUNDS)
    # every line has its effect
    assert not any(row["提示"] for row in sheet(out, "我的改动"))
    told = junheng("whatif", path, "--out", tmp_path / "再.xlsx", "--json", home=close.home.root)
    (county,) = json.loads(told.out)["counties"]
    expected = close.truth["what_if_county"]["rows"][0]
    assert county["verdict_after"] == expected["verdict"] == "met"
    assert county["after_text"] == f"{expected['met_count']}/{expected['item_count']}"
