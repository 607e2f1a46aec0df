"""From a publication's database to the files that people open."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb

from reports.forms import draw_form, values_of
from reports.parts import ReportError
from reports.shares import in_processes, share
from reports.spec import FOLDER, AnySpec, Forms, Workbook, load_specs, load_words
from reports.workbook import draw_workbook
from warehouse.database import reading
from warehouse.settings import Settings

FOLDERS = {"bureau": "reports", "public": "public", "school": "schools"}
SUFFIXES = {"workbook": "xlsx", "page": "html", "forms": "xlsx"}
FILES_OF_A_PROCESS = 40
"""Fewer are drawn sooner than another process has imported what it needs."""
BEIJING = timezone(timedelta(hours=8))
"""Fixed, as a machine without a time zone database must draw the same bytes."""


Unit = tuple[str, Any]
"""A file to draw: the report, and whose it is where everyone gets one."""


def draw(
    names: Sequence[str],
    database: Path,
    folder: Path,
    *,
    run: dict[str, Any],
    specs_folder: Path = FOLDER,
    processes: int = 1,
) -> list[Path]:
    """Draw the named reports (all, when none is named) of a publication into `folder`.

    `folder` is the run's own; the audience decides the folder below it. `run` says `run_id`
    and `started_at` (ISO text, UTC), and `as_of` when the run looked at an earlier moment. Up to
    so many `processes` share the files. Returns the files written. Raises ReportError for an
    unknown report, table or column.
    """
    specs = {spec.name: spec for spec in load_specs(specs_folder)}
    if unknown := [name for name in names if name not in specs]:
        raise ReportError(f"no report {', '.join(unknown)}; there are {', '.join(specs)}")
    with reading(database, Settings()) as connection:
        units = [unit for name in names or specs for unit in _units(specs[name], connection)]
    shared = share(units, processes, FILES_OF_A_PROCESS)
    drawn = in_processes(
        draw_units, [(part, database, folder, run, specs_folder) for part in shared]
    )
    paths = dict(zip(chain(*shared), chain(*drawn), strict=True))
    return [paths[unit] for unit in units]


def draw_units(
    units: Sequence[Unit], database: Path, folder: Path, run: dict[str, Any], specs_folder: Path
) -> list[Path]:
    """Draw some files, here; where they are, in that order."""
    specs = {spec.name: spec for spec in load_specs(specs_folder)}
    words = load_words()
    created = _moment(run["started_at"])
    facts = {
        "run_id": run["run_id"],
        "as_of": _local(_moment(run.get("as_of") or run["started_at"])),
    }
    written = []
    with reading(database, Settings()) as connection:
        for name, value in units:
            spec = specs[name]
            path = place(spec, folder, str(value[0]) if value else "")
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(spec, Forms):
                draw_form(spec, value, connection, path, words, facts, created)
            elif isinstance(spec, Workbook):
                draw_workbook(spec, connection, path, words, facts, created)
            else:
                from reports.page import draw_page  # its charts are slow to import

                draw_page(spec, connection, path, words, facts)
            written.append(path)
    return written


def _units(spec: AnySpec, connection: duckdb.DuckDBPyConnection) -> list[Unit]:
    values = values_of(spec, connection) if isinstance(spec, Forms) else [None]
    return [(spec.name, value) for value in values]


def place(spec: AnySpec, folder: Path, value: str = "") -> Path:
    """Where a report stands in a run's folder, one of many by whose it is."""
    if spec.target:
        return folder / spec.target
    below = folder / FOLDERS[spec.audience]
    if spec.audience == "school":
        return below / value / f"{spec.name}.{SUFFIXES[spec.kind]}"
    return below / f"{spec.name}{value and '_'}{value}.{SUFFIXES[spec.kind]}"


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _local(moment: datetime) -> str:
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
