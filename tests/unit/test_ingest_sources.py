"""Whose a table is and of when: from the title, a cell, the sheet, the folder, the file's name or
the command, in that order; what contradicts is refused."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.given import Given
from ingest.kept import index, store
from ingest.run import check_paths
from tests.unit.ingest_books import (
    COUNTY,
    OTHER,
    SCHOOL,
    SCHOOL_LIST,
    read,
    workbook,
)
from tests.unit.ingest_bureau import CLASSES, T1, T2, T3, Bureau

ROWS = [["年级", "班级", "学生人数"], ["一年级", "1班", 40]]
NEUTRAL = "班级情况"


def classes(*above: list, title: str = NEUTRAL) -> list[list]:
    """A sheet of 班级情况 that says only what the case wants to."""
    return [[title], *above, *ROWS]


def told(rows: list[list], given: Given | None = None, sheet: str = "Sheet1") -> tuple:
    """(school, period, {what was concluded: its source and cell}) or the codes of the problems."""
    parsed = read(workbook({sheet: rows}), given=given)
    if parsed.problems:
        return tuple(sorted(problem.code for problem in parsed.problems))
    (part,) = parsed.parts
    notes = {note.kind: f"{note.source} {note.cell}".strip() for note in parsed.notes}
    return part.context.sender_id, part.context.period, notes


def case(source: str, rows: list, given: Given | None = None, sheet: str = "Sheet1") -> tuple:
    return pytest.param(source, rows, given or Given(), sheet, id=source)


YEAR, NAME = "2025-2026学年", "岚岫县第一小学"
EVERYWHERE = [
    case("title A1", classes(title=f"{NAME}{YEAR}班级情况表")),
    case("sheet", classes(), sheet=f"{NAME} {YEAR}"),
    case("folder", classes(), Given(folder=f"{YEAR}/岚岫县/{NAME}")),
    case("folder", classes(), Given(folder=f"2025-2026/01 岚岫县/01 {NAME}")),
    case("file", classes(), Given(name=f"{NAME}-{YEAR}班级情况(1).xlsx")),
    case("argument", classes(), Given(period="2025", sender=SCHOOL)),
    case("argument", classes(), Given(period="2025-2026", sender="县第一小学")),
]


@pytest.mark.parametrize(("source", "rows", "given", "sheet"), EVERYWHERE)
def test_sender_and_period_are_found_wherever_they_are_said(source, rows, given, sheet):
    assert told(rows, given, sheet) == (
        SCHOOL, "2025", {"school_year": source, "school": source},
    )  # fmt: skip


def test_what_stands_nearer_to_the_rows_goes_first():
    label = ["学校标识码：2199000001", f"学年：{YEAR}"]
    given = Given("x.xlsx", f"{YEAR}/{NAME}", "2025", "一小")
    notes = {"school_year": "label B2", "school": "label A2"}
    assert told(classes(label), given) == (SCHOOL, "2025", notes)


@pytest.mark.parametrize(
    "given",
    [
        Given(folder="2024-2025学年"),
        Given(name="2024-2025学年班级情况.xlsx"),
        Given(period="2024"),
        Given(folder=f"2024-2025学年/{YEAR}"),
    ],
)
def test_periods_that_contradict_one_another_are_refused(given: Given):
    assert told(classes(title=f"{NAME}{YEAR}班级情况"), given) == ("contradicting_sources",)


def test_the_message_says_both_and_where_they_stand():
    rows = classes(title=f"{NAME}{YEAR}班级情况")
    (problem,) = read(workbook({"x": rows}), given=Given(folder="2024-2025学年")).problems
    assert problem.found == "2025-2026学年（标题A1） / 2024-2025学年（文件夹）"
    assert problem.cell == "A1"


def test_two_years_in_one_folder_name_are_refused_where_nothing_else_tells():
    rows = classes(["学校标识码：2199000001"])
    assert told(rows, Given(folder="2024学年和2025学年")) == ("unknown_period",)
    assert told(rows) == ("unknown_period",)


def test_a_title_and_a_label_of_two_schools_are_refused():
    rows = classes(["学校标识码：2199000001"], title=f"青杨镇中心小学{YEAR}班级情况")
    assert told(rows) == ("contradicting_sources",)


def test_a_label_that_is_unknown_is_not_overruled_by_a_folder():
    rows = classes(["学校名称：岚岫县第七小学"], title=f"{YEAR}班级情况")
    assert told(rows, Given(folder=NAME)) == ("unknown_school",)
    (problem,) = read(workbook({"x": rows})).problems
    assert "岚岫县第一小学" in problem.action


def test_a_school_behind_a_mere_unit_is_asked_for():
    rows = classes(["单位：岚岫县第七小学"], title=f"{YEAR}班级情况")
    (problem,) = read(workbook({"x": rows})).problems
    assert (problem.code, problem.cell) == ("unknown_school", "A2")
    assert "岚岫县第一小学" in problem.action


def test_a_campus_is_not_its_school_but_brings_it_to_mind():
    rows = classes(["学校名称：岚岫县第一小学（本部）"], title=f"{YEAR}班级情况")
    (problem,) = read(workbook({"x": rows})).problems
    assert (problem.code, problem.found) == ("unknown_school", "岚岫县第一小学(本部)")
    assert "岚岫县第一小学" in problem.action


def test_nobody_is_suggested_for_what_may_be_a_person():
    rows = classes(["学校名称：岚岫第一"], title=f"{YEAR}班级情况")
    (problem,) = read(workbook({"x": rows})).problems
    assert (problem.code, "第一小学" in problem.action) == ("unknown_school", False)
    assert "岚岫第一" not in problem.found


def handed_in(rows: list[list], given: Given | None = None) -> str:
    (part,) = read(workbook({"x": rows}), given=given).parts
    assert part.context.sender_id == SCHOOL
    return part.context.by


def test_who_hands_in_is_told_from_whose_it_is():
    rows = classes(["学校标识码：2199000001"], title=f"{YEAR}班级情况")
    signed = classes(["学校标识码：2199000001", "填报单位：青杨镇中心小学"], title=rows[0][0])
    assert handed_in(rows) == SCHOOL
    assert handed_in(signed) == OTHER
    assert handed_in(rows, Given(folder="青杨镇中心小学/岚岫县第一小学")) == OTHER
    assert handed_in(rows, Given(sender="青杨镇中心小学")) == OTHER
    district = handed_in(rows, Given(folder="东片学区/一小"))
    assert district.startswith("~")
    assert district == handed_in(rows, Given(folder="东片学区"))
    assert handed_in(rows, Given(folder="县直/张三")) == SCHOOL


GROUPS = [
    ["集团编号", "集团名称", "类型", "学校名称", "角色", "加入年月"],
    ["J1", "甲", "教育集团", "一小", "龙头校", "2024-09"],
]


def groups(*above: list, before: str = "") -> list[list]:
    return [[f"{before}{YEAR}教育集团名册"], *above, *GROUPS]


@pytest.mark.parametrize(
    ("rows", "given", "source"),
    [
        (groups(["填报单位：岚岫县教育局"]), Given(), "label A2"),
        (groups(before="岚岫县"), Given(), "title A1"),
        (groups(), Given(folder="岚岫县"), "folder"),
        (groups(), Given(), "only"),
    ],
)
def test_a_form_of_a_county_without_its_code(rows: list, given: Given, source: str):
    parsed = read(workbook({"x": rows}), given=given)
    assert parsed.problems == []
    assert parsed.parts[0].context.sender_id == COUNTY
    notes = {note.kind: f"{note.source} {note.cell}".strip() for note in parsed.notes}
    assert notes["county"] == source


def test_a_county_that_is_written_and_unknown_is_not_the_only_one():
    rows = groups(["填报单位：别处教育局"])
    assert [p.code for p in read(workbook({"x": rows})).problems] == ["unknown_county"]


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    made.ingest(T1)
    return made


def test_what_a_file_was_taken_with_is_kept_so_that_it_reads_the_same_again(bureau: Bureau):
    bureau.put(f"{YEAR}/{NAME}/13912345678.xlsx", workbook({"x": classes()}))
    bureau.ingest(T2)
    sent = "sender_id, period"
    assert bureau.rows("submission", sent, "form = 'class_roster'") == [(SCHOOL, "2025")]
    (manifest,) = [m for m in index.manifests(bureau.restricted) if m.folder]
    assert (manifest.name, manifest.folder) == ("***********.xlsx", f"{YEAR}/{NAME}")
    manifest.reader = 0
    store.write_manifest(bureau.restricted, manifest)
    bureau.ingest(T3)
    assert bureau.rows("submission", sent, "form = 'class_roster'") == [(SCHOOL, "2025")]


def test_a_held_file_that_is_moved_to_its_folder_is_read_again(bureau: Bureau):
    data = workbook({"x": classes()})
    path = bureau.put("班级.xlsx", data)
    assert bureau.ingest(T2).held_count == 1
    path.unlink()
    bureau.put(f"{YEAR}/{NAME}/班级.xlsx", data)
    assert bureau.ingest(T3).accepted_count == 1


def test_the_command_tells_what_nothing_else_does(bureau: Bureau, tmp_path: Path):
    path = tmp_path / "班级.xlsx"
    path.write_bytes(workbook({"x": classes()}))
    told = Given(period=YEAR, sender="一小")
    (check,) = check_paths([path], bureau.restricted, workers=1, told=told)
    assert (check.status, {note.source for note in check.notes}) == ("accepted", {"argument"})
    bureau.put("班级.xlsx", path.read_bytes())
    assert bureau.ingest(T2).held_count == 1
    assert bureau.ingest(T3, told=told).accepted_count == 1


def test_check_reads_the_folders_of_the_inbox_though_a_file_is_given(bureau: Bureau):
    path = bureau.put(f"{YEAR}/{NAME}/班级.xlsx", workbook({"x": classes()}))
    (check,) = check_paths([path], bureau.restricted, workers=1, inbox=bureau.inbox)
    assert {note.source for note in check.notes} == {"folder"}
    (check,) = check_paths([path], bureau.restricted, workers=1)
    assert check.status == "held"


def test_folders_inside_an_archive_count_and_so_does_its_name(bureau: Bureau):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(f"{NAME}/班级.xlsx", workbook({"x": classes()}))
    bureau.put(f"{YEAR}.zip", target.getvalue())
    bureau.ingest(T2)
    sent = bureau.rows("submission", "sender_id, period, status", "form = 'class_roster'")
    assert sent == [(SCHOOL, "2025", "accepted")]


def test_labels_that_say_it_all_need_no_folder():
    parsed = read(workbook({"x": CLASSES}))
    assert {note.source for note in parsed.notes} == {"title", "label"}


def test_a_title_and_a_label_in_one_cell_are_both_read():
    rows = [[f"{YEAR}班级情况（学校标识码：2199000001）"], *ROWS]
    notes = {"school_year": "title A1", "school": "label A1"}
    assert told(rows) == (SCHOOL, "2025", notes)


def test_a_folder_that_names_two_schools_names_none():
    rows = classes(title=f"{YEAR}班级情况")
    parsed = read(workbook({"x": rows}), given=Given(folder="一小、青杨镇中心小学"))
    (problem,) = parsed.problems
    assert problem.code == "unknown_school"
    assert "岚岫县第一小学、青杨镇中心小学" in problem.action
