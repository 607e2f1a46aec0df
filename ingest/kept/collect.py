"""Which files there are to take in, and which are passed over."""

import hashlib
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ingest.books.archive import holds
from ingest.books.limits import Limits, Refused
from ingest.books.zips import BROKEN, check_directory, entries
from ingest.given import Given
from ingest.text import safe_name
from warehouse.files import sha256_of

if TYPE_CHECKING:
    from ingest.layout import Layouts

_PASSED_OVER = ("~$", ".")
_HALF = (".tmp", ".part", ".crdownload", ".download")
_OF_WINDOWS = {"thumbs.db", "desktop.ini"}
TEMPORARY = "temporary"
"""The note of what is no submission: hidden files, Office's lock files, half a download. Every
other note tells of a file that somebody should see to."""
_LOOK = 1 << 16
_PARTS = 6


@dataclass(frozen=True)
class Found:
    """A file as it stood when it was looked at; `note` says why it was passed over.

    `inside`: the path of a file out of an `archive`, the archive's own first. `is_archive`: kept
    for its members' sake, and read no further. `member`: the one file or folder of an archive
    that was asked for. `folder`: the folders below the one that was
    looked through, and those of an archive; `period` and `sender`: what the command was told.
    """

    path: Path
    file: str = ""
    size: int = 0
    changed: int = 0
    note: str = ""
    inside: str = ""
    archive: "Found | None" = None
    is_archive: bool = False
    member: str = ""
    folder: str = ""
    period: str = ""
    sender: str = ""

    @property
    def name(self) -> str:
        """The file's name as it may be kept and shown."""
        return safe_name(PurePath(self.inside).name if self.inside else self.path.name)

    @property
    def place(self) -> str:
        """Where it lies, as it may be shown."""
        return safe_name(self.inside or str(self.path))

    @property
    def called(self) -> str:
        """Its name; of a file out of an archive the way there, beginning with the archive."""
        if not self.archive:
            return self.name
        return safe_name("/".join(PurePath(self.inside).parts[len(self.archive.path.parts) - 1 :]))

    @property
    def waits_at(self) -> Path:
        """The file to take away from where it lies when this one shall not count: itself, or the
        archive that it stands in."""
        return self.archive.path if self.archive else self.path

    @property
    def given(self) -> Given:
        """What it tells besides its bytes, as it may be kept."""
        return Given(self.name, *map(safe_name, (self.folder, self.period, self.sender)))

    @property
    def mark(self) -> str:
        """Changes when the file is another, or is called or lies otherwise; tells nothing."""
        said = f"{self.folder}/{self.path.name}\0{self.file or self.note}"
        return hashlib.sha256(os.fsencode(said)).hexdigest()[:32]

    @property
    def modified_at(self) -> str:
        """When it was last saved, ISO in UTC."""
        return modified_at(self.changed)

    @property
    def is_seen(self) -> bool:
        """Whether somebody should know of the file: it is no temporary one."""
        return self.note != TEMPORARY

    def is_unchanged(self) -> bool:
        """Whether the file is still what was looked at."""
        try:
            seen = self.path.stat()
        except FileNotFoundError:
            return False
        return (seen.st_size, seen.st_mtime_ns) == (self.size, self.changed)


def modified_at(nanoseconds: int) -> str:
    """A file's time as ISO text in UTC."""
    moment = datetime.fromtimestamp(nanoseconds // 10**9, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def collect(
    paths: list[Path],
    inbox: Path | None = None,
    digest: Callable[[Path], str] = sha256_of,
) -> list[Found]:
    """Every file at or below `paths`, hashed, in the order of their paths; the folders that count
    are those below the inbox, elsewhere those below the given folder. A path may go on into an
    archive."""
    found: dict[tuple[Path, str], Found] = {}
    for given, member in map(into_archive, paths):
        root = given if given.is_dir() else given.parent
        if inbox and given.absolute().is_relative_to(inbox.absolute()):
            root = inbox
        folders: dict[Path, str] = {}
        for path in files_below([given]):
            if (path, member) not in found:
                if path.parent not in folders:
                    folders[path.parent] = _folder(path.parent, root)
                seen, folder = look_at(path, digest), folders[path.parent]
                told = folder or member  # to make a second of every file is dear
                found[path, member] = replace(seen, folder=folder, member=member) if told else seen
    return list(found.values())


def _folder(parent: Path, root: Path) -> str:
    """The way from the root to a folder, '' for the root."""
    folder = parent.absolute().relative_to(root.absolute()).as_posix()
    return "" if folder == "." else folder


def into_archive(path: Path) -> tuple[Path, str]:
    """A path that goes on into a file, as that file and the path inside; (path, '') for others."""
    if os.path.lexists(path):
        return path, ""
    above = next((parent for parent in path.parents if os.path.lexists(parent)), None)
    if above is None or not above.is_file():
        return path, ""
    return above, path.relative_to(above).as_posix()


def is_there(path: Path) -> bool:
    """Whether there is a file or folder of this path, on the disk or in an archive."""
    file, inside = into_archive(path)
    return holds(file, inside, Limits()) if inside else os.path.lexists(path)


def files_below(paths: list[Path]) -> list[Path]:
    """Every file and link at or below `paths`, once, and every folder that cannot be opened."""
    listed: dict[Path, None] = {}
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            listed |= dict.fromkeys(sorted(_walk(path), key=attrgetter("parts")))
        elif os.path.lexists(path):
            listed[path] = None
    return list(listed)


def _walk(folder: Path) -> Iterator[Path]:
    closed: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=closed.append):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in names + links)
    yield from (Path(error.filename) for error in closed)


def look_at(path: Path, digest: Callable[[Path], str] = sha256_of) -> Found:
    """A file as it stands: its hash, or a note why it is passed over.

    The notes: temporary | link | unreadable_name | empty | unreadable | changing. `digest` may
    know the hash of a file without reading it. What one file is cannot stop the others.
    """
    if is_temporary(path.name):
        return Found(path, note=TEMPORARY)
    if path.is_symlink():
        return Found(path, note="link")
    if not _is_text(path):
        return Found(path, note="unreadable_name")
    try:
        before = path.stat()
        if not stat.S_ISREG(before.st_mode):  # a closed folder, a pipe
            return Found(path, note="unreadable")
        if before.st_size == 0:
            return Found(path, note="empty")
        found = Found(path, digest(path), before.st_size, before.st_mtime_ns)
    except FileNotFoundError:
        return Found(path, note="changing")
    except OSError:
        return Found(path, note="unreadable")
    return found if found.is_unchanged() else Found(path, note="changing")


def is_temporary(name: str) -> bool:
    """Whether a file of this name is no submission."""
    name = name.rstrip("/").rpartition("/")[2].lower()
    return name.startswith(_PASSED_OVER) or name in _OF_WINDOWS or name.endswith(_HALF)


def _is_text(path: Path) -> bool:
    """Whether a name is UTF-8: one in GBK, as old archives have, can stand in no register."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def may_provide(path: Path, layouts: "Layouts", limits: Limits) -> bool:
    """Whether a file may hold a form from which others take their schools. Only the order of
    reading depends on it: a look at the beginning of its parts, nothing is unpacked whole, for
    no child process stands between this and a file that nobody has looked at."""
    words = [word for layout in layouts.forms.values() if layout.provides
             for word in layout.title_words]  # fmt: skip
    codes = ["utf-8"]
    try:
        with path.open("rb") as handle:
            check_directory(handle, limits)
            with zipfile.ZipFile(handle) as archive:
                listed = [entry.filename for entry in entries(archive, limits)]
                names = [n for n in listed if n.startswith(("xl/workbook", "xl/shared"))]
                names += [n for n in listed if n.startswith("xl/worksheets/sheet")]
                beginnings = [archive.open(name).read(_LOOK) for name in names[:_PARTS]]
    except Refused:
        return False
    except BROKEN:
        codes += ["gb18030", "utf-16-le"]
        try:
            with path.open("rb") as handle:
                beginnings = [handle.read(4 * _LOOK)]
        except OSError:  # taken away meanwhile
            return False
    encoded = [word.encode(code) for word in words for code in codes]
    return any(word in beginning for word in encoded for beginning in beginnings)
