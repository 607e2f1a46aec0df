"""Every problem code, at its cell, from workbooks built cell by cell."""

from datetime import date

import pytest
import yaml

from ingest.problems import PATH, english
from tests.unit.ingest_books import (
    COUNTY_LABELS,
    SCHOOL_LABELS,
    class_sheet,
    exchange_row,
    exchange_sheet,
    pupil,
    read,
    student_row,
    student_sheet,
    teacher_row,
    teacher_sheet,
    workbook,
)

GOOD_CLASSES = class_sheet(["一年级", "1班", 40], ["二年级", "1班", 41])
EXAM_LABELS = [*COUNTY_LABELS, "考试编号：E1"]


def titled(title: str, labels: list, heading: list, *rows: list) -> list[list]:
    return [[title], labels, heading, *rows]


def exam_scores(
    *rows: list, heading: tuple = ("考号", "姓名", "学校", "班级", "语文", "数学")
) -> list:
    return titled("成绩表", EXAM_LABELS, list(heading), *rows)


FILE_PROBLEMS = {
    "nothing known": (
        {"通知": [["关于报送数据的通知"], ["请各校", "尽快"]]},
        ("unknown_form", "A1"),
    ),
    "a sheet too many": (
        {"班级情况": GOOD_CLASSES, "随笔": [["今天", "天气"]]},
        ("unknown_form", "A1"),
    ),
    "nothing at all": ({"x": [], "y": [[" "]]}, ("empty_workbook", None)),
    "no heading row": (
        {"教职工花名册": [["2025-2026学年教职工花名册"], SCHOOL_LABELS, teacher_row(1)]},
        ("no_heading", "A3"),
    ),
    "a code and a name of two schools": (
        {
            "x": [
                ["2025-2026学年班级情况"],
                [SCHOOL_LABELS[0], "学校名称：青杨镇中心小学"],
                *GOOD_CLASSES[2:],
            ]
        },
        ("contradicting_labels", "B2"),
    ),
    "a sheet named by another year than its title": (
        {"2024-2025学年": GOOD_CLASSES},
        ("contradicting_sources", "A1"),
    ),
    "a unit nobody knows": (
        {"x": [["2025-2026学年班级情况"], [*SCHOOL_LABELS, "单位：打"], *GOOD_CLASSES[2:]]},
        ("unknown_unit", "C2"),
    ),
    "a unit nobody knows in a heading": (
        {"x": class_sheet(["一年级", "1班", 3], heading=("年级", "班级", "人数（打）"))},
        ("unknown_unit", "C3"),
    ),
    "rows of another school without a heading": (
        {
            "x": [
                *GOOD_CLASSES,
                [],
                ["学校标识码：2199000002"],
                ["一年级", "1班", 44],
                ["二年级", "1班", 45],
            ]
        },
        ("ambiguous_table", "A7"),
    ),
    "a heading gone": (
        {"x": class_sheet(["一年级", "1班"], heading=("年级", "班级"))},
        ("missing_heading", "C3"),
    ),
    "a heading renamed": (
        {"x": class_sheet(["一年级", "1班", 1], heading=("年级", "班级", "学生总人数"))},
        ("missing_heading", "C3"),
    ),
    "a heading more": (
        {"x": class_sheet(["一年级", "1班", 1, "甲"], heading=("年级", "班级", "人数", "班主任"))},
        ("extra_heading", "D3"),
    ),
    "data under no heading": (
        {"x": class_sheet(["一年级", "1班", 1, 7], ["二年级", "1班", 1, 8])},
        ("extra_heading", "D3"),
    ),
    "data under no heading in the only row": (
        {"x": class_sheet(["一年级", "1班", 1, 7])},
        ("extra_heading", "D3"),
    ),
    "another county's school": (
        {"x": [["2025-2026学年班级情况"], ["学校标识码：", "2199999999"], *GOOD_CLASSES[2:]]},
        ("unknown_school", "B2"),
    ),
    "no school at all": (
        {"x": [["2025-2026学年班级情况"], *GOOD_CLASSES[2:]]},
        ("unknown_school", "A1"),
    ),
    "an unknown county": (
        {
            "x": titled(
                "2025-2026学年教育集团名册",
                ["区县代码：990199"],
                ["集团编号", "集团名称", "类型", "学校名称", "角色", "加入年月"],
                ["J1", "一小集团", "教育集团", "一小", "龙头校", "2024-09"],
            )
        },
        ("unknown_county", "A2"),
    ),
    "no period": ({"x": [["班级情况"], *GOOD_CLASSES[1:]]}, ("unknown_period", "A1")),
    "two periods": (
        {
            "x": [
                ["2025-2026学年班级情况"],
                [*SCHOOL_LABELS, "学年：2024-2025学年"],
                *GOOD_CLASSES[2:],
            ]
        },
        ("unknown_period", "C2"),
    ),
    "a title alone": ({"x": [["2025-2026学年班级情况"]]}, ("empty_table", "A1")),
    "a heading without rows": ({"x": class_sheet()}, ("empty_table", "A3")),
    "one heading twice": (
        {"x": class_sheet(["一年级", "1班", 1, 2], heading=("年级", "班级", "人数", "学生人数"))},
        ("ambiguous_table", "D3"),
    ),
    "data behind the footer": (
        {"x": [*GOOD_CLASSES, ["填表人：甲"], ["三年级", "1班", 30]]},
        ("ambiguous_table", "A7"),
    ),
    "a row behind the footer whose number is missing": (
        {"x": [*GOOD_CLASSES, ["备注：无"], ["三年级", "1班", ""]]},
        ("ambiguous_table", "A7"),
    ),
    "one pupil on two sheets that differ": (
        {"全体": student_sheet(student_row(1)), "一班": student_sheet(student_row(1, 班级="2班"))},
        ("ambiguous_table", "E4"),
    ),
}


@pytest.mark.parametrize("case", FILE_PROBLEMS)
def test_a_problem_that_holds_the_file(case: str):
    sheets, expected = FILE_PROBLEMS[case]
    parsed = read(workbook(sheets))
    assert expected in {(p.code, p.cell) for p in parsed.problems}
    assert {p.level for p in parsed.problems} == {"file"}
    assert all(problem.action and problem.expected for problem in parsed.problems)


ROW_PROBLEMS = {
    "id_digits_lost": (student_sheet(student_row(1, 学籍号=9.9010120150301e17)), "A4"),
    "id_check_digit": (student_sheet(student_row(1, 学籍号=pupil(1)[:-1] + "?")), "A4"),
    "not_a_number": (class_sheet(["一年级", "1班", "四十"]), "C4"),
    "not_a_whole_number": (class_sheet(["一年级", "1班", 40.5]), "C4"),
    "not_a_date": (teacher_sheet(teacher_row(1, 来校年月=2024.1)), "F4"),
    "not_in_code_list": (teacher_sheet(teacher_row(1, 职称="大师")), "H4"),
    "not_yes_no": (student_sheet(student_row(1, 是否住宿="有时")), "G4"),
    "required_blank": (student_sheet(student_row(1, 姓名="")), "B4"),
    "duplicate_row": (student_sheet(student_row(1), student_row(1)), "A5"),
    "out_of_range": (class_sheet(["一年级", "1班", 400]), "C4"),
    "not_a_text": (class_sheet(["一年级", date(2025, 3, 1), 40]), "B4"),
    "percent_unclear": (exchange_sheet(exchange_row(1, 课时比例=0.6)), "G4"),
    "error_cell": (class_sheet(["一年级", "1班", ("=1/0", "#DIV/0!")]), "C4"),
    "formula_without_value": (class_sheet(["一年级", "1班", ("=A1", "")]), "C4"),
    "text_too_long": (class_sheet(["一年级", "1" * 41, 40]), "B4"),
    "row_or_total": (class_sheet(["一年级", "全年级", 81], ["二年级", "1班", 41]), "B4"),
    "under_no_heading": (class_sheet(["一年级", "1班", 1, "045"], ["二年级", "1班", 41]), "D4"),
    "unclear_remark": (
        titled(
            "期末成绩表",
            [*COUNTY_LABELS, "考试编号：E1"],
            ["考号", "语文", "数学", "备注"],
            ["081", 90, 0, "缺考"],
            ["082", 90, 0, ""],
        ),
        "C4",
    ),
    "unknown_county": (
        titled(
            "2025-2026学年教育事业统计（小学）",
            ["单位：人"],
            ["统计三级", "学校标识码", "学校名称", "办学类型", "是否计校数", "在校生数"],
            ["邻县", "2199000008", "邻县小学", "小学", "是", 90],
            ["岚岫县", "2199000001", "岚岫县第一小学", "小学", "是", 400],
        ),
        "A4",
    ),
    "unknown_school": (
        titled(
            "2025-2026学年教育集团名册",
            COUNTY_LABELS,
            ["集团编号", "集团名称", "类型", "学校名称", "角色", "加入年月"],
            ["J1", "一小集团", "教育集团", "二十小", "龙头校", "2024-09"],
        ),
        "D4",
    ),
}


@pytest.mark.parametrize("code", ROW_PROBLEMS)
def test_a_problem_that_rejects_the_row(code: str):
    rows, cell = ROW_PROBLEMS[code]
    parsed = read(workbook({"Sheet1": rows}))
    assert parsed.problems == []
    (part,) = parsed.parts
    assert {(p.code, p.cell, p.level) for p in part.problems} == {(code, cell, "row")}
    assert all(p.action and p.expected and english(p) for p in part.problems)
    counts = part.counts
    assert (counts.rows_rejected, counts.rows_loaded) == (1, len(rows) - 4)


def test_every_code_of_the_list_of_messages_is_tried_somewhere():
    texts = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    # only a form filled in downwards asks for a year: test_ingest_official_forms; cells are
    # merged in test_ingest_merged
    assert set(ROW_PROBLEMS) | {"not_a_year", "merged_cells"} == set(texts["row"])
    elsewhere = {
        "not_a_spreadsheet",
        "over_limit",
        "cut_off",
        "reader_failed",
        "unopened_archive",
        "password_protected",
        "wrong_password",
        "older_than_in_force",
        "worse_than_in_force",
        "claimed_by_another",
        "hidden_sheet",
        "old_template",
    }
    assert {code for _, (code, _) in FILE_PROBLEMS.values()} | elsewhere == set(texts["file"])
