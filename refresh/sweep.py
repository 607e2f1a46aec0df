"""Clearing away what a killed run left, before the next one begins."""

import shutil
from datetime import UTC, datetime

from ingest import staging
from ingest.kept import whole
from refresh.record import ending
from refresh.whatif import aside
from warehouse import runs
from warehouse.database import remove_database
from warehouse.home import Home


def sweep(home: Home) -> None:
    """Remove half-made files and orphans, and mend the record of a run that was killed after its
    pointer had moved. The caller holds the lock."""
    whole.sweep(home.restricted, home.returned)
    staging.sweep_passing()
    aside.sweep(home)
    for folder in [*home.work.glob("publish-*"), home.work / "spill"]:
        shutil.rmtree(folder, ignore_errors=True)
    remove_database(home.received)
    current = runs.current_run(home)
    for record in runs.records(home):
        if record["verdict"] == "green":
            continue
        if record["run_id"] == current:
            _reconcile(home, record)
        else:
            # made but never pointed to: no reader has seen it
            shutil.rmtree(home.published / record["run_id"], ignore_errors=True)
            remove_database(home.kept / f"{record['run_id']}.duckdb")


def _reconcile(home: Home, record: dict) -> None:
    moved = datetime.fromtimestamp((home.published / "CURRENT").stat().st_mtime, UTC)
    code, now = ending(record), runs.stamp(moved)
    record |= {"verdict": "green", "exit": int(code), "finished_at": now}
    runs.write_record(home, record | {"publication": record["run_id"]})
