"""The raw tables that are not rows of a form: submissions, problems of held files, and the typed
empty table of whatever nobody has sent."""

import hashlib
from pathlib import Path

import pyarrow as pa

from ingest.kept.packs import problem_table, write_table
from ingest.kept.schema import CELL_MAP, PROBLEM, SHEET, SUBMISSION, row_schema
from ingest.kept.store import Manifest, Submission, read_current
from ingest.layout import load_layouts
from ingest.problems import Problem


def build_register(restricted: Path, known: list[Manifest], contested: set[tuple]) -> str:
    """Write the submissions of all files and the problems of the held ones; returns the name of
    the folder, the hash of what it holds. What is accepted of a contested key does not count."""
    rows = [_submission(m, s, contested) for m in known for s in m.submissions]
    submissions = pa.Table.from_pylist(rows, SUBMISSION)
    problems = problem_table(found for m in known if m.status == "held" for found in held(m))
    digest = hashlib.sha256()
    for table in (submissions, problems):
        for batch in table.to_batches():
            digest.update(batch.serialize())
    name = digest.hexdigest()[:24]
    folder = restricted / "rows" / "_register" / name
    if not (folder / "problem.parquet").exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_table(folder / "submission.parquet", submissions)
        write_table(folder / "problem.parquet", problems)
    return name


def _submission(manifest: Manifest, submission: Submission, contested: set[tuple]) -> dict:
    is_contested = manifest.status == "accepted" and submission.key in contested
    return vars(submission) | {
        "_file": manifest.file,
        "received_at": manifest.received_at,
        "modified_at": manifest.modified_at,
        "file_name": manifest.name,
        "status": "contested" if is_contested else manifest.status,
    }


def held(manifest: Manifest) -> list:
    """(problem, submission, manifest) of a held file."""
    found = []
    for entry in manifest.problems:
        entry = dict(entry)
        submission = manifest.submissions[entry.pop("of")]
        found.append((Problem(**entry), submission, manifest))
    return found


def empty_files(restricted: Path) -> dict[str, Path]:
    """A typed, empty Parquet file for every raw table, by the table's name."""
    schemas = {name: row_schema(layout) for name, layout in load_layouts().forms.items()}
    schemas |= {"submission": SUBMISSION, "problem": PROBLEM, "sheet": SHEET, "cell_map": CELL_MAP}
    folder, paths = restricted / "rows" / "_empty", {}
    for name, schema in schemas.items():
        version = hashlib.sha256(schema.serialize()).hexdigest()[:12]
        path = paths[name] = folder / f"{name}-{version}.parquet"
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            aside = path.with_suffix(".part")
            write_table(aside, schema.empty_table())
            aside.replace(path)
    return paths


def raw_tables(restricted: Path) -> dict[str, list[Path]]:
    """The Parquet files of every raw table: each form by its name, and submission, problem,
    sheet and cell_map. A table that nobody has sent has one typed, empty file."""
    rows, current = restricted / "rows", read_current(restricted)
    tables: dict[str, list[Path]] = {}
    for group, name in sorted(current["packs"].items()):
        folder = rows / group / name
        tables.setdefault(group.partition("/")[0], []).append(folder / "rows.parquet")
        for sidecar in ("problem", "sheet", "cell_map"):
            tables.setdefault(sidecar, []).append(folder / f"{sidecar}.parquet")
    if current["register"]:
        for sidecar in ("submission", "problem"):
            path = rows / "_register" / current["register"] / f"{sidecar}.parquet"
            tables.setdefault(sidecar, []).append(path)
    return {name: tables.get(name) or [path] for name, path in empty_files(restricted).items()}
