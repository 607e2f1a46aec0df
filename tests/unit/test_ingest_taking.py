"""Taking files in: what is loaded, what stays, what is held, what is passed over."""

from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from ingest import layout as layouts
from ingest.kept import register, store
from ingest.kept.schema import row_schema
from ingest.nursery import Nursery
from ingest.pool import Pool
from ingest.run import check_paths
from tests.unit.ingest_books import (
    SCHOOL_LIST,
    class_sheet,
    reader,
    student_row,
    student_sheet,
    workbook,
    write,
)
from tests.unit.ingest_bureau import CLASSES, T1, T2, T3, Bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    return made


def test_a_first_taking_in(bureau: Bureau):
    bureau.put(
        "一小/上报.xlsx", workbook({"班级情况": CLASSES, "学生": student_sheet(student_row(1))})
    )
    result = bureau.ingest()
    assert (result.accepted_count, result.held_count) == (2, 0)
    assert [path for path in bureau.inbox.rglob("*") if path.is_file()] == []
    assert bureau.rows("class_roster", "grade, pupil_count") == [(1, 40), (2, 41)]
    assert bureau.rows(
        "submission", "form, sender_id, sender_name, period_kind, period, status, rows_in"
    ) == [
        ("class_roster", "2199000001", "岚岫县第一小学", "school_year", "2025", "accepted", 2),
        ("school_list", "990101", "岚岫县", "school_year", "2025", "accepted", 2),
        ("student_roster", "2199000001", "岚岫县第一小学", "school_year", "2025", "accepted", 1),
    ]
    assert bureau.rows("sheet", "form, rows_in, rows_loaded, rows_rejected, rows_blank")[0] == (
        "class_roster",
        2,
        2,
        0,
        0,
    )
    assert bureau.rows("problem") == []
    assert bureau.sent_back() == []


def test_an_empty_inbox_has_typed_empty_tables(tmp_path: Path):
    bureau = Bureau(tmp_path)
    assert bureau.ingest().files == []
    tables = register.raw_tables(bureau.restricted)
    forms = reader().layouts.forms
    assert set(tables) == {*forms, "submission", "problem", "sheet", "cell_map"}
    for name, layout in forms.items():
        table = pq.read_table(tables[name][0])
        assert (table.num_rows, table.schema) == (0, row_schema(layout))


def test_the_same_bytes_again_are_nothing(bureau: Bureau):
    data = workbook({"班级情况": CLASSES})
    bureau.put("a.xlsx", data)
    bureau.ingest()
    before = bureau.rows("submission")
    current = store.read_current(bureau.restricted)
    bureau.put("another name.xlsx", data)
    result = bureau.ingest(T2)
    assert [file.status for file in result.files] == ["known"]
    assert list(bureau.inbox.iterdir()) == []
    assert bureau.rows("submission") == before
    assert store.read_current(bureau.restricted) == current


def test_where_nothing_is_new_no_process_starts_and_hardly_a_layout_is_parsed(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
):
    data = workbook({"班级情况": CLASSES})
    bureau.put("班级.xlsx", data)
    bureau.ingest(T1)
    bureau.put("班级.xlsx", data)
    parsed, read = [], layouts.read_layout

    def listed(path: Path, *more: object) -> layouts.Layout:
        parsed.append(path.stem)
        return read(path, *more)

    monkeypatch.setattr(layouts, "read_layout", listed)
    monkeypatch.setattr(Nursery, "worker", lambda _: pytest.fail("a worker was started"))
    assert {file.status for file in bureau.ingest(T2).files} == {"known"}
    assert sorted(parsed) == ["class_roster", "school_list"]


def test_a_held_file_stays_and_is_not_read_again(bureau: Bureau, monkeypatch: pytest.MonkeyPatch):
    heading = ("年级", "班级", "学生总人数")
    bureau.put(
        "bad.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", 1], heading=heading)})
    )
    result = bureau.ingest()
    assert (result.accepted_count, result.held_count) == (1, 1)
    assert [path.name for path in bureau.inbox.iterdir()] == ["bad.xlsx"]
    held = bureau.rows(
        "submission",
        "form, sender_id, period, rows_in, rows_loaded, rows_rejected",
        "status = 'held'",
    )
    assert held == [("class_roster", "2199000001", "2025", 1, 0, 1)]
    codes = bureau.rows("problem", "level, code, cell, form, sender_id")
    assert ("file", "missing_heading", "C3", "class_roster", "2199000001") in codes
    assert bureau.sent_back() == ["2199000001/bad.退回.xlsx"]
    monkeypatch.setattr(Pool, "_hand_out", None)
    assert bureau.ingest(T2).held_count == 1


def test_one_bad_sheet_holds_the_whole_file_and_all_its_rows(bureau: Bureau):
    good = student_sheet(student_row(1), student_row(2, 是否住宿="有时"))
    bureau.put("a.xlsx", workbook({"班级情况": [["2025-2026学年班级情况"]], "学生名册": good}))
    bureau.ingest()
    columns = "form, period, rows_in, rows_loaded, rows_rejected, rows_blank"
    assert bureau.rows("submission", columns, "status = 'held'") == [
        ("class_roster", "2025", 0, 0, 0, 0),
        ("student_roster", "2025", 2, 0, 2, 0),
    ]
    assert bureau.rows("student_roster") == []
    assert bureau.rows("problem", "level, code, cell, form") == [
        ("file", "empty_table", "A1", "class_roster"),
        ("row", "not_yes_no", "G5", "student_roster"),
    ]


def test_a_file_that_cannot_be_read_at_all_is_held_with_its_name(bureau: Bureau):
    bureau.put("照片.xlsx", b"\x89PNG\r\n")
    bureau.ingest()
    assert bureau.rows("submission", "form, file_name", "status = 'held'") == [("", "照片.xlsx")]
    assert bureau.rows("problem", "code, sheet, cell") == [("not_a_spreadsheet", "", None)]
    assert bureau.sent_back() == ["unknown/照片.退回.xlsx"]
    book = openpyxl.load_workbook(bureau.returned / "unknown/照片.退回.xlsx")
    assert [cell.value or "" for cell in book.active[5]][:3] == ["照片.xlsx", "", ""]


def test_a_school_list_that_comes_later_opens_the_door(tmp_path: Path):
    bureau = Bureau(tmp_path)
    bureau.put("a.xlsx", workbook({"班级情况": CLASSES}))
    assert bureau.ingest().held_count == 1
    bureau.put("zz.csv", "\n".join(",".join(row) for row in SCHOOL_LIST).encode("gb18030"))
    result = bureau.ingest(T2)
    assert (result.accepted_count, result.held_count) == (2, 0)
    assert len(bureau.rows("class_roster")) == 2
    assert bureau.sent_back() == []


def test_a_new_name_in_the_list_changes_what_depends_on_it_and_nothing_else(bureau: Bureau):
    groups = [
        ["2025-2026学年教育集团名册"],
        ["区县代码：990101"],
        ["集团编号", "集团名称", "类型", "学校名称", "角色", "加入年月"],
        ["J1", "甲", "教育集团", "一小", "龙头校", "2024-09"],
        ["J1", "甲", "教育集团", "二小", "成员校", "2024-09"],
    ]
    bureau.put("g.xlsx", workbook({"x": groups}))
    bureau.put("a.xlsx", workbook({"班级情况": CLASSES}))
    bureau.ingest()
    assert bureau.rows("school_group", "school_id") == [("2199000001",)]
    classes = register.raw_tables(bureau.restricted)["class_roster"]
    renamed = [*SCHOOL_LIST[:3], [*SCHOOL_LIST[3][:4], "二小", *SCHOOL_LIST[3][5:]]]
    bureau.put("名录.xlsx", workbook({"学校名录": renamed}), 1_770_000_500)
    bureau.ingest(T2)
    assert bureau.rows("school_group", "school_id") == [("2199000001",), ("2199000002",)]
    assert register.raw_tables(bureau.restricted)["class_roster"] == classes


def test_an_older_file_that_comes_late_does_not_win_unless_told(bureau: Bureau):
    bureau.put("new.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", 2])}), 1_770_000_900)
    bureau.ingest()
    bureau.put("old.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", 1])}), 1_770_000_100)
    result = bureau.ingest(T2)
    assert [p.code for file in result.files for p in file.problems] == ["older_than_in_force"]
    assert bureau.rows("class_roster", "pupil_count") == [(2,)]
    assert bureau.ingest(T3, replace=True).accepted_count == 1
    assert bureau.rows("submission", "received_at", "form = 'class_roster'") == [(T1,), (T3,)]


def test_a_file_with_wrong_rows_does_not_replace_a_right_one_unless_told(bureau: Bureau):
    right = class_sheet(["一年级", "1班", 40], ["二年级", "1班", 41])
    wrong = class_sheet(["一年级", "1班", 39], ["二年级", "1班", "很多"])
    bureau.put("right.xlsx", workbook({"班级情况": right}), 1_770_000_100)
    bureau.put("wrong.xlsx", workbook({"班级情况": wrong}), 1_770_000_900)
    result = bureau.ingest()
    codes = [(p.code, p.cell) for file in result.files for p in file.problems]
    assert codes == [("worse_than_in_force", None), ("not_a_number", "C5")]
    assert bureau.rows("class_roster", "pupil_count") == [(40,), (41,)]
    assert bureau.sent_back() == ["2199000001/wrong.退回.xlsx"]
    assert bureau.ingest(T2, replace=True).accepted_count == 1
    in_force = "received_at, rows_loaded, rows_rejected"
    assert bureau.rows("submission", in_force, "form = 'class_roster'") == [(T1, 2, 0), (T2, 1, 1)]


def test_a_file_with_fewer_wrong_rows_replaces_a_wrong_one(bureau: Bureau):
    wrong = class_sheet(["一年级", "1班", "很多"], ["二年级", "1班", "很多"])
    better = class_sheet(["一年级", "1班", 40], ["二年级", "1班", "很多"])
    bureau.put("a.xlsx", workbook({"班级情况": wrong}), 1_770_000_100)
    bureau.put("b.xlsx", workbook({"班级情况": better}), 1_770_000_900)
    assert bureau.ingest().held_count == 0
    assert bureau.rows("class_roster", "pupil_count") == [(40,)]


def test_what_is_passed_over(bureau: Bureau):
    for name in ("~$a.xlsx", ".hidden.xlsx", "b.xlsx.tmp"):
        bureau.put(name, b"x")
    bureau.put("empty.xlsx", b"")
    (bureau.inbox / "link.xlsx").symlink_to(bureau.inbox / "学校名录.xlsx")
    result = bureau.ingest()
    notes = {file.name: file.note for file in result.files if file.status == "skipped"}
    assert notes == {
        "~$a.xlsx": "temporary",
        ".hidden.xlsx": "temporary",
        "b.xlsx.tmp": "temporary",
        "empty.xlsx": "empty",
        "link.xlsx": "link",
    }
    assert result.accepted_count == 1
    assert len(list(bureau.inbox.iterdir())) == 5


def test_check_loads_nothing(bureau: Bureau, tmp_path: Path):
    bureau.put("a.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", "四十"])}))
    checks = {check.name: check for check in check_paths([bureau.inbox], None, workers=1)}
    (problem,) = checks["a.xlsx"].problems
    assert (problem.code, problem.cell, checks["a.xlsx"].status) == (
        "not_a_number",
        "C4",
        "accepted",
    )
    assert checks["学校名录.xlsx"].problems == []
    assert not bureau.restricted.exists()
    bureau.ingest()
    before = sorted(bureau.restricted.rglob("*"))
    other = write(tmp_path / "b.xlsx", workbook({"班级情况": CLASSES}))
    (check,) = check_paths([other], bureau.restricted, workers=1)
    assert (check.status, check.submissions[0].rows_loaded, check.problems) == ("accepted", 2, [])
    assert sorted(bureau.restricted.rglob("*")) == before
