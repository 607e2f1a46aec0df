"""Values that were silently wrong, rows that vanished, and names that slipped into messages."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from ingest.text import safe_name, safe_names
from tests.unit.ingest_books import (
    COUNTY_LABELS,
    class_sheet,
    found,
    only,
    person,
    read,
    student_row,
    student_sheet,
    teacher_row,
    teacher_sheet,
    workbook,
)

PAY = ["类别", "人数", "折合人月数", "基本工资", "规范津贴补贴", "合计"]


@pytest.mark.parametrize(
    ("unit", "yuan"),
    [
        ("（单位：元）", 813_800),
        ("单位：百元", 81_380_000),
        ("单位：人民币万元", 8_138_000_000),
        ("单位：元、人", 813_800),
        ("金额单位：元；人数单位：人", 813_800),
        ("单位：岚岫县财政局", 8_138_000_000),
    ],
)
def test_the_unit_above_the_table_is_understood(unit: str, yuan: int):
    rows = [["2025年度公务员工资收入汇总表"], [*COUNTY_LABELS, unit], PAY]
    part = only({"x": [*rows, ["县直", 19, 224, 813_800, 1, 2]]})
    assert part.rows["base_pay_yuan"].to_pylist() == [Decimal(yuan)]


@pytest.mark.parametrize("unit", ["单位：美元", "单位：平方米", "单位：元、万元"])
def test_a_unit_that_cannot_be_used_is_a_problem_at_its_cell(unit: str):
    rows = [["2025年度公务员工资收入汇总表"], [*COUNTY_LABELS, unit], PAY, ["县直", 1, 12, 1, 1, 2]]
    assert found(read(workbook({"x": rows}))) == {("unknown_unit", "C2")}


@pytest.mark.parametrize("text", ["本页合计", "全县", "年级小计", "全校平均"])
def test_a_sum_is_no_data_whatever_it_is_called(text: str):
    part = only({"x": class_sheet(["一年级", "1班", 40], [text, "", 40])})
    assert (part.counts.rows_loaded, part.counts.rows_blank) == (1, 1)


def test_a_person_whose_name_is_a_word_for_a_sum_stays():
    part = only({"x": student_sheet(student_row(1, 姓名="平均"), student_row(2, 姓名="负责人"))})
    assert part.counts.rows_loaded == 2


def test_words_merged_over_rows_are_filled_down_and_numbers_are_not():
    rows = class_sheet(["一年级", "1班", 40], ["", "2班", ""], ["二年级", "1班", 41])
    parsed = read(workbook({"x": rows}, merges=[(3, 0, 4, 0), (3, 2, 4, 2)]))
    assert found(parsed) == {("merged_cells", "C4"), ("merged_cells", "C5")}
    assert only(
        {"x": class_sheet(["一年级", "1班", 40], ["", "2班", 39])}, merges=[(3, 0, 4, 0)]
    ).rows["grade"].to_pylist() == [1, 1]


def test_yes_and_no_answer_the_headings_that_ask():
    rows = teacher_sheet(teacher_row(1, 编制情况="是", 在岗情况="否"))
    row = only({"x": rows}).rows.to_pylist()[0]
    assert (row["staffing"], row["post_status"]) == ("staffed", "off_post")


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_table_holds_the_file_and_is_named(state: str, tmp_path):
    path = tmp_path / "a.xlsx"
    sheets = {"新": class_sheet(["一年级", "1班", 40]), "旧": class_sheet(["二年级", "1班", 40])}
    path.write_bytes(workbook(sheets))
    book = openpyxl.load_workbook(path)
    book["旧"].sheet_state = state
    book.save(path)
    (problem,) = read(path.read_bytes()).problems
    assert (problem.code, problem.sheet) == ("hidden_sheet", "旧")
    assert "旧" in problem.action


def test_nothing_is_quoted_of_a_row_whose_number_is_wrong():
    row = student_row(1, 学籍号="安宁", 姓名=person(1), 性别="6", 年级="99")
    problems = read(workbook({"x": student_sheet(row)})).parts[0].problems
    assert len(problems) == 3
    assert all("已隐去" in problem.found for problem in problems)


def test_a_name_in_a_wrong_column_is_not_quoted_and_a_number_is():
    row = student_row(1, 性别="安康宁", 年级="13月", 班级=date(2025, 3, 1))
    shown = {p.cell: p.found for p in read(workbook({"x": student_sheet(row)})).parts[0].problems}
    assert shown == {"C4": "（3个字符，已隐去）", "D4": "13月", "E4": "2025-03-01"}


def test_an_unknown_heading_is_never_likened_to_a_persons_number():
    rows = teacher_sheet([*teacher_row(1), "1"])
    rows[2] = [*rows[2], "手机号码"]
    (problem,) = read(workbook({"x": rows})).problems
    assert "ignored_headings: [手机号码]" in problem.layout_line
    assert "token" not in problem.layout_line
    assert "yml" not in problem.action


def test_numbers_of_persons_are_taken_out_of_names():
    number = person(1)
    assert number[:17] not in safe_name(f"{number}_安宁.xlsx")
    assert safe_name("2199000001_岚岫县第一小学_2025.xlsx") == "2199000001_岚岫县第一小学_2025.xlsx"
    assert "13900001111" not in safe_name("安宁13900001111.xlsx")
    assert len(set(safe_names([person(1), person(2)]))) == 2
