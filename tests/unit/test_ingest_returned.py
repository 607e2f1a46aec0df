"""What goes back to a sender: the very workbook, marked, until it is mended."""

import os
from pathlib import Path

import openpyxl
import pytest

from ingest.books.limits import Limits
from tests.unit.ingest_books import (
    SCHOOL_LABELS,
    SCHOOL_LIST,
    class_sheet,
    workbook,
)
from tests.unit.ingest_bureau import T2, T3, Bureau
from tests.unit.test_ingest_strict import strict


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    return made


def test_the_very_workbook_goes_back_marked(bureau: Bureau):
    rows = class_sheet(["一年级", "1班", "四十"], ["二年级", "=1+1", 40])
    bureau.put("a.xlsx", workbook({"班级情况": rows}))
    result = bureau.ingest()
    assert result.rows_rejected_in_force == 1
    book = openpyxl.load_workbook(bureau.returned / "2199000001" / "a.退回.xlsx")
    assert book.sheetnames == ["退回说明", "班级情况"]
    lines = [row[0].value for row in book["退回说明"].iter_rows(max_row=3)]
    assert "a.xlsx" in lines[0]
    assert "岚岫县第一小学" in lines[1]
    assert "2025-2026学年" in lines[1]
    assert "改好标红的单元格" in lines[2]
    listed = [cell.value for cell in book["退回说明"][5]]
    assert listed[:5] == ["a.xlsx", "班级情况", "C4", "四十", "整数"]
    cell = book["班级情况"]["C4"]
    assert cell.fill.start_color.rgb == "FFFF9999"
    assert "整数" in cell.comment.text
    assert book["班级情况"]["C5"].comment is None
    assert book["班级情况"]["B5"].data_type == "s"


def test_a_mended_workbook_sent_again_loads_and_takes_the_note_away(bureau: Bureau):
    bureau.put("a.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", "四十"])}))
    bureau.ingest()
    back = bureau.returned / "2199000001" / "a.退回.xlsx"
    book = openpyxl.load_workbook(back)
    book["班级情况"]["C4"] = 40
    book.save(bureau.inbox / "again.xlsx")
    result = bureau.ingest(T2)
    assert (result.held_count, result.rows_rejected_in_force) == (0, 0)
    assert bureau.rows("class_roster", "pupil_count") == [(40,)]
    assert bureau.sent_back() == []
    assert not back.parent.exists()


def test_a_strict_workbook_goes_back_whole(bureau: Bureau):
    rows = class_sheet(["一年级", "1班", "四十"], ["二年级", "2班", 40])
    bureau.put("a.xlsx", strict(workbook({"班级情况": rows})))
    bureau.ingest()
    book = openpyxl.load_workbook(bureau.returned / "2199000001" / "a.退回.xlsx")
    assert book.sheetnames == ["退回说明", "班级情况"]
    cells = [[cell.value for cell in row] for row in book["班级情况"].iter_rows(min_row=4)]
    assert cells == [["一年级", "1班", "四十"], ["二年级", "2班", 40]]
    assert book["班级情况"]["C4"].fill.start_color.rgb == "FFFF9999"


def bad_heading() -> bytes:
    heading = ("年级", "班级", "学生总人数")
    return workbook({"班级情况": class_sheet(["一年级", "1班", 1], heading=heading)})


def test_a_held_file_that_was_mended_in_another_leaves_the_inbox(bureau: Bureau):
    bureau.put("wrong.xlsx", bad_heading(), 1_770_000_100)
    right = workbook({"班级情况": class_sheet(["一年级", "1班", 1])})
    bureau.put("right.xlsx", right, 1_770_000_900)
    result = bureau.ingest()
    assert {Path(f.path).name: f.status for f in result.files}["wrong.xlsx"] == "mended"
    assert (result.accepted_count, result.held_count) == (2, 0)
    assert list(bureau.inbox.iterdir()) == []
    assert bureau.sent_back() == []


def test_touching_a_held_file_changes_nothing(bureau: Bureau):
    path = bureau.put("wrong.xlsx", bad_heading())
    bureau.ingest()
    os.utime(path, (1_779_000_000, 1_779_000_000))
    assert bureau.ingest(T2).held_count == 1
    assert bureau.sent_back() == ["2199000001/wrong.退回.xlsx"]
    path.unlink()
    assert bureau.ingest(T3).held_count == 0
    assert bureau.sent_back() == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A1"])
def test_no_text_becomes_a_formula_in_what_goes_back(bureau: Bureau, text: str):
    bureau.put("a.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", text])}))
    csv = f"2025-2026学年班级情况,,\n{SCHOOL_LABELS[0]},,\n年级,班级,学生人数\n一年级,2班,{text}\n"
    bureau.put("b.csv", csv.encode())
    bureau.ingest()
    for name in bureau.sent_back():
        book = openpyxl.load_workbook(bureau.returned / name)
        cells = [cell for sheet in book for row in sheet for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        assert all(not (cell.hyperlink and cell.hyperlink.target) for cell in cells)
    assert bureau.rows("problem", "found", "code = 'not_a_number'") in (
        [],
        [(text,)],
        [(text,)] * 2,
    )


def test_a_large_file_goes_back_as_a_list(bureau: Bureau):
    rows = class_sheet(*(["一年级", f"{n}班", "多"] for n in range(30)))
    bureau.put("a.xlsx", workbook({"班级情况": rows}))
    bureau.ingest(limits=Limits(annotated_rows=20))
    book = openpyxl.load_workbook(bureau.returned / "2199000001" / "a.退回.xlsx")
    assert book.sheetnames == ["退回说明"]
    assert book.active.max_row == 34
    assert "原文件“a.xlsx”" in book.active["A3"].value
