"""Units of money wherever a sheet names them: an amount in 万元 is never taken for 元."""

import pytest

from tests.unit.ingest_books import COUNTY_LABELS, found, person, read, workbook

HEADING = [
    "单位", "姓名", "身份证号", "人员类别", "职称", "任教学段", "发放月数", "岗位工资", "薪级工资",
    "应发合计", "实发合计",
]  # fmt: skip
ROW = ["一小", "安平", person(1, "19800501"), "专任教师", "一级", "小学", 12, 2, 1, 6, 5]
TOP = [["2025年度工资发放表"], COUNTY_LABELS]
TEN_THOUSANDS, YUAN = (20000, 60000), (2, 6)


def amounts(*above: list, heading: list | None = None, merges: tuple = ()) -> tuple:
    """(岗位工资, 应发合计) in yuan of a sheet with rows above its heading."""
    rows = [*above, heading or HEADING, ROW]
    (part,) = read(workbook({"x": rows}, merges)).parts
    assert part.problems == []
    (row,) = part.rows.to_pylist()
    return int(row["post_salary_yuan"]), int(row["gross_pay_yuan"])


def cells(**at: str) -> list:
    """A row with texts at some columns."""
    return [at.get(letter, "") for letter in "ABCDEFGHIJK"]


@pytest.mark.parametrize(
    "corner",
    [
        "单位：万元", "（单位：万元）", "（万元）", "万元", "金额：万元", "单位（万元）",
        "金额单位为万元", "以万元为单位",
        "说明：1.如实填写。2.金额按万元填写，保留两位小数。",
        "说明：1.金额单位：万元。2.如实填写。",
    ],
)  # fmt: skip
def test_a_unit_in_a_corner_or_a_note_is_that_of_the_table(corner: str):
    assert amounts(*TOP, cells(K=corner)) == TEN_THOUSANDS


@pytest.mark.parametrize(
    "title", ["2025年度工资发放表（万元）", "2025年度工资发放表（单位：万元）"]
)
def test_a_unit_behind_the_title_is_that_of_the_table(title: str):
    assert amounts([title], COUNTY_LABELS) == TEN_THOUSANDS
    assert amounts(COUNTY_LABELS, [title], merges=[(1, 0, 1, 10)]) == TEN_THOUSANDS
    assert amounts(cells(A=title, K="编号1"), COUNTY_LABELS) == TEN_THOUSANDS


def test_a_unit_over_some_columns_is_theirs():
    groups = cells(A="人员", H="月工资（万元）", J="年度")
    merges = [(2, 0, 2, 6), (2, 7, 2, 8), (2, 9, 2, 10)]
    assert amounts(*TOP, groups, merges=merges) == (20000, 6)
    assert amounts(TOP[0], [*COUNTY_LABELS, "单位：万元"], cells(H="月工资（元）", J="年度"),
                   merges=merges[1:]) == (2, 60000)  # fmt: skip


def test_a_unit_over_some_columns_inside_a_heading_is_theirs():
    upper = [*HEADING[:7], "月工资（万元）", "", "年度", ""]
    lower = [""] * 7 + HEADING[7:]
    merges = [(2, n, 3, n) for n in range(7)] + [(2, 7, 2, 8), (2, 9, 2, 10)]
    assert amounts(*TOP, upper, heading=lower, merges=merges) == (20000, 6)


def test_the_heading_of_a_column_goes_first():
    heading = [name if name != "应发合计" else "应发合计（元）" for name in HEADING]
    assert amounts(*TOP, cells(K="（万元）"), heading=heading) == (20000, 6)


@pytest.mark.parametrize(
    "above",
    [
        cells(K="金额（万元）"),
        cells(H="工资（万元）", J="合计"),
        cells(A="单位：元", K="（万元）"),
        cells(A="金额按元填写", K="单位：万元"),
        cells(K="单位：万"),
    ],
)
def test_a_unit_of_who_knows_which_columns_is_refused(above: list):
    parsed = read(workbook({"x": [*TOP, above, HEADING, ROW]}))
    assert {code for code, _ in found(parsed)} == {"unknown_unit"}
    assert parsed.problems[0].row == 3


def test_what_is_no_unit_of_this_form_is_only_a_text():
    assert amounts(["2025年度工资发放表（个）"], [*COUNTY_LABELS, "（平方米）"]) == YUAN
    assert amounts(*TOP, cells(A="单位：岚岫县第一小学")) == YUAN


def test_a_unit_on_the_tab_is_that_of_the_table():
    (part,) = read(workbook({"工资（万元）": [*TOP, HEADING, ROW]})).parts
    assert [int(part.rows[name][0].as_py()) for name in ("post_salary_yuan", "gross_pay_yuan")] == [
        *TEN_THOUSANDS
    ]
    parsed = read(workbook({"工资（万元）": [*TOP, cells(K="单位：元"), HEADING, ROW]}))
    assert {code for code, _ in found(parsed)} == {"unknown_unit"}


@pytest.mark.parametrize("note", ["注：以上金额单位为万元", "说明：1.如实填写。2.以万元为单位。"])
def test_a_unit_said_below_is_asked_for_above(note: str):
    below = [*TOP, HEADING, ROW, [], [note]]
    assert found(read(workbook({"x": below}))) == {("unknown_unit", "A6")}
    above = [*TOP, cells(K="单位：万元"), HEADING, ROW, [], [note]]
    assert found(read(workbook({"x": above}))) == set()
    same = [*TOP, HEADING, ROW, ["注：以上金额单位为元，人数单位为人"]]
    assert found(read(workbook({"x": same}))) == set()
