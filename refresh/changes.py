"""How a publication differs from the last one: the gate's own table, dropped before publishing."""

from pathlib import Path

import duckdb

from refresh.catalogue import Table
from warehouse.database import identifier, literal, writing
from warehouse.settings import Settings


def write_changes(
    database: Path, previous: Path | None, tables: list[Table], settings: Settings
) -> None:
    """`gate.change`: row counts and the figures a model names as history, then and now.

    `previous` is the database of the last publication; without one `previous` is null.
    """
    with writing(database, settings) as connection:
        connection.execute("create schema gate")
        connection.execute(
            "create table gate.change (table_name varchar, figure varchar, entity_id varchar, "
            "previous double, current double)"
        )
        known: set[str] = set()
        if previous is not None:
            connection.execute(f"attach {literal(previous)} as previous (read_only)")
            known = {
                name
                for (name,) in connection.execute(
                    "select table_name from duckdb_tables() where database_name = 'previous'"
                ).fetchall()
            }
        for table in tables:
            for figure, value in _figures(table):
                _insert_change(connection, table, figure, value, table.name in known)
        if previous is not None:
            connection.execute("detach previous")


def _figures(table: Table) -> list[tuple[str, str]]:
    figures = [("row_count", "")]
    return figures + [(name, identifier(name)) for name in table.history]


def _insert_change(
    connection: duckdb.DuckDBPyConnection, table: Table, figure: str, value: str, has_previous: bool
) -> None:
    now = _select(table, value, f"{identifier(table.name)}")
    before = _select(table, value, f"previous.{identifier(table.name)}" if has_previous else None)
    connection.execute(
        f"""
        insert into gate.change
        select ?, ?, coalesce(now.entity_id, before.entity_id), before.figure, now.figure
        from ({now}) as now
        full join ({before}) as before on now.entity_id = before.entity_id
        """,  # noqa: S608 - names are checked, values are parameters
        [table.name, figure],
    )


def _select(table: Table, value: str, source: str | None) -> str:
    if source is None:
        return "select '' as entity_id, cast(null as double) as figure where false"
    if not value:
        return f"select '' as entity_id, cast(count(*) as double) as figure from {source}"  # noqa: S608
    parts = ", ".join(f"cast({identifier(key)} as varchar)" for key in table.grain)
    return (
        f"select concat_ws('|', {parts}) as entity_id, cast({value} as double) as figure "  # noqa: S608
        f"from {source}"
    )


def drop_changes(database: Path, settings: Settings) -> None:
    """Take the gate's own table out before the database is published."""
    with writing(database, settings) as connection:
        connection.execute("drop schema gate cascade")
