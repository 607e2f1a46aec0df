"""Taking files in, and looking at them without taking them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from ingest import rivals, take
from ingest.archives import opened
from ingest.books.limits import Limits
from ingest.given import Given
from ingest.kept.collect import Found, collect, may_provide
from ingest.kept.faults import Fault, keep_faults
from ingest.kept.index import manifests
from ingest.kept.keys import Keys, load_keys
from ingest.kept.store import Key, Manifest, Submission, in_force
from ingest.pool import Pool
from ingest.problems import Problem
from ingest.session import Session, new_reader, problems_of
from ingest.staging import staging_folder
from ingest.tables.sources import Note

Progress = Callable[[int, int], None]


@dataclass
class FileCheck:
    """What became, or would become, of one file.

    `status`: accepted | held | mended (held before, and come again without fault) | known (the
    same bytes were taken before) | archive (its members are files of their own) | waiting (an
    archive that holds one to mend) | skipped. `is_inside` of a file out of an archive, which is
    `called` with the way there.
    """

    name: str
    path: str
    file: str = ""
    status: str = "skipped"
    submissions: list[Submission] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    note: str = ""
    is_inside: bool = False
    called: str = ""
    mark: str = ""
    notes: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.called = self.called or self.name


@dataclass
class IngestResult:
    """Everything that was looked at, and what is in force now."""

    files: list[FileCheck] = field(default_factory=list)
    newest: dict[Key, Manifest] = field(default_factory=dict)

    @property
    def rows_rejected_in_force(self) -> int:
        """Rows of what is in force that were sent back."""
        return sum(m.submission(key).rows_rejected for key, m in self.newest.items())

    def _count(self, status: str) -> int:
        return sum(file.status == status for file in self.files)

    @property
    def accepted_count(self) -> int:
        """Files taken in now."""
        return self._count("accepted")

    @property
    def held_count(self) -> int:
        """Files held back, now or earlier, that are still there."""
        return self._count("held")


def ingest_paths(
    paths: list[Path],
    restricted: Path,
    returned: Path,
    *,
    move: bool,
    received_at: str,
    progress: Progress | None = None,
    workers: int = 2,
    replace: bool = False,
    limits: Limits | None = None,
    password: str = "",
    inbox: Path | None = None,
    told: Given | None = None,
) -> IngestResult:
    """Take files in: keep their bytes, read them into packs, write what goes back to senders.

    `received_at` is ISO text in UTC. With `move`, files that are safely kept leave their folder;
    held ones stay. With `replace`, these files win over whatever is in force. A
    workbook that has a password to open it is tried with `password`. The folders of a file below
    `inbox` (elsewhere below its path) tell of it, and last what the command was `told`.
    Raises ingest.kept.keys.KeyMissingError.
    """
    keys = load_keys(restricted)
    reader = new_reader(keys, limits or Limits(), password)
    with staging_folder(restricted) as staging, Pool(reader, workers) as pool:
        session = Session(restricted, reader, keys.id, pool, staging)
        session.advance = progress or session.advance
        session.known = {manifest.file: manifest for manifest in manifests(restricted, keep=True)}
        before = {m.file for m in session.known.values() if m.status == "accepted"}
        found = opened(session, _collect(paths, inbox, told), again=replace)
        found = take.keep_new(session, found, received_at, replace=replace)
        before -= session.again
        session.read_all(_provides(found, session))
        rivals.hold_rivals(session, before, received_at, replace=replace)
        take.write_packs(session)
        if move:
            take.move_out(session, found)
        take.send_back(session, returned)
    return _result(session, found, before)


def send_back_faults(
    faults: list[Fault],
    restricted: Path,
    returned: Path,
    *,
    workers: int = 2,
    limits: Limits | None = None,
    password: str = "",
) -> None:
    """Write what goes back to senders anew, with these faults of files in force in place of those
    of the last night; nothing is done when they are the same.

    The other arguments are those of `ingest_paths`. Raises ingest.kept.keys.KeyMissingError.
    """
    if not keep_faults(restricted, faults):
        return
    keys = load_keys(restricted)
    reader = new_reader(keys, limits or Limits(), password)
    with staging_folder(restricted) as staging, Pool(reader, workers) as pool:
        session = Session(restricted, reader, keys.id, pool, staging)
        session.known = {manifest.file: manifest for manifest in manifests(restricted, keep=True)}
        take.send_back(session, returned)


def _collect(paths: list[Path], inbox: Path | None, told: Given | None) -> list[Found]:
    found = collect(paths, inbox)
    if told is None:
        return found
    return [replace(item, period=told.period, sender=told.sender) for item in found]


def _provides(found: list[Found], session: Session) -> Callable[[str], bool]:
    """Whether others may learn their schools from a file, looked at when it is asked."""
    paths = {item.file: item.path for item in found if item.file and not item.is_archive}
    layouts, limits = session.layouts, session.reader.limits
    return cache(lambda file: file in paths and may_provide(paths[file], layouts, limits))


def _check(item: Found, manifest: Manifest | None, session: Session, before: set[str]) -> FileCheck:
    check = FileCheck(item.name, item.place, item.file, note=item.note, is_inside=bool(item.inside))
    check.mark, check.called = item.mark, item.called
    if item.is_archive:
        check.status = "archive"
        return check
    if manifest is None:
        return check
    check.status = "known" if item.file in before else manifest.status
    check.submissions = manifest.submissions
    if item.file in session.fresh:
        check.notes = session.fresh[item.file].notes
    check.problems = problems_of(manifest)
    if not check.problems and item.file in session.fresh:
        check.problems = [problem for _, problem in session.fresh[item.file].problems]
    return check


def _result(session: Session, found: list[Found], before: set[str]) -> IngestResult:
    result = IngestResult([_check(item, session.known.get(item.file), session, before)
                           for item in found])  # fmt: skip
    result.newest = newest = in_force(session.known.values())
    full = rivals.archives_waiting(session)
    for check in result.files:
        if check.status == "archive" and check.file in full:
            check.status = "waiting"
        if check.status == "held" and rivals.is_mended(session.known[check.file], newest):
            check.status = "mended"
    here = {item.file for item in found}
    for manifest in rivals.waiting(session):
        if not manifest.source and manifest.file not in here:
            item = Found(Path(manifest.name), manifest.file, note="no longer readable")
            result.files.append(_check(item, manifest, session, set()))
    return result


def check_paths(
    paths: list[Path],
    restricted: Path | None,
    *,
    workers: int = 2,
    progress: Progress | None = None,
    limits: Limits | None = None,
    password: str = "",
    inbox: Path | None = None,
    told: Given | None = None,
) -> list[FileCheck]:
    """What would become of the files at or below `paths`; nothing is kept or loaded.

    The other arguments are those of `ingest_paths`. Schools come from the lists known in
    `restricted`, if given, and from those among the files.
    """
    keys = Keys.passing()
    reader = new_reader(keys, limits or Limits(), password)
    with staging_folder(None) as staging, Pool(reader, workers) as pool:
        session = Session(restricted, reader, keys.id, pool, staging)
        session.advance = progress or session.advance
        pool.start(min(len(paths), 1))  # while it is looked where the files are
        session.lists = manifests(restricted) if restricted else []
        found = opened(session, _collect(paths, inbox, told))
        session.watch(found)
        session.read_all(_provides(found, session))
    return [_check(item, session.known.get(item.file), session, set()) for item in found]
