"""Which files there are to take in, and which are passed over."""

import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.files import sha256_of

if TYPE_CHECKING:
    from ingest.layout import Layouts

_PASSED_OVER = ("~$", ".")
_HALF = {".tmp", ".part", ".crdownload", ".download"}
_LOOK = 1 << 16
_PARTS = 6


@dataclass(frozen=True)
class Found:
    """A file as it stood when it was looked at; `note` says why it was passed over."""

    path: Path
    file: str = ""
    size: int = 0
    changed: int = 0
    note: str = ""

    @property
    def modified_at(self) -> str:
        """When it was last saved, ISO in UTC."""
        return modified_at(self.changed)

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


def collect(paths: list[Path]) -> list[Found]:
    """Every file at or below `paths`, hashed, in the order of their paths."""
    listed: dict[Path, None] = {}
    for path in paths:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        listed |= dict.fromkeys(file for file in below if file.is_symlink() or file.is_file())
    return [_look_at(path) for path in listed]


def _look_at(path: Path) -> Found:
    if path.name.startswith(_PASSED_OVER) or path.suffix.lower() in _HALF:
        return Found(path, note="temporary")
    if path.is_symlink():
        return Found(path, note="link")
    before = path.stat()
    if before.st_size == 0:
        return Found(path, note="empty")
    file = sha256_of(path)
    found = Found(path, file, before.st_size, before.st_mtime_ns)
    return found if found.is_unchanged() else Found(path, note="changing")


def may_provide(path: Path, layouts: "Layouts") -> bool:
    """Whether a file may hold a form from which others take their schools. Only the order of
    reading depends on it: a look at the beginning of its parts, nothing is unpacked whole."""
    words = [word for layout in layouts.forms.values() if layout.provides
             for word in layout.title_words]  # fmt: skip
    encoded = [word.encode(code) for word in words for code in ("utf-8", "gb18030", "utf-16-le")]
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.startswith(("xl/workbook", "xl/shared"))]
            names += [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
            beginnings = [archive.open(name).read(_LOOK) for name in names[:_PARTS]]
    except (zipfile.BadZipFile, zipfile.zlib.error, OSError, RuntimeError, NotImplementedError,
            EOFError, ValueError):  # fmt: skip
        with path.open("rb") as handle:
            beginnings = [handle.read(4 * _LOOK)]
    return any(word in beginning for word in encoded for beginning in beginnings)
