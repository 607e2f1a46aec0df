"""One writer a home: the operating system's lock is the truth, the text beside it a help."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from warehouse.files import read_json, write_json
from warehouse.home import Home
from warehouse.runs import stamp, utc_now


class HomeLockedError(Exception):
    """Another run works in this home (exit code 30)."""


@contextmanager
def locked(home: Home, what: str, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the lock of a home while `what` runs.

    A dead holder's lock is free at once, whatever its process number is used for now.
    Raises HomeLockedError naming the holder when it is not free within `wait_seconds`.
    """
    holder = home.work / "lock.json"
    lock = FileLock(str(home.work / "lock"))
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout as error:
        known = read_json(holder) or {}
        raise HomeLockedError(
            f"{home.root}: {known.get('what', 'another run')} is at work "
            f"(process {known.get('process', '?')}, since {known.get('since', '?')})"
        ) from error
    try:
        write_json(holder, {"what": what, "process": os.getpid(), "since": stamp(utc_now())})
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()
