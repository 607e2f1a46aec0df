"""What is kept: received files under their SHA-256, a manifest beside each, and which packs of
rows are in force. Light to import: a quiet night asks it a question and goes back to sleep.

    files/<sha[:2]>/<sha>, <sha>.json
    rows/<form>/<county>/<period>/<hash>/{rows,problem,sheet,cell_map}.parquet, pack.json
    rows/_register/<hash>/{submission,problem}.parquet
    rows/current.json
"""

import hashlib
import os
from collections.abc import Container, Iterable
from dataclasses import asdict, dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

from ingest.given import Given
from ingest.kept.collect import Found
from ingest.kept.counts import Counts
from ingest.text import safe_name
from warehouse.files import read_json, sync_folder, write_json

Key = tuple[str, str, str, str]
"""Form, county, sender and period: of several submissions about them the newest is in force."""

_BLOCK = 1 << 20
ARCHIVE = "archive"
"""The kind of a kept file that is nothing but a wrapping of others."""


@dataclass
class Submission:
    """One form of one sender and period in a file; what is not known is ''. `sender_id` is whose
    it is, `by` who handed it in."""

    form: str
    county_id: str = ""
    sender_id: str = ""
    sender_name: str = ""
    by: str = ""
    period_kind: str = ""
    period: str = ""
    rows_in: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_blank: int = 0

    def add(self, counts: Counts) -> None:
        """Add the rows of a sheet."""
        for name, count in vars(counts).items():
            setattr(self, name, getattr(self, name) + count)

    @property
    def key(self) -> Key:
        """What it is about."""
        return self.form, self.county_id, self.sender_id, self.period


@dataclass
class Manifest:
    """What is known of a kept file. `problems` are those of a held file, each with the index of
    its submission as `of`; an accepted one's stand in its packs. `source` is where a file waits
    that was not taken; of one out of an archive where that waits, of which `archive` is the hash
    and `inside` the path with that of the file. `name`, `folder` and `told` (period, sender) say
    what it tells besides its bytes, `layouts`, `reader`, `key_id` and `asked` how it was read.
    `is_decided`: somebody chose it over others."""

    file: str
    name: str
    size: int
    received_at: str
    modified_at: str
    source: str = ""
    status: Literal["accepted", "held"] = "held"
    kind: str = ""
    submissions: list[Submission] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)
    layouts: dict[str, str] = field(default_factory=dict)
    reader: int = 0
    key_id: str = ""
    asked: dict[str, str | None] = field(default_factory=dict)
    inside: str = ""
    archive: str = ""
    folder: str = ""
    told: dict[str, str] = field(default_factory=dict)
    is_decided: bool = False

    @classmethod
    def of(cls, found: Found, received_at: str) -> "Manifest":
        """Of a file that was never read."""
        manifest = cls(found.file, found.name, found.size, received_at, found.modified_at)
        manifest.place(found)
        if found.is_archive:
            manifest.kind, manifest.status = ARCHIVE, "accepted"
        return manifest

    def __post_init__(self) -> None:
        self.name = safe_name(self.name)

    @property
    def given(self) -> Given:
        """What is known besides the bytes."""
        return Given(self.name, self.folder, **self.told)

    def submission(self, key: Key) -> Submission:
        """The submission of a key that is there."""
        return next(s for s in self.submissions if s.key == key)

    def place(self, found: Found) -> bool:
        """Note where a file lies now, how it is called and what the command was told of it;
        whether it has to be read again for that."""
        before, given = self.given, found.given
        self.source = "" if found.is_archive else str(found.waits_at)
        self.inside = safe_name(found.inside)
        self.archive = found.archive.file if found.archive else ""
        self.name, self.folder = given.name, given.folder
        self.told = {"period": given.period, "sender": given.sender}
        self.told = {key: text for key, text in self.told.items() if text}
        self.reader = self.reader if before == given else 0
        return before != given

    @property
    def order(self) -> tuple[str, str, str]:
        """Later wins."""
        return self.received_at, self.modified_at, self.file


def file_path(restricted: Path, file: str) -> Path:
    """Where a kept file lies."""
    return restricted / "files" / file[:2] / file


def keep(restricted: Path, path: Path, file: str) -> bool:
    """Copy a file into the store; False when its bytes are no longer those of `file`."""
    target = file_path(restricted, file)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = target.with_name(f".{file}.{os.getpid()}.part")
    digest = hashlib.sha256()
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with path.open("rb") as source, os.fdopen(handle, "wb") as copy:
        while block := source.read(_BLOCK):
            digest.update(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
    if digest.hexdigest() != file:
        aside.unlink()
        return False
    aside.replace(target)
    sync_folder(target.parent)
    return True


def write_manifest(restricted: Path, manifest: Manifest) -> None:
    """Write a manifest beside its file."""
    path = file_path(restricted, manifest.file).with_suffix(".json")
    write_json(path, asdict(manifest), 0o600)


def read_manifest(path: Path) -> Manifest:
    """A manifest as it was written."""
    content = read_json(path)
    submissions = [Submission(**entry) for entry in content.pop("submissions")]
    return Manifest(**content, submissions=submissions)


def in_force(
    known: Iterable[Manifest], wanted: Container[Key] | None = None
) -> dict[Key, Manifest]:
    """The newest accepted manifest of every submission key, or of the `wanted` ones."""
    accepted = [manifest for manifest in known if manifest.status == "accepted"]
    if wanted is not None:
        accepted = [m for m in accepted if any(s.key in wanted for s in m.submissions)]
    newest: dict[Key, Manifest] = {}
    for manifest in sorted(accepted, key=attrgetter("order")):
        for submission in manifest.submissions:
            newest[submission.key] = manifest
    return newest


def read_current(restricted: Path) -> dict[str, Any]:
    """Which packs and which register are in force: {"packs": {group: hash}, "register": hash}."""
    return read_json(restricted / "rows" / "current.json") or {"packs": {}, "register": ""}


def packs_in_force(restricted: Path) -> list[str]:
    """The packs and the register in force, as folders below `restricted/rows`."""
    current = read_current(restricted)
    register = [f"_register/{current['register']}"] if current["register"] else []
    return sorted(f"{group}/{name}" for group, name in current["packs"].items()) + register
