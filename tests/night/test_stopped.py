"""A night that is stopped, killed or not alone."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.kept.store import read_current
from tests.night.runner import County, junheng, snapshot
from warehouse.home import Home, open_home
from warehouse.runs import current_run, records
from warehouse.settings import ROOT

pytestmark = pytest.mark.night


@pytest.fixture
def home(clean_source: Path, tmp_path: Path) -> Home:
    """A home with a full inbox that was never refreshed."""
    made = open_home(tmp_path / "home").prepare()
    shutil.copytree(clean_source, made.inbox, dirs_exist_ok=True)
    return made


def start(home: Home, until: str, *, force: bool = False) -> subprocess.Popen:
    """Begin a night and return when it has printed `until`."""
    command = [sys.executable, "-m", "refresh", "refresh", "--home", str(home.root)]
    night = subprocess.Popen(
        command + ["--force"] * force,
        cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    for line in night.stdout:
        if until in line:
            return night
    raise AssertionError(f"the night ended before {until}")


def test_stopped_killed_and_second_nights_leave_no_trace(home: Home):
    stopped = start(home, until="读取收件")
    assert junheng("refresh", home=home.root).code == 30
    stopped.send_signal(signal.SIGTERM)
    stopped.communicate(timeout=30)
    assert stopped.returncode == 130
    assert records(home)[-1]["verdict"] == "stopped"
    assert current_run(home) is None

    killed = start(home, until="收件检验")
    killed.kill()
    killed.communicate(timeout=30)
    assert current_run(home) is None

    ended = junheng("refresh", home=home.root)
    assert ended.code == 0, ended.out + ended.err
    published = home.published / str(current_run(home))
    assert (published / "manifest.json").exists()
    assert not list(home.work.glob("publish-*"))

    before = snapshot(home.published)
    again = start(home, until="整理发布表", force=True)
    again.kill()
    again.communicate(timeout=30)
    assert snapshot(home.published) == before


def keys_of_the_test() -> dict[str, str]:
    """The same tokens in every home, so that packs can be compared by name."""
    return {"JUNHENG_TEACHER_KEY": "ab" * 32, "JUNHENG_PUPIL_KEY": "cd" * 32}


INGEST_POINTS = [
    ("ingest.take:keep", 20),
    ("ingest.session:Session.read_all", 1),
    ("ingest.kept.packs:build_packs", 1),
    ("ingest.kept.packs:_write", 5),
    ("ingest.take:write_json", 1),
    ("ingest.take:write_manifest", 10),
    ("ingest.take:write_manifest", 18),
    ("ingest.take:move_out", 1),
    ("ingest.returned.workbooks:_place", 2),
]
"""While files are kept, after that, before and among the packs, before the pointer to them, among
the manifests, before files move out, while workbooks are made to send back."""


def taken(home: Home) -> tuple[dict, list[str], list[str]]:
    """The packs in force, what is sent back, what is left in the inbox."""
    returned = sorted(str(path.relative_to(home.returned)) for path in home.returned.rglob("*"))
    left = sorted(str(path.relative_to(home.inbox)) for path in home.inbox.rglob("*.xlsx"))
    return read_current(home.restricted)["packs"], returned, left


@pytest.fixture(scope="module")
def undisturbed(messy_source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple:
    home = open_home(tmp_path_factory.mktemp("undisturbed")).prepare()
    shutil.copytree(messy_source, home.inbox, dirs_exist_ok=True)
    assert junheng("ingest", home=home.root, **keys_of_the_test()).code == 10
    return taken(home)


@pytest.mark.parametrize("point", INGEST_POINTS, ids=lambda point: f"{point[0]} {point[1]}")
def test_a_taking_in_killed_anywhere_is_made_good_by_the_next(
    point: tuple[str, int], messy_source: Path, undisturbed: tuple, tmp_path: Path
):
    home = open_home(tmp_path / "home").prepare()
    shutil.copytree(messy_source, home.inbox, dirs_exist_ok=True)
    killed = junheng("ingest", home=home.root, die_at=point, **keys_of_the_test())
    assert killed.code == -signal.SIGKILL, killed.out + killed.err
    ended = junheng("ingest", home=home.root, **keys_of_the_test())
    assert ended.code == 10, ended.out + ended.err
    assert taken(home) == undisturbed
    assert not list(home.work.glob("ingest-*"))
    assert not [path for path in home.restricted.rglob(".*") if path.is_dir()]


PUBLISH_POINTS = ["reports:draw", "refresh.publish:sync_tree", "warehouse.runs:point_to"]
"""While reports are drawn, before the folder is in its place, before the pointer moves."""


def test_a_night_killed_while_it_publishes_leaves_no_trace(county: County, tmp_path: Path):
    shutil.copytree(county.home.root, tmp_path / "home")
    home = open_home(tmp_path / "home")
    before, first = snapshot(home.published), current_run(home)
    for point in PUBLISH_POINTS:
        killed = junheng("refresh", "--force", home=home.root, die_at=(point, 1))
        assert killed.code == -signal.SIGKILL, killed.out + killed.err
        now = snapshot(home.published)
        assert {name: now[name] for name in before} == before
    # behind the pointer: it is published, and the next night knows it
    behind = junheng("refresh", "--force", home=home.root, die_at=("refresh.audit:_finish", 1))
    assert behind.code == -signal.SIGKILL, behind.out + behind.err
    second = current_run(home)
    assert second != first
    quiet = junheng("refresh", home=home.root)
    assert (quiet.code, "没有新文件" in quiet.out) == (10, True), quiet.out + quiet.err
    assert records(home)[-1]["verdict"] == "green"
    assert {path.name for path in home.published.iterdir()} == {first, second, "CURRENT"}
    assert {path.stem for path in home.kept.glob("*.duckdb")} == {first, second}
    assert not list(home.work.glob("publish-*"))


def test_an_unusable_setting_or_a_lost_key_touches_nothing(home: Home):
    assert junheng("refresh", home=home.root, JUNHENG_THREADS="many").code == 51
    assert junheng("ingest", home=home.root).code == 0
    (home.restricted / "keys" / "pupil.key").unlink()
    ended = junheng("refresh", home=home.root)
    assert ended.code == 51, ended.out + ended.err
    assert "pupil.key" in ended.err
