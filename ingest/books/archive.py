"""Zip archives of workbooks: unpacked by number, never by name."""

import hashlib
import os
import zipfile
from calendar import timegm
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.books.limits import Limits, Refused
from ingest.books.zips import BROKEN, check_directory, entries
from ingest.text import legible, safe_name

_OF_OFFICE = (b"[Content_Types].xml", b"_rels/", b"xl/", b"docProps/", b"mimetype", b"word/",
              b"ppt/", b"customXml/")  # fmt: skip
_WORKBOOKS = {"[Content_Types].xml", "mimetype"}
_BLOCK = 1 << 20
_UTF8 = 0x800
_LONGEST_NAME = 255


@dataclass(frozen=True)
class Member:
    """A file of an archive: where its bytes lie now, what it is called inside, its SHA-256, and
    when it was last saved (seconds; an archive knows no time zone)."""

    path: Path
    name: str
    file: str
    size: int
    seconds: int

    def is_at(self, place: str) -> bool:
        """Whether it is the file of this path inside, or below the folder of this path; the path
        is as its maker wrote it, or as it is shown."""
        return _is_at(self.name, place)


def may_be_archive(path: Path) -> bool:
    """A look at the first bytes: a zip that does not begin as Office's own files do."""
    try:
        with path.open("rb") as handle:
            head = handle.read(30)
            name = handle.read(int.from_bytes(head[26:28], "little"))
    except OSError:
        return False
    return head[:4] == b"PK\x03\x04" and not name.startswith(_OF_OFFICE)


def unpack(path: Path, folder: Path, limits: Limits) -> list[Member]:
    """The files inside, each copied to `folder` under its hash; [] for what is no archive of
    files, or one beyond the limits, which then goes back like any file that cannot be read. An
    archive in an archive is such a file: one layer is opened, no more."""
    found = []
    try:
        with path.open("rb") as handle:
            check_directory(handle, limits)
        with zipfile.ZipFile(path) as archive:
            listed = entries(archive, limits)
            if _WORKBOOKS & set(archive.namelist()):
                return []
            for entry in listed:
                if not entry.is_dir() and entry.file_size:
                    found.append(_copy(archive, entry, folder, limits))
    except (Refused, *BROKEN):
        return []
    return found


def holds(path: Path, place: str, limits: Limits) -> bool:
    """Whether an archive has a file at, or below, a path inside; only its directory is read."""
    try:
        with path.open("rb") as handle:
            check_directory(handle, limits)
            with zipfile.ZipFile(handle) as archive:
                listed = entries(archive, limits)
    except (Refused, *BROKEN):
        return False
    return any(_is_at(_name(entry), place) for entry in listed if not entry.is_dir())


def _is_at(name: str, place: str) -> bool:
    return any(f"{known}/".startswith(f"{place}/") for known in (name, safe_name(name)))


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, limits: Limits) -> Member:
    digest, size = hashlib.sha256(), 0
    aside = folder / f"unpacking-{os.getpid()}"
    with archive.open(entry) as source, aside.open("wb") as copy:
        while block := source.read(_BLOCK):
            size += len(block)
            if size > min(limits.file_bytes, entry.file_size):
                raise Refused("over_limit", "unpacked")
            digest.update(block)
            copy.write(block)
    seconds = _saved_at(entry)
    target = folder / f"{digest.hexdigest()}.member"
    aside.replace(target)
    os.utime(target, (seconds, seconds))
    return Member(target, _name(entry), digest.hexdigest(), size, seconds)


def _saved_at(entry: zipfile.ZipInfo) -> int:
    """Some programs write no date; then it is the oldest that there is."""
    year, month, day, *clock = entry.date_time
    return timegm((year, min(max(month, 1), 12), max(day, 1), *clock, 0, 0, 0))


def _name(entry: zipfile.ZipInfo) -> str:
    """As its maker wrote it: an archive made on a Chinese Windows has names in GBK. It is shown,
    and asked for a date or a sender; no file is ever called so."""
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", "replace")
    parts = (legible(part)[:_LONGEST_NAME] for part in name.replace("\\", "/").split("/"))
    return str(PurePosixPath(*filter(None, parts)))
