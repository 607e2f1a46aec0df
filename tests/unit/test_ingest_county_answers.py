"""Forms of the county for the national standard, each where it has a trap of its own: admission,
disabled children, national results, a survey, documents."""

import csv
from decimal import Decimal

import pytest

from ingest.codes import load_codes
from tests.unit.ingest_books import OTHER, SCHOOL, county_sheet, found, only, read, workbook
from warehouse.settings import ROOT


def monitoring(rate: object, heading: str = "校际差异率", level: object = "Ⅲ级") -> dict:
    columns = ["监测年份", "监测年级", "监测学科", "学业水平等级", heading]
    return county_sheet("国家义务教育质量监测结果", columns, [2024, "四年级", "语文", level, rate])


@pytest.mark.parametrize(
    ("heading", "cell", "percent"),
    [
        ("校际差异率", 0.12, "12"),
        ("校际差异率", 0.1495, "14.95"),
        ("校际差异率（小数）", "0.15", "15"),
        ("校际差异率", "12%", "12"),
        ("校际差异率（%）", 12, "12"),
        ("校际差异率（百分比）", 14.9, "14.9"),
        ("校际差异率（%）", "0.9%", "0.9"),
    ],
)
def test_a_rate_is_a_share_unless_it_says_that_it_is_a_percentage(heading, cell, percent):
    part = only(monitoring(cell, heading))
    assert part.rows["between_school_percent"].to_pylist() == [Decimal(percent)]


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("校际差异率", 12, "out_of_range"),
        ("校际差异率（%）", 0.12, "percent_unclear"),
        ("校际差异率", 0.123456, "out_of_range"),
    ],
)
def test_a_rate_that_may_be_either_is_refused(heading, cell, code):
    assert found(read(workbook(monitoring(cell, heading)))) == {(code, "E4")}


def test_the_clerk_is_told_in_which_unit_a_range_is():
    (problem,) = read(workbook(monitoring(12))).parts[0].problems
    assert problem.expected == "0至100（%）"


@pytest.mark.parametrize("word", ["Ⅲ", "III", 3, "3", "三", "水平Ⅲ", "Ⅲ级", "ⅲ"])
def test_a_level_is_read_however_it_is_written(word):
    assert only(monitoring(0.1, level=word)).rows["achievement_level"].to_pylist() == [3]


def test_a_level_that_is_none_is_refused():
    assert found(read(workbook(monitoring(0.1, level="良好")))) == {("not_in_code_list", "D4")}
    assert found(read(workbook(monitoring(0.1, level=5)))) == {("not_in_code_list", "D4")}


def catchment(*rows: list) -> dict:
    heading = ["学校名称", "学段", "生源类别", "新生人数", "在校学生数"]
    return county_sheet("划片招生情况", heading, *rows)


def test_assigned_pupils_are_neither_inside_nor_outside_the_catchment():
    rows = [["一小", "小学", place, 10, 60] for place in ("片内", "统筹安排", "片外", "外县")]
    part = only(catchment(*rows))
    places = ["in_catchment", "assigned", "other_catchment", "other_county"]
    assert part.rows["intake_place"].to_pylist() == places


def test_a_school_counts_each_kind_of_pupil_once_in_a_stage():
    inside = ["一小", "小学", "划片范围内"]
    twice = catchment([*inside, 120, 700], [*inside, 12, 70])
    assert {code for code, _ in found(read(workbook(twice)))} == {"duplicate_row"}
    stages = catchment([*inside, 120, 700], ["一小", "初中", "片内", 90, ""])
    assert only(stages).counts.rows_loaded == 2


def births(*rows: list) -> dict:
    heading = ["出生时段", "入学年份", "户籍儿童数", "非户籍常住儿童数", "备注"]
    return county_sheet("出生和学前适龄人口", heading, *rows)


def test_children_are_counted_by_the_year_they_enter_grade_one():
    rows = [["2018.9-2019.8", "2025年", 1204, 88, ""], ["2019.9-2020.8", "2026", 1190, 0, "无"]]
    part = only(births(*rows))
    assert part.rows["entry_year"].to_pylist() == [2025, 2026]
    assert part.rows["registered_child_count"].to_pylist() == [1204, 1190]
    assert part.rows["migrant_child_count"].to_pylist() == [88, 0]


def test_a_cohort_without_its_migrants_or_twice_goes_back():
    rows = [["", 2025, 1204, "", ""], ["", 2026, 1190, 70, ""], ["", 2026, 1180, 70, ""]]
    assert {code for code, _ in found(read(workbook(births(*rows))))} == {
        "required_blank", "duplicate_row"
    }  # fmt: skip


def quota(*rows: list) -> dict:
    heading = ["优质高中", "名额类别", "初中学校", "名额数"]
    return county_sheet("优质高中名额分配", heading, *rows)


def test_places_open_to_all_belong_to_no_junior_school():
    rows = [
        ["岚岫县第一高级中学", "分配名额", "青杨镇中心小学", 60],
        ["岚岫县第一高级中学", "统招", "——", 300],
        ["合计", "", "", 360],
    ]
    part = only(quota(*rows))
    assert part.rows["junior_school_id"].to_pylist() == [OTHER, None]
    assert sum(part.rows["quota_count"].to_pylist()) == 360, "the sum is no row of its own"


def test_places_of_a_school_that_is_not_on_the_list_are_sent_back():
    parsed = read(workbook(quota(["岚岫县第一高级中学", "分配名额", "邻县初级中学", 60])))
    assert found(parsed) == {("unknown_school", "C4")}


def test_children_out_of_school_are_rows_too():
    rows = [["小学", "随班就读", "一小", 3], ["小学", "未入学", "", 1], ["初中", "未入学", "", 2]]
    sheet = county_sheet("残疾儿童少年就学情况", ["学段", "安置方式", "就读学校", "人数"], *rows)
    part = only(sheet)
    assert part.rows["placement"].to_pylist() == ["regular_class", "not_enrolled", "not_enrolled"]
    assert part.rows["school_id"].to_pylist() == [SCHOOL, None, None]


def survey(*rows: list, counts: tuple[str, ...] = ("问卷总数", "有效问卷数", "满意问卷数")) -> dict:
    heading = ["调查年月", "调查方式", "调查对象", *counts, "满意度"]
    return county_sheet("社会认可度调查", heading, *rows)


def test_a_survey_keeps_its_counts_and_no_percentage():
    row = ["2025-11", "网络问卷", "家长", 1200, 1100, 1011, "91.9%"]
    (stored,) = only(survey(row)).rows.to_pylist()
    counts = ("sent_count", "valid_count", "satisfied_count")
    assert [stored[name] for name in counts] == [1200, 1100, 1011]
    assert Decimal("91.9") not in stored.values()


def test_a_survey_of_which_only_the_percentage_is_known_has_no_row():
    sheet = survey(["2025-11", "网络问卷", "家长", 1200, "——", "——", "91.9%"])
    assert found(read(workbook(sheet))) == {("required_blank", "E4"), ("required_blank", "F4")}


def evidence(*rows: list) -> dict:
    heading = ["评估项目", "学校名称", "结论", "文件名称", "文号", "文件日期", "签署单位", "签署人"]
    return county_sheet("佐证材料登记", heading, *rows)


PAPER = ["招生工作自查报告", "岚教〔2025〕7号", "2025-09-10", "教育局", "安平"]


def test_who_signed_is_an_office_and_nobodys_name():
    (row,) = only(evidence(["存在以考试方式招生", "", "不存在", *PAPER])).rows.to_pylist()
    assert (row["evidence_item"], row["finding"]) == ("V1", "absent")
    assert row["signed_by"] == "education_bureau"
    assert "安平" not in str(row)


@pytest.mark.parametrize("word", ["是", "否", "有", "√", "无"])
def test_yes_and_no_say_nothing_of_a_veto_item(word):
    assert {place for _, place in found(read(workbook(evidence(["V1", "", word, *PAPER]))))} == {
        "C4"
    }


def test_every_item_of_evidence_is_one_of_the_standard():
    with (ROOT / "seeds" / "indicator.csv").open(encoding="utf-8", newline="") as seed:
        indicators = {row["indicator_id"] for row in csv.DictReader(seed)}
    codes = set(load_codes()["evidence_item"].names)
    assert codes <= indicators
    documents_only = {"G1", "G2", "G10", "Q3", "Q5", "Q6", "Q7", "Q8"}
    assert codes >= documents_only | {f"V{turn}" for turn in range(1, 7)}


def designation(*rows: list) -> dict:
    heading = ["学校名称", "认定类别", "认定文件", "认定年月"]
    return county_sheet("薄弱和优质学校认定", heading, *rows)


def test_a_designation_names_its_school_and_its_document():
    document = "岚岫县教育局关于认定薄弱学校的通知"
    rows = [["一小", "薄弱校", document, "2023-03"], ["青杨镇中心小学", "优质学校", document, ""]]
    part = only(designation(*rows))
    assert part.rows["school_id"].to_pylist() == [SCHOOL, OTHER]
    assert part.rows["designation"].to_pylist() == ["weak", "strong"]


def test_a_school_is_not_both_weak_and_strong_nor_designated_by_nobody():
    rows = [["一小", "薄弱学校", "通知", ""], ["一小", "优质学校", "通知", ""],
            ["青杨镇中心小学", "薄弱学校", "", ""]]  # fmt: skip
    assert {code for code, _ in found(read(workbook(designation(*rows))))} == {
        "duplicate_row", "required_blank"
    }  # fmt: skip
