"""Which models a change reaches, and the folder in which they are built."""

from pathlib import Path

import duckdb
import pytest

from refresh.whatif.aside import aside, sweep
from refresh.whatif.compare import _SQL, _leave_only_results
from refresh.whatif.plan import JUDGED, TARGETS, make_plan
from reports.spec import FOLDER, load_specs
from warehouse.home import open_home
from warehouse.lock import HomeLockedError, locked


def manifest(edges: dict[str, list[str]], ephemeral: str) -> dict:
    """A project in which each model is named with what it reads; `raw` is a source."""
    names = {*edges, *(name for found in edges.values() for name in found)}
    nodes = {
        f"m.{name}": {
            "name": name,
            "schema": "staging" if name.startswith("stg_") else "other",
            "resource_type": "seed" if name == "seed" else "model",
            "config": {"materialized": "ephemeral" if name == ephemeral else "table"},
        }
        for name in names
        if name != "raw"
    }
    parents = {f"m.{name}": [f"m.{one}" for one in edges.get(name, [])] for name in names}
    children = {key: [one for one in parents if key in parents[one]] for key in parents}
    return {"nodes": nodes, "parent_map": parents, "child_map": children}


def project() -> dict:
    edges = {
        "stg_a": ["raw"],
        "stg_b": ["raw"],
        "stg_c": ["raw"],
        "int_a": ["stg_a", "stg_b"],
        "int_b": ["stg_b"],
        "folded": ["int_a", "int_b", "seed"],
        "rpt": ["int_a"],
    }
    edges |= {target: ["folded"] for target in TARGETS} | {JUDGED: [TARGETS[0]]}
    return manifest(edges, "folded")


def test_only_what_lies_between_a_change_and_a_verdict_is_built():
    plan = make_plan(project(), ["a"])
    assert plan.built == sorted(["int_a", JUDGED, *TARGETS])
    # through the model that is folded in: what it reads must be there
    assert plan.needed == [
        ("other", "int_b"), ("other", "seed"), ("staging", "stg_a"), ("staging", "stg_b")
    ]  # fmt: skip
    assert plan.used == {"a"}


def test_of_two_changed_forms_neither_is_read_anew():
    plan = make_plan(project(), ["a", "b"])
    assert "stg_b" not in plan.built
    assert {"int_a", "int_b"} < set(plan.built)
    assert ("staging", "stg_b") in plan.needed


def test_what_sources_disagree_on_stays_as_it_was_published():
    edges = {
        "stg_a": ["raw"],
        "stg_b": ["raw"],
        "int_paired": ["stg_a", "stg_b"],
        "int_fact_disputed": ["int_paired"],
        "int_judged": ["stg_a", "int_fact_disputed"],
    } | {target: ["int_judged"] for target in (*TARGETS, JUDGED)}
    plan = make_plan(manifest(edges, ""), ["a"])
    assert plan.built == sorted(["int_judged", *TARGETS, JUDGED])
    assert plan.needed == [("other", "int_fact_disputed"), ("staging", "stg_a")]
    # a roster is compared with the form, and counts for nothing else here
    assert make_plan(manifest(edges, ""), ["b"]).used == set()


def test_a_form_that_reaches_no_verdict_builds_nothing():
    plan = make_plan(project(), ["c"])
    assert (plan.built, plan.needed, plan.used) == ([], [], set())


def test_the_report_names_its_columns_itself():
    """Its tables are made for one answer and stand in no dictionary."""
    (spec,) = load_specs(FOLDER / "whatif")
    assert (spec.name, spec.audience) == ("whatif", "bureau")
    made = "".join(path.read_text(encoding="utf-8") for path in _SQL)
    for sheet in spec.sheets:
        assert sheet.columns == list(sheet.headings)
        assert f"create table {sheet.table} as" in made
    assert "whatif" not in {report.name for report in load_specs()}


def test_what_a_killed_one_left_is_swept_but_not_what_is_in_use(tmp_path: Path):
    home = open_home(tmp_path).prepare()
    with aside(home) as folder:
        left = folder / "candidate.duckdb"
        left.touch()
        sweep(home)
        assert left.exists()
        with pytest.raises(HomeLockedError), aside(home):
            pass
        with locked(home, "refresh"):
            pass  # a night goes on beside it
    left.touch()
    (folder / "candidate.duckdb.wal").touch()
    (folder / "reports").mkdir()
    sweep(home)
    assert [path.name for path in folder.iterdir()] == ["lock"]


def test_what_is_left_has_the_empty_dictionary_that_every_report_asks():
    with duckdb.connect() as connection:
        connection.execute("create macro twice(x) as 2 * x")
        connection.execute("create table given as select 1 as x")
        connection.execute("create table whatif_county as select 1 as x")
        _leave_only_results(connection)
        left = connection.execute("select table_name from duckdb_tables()").fetchall()
        assert sorted(left) == [("dictionary",), ("whatif_county",)]
        assert connection.execute("select label from dictionary").fetchall() == []
