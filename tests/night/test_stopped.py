"""A night that is stopped, killed or not alone."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.night.runner import junheng, snapshot
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


def test_an_unusable_setting_or_a_lost_key_touches_nothing(home: Home):
    assert junheng("refresh", home=home.root, JUNHENG_THREADS="many").code == 51
    assert junheng("ingest", home=home.root).code == 0
    (home.restricted / "keys" / "pupil.key").unlink()
    ended = junheng("refresh", home=home.root)
    assert ended.code == 51, ended.out + ended.err
    assert "pupil.key" in ended.err
