"""Rows above a heading, and rows of two tables that look alike: none is passed over."""

import pytest

from tests.unit.ingest_books import (
    COUNTY_LABELS,
    SCHOOL_LABELS,
    SCHOOL_LIST,
    class_sheet,
    found,
    read,
    student_row,
    student_sheet,
    teacher_row,
    teacher_sheet,
    workbook,
)

TITLE, LABELS, HEADING = class_sheet()
ONE, TWO = ["一年级", "1班", 40], ["二年级", "1班", 41]
STUDENTS = student_sheet()
AGAIN = [["学校标识码：2199000002"], HEADING]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([TITLE, LABELS, ONE, HEADING, TWO], "A3"),
        ([TITLE, ONE, LABELS, HEADING, TWO], "A2"),
        ([ONE, TITLE, LABELS, HEADING, TWO], "A1"),
        ([*STUDENTS[:2], student_row(1), STUDENTS[2], student_row(2)], "A3"),
        ([*STUDENTS[:2], student_row(1, 学籍号="G123"), STUDENTS[2], student_row(2)], "A3"),
        ([*SCHOOL_LIST[:1], SCHOOL_LIST[2], SCHOOL_LIST[1], SCHOOL_LIST[3]], "A2"),
        ([TITLE, LABELS, HEADING, ONE, AGAIN[0], TWO, AGAIN[1], ONE], "A6"),
    ],
    ids=[
        "sorted",
        "above the labels",
        "at the top",
        "pupils",
        "wrong id",
        "schools",
        "between two tables",
    ],
)
def test_a_row_of_data_above_its_heading_is_refused(rows: list[list], cell: str):
    assert found(read(workbook({"x": rows}))) == {("ambiguous_table", cell)}


@pytest.mark.parametrize(
    "line",
    [
        ["Grade", "Class", "Pupils"],
        ["2025-2026学年班级情况"] * 3,
        ["填表日期", "2026年3月1日", ""],
        ["联系电话", "", "请如实填写"],
        ["(1)", "(2)", "(3)"],
        ["单位名称", "岚岫县第一小学", 2026],
    ],
    ids=["english", "a title in every column", "date", "remark", "numbers", "label"],
)
def test_what_else_stands_above_a_heading_is_no_data(line: list):
    (part,) = read(workbook({"x": [TITLE, LABELS, line, HEADING, ONE, TWO]})).parts
    assert part.problems == []
    assert part.counts.rows_loaded == 2


def test_a_heading_in_english_over_one_of_persons_is_no_person():
    rows = teacher_sheet(teacher_row(1))
    english = [f"column {n}" for n in range(len(rows[2]))]
    parsed = read(workbook({"x": [*rows[:2], english, *rows[2:]]}))
    assert parsed.problems == []


def test_two_schools_on_one_sheet_with_the_same_rows():
    rows = [TITLE, LABELS, HEADING, ONE, TWO, *AGAIN, ONE, TWO]
    parsed = read(workbook({"x": rows}))
    assert parsed.problems == []
    assert [(p.context.sender_id, p.rows["_row"].to_pylist()) for p in parsed.parts] == [
        ("2199000001", [4, 5]), ("2199000002", [8, 9]),
    ]  # fmt: skip


def test_labels_of_a_county_with_a_number_are_no_row_of_schools():
    rows = [["2025-2026学年学校名录"], [*COUNTY_LABELS, *SCHOOL_LABELS], *SCHOOL_LIST[1:]]
    assert read(workbook({"x": rows})).problems == []
