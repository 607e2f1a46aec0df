"""Spark and DuckDB build the same marts from the same rows."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sample import write_county
from tests.night.runner import junheng
from tests.night.truth import same
from tests.unit.models_home import dbt
from warehouse.home import Home, open_home

pytestmark = pytest.mark.jvm
FOLDERS = ("marts", "reports")
NO_TESTS = ("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A small county whose marts stand in the dev database and in Spark's warehouse folder."""
    folder = tmp_path_factory.mktemp("spark")
    write_county(folder / "sample", schools=10, pupils=2000, years=2, seed=6, mess=1)
    home = open_home(folder / "home").prepare()
    shutil.copytree(folder / "sample" / "files", home.inbox, dirs_exist_ok=True)
    assert junheng("ingest", home=home.root).code == 10
    assert junheng("load", home=home.root).code == 0
    export_raw(home, folder / "raw")
    for target in ("duckdb", "spark"):
        ended = dbt(home, "build", "--target", target, *NO_TESTS, JUNHENG_RAW=str(folder / "raw"))
        assert ended.code == 0, ended.out[-5000:]
    return home


def export_raw(home: Home, folder: Path) -> None:
    """Every raw table as a folder of Parquet, the way a cluster would be given the packs."""
    with duckdb.connect(str(home.dev), read_only=True) as connection:
        tables = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'raw'"
        ).fetchall()
        for (table,) in tables:
            (folder / table).mkdir(parents=True)
            path = folder / table / "part.parquet"
            connection.execute(f"copy raw.{table} to '{path}' (format parquet)")


def models(home: Home) -> Iterator[dict[str, Any]]:
    manifest = json.loads((home.work / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model" and node["schema"] in FOLDERS:
            yield node


def by_key(cursor: duckdb.DuckDBPyConnection, grain: list[str]) -> dict[tuple, dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {tuple(str(row[name]) for name in grain): row for row in rows}


def test_every_mart_and_report_table_is_equal_by_key(built: Home):
    differences = []
    with duckdb.connect(str(built.dev), read_only=True) as connection:
        for model in models(built):
            name, grain = model["name"], model["config"]["meta"]["grain"]
            folder = built.work / "spark" / "warehouse" / f"{model['schema']}.db" / name
            one = by_key(connection.execute(f"select * from {model['schema']}.{name}"), grain)
            other = by_key(
                connection.execute(f"select * from read_parquet('{folder}/*.parquet')"), grain
            )
            assert one.keys() == other.keys(), name
            differences += [
                f"{name} {key} {column}: duckdb {value!r}, spark {other[key][column]!r}"
                for key, row in one.items()
                for column, value in row.items()
                if not same(value, other[key][column])
            ]
    assert not differences, f"{len(differences)} differences: " + "\n".join(differences[:20])


def test_there_is_something_to_compare(built: Home):
    with duckdb.connect(str(built.dev), read_only=True) as connection:
        for table in ("fct_indicator_verdict", "fct_quality_score", "fct_salary_parity",
                      "fct_teacher_exchange", "fct_rejected_row"):  # fmt: skip
            (count,) = connection.execute(f"select count(*) from marts.{table}").fetchone()
            assert count > 10, table
