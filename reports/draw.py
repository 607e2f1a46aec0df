"""From a publication's database to the files that people open."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from reports.spec import FOLDER, Page, ReportError, Workbook, load_specs, load_words
from reports.workbook import draw_workbook
from warehouse.database import reading
from warehouse.settings import Settings

FOLDERS = {"bureau": "reports", "public": "public"}
SUFFIXES = {"workbook": "xlsx", "page": "html"}
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
            path = place(spec, folder)
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(spec, Workbook):
                draw_workbook(spec, connection, path, words, facts, created)
            else:
                from reports.page import draw_page  # its charts are slow to import

                draw_page(spec, connection, path, words, facts)
            written.append(path)
    return written


def place(spec: Workbook | Page, folder: Path) -> Path:
    """Where a report stands in a run's folder."""
    if spec.target:
        return folder / spec.target
    return folder / FOLDERS[spec.audience] / f"{spec.name}.{SUFFIXES[spec.kind]}"


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _local(moment: datetime) -> str:
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
