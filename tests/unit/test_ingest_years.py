"""Years in titles: every way of writing 2025-2026学年 means it or is refused, and none means 2026;
some months are not a year."""

import pytest

from ingest.given import Given
from tests.unit.ingest_books import COUNTY_LABELS, SCHOOL_LABELS, person, read, workbook

CLASSES = [["年级", "班级", "学生人数"], ["一年级", "1班", 40]]
PAY = [
    ["单位", "姓名", "身份证号", "人员类别", "职称", "任教学段", "发放月数", "应发合计"],
    ["一小", "安平", person(1, "19800501"), "专任教师", "一级", "小学", 12, 60000],
]


def period(rows: list[list], given: Given | None = None, sheet: str = "Sheet1") -> str:
    """The period that a sheet is read for, or the code of its problem."""
    parsed = read(workbook({sheet: rows}), given=given)
    codes = [problem.code for problem in parsed.problems]
    return codes[0] if codes else parsed.parts[0].context.period


def classes(title: str) -> str:
    return period([[title], SCHOOL_LABELS, *CLASSES])


def pay(title: str) -> str:
    return period([[title], COUNTY_LABELS, *PAY])


DASHES = [
    "-", "‐", "‑", "‒", "–", "—", "―", "−", "─", "－", "﹣", "ー", "一", "_", "~", "～", "〜", "∼",
    "/", "至", "到", "--", "——", " — ", "年—", "年至",
]  # fmt: skip


@pytest.mark.parametrize("sign", DASHES)
def test_any_dash_between_two_years_makes_one_school_year(sign: str):
    assert classes(f"2025{sign}2026学年班级情况") == "2025"
    assert period([["班级情况"], [*SCHOOL_LABELS, f"学年：2025{sign}2026"], *CLASSES]) == "2025"
    tab = f"2025{sign}2026学年".replace("/", "-")
    assert period([["班级情况"], SCHOOL_LABELS, *CLASSES], sheet=tab) == "2025"


@pytest.mark.parametrize(
    "sign", [".", "、", ",", "，", " ", "·", "+", "和", "及", "与", "&", "|", "¯"]
)
def test_two_years_that_no_dash_joins_are_not_the_later_one(sign: str):
    assert classes(f"2025{sign}2026学年班级情况") == "unknown_period"
    assert pay(f"2025{sign}2026年度工资发放表") == "unknown_period"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2025-26学年班级情况", "2025"),
        ("2025-20学年班级情况", "unknown_period"),
        ("2025-2027学年班级情况", "unknown_period"),
        ("二〇二五—二〇二六学年班级情况", "2025"),
        ("二○二五学年班级情况", "2025"),
        ("表1 2025-2026学年班级情况", "2025"),
        ("附件1：2025学年班级情况", "2025"),
        ("2024学年、2025学年班级情况", "unknown_period"),
        ("2025-2026学年班级情况（2024年9月版）", "2025"),
    ],
)
def test_a_school_year_in_a_title(title: str, year: str):
    assert classes(title) == year


@pytest.mark.parametrize(
    "title",
    [
        "2025年度工资发放表", "2025年工资发放表", "二〇二五年度工资发放表", "2025年末工资发放表",
        "2025年度1-12月工资发放表", "2025年工资发放表（一月至十二月）", "2025年1-12月工资发放表",
        "2025年度工资发放表 2026年1月制",
    ],
)  # fmt: skip
def test_a_year_of_payments(title: str):
    assert pay(title) == "2025"


@pytest.mark.parametrize(
    "title",
    [
        "2025年9月工资发放表", "2025年九月份工资发放表", "2025年工资发放表（9月）",
        "2025年度9月工资发放表", "2025年上半年工资发放表", "2025年第一季度工资发放表",
        "2025年度11-12月工资发放表", "2025年度十一至十二月工资发放表",
        "2025年春季工资发放表", "2025年9-12月工资发放表", "2024-2025年工资发放表",
        "2024—2025年度工资发放表", "2024年至2025年工资发放表",
    ],
)  # fmt: skip
def test_some_months_or_two_years_are_not_a_year_of_payments(title: str):
    assert pay(title) == "unknown_period"


def test_a_title_of_some_months_is_told_so():
    (problem,) = read(workbook({"x": [["2025年工资发放表（9月）"], COUNTY_LABELS, *PAY]})).problems
    assert (problem.cell, problem.found, problem.expected) == ("A1", "9月", "全年")


def test_a_folder_of_two_years_names_neither():
    given = Given(folder="2024—2025年度")
    assert period([["工资发放表"], COUNTY_LABELS, *PAY], given) == "unknown_period"
