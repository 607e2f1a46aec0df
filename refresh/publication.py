"""The publication: every table of zone B, after suppression, in one new folder."""

import csv
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from refresh.catalogue import Table
from warehouse.database import identifier, literal, writing
from warehouse.settings import Settings

DICTIONARY = pa.schema([
    ("table_name", pa.string()), ("column_name", pa.string()), ("position", pa.int32()),
    ("data_type", pa.string()), ("label", pa.string()), ("description", pa.string()),
    ("unit", pa.string()), ("formula", pa.string()), ("source_form", pa.string()),
    ("document", pa.string()), ("suppression", pa.string()), ("table_label", pa.string()),
    ("table_description", pa.string()),
])  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")


def publish_tables(
    candidate: Path, database: Path, tables: list[Table], settings: Settings
) -> dict[str, dict[str, int]]:
    """Copy `tables` from the candidate into a new `database`, suppressed by class.

    What is withheld the models say; here it is blanked.

    Returns, by table, `rows`, `withheld` (rows that may not leave `restricted/`) and
    `suppressed` (rows in which a small cell was blanked).
    """
    counts = {}
    with writing(database, settings) as connection:
        connection.execute(f"attach {literal(candidate)} as candidate (read_only)")
        for table in tables:
            counts[table.name] = _publish(connection, table)
        _write_dictionary(connection, tables)
        connection.execute("detach candidate")
    return counts


def _publish(connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, int]:
    # a row of which nobody said that it may be seen is not
    withheld = {
        name: f"coalesce({identifier(column)}, true)" for name, column in table.suppression.items()
    }
    columns = []
    for column in table.columns:
        name = identifier(column.name)
        rule = withheld.get(column.suppression)
        columns.append(f"case when {rule} then null else {name} end as {name}" if rule else name)
    source = f"candidate.{identifier(table.schema)}.{identifier(table.name)}"
    kept = " where is_releasable" if table.has_releasable_flag else ""
    order = ", ".join(identifier(name) for name in table.grain)
    connection.execute(
        f"create table {identifier(table.name)} as "  # noqa: S608 - names are checked
        f"select {', '.join(columns)} from {source}{kept} order by {order}"
    )
    total = _count(connection, source)
    rows = _count(connection, identifier(table.name))
    where = f" where {' or '.join(withheld.values())}"
    hidden = _count(connection, identifier(table.name) + where) if withheld else 0
    return {"rows": rows, "withheld": total - rows, "suppressed": hidden}


def _count(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    # to its end: DuckDB 2 lets nothing be registered while rows of a result may be left
    ((count,),) = connection.execute(f"select count(*) from {source}").fetchall()  # noqa: S608
    return count


def _write_dictionary(connection: duckdb.DuckDBPyConnection, tables: list[Table]) -> None:
    rows = [
        (table.name, column.name, position, column.data_type, column.label, column.description,
         column.unit, column.formula, column.source_form, column.document, column.suppression,
         table.label, table.description)
        for table in tables
        for position, column in enumerate(table.columns, start=1)
    ]  # fmt: skip
    columns = [
        pa.array(cells, kind)
        for cells, kind in zip(zip(*rows, strict=True), DICTIONARY.types, strict=True)
    ]
    create_dictionary(connection, pa.table(columns, schema=DICTIONARY))
    comments = []
    for table in tables:
        name = identifier(table.name)
        comments.append(f"comment on table {name} is {literal(table.description)}")
        for column in table.columns:
            label = f"{column.label}（{column.unit}）" if column.unit else column.label or ""
            place = f"{name}.{identifier(column.name)}"
            comments.append(f"comment on column {place} is {literal(label)}")
    # one text and one transaction: each of the thousands would wait for the disk by itself
    connection.execute("; ".join(["begin", *comments, "commit"]))


def create_dictionary(connection: duckdb.DuckDBPyConnection, rows: pa.Table) -> None:
    """The table `dictionary` with these rows, of the schema DICTIONARY."""
    connection.register("described", rows)
    connection.execute("create table dictionary as from described")
    connection.unregister("described")


def write_parquet(database: Path, folder: Path, tables: list[Table], settings: Settings) -> None:
    """Every published table as Parquet in the order of its grain: equal rows, equal bytes."""
    folder.mkdir()
    with writing(database, settings) as connection:
        for table in tables:
            order = ", ".join(identifier(name) for name in table.grain)
            target = literal(folder / f"{table.name}.parquet")
            connection.execute(
                f"copy (select * from {identifier(table.name)} order by {order}) "  # noqa: S608
                f"to {target} (format parquet, compression zstd)"
            )


def write_public(database: Path, folder: Path, tables: list[Table], settings: Settings) -> None:
    """The allow-list that may leave the bureau, as CSV that Excel opens in Chinese."""
    folder.mkdir()
    with writing(database, settings) as connection:
        for table in (table for table in tables if table.is_public):
            order = ", ".join(identifier(name) for name in table.grain)
            rows = connection.execute(
                f"select * from {identifier(table.name)} order by {order}"  # noqa: S608
            )
            heading = [column[0] for column in rows.description]
            path = folder / f"{table.name}.csv"
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(heading)
                writer.writerows([_harmless(cell) for cell in row] for row in rows.fetchall())


def _harmless(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    is_live = isinstance(cell, str) and cell.startswith(FORMULA_STARTS)
    return "'" + cell if is_live else cell
