"""A child process that reads files: whatever a file does to its reader, it does it here.

Started by `ingest.pool` as `python -m ingest.worker HANDLE PARENT`; it dies with its parent.
"""

import ctypes
import importlib.abc
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
from ingest.staged import read_file
from ingest.tables.reader import Reader

_PR_SET_PDEATHSIG = 1


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


class _NoPandas(importlib.abc.MetaPathFinder):
    """pyarrow asks for pandas at its first array; a third of a second that nobody here needs."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Deny pandas, leave everything else to the other finders."""
        if name == "pandas":
            raise ImportError(name)


def serve(line: Connection) -> None:
    """Answer jobs until the line closes. After a failure the process ends: what a panic or a
    lack of memory left behind is not to be trusted."""
    reader: Reader | None = None
    while True:
        try:
            message = line.recv()
        except EOFError:
            return
        if isinstance(message, Reader):
            reader = message
            _limit_memory(reader.limits)
            line.send(("ready", None))
            continue
        _limit_time(reader.limits)
        try:
            answer = perform(message, reader)
        except BaseException as error:  # a panic of the reader derives from BaseException
            line.send(("failed", type(error).__name__))
            return
        line.send(("done", answer))


def main() -> None:
    """The child's own start."""
    handle, parent = int(sys.argv[1]), int(sys.argv[2])
    _bind_to_parent(parent)
    sys.meta_path.insert(0, _NoPandas())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Connection(handle) as line:
        serve(line)


if __name__ == "__main__":
    main()
