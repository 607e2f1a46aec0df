"""Titles, labels, headings and units as people type them."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.unit.ingest_books import (
    CLASSES,
    COUNTY,
    COUNTY_LABELS,
    SCHOOL,
    SCHOOL_LABELS,
    STUDENT_HEADING,
    class_sheet,
    found,
    only,
    read,
    student_row,
    workbook,
)


@pytest.mark.parametrize(
    "above",
    [
        [["2025-2026学年班级情况"], SCHOOL_LABELS],
        [["岚岫县第一小学班级情况"], ["学校标识码：", SCHOOL, "学年：", "2025-2026学年"]],
        [
            [],
            ["附件3"],
            ["", "班级情况表（2025—2026学年）"],
            [],
            ["学校名称：一小  学年：2025-2026学年"],
        ],
        [["２０２５－２０２６学年  班 级 情 况"], ["学校代码", 2199000001]],
        [["班级情况"], ["填报学校（公章）："], ["学校名称：岚岫县第一小学 填报学年：2025-2026"]],
        [["班级情况"], ["单位名称：一小"], ["学年", "2025-2026"]],
        [
            ["2025-2026学年班级情况"],
            ["填报学校：岚岫县第一小学（公章）　填表人：安平　填报时间：2025年9月"],
        ],
        [["2025-2026学年班级情况"], ["单位：岚岫县第一小学", "", "单位：人"]],
        [["2025-2026学年班级情况"], ["学校标识码 2199000001"]],
        [["2025-2026学年班级情况"], ["学校标识码：", "'2199000001"]],
    ],
)
def test_titles_and_labels_of_many_kinds(above: list[list]):
    part = only({"x": [*above, ["年级", "班级", "学生人数"], *CLASSES]})
    assert part.form == "class_roster"
    assert (part.context.sender_id, part.context.county_id) == (SCHOOL, COUNTY)
    assert part.context.period == "2025"
    assert part.rows["pupil_count"].to_pylist() == [40, 41]


@pytest.mark.parametrize(
    "heading",
    [
        ("年级", "班级名称", "人数"),
        ("年 级", "班\n级", "学生人数（人）"),
        ("年级*", "班级(必填)", "学生\n人数\n（人）"),
        ("　年级", "班级", "学生人数　"),
        ("*年级", "班级：", "学生人数"),
        ("★年级", "★班级（必填项）", "★学生人数（单位：人）"),
        ("年级（下拉选择）", "班级【文本】", "学生人数［人］"),
        ("年\u00ad级", "班级（文本，必填）", "学生人数/人"),
        ("年级", "班级", "学生人数：人"),
    ],
)
def test_headings_as_people_type_them(heading: tuple):
    part = only({"x": class_sheet(*CLASSES, heading=heading)})
    assert part.rows.num_rows == 2


def exam_sheet(*heading_rows: list, rows: list[list]) -> list[list]:
    return [["八年级成绩"], [*COUNTY_LABELS, "考试编号：", "2025-秋-8"], *heading_rows, *rows]


@pytest.mark.parametrize(
    ("heading_rows", "row"),
    [
        ([["考号", "姓名", "语文", "数学", "总分", "班名次"]], ["01", "甲", 90.5, "缺考", 90.5, 1]),
        ([["准考证号", "语文（分）", "数学(分)"]], ["01", "90.5", "缺考"]),
        ([["考号", "语文/原始分", "语文/班级排名", "数学/原始分"]], ["01", 90.5, 3, "缺考"]),
        (
            [["考号", "姓名", "语文", "数学"], ["", "", "原始分", "原始分"]],
            ["01", "甲", 90.5, "缺考"],
        ),
        (
            [
                ["考号", "语文", "", "数学", "", "总分"],
                ["", "分数", "校内排名", "分数", "校内排名", ""],
            ],
            ["01", 90.5, 2, "缺考", "排除", 90.5],
        ),
    ],
)
def test_subjects_become_rows(heading_rows: list[list], row: list):
    part = only({"Sheet1": exam_sheet(*heading_rows, rows=[row])})
    assert part.context.period == "2025-秋-8"
    assert [(r["subject"], r["raw_score"], r["status"]) for r in part.rows.to_pylist()] == [
        ("chinese", Decimal("90.50"), "taken"),
        ("mathematics", None, "absent"),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ("语文（满分120）", "数学（150分）"),
        ("语文(120)", "数学（原始分）"),
        ("语文/分", "数学成绩【分】"),
    ],
)
def test_a_full_mark_or_a_kind_of_score_behind_a_subject(headings: tuple):
    who, more = (
        ["考号", "学校", "班级"],
        ["总分排名", "总分班级排名", "语数外名次", "平均分", "班主任"],
    )
    rows = [["期末成绩表"], [*COUNTY_LABELS, "考试编号：E1"], [*who, *headings, *more],
            ["081", "一小", "1班", 97, 100, 1, 2, 3, 98.5, "安宁"]]  # fmt: skip
    part = only({"x": rows})
    assert part.rows["raw_score"].to_pylist() == [97, 100]


def test_a_word_behind_a_subject_that_changes_it_is_no_unit():
    rows = [["期末成绩表"], [*COUNTY_LABELS, "考试编号：E1"], ["考号", "语文", "数学（上学期）"],
            ["081", 97, 100]]  # fmt: skip
    assert found(read(workbook({"x": rows}))) == {("extra_heading", "C3")}


def test_what_stands_below_the_rest_of_a_merged_heading_is_not_lost():
    rows = class_sheet(["一年级", "1", "班", 40], ["一年级", "2", "班", 41],
                       heading=("年级", "班级", "", "学生人数"))  # fmt: skip
    assert found(read(workbook({"x": rows}, [(2, 1, 2, 2)]))) == {("extra_heading", "C3")}


def test_merged_heading_cells():
    sheet = exam_sheet(
        ["考号", "语文", None, "数学", None],
        [None, "原始分", "班级排名", "原始分", "班级排名"],
        rows=[["01", 90, 1, 80, 2]],
    )
    part = only({"x": sheet}, merges=[(2, 0, 3, 0), (2, 1, 2, 2), (2, 3, 2, 4)])
    assert part.rows["raw_score"].to_pylist() == [Decimal(90), Decimal(80)]


def test_a_band_over_ordinary_headings():
    sheet = [
        ["2025-2026学年班级情况"],
        SCHOOL_LABELS,
        ["年级", "班级", "基本信息"],
        ["", "", "学生人数"],
        *CLASSES,
    ]
    assert only({"x": sheet}).rows.num_rows == 2


@pytest.mark.parametrize(
    ("unit", "factor"), [("", 10_000), ("单位：元", 1), ("金额单位：万元", 10_000)]
)
def test_units_in_the_heading_then_above_the_table_then_in_the_layout(unit: str, factor: int):
    heading = ["类别", "人数", "折合人月数", "基本工资", "规范津贴补贴（元）", "合计(万元)"]
    row = ["综合管理类", 100, 1200, 123.45, "2,000,000", 400]
    part = only({"x": [["2025年度公务员工资收入汇总表"], [*COUNTY_LABELS, unit], heading, row]})
    values = part.rows.to_pylist()[0]
    assert values["base_pay_yuan"] == Decimal("123.45") * factor
    assert values["regulated_allowance_yuan"] == Decimal("2000000.00")
    assert values["total_yuan"] == Decimal("4000000.00")


def test_an_amount_with_more_places_than_money_has_is_refused():
    heading = ["类别", "人数", "折合人月数", "基本工资（元）", "规范津贴补贴", "合计"]
    sheet = [["2025年度公务员工资收入汇总表"], COUNTY_LABELS, heading, ["甲", 1, 12, 123.456, 1, 2]]
    assert found(read(workbook({"x": sheet}))) == {("out_of_range", "D4")}


def test_a_class_name_that_excel_made_a_date_is_not_guessed():
    parsed = read(workbook({"x": class_sheet(["三年级", dt.date(2025, 3, 1), 40])}))
    assert found(parsed) == {("not_a_text", "B4")}


def test_a_student_heading_alone_tells_the_form():
    parsed = read(
        workbook({"Sheet1": [["2025-2026学年"], SCHOOL_LABELS, STUDENT_HEADING, student_row(1)]})
    )
    assert [part.form for part in parsed.parts] == ["student_roster"]


@pytest.mark.parametrize(("strips", "kinds"), [(50, set()), (51, {"ambiguous_table"})])
def test_nobody_prints_a_list_in_more_than_fifty_strips(strips: int, kinds: set[str]):
    rows = [["2025-2026学年班级情况"], SCHOOL_LABELS, ["年级", "班级", "学生人数"] * strips]
    rows.append([cell for n in range(strips) for cell in ("一年级", f"{n}班", 40)])
    assert {code for code, _ in found(read(workbook({"x": rows})))} == kinds
