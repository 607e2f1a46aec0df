"""The last part of a night: publication tables, their gate, the reports, the pointer."""

import shutil
from pathlib import Path
from typing import Any

import reports
from expectations import page
from refresh import build, candidate, changes, publication
from refresh.catalogue import published_tables
from refresh.fingerprint import code_version
from refresh.record import Night, run_facts
from warehouse import runs
from warehouse.files import sha256_of, sync_tree, write_json

ZONE_MODE = 0o750


def prepare(night: Night) -> None:
    """Make the publication aside and run its gate; nothing is visible yet."""
    home, settings = night.home, night.settings
    previous = runs.current_folder(home)
    with night.narrator.step("publication"):
        night.aside.mkdir(mode=ZONE_MODE)
        database = night.aside / "marts.duckdb"
        tables = published_tables(build.manifest(home))
        night.record["tables"] = publication.publish_tables(
            home.candidate, database, tables, settings
        )
        before = previous / "marts.duckdb" if previous else None
        changes.write_changes(database, before, tables, settings)
    with night.narrator.step("published"):
        night.gates.append(night.judge.judge("published", database))
    changes.drop_changes(database, settings)


def publish(night: Night) -> None:
    """Draw the reports, write the manifest, move the folder in place, then the pointer."""
    home, settings, folder = night.home, night.settings, night.aside
    database = folder / "marts.duckdb"
    tables = published_tables(build.manifest(home))
    with night.narrator.step("reports"):
        publication.write_parquet(database, folder / "parquet", tables, settings)
        publication.write_public(database, folder / "public", tables, settings)
        facts = run_facts(night.record)
        page.write_quality_page(
            night.gates, folder / "quality", run_id=night.run_id, as_of=facts["as_of"]
        )
        reports.draw([], database, folder, run=facts, processes=settings.workers)
    with night.narrator.step("publish"):
        candidate.strip(home.candidate, settings)
        shutil.move(home.candidate, home.kept / f"{night.run_id}.duckdb")
        write_json(folder / "manifest.json", _manifest(night))
        _close_for_writing(folder)
        sync_tree(folder)
        folder.rename(home.published / night.run_id)
        # so that a run killed behind the pointer is known for what it did
        runs.write_record(home, night.record)
        runs.point_to(home, night.run_id)


def _close_for_writing(folder: Path) -> None:
    """A published file is read by the bureau's staff and written by nobody, its owner included."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(ZONE_MODE if path.is_dir() else 0o440)


def _manifest(night: Night) -> dict[str, Any]:
    paths = sorted(path for path in night.aside.rglob("*") if path.is_file())
    return {
        "run_id": night.run_id,
        "started_at": night.started_at,
        "as_of": night.as_of,
        "code_version": code_version(),
        "fingerprint": night.record["fingerprint"],
        "packs": night.record["packs"],
        "tables": night.record["tables"],
        "gates": {result.name: result.verdict for result in night.gates},
        "files": {str(path.relative_to(night.aside)): sha256_of(path) for path in paths},
    }
