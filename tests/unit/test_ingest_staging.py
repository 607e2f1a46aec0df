"""What a look at files leaves aside is gone with it, or with the next look when it was killed."""

import fcntl
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ingest import staging
from ingest.run import check_paths
from tests.unit.ingest_books import SCHOOL_LIST, workbook, write
from tests.unit.test_ingest_kinds import zipped
from warehouse.settings import ROOT

HOLDER = """
import sys
from ingest.staging import passing_folder
with passing_folder() as folder:
    (folder / "a.member").write_bytes(b"personal")
    (folder / "b").mkdir()
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The machine's temporary folder."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def holder(temporary: Path):
    """Another process that looks at files."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(temporary)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    process.folder = Path(process.stdout.readline().strip())
    yield process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_the_folder_of_a_killed_look_is_gone_after_the_next(
    holder: subprocess.Popen, temporary: Path, tmp_path: Path
):
    assert holder.folder.parent == temporary
    holder.kill()
    holder.wait()
    assert (holder.folder / "a.member").exists()
    path = write(tmp_path / "a.zip", zipped({"a.xlsx": workbook({"学校名录": SCHOOL_LIST})}))
    assert [check.status for check in check_paths([path], None)] == ["archive", "accepted"]
    assert list(temporary.iterdir()) == []


def test_the_folder_of_a_living_look_stays(holder: subprocess.Popen, temporary: Path):
    staging.sweep_passing()
    assert (holder.folder / "a.member").exists()


def test_nothing_else_is_touched(temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    name = "junheng-check-abcd1234"
    target = write(tmp_path / "elsewhere" / "a", b"precious").parent
    target.chmod(0o700)
    for other in (name[:-1], f"{name}5", "junheng-check-ABCD1234", "junheng-notes"):
        (temporary / other).mkdir(mode=0o700)
    (temporary / name).symlink_to(target)
    (temporary / name[:-1]).joinpath("b").write_bytes(b"x")
    (temporary / "junheng-check-a_file_").write_bytes(b"x")
    (temporary / "junheng-check-openedto").mkdir(mode=0o755)
    before = sorted(temporary.rglob("*"))
    staging.sweep_passing()
    assert sorted(temporary.rglob("*")) == before
    assert (target / "a").exists()


def test_a_folder_of_another_user_stays(temporary: Path, monkeypatch: pytest.MonkeyPatch):
    folder = temporary / "junheng-check-abcd1234"
    folder.mkdir(mode=0o700)
    with monkeypatch.context() as patch:
        patch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
        staging.sweep_passing()
    assert folder.exists()
    staging.sweep_passing()
    assert not folder.exists()


def test_a_link_inside_is_removed_and_not_followed(temporary: Path, tmp_path: Path):
    target = write(tmp_path / "elsewhere" / "a", b"precious").parent
    folder = temporary / "junheng-check-abcd1234"
    folder.mkdir(mode=0o700)
    (folder / "link").symlink_to(target)
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "link").symlink_to(target)
    staging.sweep_passing()
    assert not folder.exists()
    assert (target / "a").exists()


def test_a_folder_that_is_swept_before_it_is_locked_is_made_again(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
):
    taken, lock = [], fcntl.flock

    def late(handle: int, how: int) -> None:
        if not taken:
            taken.extend(temporary.iterdir())
            taken[0].rmdir()
        lock(handle, how)

    monkeypatch.setattr(fcntl, "flock", late)
    with staging.passing_folder() as folder:
        assert folder.is_dir()
        assert folder not in taken
    assert list(temporary.iterdir()) == []
