"""Both sides beside one another: tables that the report of a what-if draws."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from refresh import publication
from refresh.catalogue import published_tables
from refresh.whatif.basis import Basis, Placed
from refresh.whatif.plan import JUDGED, NAMES, TARGETS, Plan
from warehouse.database import identifier, literal, writing
from warehouse.settings import Settings

_SQL = [
    Path(__file__).parent / "sql" / f"{name}.sql"
    for name in ("words", "pair", "county", "school", "summary", "change")
]
_CHANGES = (
    "create table changes (line integer, county_id varchar, cycle_id varchar, sender_id varchar, "
    "school_id varchar, form_label varchar, row_name varchar, item varchar, unit varchar, "
    "old_text varchar, new_text varchar, reason varchar, file_name varchar, sheet varchar, "
    "cell varchar, is_used boolean, is_split_lost boolean)"
)
_ASKED = """
create table asked as
select given.county_id, given.cycle_id, given.school_year, county.county_name, cycle.cycle_name
from given
inner join before.dim_county as county
    on given.county_id = county.county_id and given.school_year = county.school_year
inner join before.dim_assessment_cycle as cycle on given.cycle_id = cycle.cycle_id
"""
_SPLIT, _SPLIT_FORMS = "int_campus_agreed", {"school_profile", "campus"}
"""The schools whose campuses add up to the whole, and are judged one by one; and where the whole
and its campuses are filled in."""


@dataclass(frozen=True)
class Sides:
    """What was published, and what would be; `plan` says what was built for the second."""

    basis: Basis
    plan: Plan
    candidate: Path


def compare(
    path: Path, sides: Sides, changes: list[Placed], manifest: dict[str, Any], settings: Settings
) -> None:  # fmt: skip
    """Make the tables of the report in a new database at `path`.

    What would be is published aside first, so that both sides went through the same suppression.
    """
    after = path.with_name("after.duckdb")
    built = [name for name in TARGETS if name in sides.plan.built]
    tables = [table for table in published_tables(manifest) if table.name in built]
    publication.publish_tables(sides.candidate, after, tables, settings)
    with writing(path, settings) as connection:
        attached = (sides.basis.published, after, sides.basis.kept, sides.candidate)
        for name, database in zip(("before", "after", "kept", "candidate"), attached, strict=True):
            connection.execute(f"attach {literal(database)} as {identifier(name)} (read_only)")
        for name in (*TARGETS, NAMES):
            for side in ("before", "after"):
                source = "after" if side == "after" and name in built else "before"
                view = f"create view {side}_{name} as from {source}.{name}"
                connection.execute(view)
        for side, database in (
            ("before", "kept"),
            ("after", "candidate" if JUDGED in sides.plan.built else "kept"),
        ):
            view = f"create view {side}_{JUDGED} as from {database}.intermediate.{JUDGED}"
            connection.execute(view)
        _write_asked(connection, changes)
        _write_changes(connection, changes, sides.plan)
        for script in _SQL:
            connection.execute(script.read_text(encoding="utf-8"))
        _leave_only_results(connection)


def _write_asked(connection: duckdb.DuckDBPyConnection, changes: list[Placed]) -> None:
    cycles = {placed.cycle for placed in changes}
    connection.execute(
        "create table given (county_id varchar, cycle_id varchar, school_year integer)"
    )
    connection.executemany(
        "insert into given values (?, ?, ?)",
        [(cycle.county_id, cycle.cycle_id, cycle.school_year) for cycle in cycles],
    )
    connection.execute(_ASKED)


def _split_lost(connection: duckdb.DuckDBPyConnection, plan: Plan) -> set[tuple[str, int, str]]:
    """County, school year and school of those that were split by campus and would not be."""
    if _SPLIT not in plan.built:
        return set()
    columns = "county_id, school_year, school_id"
    found = connection.execute(
        f"select {columns} from kept.intermediate.{_SPLIT} "  # noqa: S608 - names of ours
        f"except select {columns} from candidate.intermediate.{_SPLIT}"
    )
    return set(found.fetchall())


def _write_changes(
    connection: duckdb.DuckDBPyConnection, changes: list[Placed], plan: Plan
) -> None:
    lost = _split_lost(connection, plan)
    connection.execute(_CHANGES)
    rows = [_row(placed, plan, lost) for placed in changes]
    places = ", ".join("?" * len(rows[0]))
    connection.executemany(f"insert into changes values ({places})", rows)  # noqa: S608


def _row(placed: Placed, plan: Plan, lost: set[tuple[str, int, str]]) -> list[Any]:
    change, spec, cycle = placed.change, placed.change.spec, placed.cycle
    file_name = "" if change.is_added else placed.file_name
    return [
        change.line.row, change.county_id, cycle.cycle_id, change.sender_id, change.school_id,
        change.label, change.row_name, spec.headings[0], spec.unit_in_form or spec.unit or "",
        change.old_text, change.new_text, change.line.reason or "", file_name,
        change.row.get("_sheet", ""), placed.cell, change.form in plan.used,
        change.form in _SPLIT_FORMS
        and (change.county_id, cycle.school_year, change.school_id) in lost,
    ]  # fmt: skip


def _leave_only_results(connection: duckdb.DuckDBPyConnection) -> None:
    """The report needs its own tables and the empty dictionary that every report asks."""
    rows = connection.execute(
        "select table_name, table_type from information_schema.tables where table_catalog = "
        "current_database() and table_schema = 'main' and not starts_with(table_name, 'whatif_')"
    ).fetchall()
    for name, kind in rows:
        connection.execute(f"drop {'view' if kind == 'VIEW' else 'table'} {identifier(name)}")
    for (name,) in connection.execute(
        "select distinct function_name from duckdb_functions() where function_type = 'macro' "
        "and not internal"
    ).fetchall():
        connection.execute(f"drop macro {identifier(name)}")
    publication.create_dictionary(connection, publication.DICTIONARY.empty_table())
