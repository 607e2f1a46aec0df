"""What a publication depends on, small enough to compare every night within a second."""

import hashlib
from pathlib import Path

from warehouse.files import read_json, sha256_of, write_json
from warehouse.home import Home
from warehouse.settings import ROOT, Settings

CODE = ("warehouse", "ingest", "models", "seeds", "macros", "expectations", "reports", "refresh")
CODE_FILES = ("dbt_project.yml", "profiles.yml", "requirements.lock")
CODE_SUFFIXES = {".py", ".sql", ".yml", ".csv", ".html", ".css", ".j2", ".lock"}
PASSED_OVER = ("~$", ".")
"""Beginnings of names that are no submissions: Office's own lock files, hidden files."""


def code_hash(root: Path = ROOT) -> str:
    """One hash over code, seeds, layouts, suites and reports."""
    digest = hashlib.sha256()
    paths = [path for folder in CODE for path in (root / folder).rglob("*")]
    paths += [root / name for name in CODE_FILES]
    for path in sorted(paths):
        if path.suffix in CODE_SUFFIXES and path.is_file():
            digest.update(f"{path.relative_to(root)}\0{sha256_of(path)}\n".encode())
    return digest.hexdigest()


def kept_hash(home: Home) -> str:
    """One hash over the names of all kept files, which are their contents' hashes."""
    folder = home.restricted / "files"
    names = sorted(path.name for path in folder.glob("*/*")) if folder.exists() else []
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def is_submission(path: Path) -> bool:
    """Whether a file may be a submission at all, by its name."""
    return not path.name.startswith(PASSED_OVER) and path.suffix != ".tmp"


def inbox_hashes(home: Home, *, keep_index: bool = True) -> dict[str, str]:
    """SHA-256 of every file that waits in the inbox, by relative path.

    A rebuildable index (path, size, time of change) spares reading a held file every night;
    without `keep_index` nothing is written.
    """
    index_path = home.work / "inbox_index.json"
    known = read_json(index_path) or {}
    index: dict[str, list[object]] = {}
    for path in sorted(home.inbox.rglob("*")):
        if not (path.is_file() and is_submission(path)):
            continue
        name, seen = str(path.relative_to(home.inbox)), path.stat()
        size, changed = seen.st_size, seen.st_mtime_ns
        if known.get(name, [])[:2] == [size, changed]:
            index[name] = known[name]
        else:
            index[name] = [size, changed, sha256_of(path)]
    if index != known and keep_index:
        write_json(index_path, index, mode=0o600)
    return {name: str(entry[2]) for name, entry in index.items()}


def fingerprint(
    home: Home, settings: Settings, key_id: str, as_of: str | None
) -> dict[str, object]:
    """Everything that can change a published byte; equal fingerprints need no new night."""
    return {
        "kept": kept_hash(home),
        "code": code_hash(),
        "settings": settings.fingerprint(),
        "key_id": key_id,
        "as_of": as_of,
    }
