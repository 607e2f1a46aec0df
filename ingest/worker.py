"""A child process that reads files: whatever a file does to its reader, it does it here.

Forked for `ingest.nursery` from a process that `ingest.child` started; both die with their parent.
"""

import ctypes
import gc
import os
import resource
import signal
import sys
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from pathlib import Path
from typing import Any

from ingest.books.archive import unpack
from ingest.books.limits import Limits
from ingest.reference import Reference
from ingest.staged import read_file
from ingest.tables.reader import Reader

FORK, END = 0, -1
"""Wished of the process that workers are forked from: another worker, that all end and it with
them; or the number of a worker to end."""
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
    with Connection(handle) as line:
        line.send(("awake", os.getpid()))
        serve(line)


def tend(handle: int, parent: int) -> None:
    """Fork a worker for every handle that comes, and end those that are named, or all. Ends with
    its parent or when the line closes."""
    _bind_to_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    workers: set[int] = set()
    line = Connection(handle)
    while (wish := _next_wish(line)) != END:
        if wish == FORK:
            _fork(line, workers)
        else:
            _end({wish} & workers)
            workers.discard(wish)
            line.send(wish)
    _end(workers)
    os._exit(0)  # to take apart what was imported would take longer


def _next_wish(line: Connection) -> int:
    try:
        return line.recv()
    except EOFError:
        return END


def _fork(line: Connection, workers: set[int]) -> None:
    """A new worker for the handle that comes next. Where there is no room for another process its
    line closes, which says so."""
    handle, own = recv_handle(line), os.getpid()
    try:
        worker = os.fork()
    except OSError:
        os.close(handle)
        return
    if worker == 0:
        try:
            line.close()
            work(handle, own)
        finally:
            os._exit(0)  # nothing that its parent left undone is its to do
    os.close(handle)
    workers.add(worker)


def _end(workers: set[int]) -> None:
    """Nobody else can have their numbers before they were waited for here."""
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    for worker in workers:
        os.waitpid(worker, 0)
