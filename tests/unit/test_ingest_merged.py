"""A value merged over several cells: a word stands in each of them, a number in none."""

import io
from pathlib import Path

import openpyxl
import pytest

from tests.unit.ingest_books import (
    COUNTY_LABELS,
    SCHOOL,
    SCHOOL_LABELS,
    SCHOOL_LIST,
    class_sheet,
    found,
    read,
    workbook,
)
from tests.unit.ingest_bureau import T1, T2, Bureau

CLASSES = class_sheet(["一年级", "1班", 81], ["一年级", "2班", ""], ["二年级", "1班", 38])
SCORES = [
    ["八年级期末考试成绩"],
    [*COUNTY_LABELS, "考试编号：2025-8"],
    ["考号", "学校", "语文", "数学"],
    ["0801", "一小", "", ""],
    ["0802", "一小", "", ""],
    ["0803", "一小", 90, 91],
]
ITEMS = [
    ["2025-2026学年学校基本情况"],
    ["填报项目", "填报值"],
    ["学校标识码", SCHOOL],
    ["学校名称", "岚岫县第一小学"],
    ["办学类型", "小学"],
    ["教学及辅助用房总面积", 3000],
    ["室内体育用房面积", 200],
    ["校内体育场面积", 4000],
    ["网络多媒体教室间数", 30],
    ["小学在校学生数", 900],
    ["班级总数", ""],
]


def merged(rows: list[list], *places: str) -> bytes:
    target = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(workbook({"表": rows})))
    for place in places:
        book.active.merge_cells(place)
    book.save(target)
    return target.getvalue()


def scores(cell: object, place: str) -> list[tuple]:
    rows = [list(row) for row in SCORES]
    rows[3][2] = cell
    parsed = read(merged(rows, place))
    assert found(parsed) <= {("merged_cells", "C4"), ("merged_cells", "C5")}
    table = parsed.parts[0].rows.select(["_row", "subject", "status", "raw_score"])
    return [tuple(row.values()) for row in table.to_pylist() if row["_row"] < 6]


def test_a_number_over_two_rows_is_neither_ones():
    parsed = read(merged(CLASSES, "C4:C5"))
    assert found(parsed) == {("merged_cells", "C4"), ("merged_cells", "C5")}
    assert parsed.parts[0].rows["pupil_count"].to_pylist() == [38]
    assert {problem.found for problem in parsed.parts[0].problems} == {"81"}


def test_a_number_over_a_row_and_a_blank_one_is_the_rows():
    rows = [*CLASSES[:4], [], ["二年级", "1班", 38]]
    parsed = read(merged(rows, "C4:C5"))
    assert found(parsed) == set()
    assert parsed.parts[0].rows["pupil_count"].to_pylist() == [81, 38]


@pytest.mark.parametrize("place", ["C4:D4", "C4:C5", "C4:D5"])
def test_a_score_over_several_cells_is_nobodys(place: str):
    assert [row for row in scores(85, place) if row[3] is not None] == []


@pytest.mark.parametrize(
    ("place", "absent"),
    [
        ("C4:D4", {(4, "chinese"), (4, "mathematics")}),
        ("C4:C5", {(4, "chinese"), (5, "chinese")}),
        ("C4:D5", {(row, name) for row in (4, 5) for name in ("chinese", "mathematics")}),
    ],
)
def test_a_word_over_several_scores_is_said_of_each(place: str, absent: set):
    assert {row[:2] for row in scores("缺考", place) if row[2] == "absent"} == absent


def test_a_word_over_unlike_columns_is_not_taken_for_the_first():
    rows = class_sheet(["一年级1班", "", 40], ["二年级", "1班", 38])
    assert ("merged_cells", "A4") in found(read(merged(rows, "A4:B4")))


def test_crossed_out_cells_may_be_merged():
    heading = ["校区名称", "教室类型", "教室名称", "教室面积", "使用学段"]
    above = [["2025-2026学年音乐美术教室"], SCHOOL_LABELS, heading]
    rows = [["—", "音乐", "音乐1", 96, ""], ["", "美术", "美术1", 90, ""]]
    assert found(read(merged([*above, *rows], "A4:A5"))) == set()


def test_a_value_over_two_items_is_neither_ones():
    assert found(read(merged(ITEMS))) == set()
    assert found(read(merged(ITEMS, "B10:B11"))) == {
        ("merged_cells", "B10"),
        ("merged_cells", "B11"),
    }


def test_the_clerk_sees_both_cells_and_the_mended_workbook_loads(tmp_path: Path):
    bureau = Bureau(tmp_path)
    bureau.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    bureau.put("班级.xlsx", merged(CLASSES, "C4:C5"))
    bureau.ingest(T1)
    (sent,) = bureau.returned.rglob("班级*.xlsx")
    book = openpyxl.load_workbook(sent)
    listed = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert {"C4", "C5"} <= set(listed)
    sheet = book["表"]
    assert sheet["C4"].comment.text.count("取消合并") == 1
    sheet.unmerge_cells("C4:C5")
    sheet["C4"], sheet["C5"] = 40, 41
    book.save(bureau.inbox / "班级.xlsx")
    bureau.ingest(T2)
    assert bureau.sent_back() == []
    assert {(40,), (41,)} <= set(bureau.rows("class_roster", "pupil_count"))
