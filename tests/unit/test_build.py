"""How models are built: what is said of a table whose key stands twice, and of what broke."""

from pathlib import Path

import pytest
import yaml

from refresh import build
from warehouse.database import writing
from warehouse.home import Home, open_home
from warehouse.settings import ROOT, read_settings

PROPERTIES = "models: [{name: %s, config: {meta: {grain: [school_id, stage]}}}]"
ROWS = "select '1' as school_id, stage from (values ('primary'), ('%s')) as rows (stage)"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with our settings and macros, and no models yet."""
    folder = tmp_path / "project"
    (folder / "models").mkdir(parents=True)
    settings = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    settings |= {"seed-paths": [], "test-paths": [], "macro-paths": [str(ROOT / "macros")]}
    settings["models"]["junheng"] = {
        key: value for key, value in settings["models"]["junheng"].items() if key[0] == "+"
    }
    del settings["seeds"]
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (folder / "profiles.yml").write_bytes((ROOT / "profiles.yml").read_bytes())
    monkeypatch.setattr(build, "ROOT", folder)
    return folder


def add(project: Path, name: str, sql: str) -> None:
    (project / "models" / f"{name}.sql").write_text(sql, encoding="utf-8")
    (project / "models" / f"{name}.yml").write_text(PROPERTIES % name, encoding="utf-8")


def built(home: Home) -> build.BuildResult:
    return build.build(home, read_settings(), home.work / "built.duckdb")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = open_home(tmp_path / "home")
    home.work.mkdir(parents=True)
    return home


def asked(home: Home, sql: str) -> list[tuple]:
    with writing(home.work / "built.duckdb", read_settings()) as database:
        return database.execute(sql).fetchall()


def test_a_table_whose_key_stands_twice_is_a_red_test_and_nothing_is_made_from_it(project, home):
    add(project, "int_once", ROWS % "junior")
    add(project, "int_twice", ROWS % "primary")
    add(project, "int_after", "select distinct * from {{ ref('int_twice') }}")
    result = built(home)
    assert result.failed_tests == ["unique_grain_int_twice"]
    assert not result.broken
    tables = asked(home, "select table_name from duckdb_tables() order by table_name")
    assert tables == [("int_once",), ("int_twice",)], "an engineer can look at what stands twice"


def test_a_table_that_was_built_before_is_replaced(project, home):
    add(project, "int_once", ROWS % "junior")
    assert not built(home).broken
    add(project, "int_once", ROWS % "senior")
    assert not built(home).broken
    stages = asked(home, "select stage from main.int_once order by stage")
    assert stages == [("primary",), ("senior",)]


def test_a_broken_model_is_not_a_red_test(project, home):
    add(project, "int_broken", "select * from nothing_of_this_name")
    result = built(home)
    assert not result.failed_tests
    assert len(result.broken) == 1 and "nothing_of_this_name" in result.broken[0]
