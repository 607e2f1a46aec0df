"""A folder for what is on its way, and clearing away what killed processes left in the machine's
temporary folder."""

import fcntl
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "junheng-check-"
_NAME = re.compile(_PREFIX + "[a-z0-9_]{8}")
_OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


@contextmanager
def staging_folder(restricted: Path | None) -> Iterator[Path]:
    """A folder in the restricted zone, which the next run sweeps (`kept.whole`) should this one be
    killed; without a zone, a passing one."""
    if restricted is None:
        with passing_folder() as folder:
            yield folder
        return
    work = restricted / "work"
    work.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ingest-", dir=work) as folder:
        yield Path(folder)


@contextmanager
def passing_folder() -> Iterator[Path]:
    """A folder among the machine's temporary ones that only its owner can enter, locked as long
    as its process lives: the lock, not a number of a process, says so, for that may be another's by
    now, or of another container."""
    sweep_passing()
    folder, handle = _locked_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _locked_folder() -> tuple[Path, int]:
    """A sweep of another process may take a folder that is not locked yet: then another is made."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        with suppress(FileNotFoundError):
            handle = os.open(folder, _OPEN)
            with suppress(OSError):  # a disk without locks: then nobody sweeps there either
                fcntl.flock(handle, fcntl.LOCK_EX)
            if folder.exists():
                return folder, handle
            os.close(handle)


def sweep_passing() -> None:
    """Remove the passing folders of this user whose processes have died."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        folders = [Path(entry) for entry in entries if _NAME.fullmatch(entry.name)]
        for folder in folders:
            with suppress(OSError):  # a link, a file, somebody else's, in use, or just gone
                _sweep(folder)


def _sweep(folder: Path) -> None:
    """What is removed is what was opened and looked at, whatever is put in its place meanwhile."""
    handle = os.open(folder, _OPEN)
    try:
        seen = os.fstat(handle)
        if (seen.st_uid, stat.S_IMODE(seen.st_mode)) != (os.getuid(), 0o700):
            return
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with os.scandir(handle) as entries:
            for entry in list(entries):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.name, dir_fd=handle)
                else:
                    os.unlink(entry.name, dir_fd=handle)
        folder.rmdir()
    finally:
        os.close(handle)
