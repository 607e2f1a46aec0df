"""Whether what earlier takings-in left is all there, and clearing away what a killed one left."""

import shutil
from pathlib import Path

from ingest.kept import packs
from ingest.kept.store import read_current
from warehouse.files import read_json


def is_whole(restricted: Path, returned: Path) -> bool:
    """Whether packs and register in force and every workbook to send back are there: a look at
    names only, nothing is opened but the two lists of them."""
    rows, current = restricted / "rows", read_current(restricted)
    folders = [rows / group / name for group, name in current["packs"].items()]
    files = [returned / path for path in read_json(rows / "returned.json") or {}]
    if current["register"]:
        folder = rows / "_register" / current["register"]
        files += [folder / "submission.parquet", folder / "problem.parquet"]
    return all(map(packs.is_whole, folders)) and all(path.exists() for path in files)


def sweep(restricted: Path, returned: Path) -> None:
    """Remove the half-written files and folders of a killed run; the caller holds the lock."""
    for folder in [*restricted.glob("work/ingest-*"), *restricted.glob("rows/*/*/*/.*")]:
        shutil.rmtree(folder)
    for file in [*restricted.glob("files/*/.*"), *returned.glob("*/.*.part")]:
        file.unlink()
