"""Nights after the first: quiet ones, red ones, empty ones, corrected ones."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.night.runner import County, junheng, snapshot
from warehouse.home import Home, open_home
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
    first = second.published
    before = snapshot(first / "parquet")
    ended = junheng("refresh", "--force", home=second.home.root)
    assert ended.code == 10
    assert second.published != first
    assert snapshot(second.published / "parquet") == before


NEWEST = "2025-2026学年"


def bring(source: Path, home: Home, wanted: Callable[[Path], bool]) -> list[Path]:
    """Copy the wanted workbooks of a county into the inbox."""
    brought = [path for path in sorted(source.rglob("*")) if path.is_file() and wanted(path)]
    for path in brought:
        target = home.inbox / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    return brought


def is_new(path: Path) -> bool:
    return NEWEST in path.name or "_2026年" in path.name


def is_late(path: Path) -> bool:
    return path.parent.name == "学校填报" and NEWEST in path.name


def test_missing_schools_are_red_until_they_have_handed_in(clean_source: Path, tmp_path: Path):
    home = open_home(tmp_path / "home").prepare()
    bring(clean_source, home, lambda path: not is_new(path))
    assert junheng("refresh", home=home.root).code == 0
    before, first = snapshot(home.published), current_run(home)

    late = sorted(path for path in clean_source.rglob("*") if is_late(path))[:3]
    bring(clean_source, home, lambda path: is_new(path) and path not in late)
    red = junheng("refresh", home=home.root)
    assert red.code == 20, red.out + red.err
    assert "✗ 名录中至少 95% 的学校" in red.out
    assert snapshot(home.published) == before
    assert records(home)[-1]["verdict"] == "red"
    again = junheng("refresh", home=home.root)
    assert (again.code, "没有任何变化" in again.out) == (20, True)

    bring(clean_source, home, lambda path: path in late)
    green = junheng("refresh", home=home.root)
    assert green.code == 0, green.out + green.err
    assert current_run(home) != first
    assert {name: data for name, data in snapshot(home.published).items()
            if name.startswith(str(first))} == {
        name: data for name, data in before.items() if name.startswith(str(first))
    }  # fmt: skip


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
