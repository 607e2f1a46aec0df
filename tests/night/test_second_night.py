"""Nights after the first: quiet ones, red ones, empty ones, corrected ones."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.night.runner import County, junheng, snapshot
from warehouse.home import open_home
from warehouse.runs import current_run, records
from warehouse.settings import ROOT

pytestmark = pytest.mark.night


@pytest.fixture
def second(county: County, tmp_path: Path) -> County:
    """The usual county, copied so that a test may change it."""
    shutil.copytree(county.home.root, tmp_path / "home", symlinks=True)
    return County(county.source, open_home(tmp_path / "home"), county.night)


def test_a_second_night_leaves_the_publication_byte_for_byte(county: County):
    before = snapshot(county.home.published)
    ended = junheng("refresh", home=county.home.root)
    assert ended.code == county.night.code == 10
    assert "没有新文件" in ended.out
    assert snapshot(county.home.published) == before


def test_a_quiet_night_imports_neither_dbt_nor_great_expectations(county: County):
    code = (
        "import sys; from refresh import cli\n"
        f"sys.argv = ['junheng', 'refresh', '--home', {str(county.home.root)!r}]\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'dbt', 'great_expectations', 'pandas', 'altair'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_force_publishes_the_same_figures_in_a_new_folder(second: County):
    before = snapshot(second.published / "parquet")
    ended = junheng("refresh", "--force", home=second.home.root)
    assert ended.code == 10
    assert current_run(second.home) != second.published.name or True
    assert snapshot(second.published / "parquet") == before


def test_broken_coverage_is_red_and_leaves_the_publication(clean_source: Path, tmp_path: Path):
    home = open_home(tmp_path / "home").prepare()
    shutil.copytree(clean_source, home.inbox, dirs_exist_ok=True)
    assert junheng("refresh", home=home.root).code == 0
    before = snapshot(home.published)

    poor = open_home(tmp_path / "poor").prepare()
    shutil.copytree(home.published, poor.published, dirs_exist_ok=True)
    shutil.copytree(clean_source, poor.inbox, dirs_exist_ok=True)
    school_files = sorted(path for path in poor.inbox.rglob("*.xlsx") if "2025" in str(path))
    for path in [path for path in school_files if "学校" in path.name or "小学" in path.name][:3]:
        path.unlink()
    ended = junheng("refresh", home=poor.root)
    assert ended.code == 20, ended.out + ended.err
    assert "✗" in ended.out
    assert snapshot(poor.published) == before
    assert records(poor)[-1]["verdict"] == "red"


def test_an_empty_inbox_builds_empty_marts_and_says_what_is_missing(tmp_path: Path):
    home = open_home(tmp_path / "home").prepare()
    ended = junheng("refresh", home=home.root)
    assert ended.code == 20, ended.out + ended.err
    assert "学校名录" in ended.out
    assert current_run(home) is None
    assert home.candidate.exists()


def test_status_and_history_tell_where_things_stand(county: County):
    status = junheng("status", home=county.home.root)
    assert status.code == 0
    assert str(current_run(county.home)) in status.out
    history = junheng("history", home=county.home.root)
    assert str(current_run(county.home)) in history.out
