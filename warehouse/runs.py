"""Runs: their ids, their records, and the pointer that readers follow."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warehouse.files import read_json, write_json, write_text
from warehouse.home import Home


def utc_now() -> datetime:
    """The clock, in one place."""
    return datetime.now(UTC).replace(microsecond=0)


def stamp(moment: datetime) -> str:
    """A moment as ISO text in UTC; such texts sort by time on every engine."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_run_id(home: Home, moment: datetime) -> str:
    """An id that sorts by time and was never used in this home.

    Runs of one second, and a clock set back, are told apart by a counting suffix.
    """
    base = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    used = {path.stem for path in home.audit.glob("*.json")}
    used |= {path.name for path in home.published.iterdir()} if home.published.exists() else set()
    run_id, count = base, 1
    while run_id in used:
        count += 1
        run_id = f"{base}-{count}"
    return run_id


def current_run(home: Home) -> str | None:
    """The run that readers should use, or None when nothing was ever published."""
    try:
        run_id = (home.published / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return run_id or None


def current_folder(home: Home) -> Path | None:
    """The folder of the current publication; None when there is none or it is gone."""
    run_id = current_run(home)
    folder = home.published / run_id if run_id else None
    return folder if folder and (folder / "marts.duckdb").exists() else None


def is_whole(home: Home, run_id: str) -> bool:
    """Whether every file of a publication that its manifest names is there; none is opened."""
    folder = home.published / run_id
    manifest = read_json(folder / "manifest.json")
    return manifest is not None and all((folder / name).exists() for name in manifest["files"])


def point_to(home: Home, run_id: str) -> None:
    """Make `run_id` the current publication: one rename."""
    write_text(home.published / "CURRENT", run_id + "\n")


def write_record(home: Home, record: dict[str, Any]) -> None:
    """Keep what is known of a run, whatever its end."""
    write_json(home.audit / f"{record['run_id']}.json", record, mode=0o600)


def records(home: Home) -> list[dict[str, Any]]:
    """The records of all runs, oldest first."""
    found = [read_json(path) for path in home.audit.glob("*.json")] if home.audit.exists() else []
    return sorted(found, key=lambda record: (record["started_at"], record["run_id"]))
