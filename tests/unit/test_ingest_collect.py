"""Which files are taken, and that one bad file or name costs only itself."""

import os
from pathlib import Path

import pytest

from ingest.kept.collect import Found, collect, look_at
from tests.unit.ingest_books import SCHOOL_LIST, workbook
from tests.unit.ingest_bureau import Bureau

IN_GBK = os.fsdecode("学校名录.xlsx".encode("gb18030"))


def note(folder: Path, name: str, data: bytes = b"x") -> str:
    path = folder / name
    path.write_bytes(data)
    return look_at(path).note


@pytest.mark.parametrize(
    "name",
    ["~$名录.xlsx", ".hidden.xlsx", "a.tmp", "a.part", "a.CRDOWNLOAD", "a.download", "Thumbs.db",
     "desktop.ini"],
)  # fmt: skip
def test_hidden_and_half_downloaded_files_are_temporary(tmp_path: Path, name: str):
    assert note(tmp_path, name) == "temporary"


def test_every_other_file_that_is_passed_over_says_why(tmp_path: Path):
    assert note(tmp_path, "空.xlsx", b"") == "empty"
    assert note(tmp_path, IN_GBK) == "unreadable_name"
    (tmp_path / "link.xlsx").symlink_to("/etc/hostname")
    assert look_at(tmp_path / "link.xlsx").note == "link"
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert look_at(tmp_path / "pipe.xlsx").note == "unreadable"
    assert look_at(tmp_path / "gone.xlsx").note == "changing"


def test_a_file_that_may_not_be_opened_is_noted(tmp_path: Path):
    (tmp_path / "a.xlsx").write_bytes(b"x")

    def closed(path: Path) -> str:
        raise PermissionError(13, "Permission denied", str(path))

    assert look_at(tmp_path / "a.xlsx", closed).note == "unreadable"


def test_a_folder_that_may_not_be_opened_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.xlsx").write_bytes(b"x")
    scan = os.scandir

    def guarded(path: object):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found = {item.path.name: item.note for item in collect([tmp_path])}
    assert found == {"a.xlsx": "", "closed": "unreadable"}


def test_a_name_in_gbk_does_not_keep_the_others_out(tmp_path: Path):
    bureau = Bureau(tmp_path)
    bureau.put("名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    bureau.put(IN_GBK, b"x")
    result = bureau.ingest()
    assert result.accepted_count == 1
    assert [check.note for check in result.files if check.note] == ["unreadable_name"]
    assert [path.name for path in bureau.inbox.iterdir()] == [IN_GBK]


def test_a_file_closed_after_it_was_listed_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from ingest import take

    bureau, keep = Bureau(tmp_path), take.keep
    bureau.put("名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    bureau.put("closed.xlsx", b"x")

    def guarded(restricted: Path, path: Path, file: str) -> bool:
        if path.name == "closed.xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        return keep(restricted, path, file)

    monkeypatch.setattr(take, "keep", guarded)
    result = bureau.ingest()
    assert {check.path.rpartition("/")[2]: check.note for check in result.files} == {
        "名录.xlsx": "", "closed.xlsx": "changing",
    }  # fmt: skip


def test_what_may_not_be_removed_is_taken_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    bureau = Bureau(tmp_path)
    path = bureau.put("名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    unlink = Path.unlink

    def guarded(self: Path, missing_ok: bool = False) -> None:
        if self == path:
            raise PermissionError(13, "Permission denied", str(path))
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", guarded)
    assert bureau.ingest().accepted_count == 1
    assert path.exists()


def test_found_keeps_what_it_saw(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x")
    found = look_at(path)
    assert isinstance(found, Found)
    assert found.is_unchanged()
    path.write_bytes(b"xy")
    assert not found.is_unchanged()
