"""`junheng template`: which forms there are, one of them, all of them, one for every school."""

from pathlib import Path

import openpyxl
import pytest

from tests.night.runner import Ended, junheng
from tests.unit.filled_templates import FORMS, LAYOUTS
from tests.unit.ingest_books import COUNTY, OTHER, SCHOOL, SCHOOL_LIST, workbook
from warehouse.home import open_home


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A home that knows two schools, and one that was closed a year ago."""
    root = tmp_path_factory.mktemp("home")
    open_home(root).prepare()
    closed = [*SCHOOL_LIST[2][:2], "2199000003", "旧村小学", "", *SCHOOL_LIST[2][5:]]
    before = [["2024-2025学年学校名录"], *SCHOOL_LIST[1:], closed]
    (root / "inbox" / "上年名录.xlsx").write_bytes(workbook({"学校名录": before}))
    (root / "inbox" / "名录.xlsx").write_bytes(workbook({"学校名录": SCHOOL_LIST}))
    assert junheng("ingest", home=root).code == 0
    return root


def said(path: Path) -> set[str]:
    """Everything that stands on the first sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}


def refused(ended: Ended, *words: str) -> bool:
    return ended.code == 51 and ended.err.count("\n") == 1 and all(w in ended.err for w in words)


def test_without_a_form_it_lists_them(tmp_path: Path):
    ended = junheng("template", cwd=tmp_path)
    lines = ended.out.splitlines()
    assert ended.code == 0
    assert [line.split()[0] for line in lines[: len(FORMS)]] == FORMS
    assert all(LAYOUTS.forms[form].label in line for form, line in zip(FORMS, lines, strict=False))
    assert list(tmp_path.iterdir()) == []


def test_one_form_goes_where_it_was_told_and_over_nothing(tmp_path: Path):
    assert junheng("template", "class_roster", cwd=tmp_path).code == 0
    assert junheng("template", "班级情况", "甲/空表.xlsx", cwd=tmp_path).code == 0
    assert {path.name for path in tmp_path.rglob("*.xlsx")} == {"班级情况.xlsx", "空表.xlsx"}
    again = junheng("template", "class_roster", cwd=tmp_path)
    assert refused(again, "班级情况.xlsx")


def test_all_forms_go_into_a_folder(tmp_path: Path):
    assert junheng("template", "--all", "空表", "--period", "2025-2026", cwd=tmp_path).code == 0
    made = {path.stem: path for path in (tmp_path / "空表").iterdir()}
    assert set(made) == {layout.label for layout in LAYOUTS.forms.values()}
    assert "2025-2026学年" in said(made["班级情况"])
    assert not {"2025-2026学年", "2025-2026"} & said(made["成绩"])


def test_every_school_of_the_list_gets_its_own(home: Path, tmp_path: Path):
    command = ("template", "--each", tmp_path, "--period", "2025-2026学年")
    assert junheng(*command, home=home).code == 0
    folders = {path.name: path for path in tmp_path.iterdir()}
    assert set(folders) == {f"{SCHOOL}_岚岫县第一小学", f"{OTHER}_青杨镇中心小学"}
    mine = {path.stem: path for path in folders[f"{SCHOOL}_岚岫县第一小学"].iterdir()}
    of_schools = {layout.label for layout in LAYOUTS.forms.values() if layout.level == "school"}
    assert set(mine) == of_schools
    assert {SCHOOL, "岚岫县第一小学", "2025-2026学年"} <= said(mine["学生名册"])
    assert {SCHOOL, "岚岫县第一小学", "2025-2026学年"} <= said(mine["学校基本情况"])


def test_a_sender_is_found_by_any_name_and_a_wrong_one_refused(home: Path, tmp_path: Path):
    out = tmp_path / "a.xlsx"
    assert junheng("template", "class_roster", out, "--sender", "一小", home=home).code == 0
    assert {SCHOOL, "岚岫县第一小学"} <= said(out)
    out = tmp_path / "b.xlsx"
    assert junheng("template", "payroll", out, "--sender", COUNTY, home=home).code == 0
    assert {COUNTY, "岚岫县"} <= said(out)
    wrong = junheng("template", "class_roster", tmp_path, "--sender", "三小", home=home)
    assert refused(wrong, "三小")


def test_without_a_list_a_sender_is_taken_at_its_word(tmp_path: Path):
    given = ("--sender", SCHOOL, "--home", tmp_path / "none")
    assert junheng("template", "class_roster", tmp_path, *given).code == 0
    assert SCHOOL in said(tmp_path / "班级情况.xlsx")
    assert refused(junheng("template", "--each", tmp_path, home=tmp_path / "none"), "学校名录")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("exams",), "exams"),
        (("payroll", "--period", "2025-2026"), "2025-2026"),
        (("class_roster", "--period", "2025-2027"), "2025-2027"),
        (("assessment", "--period", "期末"), "期末"),
        (("assessment", "--subject", "炼金术"), "炼金术"),
    ],
)
def test_what_cannot_be_is_one_line_and_no_file(arguments, word: str, tmp_path: Path):
    assert refused(junheng("template", *arguments, cwd=tmp_path), word)
    assert list(tmp_path.iterdir()) == []


def test_subjects_and_the_exam_are_written_in(tmp_path: Path):
    given = ("--subject", "物理", "--subject", "化学", "--period", "990101-2026-Q9")
    assert junheng("template", "assessment", *given, cwd=tmp_path).code == 0
    seen = said(tmp_path / "成绩.xlsx")
    assert {"物理", "化学", "990101-2026-Q9"} <= seen and "语文" not in seen
