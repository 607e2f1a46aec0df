"""A taking-in that breaks off anywhere is made good by the next one, with the same packs."""

import errno
import shutil
from functools import cache
from pathlib import Path

import pytest

from ingest import take
from ingest.kept import packs
from ingest.kept.store import read_current
from tests.unit.ingest_books import SCHOOL_LIST, student_row, student_sheet, workbook
from tests.unit.ingest_bureau import CLASSES, T1, T2, Bureau

LATER_LIST = [SCHOOL_LIST[0], SCHOOL_LIST[1], *SCHOOL_LIST[2:], ["990101", "岚岫县", "2199000009",
              "岚岫县新校", "", "小学", "7", "111"]]  # fmt: skip
POINTS = {
    "while the bytes are kept": (take, "keep", 2),
    "before the packs": (packs, "build_packs", 1),
    "among the packs": (packs, "_write", 2),
    "before the pointer to the packs": (take, "write_json", 1),
    "among the manifests": (take, "write_manifest", 2),
    "before files move out": (take, "move_out", 1),
    "before workbooks are sent back": (take, "send_back", 1),
}


def full_disk(monkeypatch: pytest.MonkeyPatch, module: object, name: str, turn: int) -> None:
    """Let the nth call of a step meet a full disk."""
    step, calls = getattr(module, name), []

    def fail(*args: object, **more: object) -> object:
        calls.append(name)
        if len(calls) == turn:
            raise OSError(errno.ENOSPC, "No space left on device")
        return step(*args, **more)

    monkeypatch.setattr(module, name, fail)


@cache
def files() -> dict[str, bytes]:
    """What is delivered; the same bytes in every call."""
    return {
        "学校名录.xlsx": workbook({"学校名录": SCHOOL_LIST}),
        "一小.xlsx": workbook({"班级": CLASSES, "学生": student_sheet(student_row(1))}),
    }


def deliver(bureau: Bureau) -> None:
    for name, data in files().items():
        bureau.put(name, data)


def outcome(bureau: Bureau) -> tuple:
    forms = [(name, bureau.rows(name)) for name in ("class_roster", "student_roster")]
    return bureau.rows("submission", "* exclude (received_at)"), forms


@pytest.mark.parametrize("point", POINTS)
def test_the_next_run_needs_no_help(point: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    bureau = Bureau(tmp_path)
    deliver(bureau)
    with monkeypatch.context() as patch:
        full_disk(patch, *POINTS[point])
        with pytest.raises(OSError, match="No space"):
            bureau.ingest(T1)
    assert bureau.ingest(T2).held_count == 0
    (tmp_path / "undisturbed").mkdir()
    other = Bureau(tmp_path / "undisturbed")
    shutil.copytree(bureau.restricted / "keys", other.restricted / "keys")
    deliver(other)
    other.ingest(T2)
    assert outcome(bureau) == outcome(other)
    assert [path for path in bureau.inbox.rglob("*") if path.is_file()] == []


def test_a_stopped_correction_of_the_school_list_holds_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bureau = Bureau(tmp_path)
    deliver(bureau)
    bureau.ingest(T1)
    bureau.put("名录更正.xlsx", workbook({"学校名录": LATER_LIST}), modified=1_780_000_000)
    with monkeypatch.context() as patch:
        full_disk(patch, *POINTS["before the pointer to the packs"])
        with pytest.raises(OSError, match="No space"):
            bureau.ingest(T2)
    bureau.put("二校.xlsx", workbook({"班级": CLASSES}))
    result = bureau.ingest(T2)
    assert (result.held_count, result.accepted_count) == (0, 2)
    assert len(bureau.rows("school_list", where=f"_file = '{newest_list(bureau)}'")) == 3


def newest_list(bureau: Bureau) -> str:
    return bureau.manifests()["名录更正.xlsx"].file


@pytest.mark.parametrize("lost", ["rows", "rows/school_list", "rows/current.json"])
def test_rows_that_were_removed_are_made_again(tmp_path: Path, lost: str):
    bureau = Bureau(tmp_path)
    deliver(bureau)
    bureau.ingest(T1)
    before, expected = read_current(bureau.restricted), outcome(bureau)
    path = bureau.restricted / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert bureau.ingest(T2).held_count == 0
    assert read_current(bureau.restricted) == before
    assert outcome(bureau) == expected


def test_a_pack_that_lost_a_table_is_made_again(tmp_path: Path):
    bureau = Bureau(tmp_path)
    deliver(bureau)
    bureau.ingest(T1)
    expected = outcome(bureau)
    for path in bureau.restricted.glob("rows/*/*/*/*/rows.parquet"):
        path.unlink()
    bureau.ingest(T2)
    assert outcome(bureau) == expected
