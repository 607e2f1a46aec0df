from pathlib import Path

import duckdb
import pytest

from refresh import changes, publication
from refresh.catalogue import CatalogueError, published_tables
from warehouse.settings import Settings


def column(name: str, suppression: str | None = None) -> dict:
    meta = {"label": name} | ({"suppression": suppression} if suppression else {})
    return {"name": name, "description": name, "data_type": "double", "config": {"meta": meta}}


def model(name: str, columns: list[dict], **meta: object) -> dict:
    return {
        "resource_type": "model",
        "name": name,
        "schema": "marts",
        "description": "one row per school",
        "columns": {item["name"]: item for item in columns},
        "config": {"meta": {"zone": "B", "grain": ["school_id"], **meta}},
    }


SCORE = model(
    "fct_quality_score",
    [
        column("school_id", "institution"),
        column("pupil_count", "pupil_result"),
        column("mean_score", "pupil_result"),
        column("secret"),
        column("is_releasable", "institution"),
        column("is_suppressed", "institution"),
    ],
    suppression={"pupil_result": "is_suppressed"},
    history=["mean_score"],
)
PAY = model(
    "fct_salary_parity",
    [
        column("school_id", "institution"),
        column("teacher_head_count", "institution"),
        column("teacher_average_yuan", "pay"),
        column("is_suppressed", "institution"),
    ],
    suppression={"pay": "is_suppressed"},
)


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    path = tmp_path / "candidate.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct_quality_score as select * from (values "
            "('c', 10, 71.5, 's', true, false), ('a', 9, 60.0, 's', true, true), "
            "('b', 90, 80.0, 's', false, false), ('d', 80, 55.0, 's', true, null)) "
            "t(school_id, pupil_count, mean_score, secret, is_releasable, is_suppressed)"
        )
        connection.execute(
            "create table marts.fct_salary_parity as select * from (values "
            "('a', 5, 100.0, false), ('b', 4, 200.0, true)) "
            "t(school_id, teacher_head_count, teacher_average_yuan, is_suppressed)"
        )
    return path


def publish(candidate: Path, tmp_path: Path) -> tuple[Path, dict]:
    tables = published_tables({"nodes": {"1": SCORE, "2": PAY}})
    target = tmp_path / "marts.duckdb"
    return target, publication.publish_tables(candidate, target, tables, Settings())


def rows(path: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_a_withheld_row_loses_its_figures_and_so_does_one_undecided(candidate, tmp_path):
    target, counts = publish(candidate, tmp_path)
    assert rows(target, "select school_id, pupil_count, mean_score, is_suppressed "
                        "from fct_quality_score") == [
        ("a", None, None, True), ("c", 10, 71.5, False), ("d", None, None, None),
    ]  # fmt: skip
    assert counts["fct_quality_score"] == {"rows": 3, "withheld": 1, "suppressed": 2}


def test_rows_that_may_not_leave_are_withheld(candidate, tmp_path):
    target, _ = publish(candidate, tmp_path)
    assert rows(target, "select count(*) from fct_quality_score where school_id = 'b'") == [(0,)]


def test_a_withheld_row_keeps_what_is_of_the_institution(candidate, tmp_path):
    target, _ = publish(candidate, tmp_path)
    assert rows(target, "select school_id, teacher_head_count, teacher_average_yuan "
                        "from fct_salary_parity") == [("a", 5, 100.0), ("b", 4, None)]  # fmt: skip


def test_tables_and_columns_say_what_they_are(candidate, tmp_path):
    path, _ = publish(candidate, tmp_path)
    table = "where table_name = 'fct_salary_parity'"
    assert rows(path, f"select comment from duckdb_tables() {table}") == [("one row per school",)]
    columns = f"select column_name, comment from duckdb_columns() {table} order by column_index"
    assert rows(path, columns)[0] == ("school_id", "school_id")


def test_a_column_without_a_class_is_not_published(candidate, tmp_path):
    target, _ = publish(candidate, tmp_path)
    names = {name for (name,) in rows(target, "select column_name from information_schema.columns")}
    assert "secret" not in names


def test_a_class_without_a_column_that_says_where_it_is_withheld_is_an_error():
    broken = model("fct_x", [column("school_id", "institution"), column("m", "pay")])
    with pytest.raises(CatalogueError, match="fct_x: class pay is used"):
        published_tables({"nodes": {"1": broken}})


def test_models_about_persons_are_not_published():
    restricted = model("dim_teacher", [column("teacher_token", "institution")], zone="R")
    assert published_tables({"nodes": {"1": restricted}}) == []


def test_changes_compare_figures_by_entity(candidate, tmp_path):
    target, _ = publish(candidate, tmp_path)
    previous = tmp_path / "previous.duckdb"
    with duckdb.connect(str(previous)) as connection:
        connection.execute(
            "create table fct_quality_score as select * from (values ('c', 70.0), ('z', 1.0)) "
            "t(school_id, mean_score)"
        )
    tables = published_tables({"nodes": {"1": SCORE, "2": PAY}})
    changes.write_changes(target, previous, tables, Settings())
    assert rows(target, "select entity_id, previous, current from gate.change "
                        "where figure = 'mean_score' order by all") == [
        ("a", None, None), ("c", 70.0, 71.5), ("d", None, None), ("z", 1.0, None),
    ]  # fmt: skip
    assert rows(target, "select table_name, previous, current from gate.change "
                        "where figure = 'row_count' order by all") == [
        ("fct_quality_score", 2.0, 3.0), ("fct_salary_parity", None, 2.0),
    ]  # fmt: skip


EXCHANGE = model(
    "fct_teacher_exchange",
    [
        column("entity_id", "institution"),
        column("composition_id", "institution"),
        column("exchange_ratio", "institution"),
    ],
    grain=["entity_id"],
    compared_by=["composition_id"],
    history=["exchange_ratio"],
)


def ratios(path: Path, columns: str, *values: tuple) -> Path:
    marks = ", ".join("?" for _ in values)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            f"create table fct_teacher_exchange as select unnest([{marks}], recursive := true)",
            [dict(zip(columns.split(), value, strict=True)) for value in values],
        )
    return path


@pytest.mark.parametrize(
    ("columns", "before", "compared"),
    [
        (
            "entity_id composition_id exchange_ratio",
            [("renamed", "renamed", 0.1), ("big", "big", 0.2), ("point", "point", 0.3)],
            [("big", 0.2, None), ("big|2025-09-01", None, 0.5), ("point", 0.3, None),
             ("renamed", 0.1, 0.4)],
        ),
        (
            "entity_id exchange_ratio",
            [("renamed", 0.1), ("big", 0.2)],
            [("big|2025-09-01", None, 0.5), ("renamed", None, 0.4)],
        ),
    ],
    ids=["same code", "older code"],
)  # fmt: skip
def test_a_school_is_compared_through_a_rename_and_not_through_a_merger(
    tmp_path, columns, before, compared
):
    now = [("new_code", "renamed", 0.4), ("big", "big|2025-09-01", 0.5)]
    target = ratios(tmp_path / "now.db", "entity_id composition_id exchange_ratio", *now)
    previous = ratios(tmp_path / "before.db", columns, *before)
    tables = published_tables({"nodes": {"1": EXCHANGE}})
    changes.write_changes(target, previous, tables, Settings())
    assert rows(target, "select entity_id, previous, current from gate.change "
                        "where figure = 'exchange_ratio' order by all") == compared  # fmt: skip


def test_what_rows_are_compared_by_must_be_published():
    broken = model("fct_x", [column("school_id", "institution")], compared_by=["composition_id"])
    with pytest.raises(CatalogueError, match=r"fct_x: .*composition_id"):
        published_tables({"nodes": {"1": broken}})


def test_text_that_a_spreadsheet_would_run_is_made_harmless(tmp_path):
    assert publication._harmless("=cmd|x") == "'=cmd|x"
    assert publication._harmless("＝1") == "'＝1"
    assert publication._harmless("学校") == "学校"
    assert publication._harmless(-1.5) == -1.5
