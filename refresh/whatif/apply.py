"""A database with the tables that models read, and the changes written into it."""

from itertools import groupby
from pathlib import Path

import duckdb

from ingest.whatif import Change
from refresh.whatif.basis import Placed
from refresh.whatif.plan import DISPUTES, Plan
from warehouse.database import identifier, literal, writing
from warehouse.settings import Settings

COUNTED = "school_profile"
"""The form whose figures count for the resource indicators (seeds/source_precedence.csv)."""
_PLACE = ("_file", "_sheet", "_row", "county_id", "sender_id")


def create(path: Path, kept: Path, plan: Plan, settings: Settings) -> None:
    """A new database at `path` with what the plan needs of the kept one, which is only read."""
    with writing(path, settings) as connection:
        connection.execute(f"attach {literal(kept)} as kept (read_only)")
        for schema in sorted({schema for schema, _ in plan.needed}):
            connection.execute(f"create schema if not exists {identifier(schema)}")
        for schema, name in plan.needed:
            table = f"{identifier(schema)}.{identifier(name)}"
            connection.execute(f"create table {table} as from kept.{table}")
        connection.execute("detach kept")


def write_changes(path: Path, changes: list[Placed], settings: Settings) -> None:
    """Write the new values into the staging tables of the database at `path`."""
    with writing(path, settings) as connection:
        for placed in (placed for placed in changes if not placed.change.is_added):
            _set(connection, placed.change)
        added = sorted((placed for placed in changes if placed.change.is_added), key=_row_of)
        for _, group in groupby(added, key=_row_of):
            _insert(connection, list(group))


def settle(path: Path, changes: list[Placed], settings: Settings) -> None:
    """Take what the changed cells decide out of what sources disagree on, in the database at
    `path`: of the school that is compared as a whole; a total is that of each stage."""
    table = ".".join(map(identifier, DISPUTES))
    with writing(path, settings) as connection:
        for change in (placed.change for placed in changes if placed.change.form == COUNTED):
            facts = [change.spec.name + ending for ending in ("", "_primary", "_junior")]
            connection.execute(
                f"delete from {table} as d using {table} as own "  # noqa: S608
                "where d.whole_school_id = own.whole_school_id and d.fact = own.fact "
                "and d.county_id = own.county_id and d.school_year = own.school_year "
                "and own.county_id = ? and own.school_id = ? "
                "and cast(own.school_year as varchar) = ? and list_contains(?, own.fact)",
                [change.county_id, change.sender_id, change.period, facts],
            )


def _set(connection: duckdb.DuckDBPyConnection, change: Change) -> None:
    where = " and ".join(f"{name} = ?" for name in _PLACE)
    values = [change.new, *(change.row[name] for name in _PLACE)]
    done = connection.execute(
        f"update {_table(change)} set {identifier(change.spec.name)} = ? where {where}",  # noqa: S608
        values,
    )
    if done.fetchall() != [(1,)]:
        raise AssertionError(f"{change.form}: a change must meet exactly one row")


def _row_of(placed: Placed) -> tuple[str, ...]:
    change = placed.change
    return (change.form, change.county_id, change.sender_id, change.school_id or "",
            change.row_name)  # fmt: skip


def _insert(connection: duckdb.DuckDBPyConnection, group: list[Placed]) -> None:
    """A row of the sender's submission in force, which has no cell of its own."""
    first, change = group[0], group[0].change
    values = {
        "_file": first.file,
        "_sheet": "",
        "_row": change.line.row,
        "county_id": change.county_id,
        "sender_id": change.sender_id,
        first.period_column: int(change.period),
    }
    if change.school_column and change.school_id:
        values[change.school_column] = change.school_id
    values |= {placed.change.spec.name: placed.change.new for placed in group}
    names = ", ".join(map(identifier, values))
    places = ", ".join("?" * len(values))
    connection.execute(
        f"insert into {_table(change)} ({names}) values ({places})",  # noqa: S608
        list(values.values()),
    )


def _table(change: Change) -> str:
    return f"staging.{identifier(f'stg_{change.form}')}"
