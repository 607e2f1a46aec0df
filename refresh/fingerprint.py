"""What a publication depends on, small enough to compare every night within a second."""

import hashlib
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from ingest.kept.collect import Found, collect
from warehouse.files import read_json, sha256_of, write_json
from warehouse.home import Home
from warehouse.settings import ROOT, Settings

CODE = ("warehouse", "ingest", "models", "seeds", "macros", "estimation", "expectations",
        "reports", "refresh", "tests/dbt")  # fmt: skip
CODE_FILES = ("dbt_project.yml", "profiles.yml", "requirements.lock")
CODE_SUFFIXES = {".py", ".sql", ".yml", ".csv", ".html", ".css", ".j2", ".lock"}


def code_hash(root: Path = ROOT) -> str:
    """One hash over code, seeds, layouts, suites and reports."""
    digest = hashlib.sha256()
    paths = [path for folder in CODE for path in (root / folder).rglob("*")]
    paths += [root / name for name in CODE_FILES]
    for path in sorted(paths):
        if path.suffix in CODE_SUFFIXES and path.is_file():
            digest.update(f"{path.relative_to(root)}\0{sha256_of(path)}\n".encode())
    return digest.hexdigest()


def code_version(root: Path = ROOT) -> dict[str, object] | None:
    """The commit of the checkout and whether files of it were changed; None without git."""
    top, commit = _git(root, "rev-parse", "--show-toplevel"), _git(root, "rev-parse", "HEAD")
    if not (top and commit) or Path(top) != root:
        return None
    changed = _git(root, "status", "--porcelain", "--", *CODE, *CODE_FILES)
    return {"commit": commit, "is_dirty": changed != ""}


def _git(root: Path, *arguments: str) -> str | None:
    command = ["git", "--no-optional-locks", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def kept_hash(home: Home) -> str:
    """One hash over the names of all kept files, which are their contents' hashes."""
    folder = home.restricted / "files"
    parts = [path for path in folder.iterdir() if path.is_dir()] if folder.exists() else []
    names = sorted(entry.name for part in parts for entry in os.scandir(part))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def inbox_files(home: Home, *, keep_index: bool = True) -> list[Found]:
    """Every file of the inbox with its SHA-256, or with a note why it is passed over.

    A rebuildable index (hash of the path, size, time of change) spares reading a held file every
    night; without `keep_index` nothing is written.
    """
    index_path = home.work / "inbox_index.json"
    known = read_json(index_path) or {}
    index: dict[str, list[object]] = {}

    inbox = home.inbox
    beginning = len(os.fsencode(inbox)) + 1

    def digest(path: Path) -> str:
        # a name may hold the number of a person
        name = hashlib.sha256(os.fsencode(path)[beginning:]).hexdigest()[:32]
        seen = path.stat()
        entry = [seen.st_size, seen.st_mtime_ns]
        same = known.get(name, [])[:2] == entry
        index[name] = known[name] if same else [*entry, sha256_of(path)]
        return str(index[name][2])

    found = collect([inbox], inbox, digest)
    if index != known and keep_index:
        write_json(index_path, index, mode=0o600)
    return found


def waiting(found: Iterable[Found]) -> list[str]:
    """What waits, in a form to compare: a mark of each file and of where it lies."""
    return sorted(item.mark for item in found if item.is_seen)


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
