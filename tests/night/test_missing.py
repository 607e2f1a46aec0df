"""Nights with too little: schools that are missing, an inbox with nothing in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.night.runner import junheng, snapshot
from warehouse.home import Home, open_home
from warehouse.runs import current_run, records

pytestmark = pytest.mark.night


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
    """Of the newest school year; its autumn's examination is named by the year before."""
    named = path.name.partition("_")[2]
    return NEWEST in named or named.startswith(("2026年", "2025年九年级音乐"))


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
    status = junheng("status", home=home.root)
    assert "截至最近一次未通过检验的运行" in status.out
    listed = [line.split() for line in status.out.partition("尚未上报")[2].splitlines()]
    told = {line[-1] for line in listed if "班级情况" in line}
    assert told == {path.stem.split("_")[1] for path in late}
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
    assert "（数字：" in ended.out
    page = home.work / "quality" / "index.html"
    assert str(page) in ended.out
    assert "学校名录" in page.read_text(encoding="utf-8")
