"""The published example of value added, from spreadsheets to the marts.

65 schools and 4,059 pupils of Inner London (Goldstein, Rasbash et al. 1993, Oxford Review of
Education 19: 425-433), as the package mlmRev has them; fitted by R 4.2.2 with lme4 1.1-31.
"""

import csv
import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sample.identity import check_digit
from tests.conftest import unavailable
from tests.night.runner import dbt_build, junheng
from tests.unit.ingest_books import workbook
from warehouse.home import Home, open_home
from warehouse.settings import ROOT

EXAMPLE = ROOT.parent / "shared" / "data" / "value_added_example"
COUNTY, NAME = "990101", "岚岫县"
TITLE = [f"区县代码：{COUNTY}", f"区县名称：{NAME}"]
NOW, THEN = f"{COUNTY}-2026-XK9", f"{COUNTY}-2025-XK8"
EXAMS = (
    (NOW, "2026年九年级初中学业水平考试", "九年级", dt.date(2026, 6, 15), "normexam"),
    (THEN, "2025年八年级初中学业水平考试", "八年级", dt.date(2025, 6, 16), "standLRT"),
)
MODEL = "junior_prior"

pytestmark = pytest.mark.night


def pupils() -> list[dict[str, str]]:
    """The rows of the example; its own numbers repeat, so a place in the file is the number."""
    path = EXAMPLE / "exam.csv"
    if not path.exists():
        unavailable("needs exam.csv beside the checkout, in ../shared/data/value_added_example")
    with path.open(encoding="utf-8", newline="") as file:
        return [{**row, "number": str(turn)} for turn, row in enumerate(csv.DictReader(file), 1)]


def school_id(school: str) -> str:
    return f"31990{int(school):05d}"


def register_number(turn: str) -> str:
    first = f"{COUNTY}20110901{int(turn) % 1000:03d}"
    if int(turn) >= 1000:
        first = f"{COUNTY}2011{int(turn) // 1000:02d}{int(turn) // 1000:02d}{int(turn) % 1000:03d}"
    return "G" + first + check_digit(first)


def school_list(schools: Iterable[str]) -> list[list[Any]]:
    heading = ["区县代码", "区县名称", "学校标识码", "学校名称"]
    heading += ["办学类型", "举办者类型", "城乡分类"]
    kind = ["初级中学", "县级教育部门", "111"]
    rows = [[COUNTY, NAME, school_id(school), f"河东第{school}中学", *kind] for school in schools]
    return [[f"2025-2026学年 {NAME}学校名录"], TITLE, heading, *rows]


def exam_book(
    exam_id: str, name: str, grade: str, day: dt.date, rows: list[dict], column: str
) -> bytes:
    """考试信息, 考生名册 and 成绩 as a county sends them."""
    facts = ["考试编号", "考试名称", "数据来源类型", "年级", "学期", "考试日期"]
    facts += ["科目", "分数类型", "满分"]
    paper = [exam_id, name, "学业水平考试", grade, "春季", day, "数学", "标准分", None]
    place = [*TITLE, f"考试编号：{exam_id}"]
    candidates = [[f"{row['number']:0>6}", register_number(row["number"]), f"生{row['number']}",
                   school_id(row["school"]), "1班"] for row in rows]  # fmt: skip
    marks = [[f"{row['number']:0>6}", float(row[column])] for row in rows]
    return workbook({
        "考试信息": [["考试信息"], TITLE, facts, paper],
        "考生名册": [["考生名册"], place, ["考号", "学籍号", "姓名", "学校", "班级"], *candidates],
        "成绩": [["成绩"], place, ["考号", "数学"], *marks],
    })  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    rows = pupils()
    folder = tmp_path_factory.mktemp("example")
    inbox = folder / "files"
    inbox.mkdir()
    schools = sorted({row["school"] for row in rows}, key=int)
    (inbox / f"{NAME}_学校名录_2025-2026学年.xlsx").write_bytes(
        workbook({"学校名录": school_list(schools)})
    )
    for exam_id, name, grade, day, column in EXAMS:
        book = exam_book(exam_id, name, grade, day, rows, column)
        (inbox / f"{NAME}_{name}.xlsx").write_bytes(book)
    home = open_home(folder / "home").prepare()
    came = junheng("ingest", inbox, home=home.root)
    assert came.code == 0, came.out + came.err
    assert junheng("load", home=home.root).code == 0
    built = dbt_build(home, "--select", "+fct_value_added", "+fct_value_added_model", "--exclude",
                      "resource_type:unit_test", "resource_type:test")  # fmt: skip
    assert built.returncode == 0, built.stdout
    return home


def told(home: Home, mart: str, method: str) -> list[dict[str, Any]]:
    with duckdb.connect(str(home.dev), read_only=True) as connection:
        found = connection.execute(
            f"select * from marts.{mart} where model_id = ? and method = ?", [MODEL, method]
        )
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def reference(name: str) -> Path:
    return EXAMPLE / name


@pytest.mark.parametrize("method", ["ml", "reml"])
def test_the_model_is_that_of_lme4(home: Home, method: str):
    (found,) = told(home, "fct_value_added_model", method)
    published = json.loads(reference("reference.json").read_text(encoding="utf-8"))
    wanted = published["va"]["value_added"][method]
    fixed = list(wanted["fixed"].values())
    assert found["school_count"] == 65
    assert (found["taker_count"], found["matched_count"]) == (4059, 4059)
    figures = {
        "intercept": fixed[0]["est"], "intercept_se": fixed[0]["se"],
        "prior_slope": fixed[1]["est"], "prior_slope_se": fixed[1]["se"],
        "tau_squared": wanted["tau2"], "sigma_squared": wanted["sigma2"],
        "icc": wanted["tau2"] / (wanted["tau2"] + wanted["sigma2"]),
        "minus2_log_likelihood": wanted["REMLcrit" if method == "reml" else "minus2logLik"],
    }  # fmt: skip
    assert {name: found[name] for name in figures} == pytest.approx(figures, rel=1e-6)
    assert found["reason"] is None and found["above_count"] > 0 and found["below_count"] > 0


@pytest.mark.parametrize("method", ["ml", "reml"])
def test_every_schools_effect_and_its_error_are_those_of_lme4(home: Home, method: str):
    found = {row["school_id"]: row for row in told(home, "fct_value_added", method)}
    with reference("value_added_reference.csv").open(encoding="utf-8", newline="") as file:
        wanted = {school_id(row["school"]): row for row in csv.DictReader(file)}
    assert found.keys() == wanted.keys() and len(found) == 65
    for school, row in wanted.items():
        mine = found[school]
        assert mine["matched_count"] == int(row["n"])
        assert mine["effect"] == pytest.approx(float(row[f"u_shrunken_{method}"]), rel=1e-6)
        assert mine["effect_cond_se"] == pytest.approx(float(row[f"u_condsd_{method}"]), rel=1e-6)
        few = mine["matched_count"] < 20
        assert (mine["reason"] == "few_pupils") == few == (mine["band"] is None)
    assert sum(row["effect"] for row in found.values()) == pytest.approx(0, abs=1e-9)


def test_bands_rest_on_the_error_of_prediction_and_need_a_practical_effect(home: Home):
    (model,) = told(home, "fct_value_added_model", "reml")
    least = 0.1 * model["outcome_standard_deviation"]
    for row in told(home, "fct_value_added", "reml"):
        if row["band"] is not None:
            low, high = (row["effect"] + side * 1.959964 * row["effect_se"] for side in (-1, 1))
            above, below = low > 0 and row["effect"] >= least, high < 0 and row["effect"] <= -least
            assert row["band"] == ("above" if above else "below" if below else "about")
