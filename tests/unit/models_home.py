"""A home whose raw tables are written by hand, and dbt run over it as a person would."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ingest.kept import schema
from ingest.layout import load_layouts
from warehouse.home import Home, open_home
from warehouse.settings import ROOT

COUNTY = "990101"
OF_EXAMS = {"assessment", "exam", "exam_candidate", "exam_sample", "graded_result", "item_score"}
RECEIVED = "2026-01-01T00:00:00Z"
DBT = (sys.executable, "-c", "from dbt.cli.main import cli; cli()")


@dataclass
class Ended:
    """A finished dbt command."""

    code: int
    out: str


def raw_schemas() -> dict[str, pa.Schema]:
    """Every raw table with its exact columns."""
    forms = load_layouts().forms.values()
    return {layout.name: schema.row_schema(layout) for layout in forms} | schema.SIDECARS


def make_home(root: Path, rows: dict[str, list[dict[str, Any]]] | None = None) -> Home:
    """A home with a dev database: typed raw tables, empty but for `rows`.

    A form's rows need its own fields only; provenance, sender and submission are added.
    """
    home = open_home(root).prepare()
    rows = rows or {}
    forms = {name: [_placed(row, turn) for turn, row in enumerate(form)]
             for name, form in rows.items()}  # fmt: skip
    tables = {"submission": list(_submissions(forms)), **forms}
    with duckdb.connect(str(home.dev)) as connection:
        connection.execute("create schema raw")
        for name, columns in raw_schemas().items():
            whole = [{**dict.fromkeys(columns.names), **row} for row in tables.get(name, [])]
            table = pa.Table.from_pylist(whole, schema=columns)
            connection.register("given", table)
            connection.execute(f"create table raw.{name} as select * from given")
        connection.execute("create table raw.run as select 'r' as run_id, ? as as_of",
                           [dt.datetime(2026, 6, 1).strftime("%Y-%m-%dT%H:%M:%SZ")])  # fmt: skip
    return home


def _placed(row: dict[str, Any], turn: int) -> dict[str, Any]:
    return {"_file": "f", "_sheet": "s", "_row": turn + 2, "county_id": COUNTY,
            "sender_id": COUNTY, **row}  # fmt: skip


def _submissions(forms: dict[str, list[dict[str, Any]]]) -> Iterable[dict[str, Any]]:
    for form, rows in forms.items():
        periods = ("exam_id",) if form in OF_EXAMS else ("finance_year", "school_year")
        groups: dict[tuple[str, str], int] = {}
        for row in rows:
            period = str(next(row[name] for name in periods if name in row))
            groups[row["sender_id"], period] = groups.get((row["sender_id"], period), 0) + 1
        for (sender, period), count in groups.items():
            yield {
                "_file": "f", "form": form, "county_id": COUNTY, "sender_id": sender,
                "sender_name": sender, "period_kind": "school_year", "period": period,
                "received_at": RECEIVED, "modified_at": RECEIVED, "file_name": "f.xlsx",
                "status": "accepted", "rows_in": count, "rows_loaded": count,
                "rows_rejected": 0, "rows_blank": 0,
            }  # fmt: skip


def dbt(home: Home, *arguments: str, **environment: str) -> Ended:
    """Run `dbt …` from the repository root, as somebody does after `junheng load`."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("JUNHENG_", "DBT_"))}
    done = subprocess.run(
        [*DBT, "--no-use-colors", *arguments],
        cwd=ROOT, env={**clean, "JUNHENG_HOME": str(home.root), **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout + done.stderr)


def query(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the dev database."""
    with duckdb.connect(str(home.dev), read_only=True) as connection:
        return connection.execute(sql).fetchall()
