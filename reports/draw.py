"""From a publication's database to the files that people open."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb

from reports.forms import draw_form, values_of
from reports.parts import ReportError, Words
from reports.spec import FOLDER, AnySpec, Forms, Workbook, load_specs, load_words
from reports.workbook import draw_workbook
from warehouse.database import reading
from warehouse.settings import Settings

FOLDERS = {"bureau": "reports", "public": "public", "school": "schools"}
SUFFIXES = {"workbook": "xlsx", "page": "html", "forms": "xlsx"}
BEIJING = timezone(timedelta(hours=8))
"""Fixed, as a machine without a time zone database must draw the same bytes."""


def draw(
    names: Sequence[str],
    database: Path,
    folder: Path,
    *,
    run: dict[str, Any],
    specs_folder: Path = FOLDER,
) -> list[Path]:
    """Draw the named reports (all, when none is named) of a publication into `folder`.

    `folder` is the run's own; the audience decides the folder below it. `run` says `run_id`
    and `started_at` (ISO text, UTC), and `as_of` when the run looked at an earlier moment.
    Returns the files written. Raises ReportError for an unknown report, table or column.
    """
    specs = {spec.name: spec for spec in load_specs(specs_folder)}
    if unknown := [name for name in names if name not in specs]:
        raise ReportError(f"no report {', '.join(unknown)}; there are {', '.join(specs)}")
    words = load_words()
    created = _moment(run["started_at"])
    facts = {
        "run_id": run["run_id"],
        "as_of": _local(_moment(run.get("as_of") or run["started_at"])),
    }
    written = []
    with reading(database, Settings()) as connection:
        for spec in (specs[name] for name in names or specs):
            if isinstance(spec, Forms):
                written += _forms(spec, connection, folder, words, facts, created)
                continue
            path = place(spec, folder)
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(spec, Workbook):
                draw_workbook(spec, connection, path, words, facts, created)
            else:
                from reports.page import draw_page  # its charts are slow to import

                draw_page(spec, connection, path, words, facts)
            written.append(path)
    return written


def place(spec: AnySpec, folder: Path, value: str = "") -> Path:
    """Where a report stands in a run's folder, one of many by whose it is."""
    if spec.target:
        return folder / spec.target
    below = folder / FOLDERS[spec.audience]
    if spec.audience == "school":
        return below / value / f"{spec.name}.{SUFFIXES[spec.kind]}"
    return below / f"{spec.name}{value and '_'}{value}.{SUFFIXES[spec.kind]}"


def _forms(
    spec: Forms,
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    words: Words,
    facts: dict[str, str],
    created: datetime,
) -> list[Path]:
    written = []
    for value in values_of(spec, connection):
        path = place(spec, folder, str(value[0]))
        path.parent.mkdir(parents=True, exist_ok=True)
        draw_form(spec, value, connection, path, words, facts, created)
        written.append(path)
    return written


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _local(moment: datetime) -> str:
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
