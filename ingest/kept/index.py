"""What the manifests say, in a few files that can be made anew: opening thousands of small ones
costs a night seconds. The manifests stay the register; an entry counts only as long as its manifest
is the very file that was read.

    work/manifests/<sha[:2]>.json
"""

import gc
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from operator import itemgetter
from pathlib import Path
from typing import Any

from ingest.kept.store import Manifest, Submission, read_manifest
from warehouse.files import read_json, write_text

_FIELDS = [field.name for field in fields(Manifest)]
_PARTS = [field.name for field in fields(Submission)]
_SUBMISSIONS = _FIELDS.index("submissions")

Entry = list[Any]
"""What the file of a manifest looked like, and the values of its fields."""
Listed = tuple[str, list[int], str]
"""The hash of a kept file, what its manifest looks like, and where that is."""


def manifests(restricted: Path, *, keep: bool = False) -> list[Manifest]:
    """All manifests, by hash. `keep`: remember what had to be read; only for who holds the lock."""
    was_on = gc.isenabled()
    gc.disable()  # there is nothing to clear away yet, and looking for it costs a third of this
    try:
        folder = restricted / "work" / "manifests"
        parts = [_part(folder / f"{name}.json", listed, keep)
                 for name, listed in _listed(restricted / "files")]  # fmt: skip
        return [_manifest(values) for entries in parts for _, values in entries.values()]
    finally:
        if was_on:
            gc.enable()


def _part(path: Path, listed: list[Listed], keep: bool) -> dict[str, Entry]:
    """The entries of the manifests that there are."""
    known = _known(path)
    entries = {file: _entry(known.get(file), mark, manifest) for file, mark, manifest in listed}
    if keep and entries != known:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_text(path, json.dumps([_FIELDS, _PARTS, entries], ensure_ascii=False), 0o600)
    return entries


def _listed(files: Path) -> Iterator[tuple[str, list[Listed]]]:
    """(first digits, what has them) of all kept files, by hash."""
    with suppress(FileNotFoundError), os.scandir(files) as parts:
        for part in sorted((part for part in parts if part.is_dir()), key=lambda part: part.name):
            with os.scandir(part) as entries:
                found = [(entry.name[:-5], _mark(entry.stat()), entry.path)
                         for entry in entries if entry.name.endswith(".json")]  # fmt: skip
            yield part.name, sorted(found, key=itemgetter(0))


def _mark(seen: os.stat_result) -> list[int]:
    """Another for every manifest that was written: it is renamed over the one before."""
    return [seen.st_ino, seen.st_size, seen.st_mtime_ns]


def _known(path: Path) -> dict[str, Entry]:
    """What was remembered; nothing where the file is no good, or of code with other fields."""
    with suppress(ValueError):
        names, parts, entries = read_json(path) or ([], [], {})
        if (names, parts) == (_FIELDS, _PARTS):
            return entries
    return {}


def _entry(known: Entry | None, mark: list[int], path: str) -> Entry:
    if known is not None and known[0] == mark:
        return known
    said = vars(read_manifest(Path(path)))
    parts = [list(vars(part).values()) for part in said["submissions"]]
    return [mark, [said[name] if name != "submissions" else parts for name in _FIELDS]]


def _manifest(values: list[Any]) -> Manifest:
    """A manifest as it was read. Its name has been made safe, so that nothing is to be done again;
    what it holds is its own."""
    manifest = Manifest.__new__(Manifest)
    manifest.__dict__ = dict(zip(_FIELDS, values, strict=True))
    manifest.submissions = [Submission(*part) for part in values[_SUBMISSIONS]]
    return manifest
