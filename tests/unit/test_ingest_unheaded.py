"""What stands under no heading: one row that slipped goes back, a column without heading holds the
file, and what is no data stands in nobody's way."""

import pytest

from tests.unit.ingest_books import (
    class_sheet,
    found,
    only,
    read,
    student_row,
    student_sheet,
    workbook,
)

GOOD = ["一年级", "1班", 40]


def rejected(*rows: list, heading: tuple = ("年级", "班级", "学生人数")) -> list[tuple]:
    parsed = read(workbook({"x": class_sheet(*rows, heading=heading)}))
    assert parsed.problems == []
    (part,) = parsed.parts
    part.counts.check()
    assert part.counts.rows_rejected == len({p.row for p in part.problems})
    return [(p.code, p.cell, p.found) for p in part.problems]


@pytest.mark.parametrize("value", ["045", 7, "下学期转走", 0])
def test_whatever_one_row_has_beyond_the_heading_sends_it_back(value: object):
    row = ["二年级", "1班", 1, value]
    assert rejected(GOOD, row) == [("under_no_heading", "D5", str(value))]


def test_a_row_is_told_once_at_its_first_such_cell():
    assert rejected(GOOD, ["二年级", "1班", 1, "", 2, "", 3]) == [("under_no_heading", "E5", "2")]


def test_a_blank_heading_between_two_others_is_none():
    heading = ("年级", "", "班级", "学生人数")
    rows = [["一年级", "", "1班", 40], ["二年级", "甲", "1班", 41]]
    assert rejected(*rows, heading=heading) == [("under_no_heading", "B5", "甲")]


def test_a_row_beyond_the_last_of_two_strips():
    heading = ("年级", "班级", "学生人数") * 2
    rows = [[*GOOD, "二年级", "1班", 41], ["一年级", "2班", 42, "二年级", "2班", 1, 43]]
    assert rejected(*rows, heading=heading) == [("under_no_heading", "G5", "43")]


def test_a_comma_too_many_in_a_line_of_csv():
    """Its rows are as long as they are filled, the heading too."""
    sheet = class_sheet(GOOD, ["二年级", "1班", "1,045"])
    lines = "\n".join(",".join(map(str, row)) for row in sheet)
    part = read(lines.encode()).parts[0]
    assert [(p.code, p.cell, p.found) for p in part.problems] == [("under_no_heading", "D5", "045")]
    assert part.rows["pupil_count"].to_pylist() == [40]


def test_sums_blank_rows_notes_and_blanks_may_have_anything_beside_them():
    rows = [
        [*GOOD, " "],
        ["", "", "", "40"],
        ["合计", "", 40, "核对无误"],
        ["填表人：安平", "", "", "2025年9月1日"],
    ]
    assert only({"x": class_sheet(*rows)}).counts.rows_loaded == 1


def test_a_column_without_heading_says_where_it_is_filled():
    rows = [[*GOOD, "" if n % 2 else "甲"] for n in range(9)]
    parsed = read(workbook({"x": class_sheet(*rows)}))
    (problem,) = parsed.problems
    assert (problem.code, problem.cell, problem.found) == ("extra_heading", "D3", "D4、D6、D8…等")
    assert "D4、D6、D8" in problem.action


def test_nothing_is_quoted_of_a_row_about_a_person():
    slipped = student_row(2)
    slipped = [*slipped[:2], "", *slipped[2:]]
    parsed = read(workbook({"x": student_sheet(student_row(1), slipped)}))
    part = parsed.parts[0]
    assert ("under_no_heading", "H5") in found(parsed)
    assert part.rows.num_rows == 1
    quoted = [p.found for p in part.problems if p.found != "（空）"]
    assert len(quoted) > 2
    assert all("已隐去" in text for text in quoted)
