"""A child process that reads files: whatever a file does to its reader, it does it here.

Started by `ingest.pool` through `ingest.child`; it dies with its parent.
"""

import ctypes
import gc
import os
import resource
import signal
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ingest.books.archive import unpack
from ingest.books.limits import Limits
from ingest.reference import Reference
from ingest.staged import read_file
from ingest.tables.reader import Reader

_PR_SET_PDEATHSIG = 1
_LISTS_BETWEEN_COLLECTIONS = 200_000


@dataclass(frozen=True)
class Job:
    """Something to do with one kept file."""

    kind: str
    path: Path
    arguments: tuple = ()


def perform(job: Job, reader: Reader) -> Any:
    """Do a job: `read` answers a Reading, `unpack` the members of an archive, `annotate` whether
    a workbook was written."""
    if job.kind == "read":
        return read_file(job.path, *job.arguments[:1], reader, *job.arguments[1:])
    if job.kind == "unpack":
        return unpack(job.path, *job.arguments, reader.limits)
    from ingest.returned.annotate import annotate  # openpyxl is slow to import and seldom needed

    return annotate(job.path, *job.arguments, reader.limits)


def _bind_to_parent(parent: int) -> None:
    """End when the parent ends, however it does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


def _limit_memory(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.worker_bytes, limits.worker_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(limits: Limits) -> None:
    """Processor time for the next file, on top of what was used so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + limits.file_seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _collect_seldom() -> None:
    """What is loaded by now stays, and the rows of a sheet point at nothing that points back:
    looking through them for circles every 700 lists finds none."""
    gc.freeze()
    gc.set_threshold(_LISTS_BETWEEN_COLLECTIONS)


def serve(line: Connection) -> None:
    """Answer jobs until the line closes. After a failure the process ends: what a panic or a
    lack of memory left behind is not to be trusted."""
    reader: Reader | None = None
    while True:
        try:
            message = line.recv()
        except EOFError:
            return
        if isinstance(message, Reference):
            reader.reference = message
            line.send(("ready", None))
            continue
        if isinstance(message, Reader):
            reader = message
            _limit_memory(reader.limits)
            _collect_seldom()
            line.send(("ready", None))
            continue
        _limit_time(reader.limits)
        try:
            answer = perform(message, reader)
        except BaseException as error:  # a panic of the reader derives from BaseException
            line.send(("failed", type(error).__name__))
            return
        line.send(("done", answer))


def work(handle: int, parent: int) -> None:
    """Serve the line with this handle until it closes or the parent is gone."""
    _bind_to_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Connection(handle) as line:
        line.send(("awake", None))
        serve(line)
