"""The same models on Spark: every mart of a small county equal by key."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from refresh.build import manifest
from tests.night.runner import County, dbt_build, junheng, make_county
from tests.night.truth import same

pytestmark = [pytest.mark.night, pytest.mark.jvm]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> County:
    """A county of two years, its dev database, and the same marts built by Spark."""
    county = make_county(
        tmp_path_factory.mktemp("spark"), schools=8, pupils=1200, years=2, seed=2, mess=1
    )
    assert junheng("load", home=county.home.root).code == 0
    return county


def spark_rows(folder: Path, columns: list[str]) -> list[tuple]:
    names = ", ".join(columns)
    with duckdb.connect() as connection:
        return connection.execute(
            f"select {names} from read_parquet('{folder}/*.parquet', hive_partitioning = false)"
        ).fetchall()


def test_every_mart_is_equal_by_key(loaded: County):
    on_duckdb = dbt_build(loaded.home, "--exclude-resource-type", "unit_test")
    assert on_duckdb.returncode == 0, on_duckdb.stdout[-3000:]
    on_spark = dbt_build(loaded.home, "--target", "spark", "--exclude-resource-type", "unit_test")
    assert on_spark.returncode == 0, on_spark.stdout[-5000:]

    warehouse = loaded.home.work / "spark" / "warehouse"
    compared, differences = 0, []
    with duckdb.connect(str(loaded.home.dev), read_only=True) as connection:
        for node in manifest(loaded.home)["nodes"].values():
            if node["resource_type"] != "model" or node["schema"] not in {"marts", "reports"}:
                continue
            grain = node["config"]["meta"]["grain"]
            columns = list(node["columns"])
            mine = connection.execute(
                f"select {', '.join(columns)} from {node['schema']}.{node['name']}"
            ).fetchall()
            theirs = spark_rows(warehouse / f"{node['schema']}.db" / node["name"], columns)
            differences += compare(node["name"], grain, columns, mine, theirs)
            compared += len(mine)
    assert not differences, "\n".join(differences[:30])
    assert compared > 1000


def compare(
    name: str, grain: list[str], columns: list[str], mine: list[tuple], theirs: list[tuple]
) -> list[str]:
    """Texts, counts, decimals and verdicts exactly, doubles within the tolerance."""
    key = [columns.index(column) for column in grain]
    left = {tuple(row[place] for place in key): row for row in mine}
    right = {tuple(row[place] for place in key): row for row in theirs}
    found = [f"{name} {entity}: on one engine only" for entity in left.keys() ^ right.keys()]
    for entity in left.keys() & right.keys():
        for column, a, b in zip(columns, left[entity], right[entity], strict=True):
            if not same(str(a) if isinstance(a, Decimal) else a, b):
                found.append(f"{name} {entity} {column}: {a!r} on DuckDB, {b!r} on Spark")
    return found
