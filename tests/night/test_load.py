"""`junheng load`, then plain `dbt build` from the root of the checkout."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.night.runner import County, dbt_build, junheng
from warehouse.home import Home, open_home

pytestmark = pytest.mark.night


@pytest.fixture(scope="module")
def built(county: County, tmp_path_factory) -> Home:
    """A copy of the usual county with its dev database built by hand, unit tests included."""
    root = tmp_path_factory.mktemp("load") / "home"
    shutil.copytree(county.home.root, root)
    home = open_home(root)
    assert junheng("load", home=root).code == 0
    done = dbt_build(home)
    assert done.returncode == 0, done.stdout[-4000:]
    # in capitals: a unit test may well have "warning" in its name
    assert "WARN" not in done.stdout.replace("WARN=0", ""), "dbt warns of something"
    return home


def rows(path: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_plain_dbt_builds_what_the_night_published(built: Home, county: County):
    query = "select * from marts.fct_resource_balance order by all"
    assert rows(built.dev, query) == rows(county.database, query)


def test_the_gate_and_the_models_agree_on_what_is_in_force(built: Home):
    columns = "_file, form, county_id, sender_id, period"
    gate = f"select {columns} from gate.effective_submission order by all"
    staging = f"select {columns} from staging.stg_submission where is_effective order by all"
    assert rows(built.dev, gate) == rows(built.dev, staging)
    assert rows(built.dev, gate)
