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

    `previous` is the database of the last publication; without one `previous` is null. So it is
    where the rows were made of something else (standard.md 12.10): a row is found again by the
    columns that its model is compared by, and these keep a school through a rename only.
    """
    with writing(database, settings) as connection:
        connection.execute("create schema gate")
        connection.execute(
            "create table gate.change (table_name varchar, figure varchar, entity_id varchar, "
            "previous double, current double)"
        )
        known: dict[str, set[str]] = {}
        if previous is not None:
            connection.execute(f"attach {literal(previous)} as previous (read_only)")
            known = _known(connection)
        for table in tables:
            for figure in ("", *table.history):
                _insert_change(connection, table, figure, known.get(table.name))
        if previous is not None:
            connection.execute("detach previous")


def _known(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """The columns of each table of the last publication, which older code may have made."""
    found = connection.execute(
        "select table_name, list(column_name) from duckdb_columns() "
        "where database_name = 'previous' group by table_name"
    )
    return {name: set(columns) for name, columns in found.fetchall()}


def _insert_change(
    connection: duckdb.DuckDBPyConnection, table: Table, figure: str, known: set[str] | None
) -> None:
    """One figure of a table, or without a figure its number of rows."""
    needed = {figure, *table.compared_by} if figure else set()
    is_known = known is not None and needed <= known
    now = _select(table, figure, identifier(table.name))
    before = _select(table, figure, f"previous.{identifier(table.name)}" if is_known else None)
    connection.execute(
        f"""
        insert into gate.change
        select ?, ?, coalesce(now.entity_id, before.entity_id), before.figure, now.figure
        from ({now}) as now
        full join ({before}) as before on now.entity_id = before.entity_id
        """,  # noqa: S608 - names are checked, values are parameters
        [table.name, figure or "row_count"],
    )


def _select(table: Table, figure: str, source: str | None) -> str:
    if source is None:
        return "select '' as entity_id, cast(null as double) as figure where false"
    if not figure:
        return f"select '' as entity_id, cast(count(*) as double) as figure from {source}"  # noqa: S608
    parts = ", ".join(f"cast({identifier(key)} as varchar)" for key in table.compared_by)
    value = f"cast({identifier(figure)} as double)"
    return (
        f"select concat_ws('|', {parts}) as entity_id, {value} as figure "  # noqa: S608
        f"from {source}"
    )


def drop_changes(database: Path, settings: Settings) -> None:
    """Take the gate's own table out before the database is published."""
    with writing(database, settings) as connection:
        connection.execute("drop schema gate cascade")
