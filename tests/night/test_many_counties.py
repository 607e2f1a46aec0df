"""A city with all counties in one home, and out of homes of their own: the same figures."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from refresh.build import manifest
from refresh.catalogue import published_tables
from sample import write_county
from tests.night.runner import Ended, junheng, snapshot
from warehouse.home import Home, open_home
from warehouse.runs import current_run, records

pytestmark = pytest.mark.night

OF_THE_HOME = {"received_at"}
"""When a file came, which is another moment in another home."""
TOKEN = re.compile(r"\b[0-9a-f]{32}\b")


def night_of(home: Path, *files: Path) -> Home:
    opened = open_home(home).prepare()
    for folder in files:
        subprocess.run(["cp", "-Rp", folder, opened.inbox], check=True)
    ended = junheng("refresh", home=home)
    assert ended.code == 0, ended.out + ended.err
    return opened


@pytest.fixture(scope="module")
def counties(tmp_path_factory) -> list[Path]:
    """What three counties send, a folder each."""
    folder = tmp_path_factory.mktemp("city")
    write_county(folder, schools=6, pupils=900, years=2, counties=3, seed=7, mess=0)
    found = sorted((folder / "files").iterdir())
    assert len(found) == 3
    return found


@pytest.fixture(scope="module")
def homes(counties, tmp_path_factory) -> list[Home]:
    """A home for each county after its night."""
    folder = tmp_path_factory.mktemp("homes")
    return [night_of(folder / str(n), files) for n, files in enumerate(counties)]


def rolled_up(city: Path, *homes: Home | Path, **options: str) -> Ended:
    roots = [home.root if isinstance(home, Home) else home for home in homes]
    return junheng("rollup", *roots, home=city, **options)


@pytest.fixture(scope="module")
def city(homes, tmp_path_factory) -> Home:
    """The city's home, laid together."""
    home = open_home(tmp_path_factory.mktemp("rolled") / "city")
    ended = rolled_up(home.root, *homes)
    assert ended.code == 0, ended.out + ended.err
    return home


def folder_of(home: Home) -> Path:
    return home.published / str(current_run(home))


def test_the_city_has_the_figures_of_a_home_with_all_counties(city, counties, tmp_path: Path):
    joint = night_of(tmp_path / "joint", *counties)
    tables = published_tables(manifest(joint))
    assert len(tables) > 100
    differing = []
    with duckdb.connect() as database:
        for name, home in (("one", joint), ("parts", city)):
            database.execute(f"attach '{folder_of(home) / 'marts.duckdb'}' as {name} (read_only)")
        for table in tables:
            columns = ", ".join(f'"{c.name}"' for c in table.columns if c.name not in OF_THE_HOME)
            one, parts = (
                f"(select {columns} from {which}.{table.name})" for which in ("one", "parts")
            )
            (count,) = database.execute(
                f"select count(*) from (({one} except all {parts}) union all "
                f"({parts} except all {one}))"
            ).fetchone()
            if count:
                differing.append((table.name, count))
        (regions,) = database.execute(
            "select max(county_count) from parts.fct_region_readiness"
        ).fetchone()
    assert differing == []
    assert regions == 3


def test_no_row_about_a_person_comes_along(city):
    assert not (city.restricted / "rows").exists()
    assert not (city.restricted / "keys").exists()
    with duckdb.connect(str(city.kept / f"{current_run(city)}.duckdb"), read_only=True) as database:
        names = [
            row[0]
            for row in database.execute(
                "select schema_name || '.' || table_name from duckdb_tables()"
            ).fetchall()
        ]
        assert names
        for name in names:
            for row in database.execute(f"select * from {name}").fetchall():
                assert not any(TOKEN.search(str(cell)) for cell in row), name


def test_reports_are_those_of_the_city(city):
    assert (folder_of(city) / "reports" / "balance.xlsx").exists()
    told = json.loads((folder_of(city) / "manifest.json").read_text(encoding="utf-8"))
    assert told["gates"] == {"published": "green"}
    assert len(records(city)[-1]["parts"]) == 3


def test_nothing_new_is_told_and_changes_nothing(city, homes):
    before = snapshot(city.published)
    again = rolled_up(city.root, *reversed(homes))
    assert (again.code, "没有任何变化" in again.out) == (0, True)
    assert snapshot(city.published) == before


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("none", "还没有完整的发布"),
        ("changed", "缺失或被改动"),
        ("other_code", "另一版程序"),
        ("twice", "两个数据目录都报了同一行"),
    ],
)
def test_what_cannot_be_laid_together_is_refused(fault, said, city, homes, tmp_path: Path):
    copy = tmp_path / "copy"
    shutil.copytree(homes[0].published, copy / "published")
    folder = copy / "published" / str(current_run(homes[0]))
    subprocess.run(["chmod", "-R", "u+w", copy], check=True)
    others = homes if fault == "twice" else homes[1:]
    if fault == "none":
        (copy / "published" / "CURRENT").unlink()
    if fault == "changed":
        with (folder / "parquet" / "fct_county_readiness.parquet").open("ab") as file:
            file.write(b"x")
    if fault == "other_code":
        told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        told["fingerprint"]["code"] = "0" * 64
        (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    before = snapshot(city.published)
    ended = rolled_up(city.root, copy, *others)
    assert ended.code == 51
    assert said in ended.err
    assert str(tmp_path) in ended.err or fault == "twice"
    assert snapshot(city.published) == before


def test_a_copy_of_what_was_published_is_enough_and_a_wrong_home_makes_none(homes, tmp_path: Path):
    for n, home in enumerate(homes):
        shutil.copytree(home.published, tmp_path / str(n) / "published")
    done = rolled_up(tmp_path / "city", *(tmp_path / str(n) for n in range(3)))
    assert done.code == 0, done.out + done.err
    wrong = rolled_up(tmp_path / "other", tmp_path / "nobody")
    assert wrong.code == 51
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("command", [("refresh",), ("refresh", "--dry-run"), ("ingest",)])
def test_a_city_has_no_night_and_a_county_rolls_nothing_up(command, city, homes):
    before = snapshot(city.published)
    ended = junheng(*command, home=city.root)
    assert (ended.code, "没有自己的报表" in ended.err) == (51, True)
    ended = rolled_up(homes[0].root, *homes)
    assert (ended.code, "不能用来汇总" in ended.err) == (51, True)
    assert snapshot(city.published) == before
