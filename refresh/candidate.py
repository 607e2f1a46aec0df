"""A database with `raw.*` in it: what dbt builds on, at night and by hand."""

import os
import shutil
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.kept import register
from ingest.layout import load_layouts
from warehouse.database import identifier, literal, remove_database, writing
from warehouse.home import Home
from warehouse.settings import ROOT, Settings

EFFECTIVE_SUBMISSION = """
create view gate.effective_submission as
select _file, form, county_id, sender_id, period
from raw.submission
where status = 'accepted' and received_at <= (select as_of from raw.run)
qualify row_number() over (
    partition by form, county_id, sender_id, period
    order by received_at desc, modified_at desc, _file desc
) = 1
"""
"""The rule of models/staging/stg_submission.sql, for the gate that runs before dbt;
a test holds the two together."""


def create(path: Path, home: Home, settings: Settings, run_id: str, as_of: str) -> None:
    """Make a new database at `path` whose schema `raw` shows the packs in force.

    `as_of` is ISO text in UTC: submissions received later are not seen.
    """
    remove_database(path)
    with writing(path, settings) as connection:
        connection.execute("create schema raw")
        for table, files in sorted(register.raw_tables(home.restricted).items()):
            _create_view(connection, table, files)
        connection.execute("create table raw.run (run_id varchar, as_of varchar)")
        connection.execute("insert into raw.run values (?, ?)", [run_id, as_of])
        create_gate(connection)


def create_gate(connection: duckdb.DuckDBPyConnection) -> None:
    """Schema `gate`, which the suite `received` asks: every form's rows in force, by its name."""
    connection.execute("create schema gate")
    connection.execute(EFFECTIVE_SUBMISSION)
    for form, layout in load_layouts().forms.items():
        name, period = identifier(form), identifier(layout.period_column)
        connection.execute(
            f"create view gate.{name} as select r.* from raw.{name} as r "  # noqa: S608
            "semi join gate.effective_submission as e "
            f"on e.form = {literal(form)} and e._file = r._file and e.sender_id = r.sender_id "
            f"and e.period = cast(r.{period} as varchar)"
        )
    stages = literal(ROOT / "seeds" / "school_type_stage.csv")
    seed = f"select * from read_csv({stages}, all_varchar = true)"  # noqa: S608 - a path of ours
    connection.execute(f"create table gate.school_type_stage as {seed}")


def _create_view(connection: duckdb.DuckDBPyConnection, table: str, files: list[Path]) -> None:
    paths = ", ".join(literal(path) for path in files)
    # hive partitioning is off: a folder named 2025 must not become a guessed bigint column
    connection.execute(
        f"create view raw.{identifier(table)} as "  # noqa: S608 - names and paths are ours
        f"select * from read_parquet([{paths}], hive_partitioning = false)"
    )


def lay_out(folder: Path, home: Home, run_id: str, as_of: str) -> None:
    """The same raw tables for an engine that reads folders: one of Parquet files a table.

    The files are hard links to the packs, or copies where the file system has no links.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for table, files in sorted(register.raw_tables(home.restricted).items()):
        below = folder / table
        below.mkdir(parents=True)
        for number, file in enumerate(files):
            try:
                os.link(file, below / f"{number:06d}.parquet")
            except OSError:
                shutil.copyfile(file, below / f"{number:06d}.parquet")
    (folder / "run").mkdir()
    run = pa.table({"run_id": [run_id], "as_of": [as_of]})
    pq.write_table(run, folder / "run" / "000000.parquet")


def strip(path: Path, settings: Settings) -> None:
    """Drop the views before a database is kept: they would point at packs that may go."""
    with writing(path, settings) as connection:
        connection.execute("drop schema if exists gate cascade")
        connection.execute("drop schema if exists raw cascade")
