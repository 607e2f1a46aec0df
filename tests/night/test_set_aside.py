"""Scores that only the models can know to be wrong go back to their sender, cell by cell."""

import os
import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.night.runner import County, junheng
from warehouse.home import open_home
from warehouse.runs import records

pytestmark = pytest.mark.night

SMALL = {"schools": 10, "pupils": 600, "years": 1, "seed": 9, "mess": 0}
NINTH, EIGHTH = "岚岫县_2026年九年级初中学业水平考试", "岚岫县_2026年八年级初中学业水平考试"
ITEMS = f"{NINTH}_小题得分"
RED = "FFFF9999"
SECOND_NUMBER = "260901000999"


def spoil_ninth(book: Workbook) -> None:
    """Each of a kind: a score above full marks, a pupil under two numbers, a word for a score."""
    marks, candidates = book["成绩"], book["考生名册"]
    marks["E4"] = 160
    marks["F5"] = "九十"
    for sheet in (marks, candidates):
        sheet.append([SECOND_NUMBER, *[cell.value for cell in sheet[6]][1:]])


def spoil_eighth(book: Workbook) -> None:
    """So many scores of one subject above full marks that nobody can trust the rest."""
    for row in (4, 5, 20, 21, 40, 41):
        book["成绩"].cell(row, 5).value = 99


def spoil_items(book: Workbook) -> None:
    """More points of a school in one item than there were to get."""
    book["小题得分"]["G4"] = 999


SPOILT = {NINTH: spoil_ninth, EIGHTH: spoil_eighth, ITEMS: spoil_items}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    from sample import write_county

    folder = tmp_path_factory.mktemp("set_aside")
    write_county(folder / "sample", **SMALL)
    home = open_home(folder / "home").prepare()
    shutil.copytree(folder / "sample" / "files", home.inbox, dirs_exist_ok=True)
    for name, spoil in SPOILT.items():
        (path,) = home.inbox.rglob(f"{name}.xlsx")
        saved, book = path.stat().st_mtime, openpyxl.load_workbook(path)
        spoil(book)
        book.save(path)
        os.utime(path, (saved, saved))
    return County(folder / "sample", home, junheng("refresh", home=home.root))


def returned(county: County, name: str) -> Path:
    return county.home.returned / "990101" / f"{name}.退回.xlsx"


def red(book: Workbook) -> dict[tuple[str, str], str]:
    """Sheet and cell → comment, of what is red."""
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book for row in sheet for cell in row if cell.fill.start_color.rgb == RED
    }  # fmt: skip


def test_one_workbook_has_what_was_unreadable_and_what_the_models_found(county: County):
    book = openpyxl.load_workbook(returned(county, NINTH))
    assert book.sheetnames == ["退回说明", "考试信息", "考生名册", "成绩"]
    last = book["成绩"].max_row
    told = red(book)
    assert told.keys() == {
        ("成绩", "F5"), ("成绩", "E4"), ("成绩", "A6"), ("成绩", f"A{last}"),
        ("考生名册", "B6"), ("考生名册", f"B{last}"),
    }  # fmt: skip
    assert "成绩高于满分" in told["成绩", "E4"]
    assert "0至150分" in told["成绩", "E4"]
    assert "满分不对的改正“考试信息”" in told["成绩", "E4"]
    assert "只填一个数字" in told["成绩", "F5"]
    assert "同一学籍号对应两个考号" in told["考生名册", "B6"]
    listed = list(book["退回说明"].iter_rows(min_row=5))
    places = {(row[1].value, row[2].value): row[2].hyperlink.location for row in listed}
    assert places == {place: f"'{place[0]}'!{place[1]}" for place in told}
    said = "".join(str(cell.value) for row in listed for cell in row)
    pupil = book["考生名册"]["B6"].value
    assert not {pupil, SECOND_NUMBER, book["考生名册"]["C6"].value, "160"} & set(said.split())
    assert pupil not in said


def test_item_scores_go_back_too(county: County):
    told = red(openpyxl.load_workbook(returned(county, ITEMS)))
    assert told.keys() == {("小题得分", "G4")}
    assert "小题得分合计高于满分之和" in told["小题得分", "G4"]
    folder = county.home.returned / "990101"
    assert f"  {ITEMS}.xlsx：1 行的成绩有问题，未计入，见 {folder}" in county.night.out


def test_a_paper_held_is_told_to_the_sender_and_in_the_nights_lines(county: County):
    book = openpyxl.load_workbook(returned(county, EIGHTH))
    assert set(red(book)) == {("成绩", f"E{row}") for row in (4, 5, 20, 21, 40, 41)}
    first = [cell.value for cell in book["退回说明"][5]]
    assert first[1:4] == ["成绩", None, "地理：问题过多，整科暂不计算"]
    night, folder = county.night, county.home.returned / "990101"
    assert night.code == 10, night.out + night.err
    assert f"  {NINTH}.xlsx：3 行的成绩有问题，未计入，见 {folder}" in night.out
    assert f"  {EIGHTH}.xlsx：6 行的成绩有问题，未计入，见 {folder}" in night.out
    held = [line for line in night.out.splitlines() if "整科未计算" in line]
    assert held == [
        "  整科未计算：2026年八年级初中学业水平考试 地理，问题过多，整科暂不计算"
        f"（{EIGHTH}.xlsx）"
    ]  # fmt: skip


def test_a_quiet_night_says_it_again_and_leaves_the_workbooks(county: County):
    before = {path: path.stat().st_mtime_ns for path in county.home.returned.rglob("*.xlsx")}
    again = junheng("refresh", home=county.home.root)
    assert again.code == 10
    assert "仍有 3 个文件的成绩有问题（10 行未计入，整科未计算 1 科）" in again.out
    assert junheng("ingest", home=county.home.root).code == 10
    after = {path: path.stat().st_mtime_ns for path in county.home.returned.rglob("*.xlsx")}
    assert after == before
    status = junheng("status", home=county.home.root, JUNHENG_LANG="en").out
    assert "10 rows of 3 files do not count" in status
    assert "地理  too many rows are wrong" in status


def test_what_was_corrected_goes_back_no_more(county: County, tmp_path: Path):
    home = open_home(tmp_path / "home")
    shutil.copytree(county.home.root, home.root, symlinks=True)
    for name in SPOILT:
        (path,) = (county.source / "files").rglob(f"{name}.xlsx")
        shutil.copyfile(path, home.inbox / path.name)
    ended = junheng("refresh", home=home.root)
    assert ended.code == 0, ended.out + ended.err
    assert not list(home.returned.rglob("*"))
    last = records(home)[-1]
    assert (last["files_with_faults"], last["rows_set_aside"], last["papers_held"]) == (0, 0, 0)
