"""The folder in which a what-if builds, and clearing away what a killed one left there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from warehouse.database import remove_database
from warehouse.home import Home
from warehouse.lock import HomeLockedError

_LOCK = "lock"


@contextmanager
def aside(home: Home) -> Iterator[Path]:
    """The folder, empty but for what dbt remembers of its models. One what-if at a time, and a
    night may go on beside it: that has a lock, a database and a folder of its own.

    Raises HomeLockedError.
    """
    folder = _folder(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    lock = FileLock(str(folder / _LOCK))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise HomeLockedError(f"{home.root}: whatif is at work") from error
    try:
        _clear(folder)
        yield folder
    finally:
        _clear(folder)
        lock.release()


def sweep(home: Home) -> None:
    """Remove what a killed what-if left; one that is at work is let alone."""
    folder = _folder(home)
    if folder.exists():
        with suppress(Timeout), FileLock(str(folder / _LOCK), timeout=0):
            _clear(folder)


def _folder(home: Home) -> Path:
    return home.work / "whatif"


def _clear(folder: Path) -> None:
    for path in folder.glob("*.duckdb"):
        remove_database(path)
    for path in folder.glob("*.wal"):
        path.unlink()
    for below in ("reports", "spill"):
        shutil.rmtree(folder / below, ignore_errors=True)
