"""The process that workers are forked from: it imports what reading needs once for all of them, so
that another worker costs milliseconds, also in place of one that died."""

import os
import subprocess
import sys
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from pathlib import Path

from ingest.worker import END, FORK

_ROOT = Path(__file__).parent.parent
_GRACE_SECONDS = 5.0


class Nursery:
    """Started when the first worker is wanted, and again when it is gone."""

    def __init__(self) -> None:
        self.process: subprocess.Popen | None = None
        self._line: Connection | None = None

    def worker(self) -> Connection:
        """The line to a new worker. It may not be there yet; if it never comes the line closes."""
        line, far = Pipe(duplex=True)
        with far:
            try:
                self._ask_for_worker(far)
            except OSError:  # it is gone
                self.stop()
                with suppress(OSError):
                    self._ask_for_worker(far)
        return line

    def _ask_for_worker(self, far: Connection) -> None:
        if self._line is None:
            self._start()
        self._line.send(FORK)
        send_handle(self._line, far.fileno(), self.process.pid)

    def _start(self) -> None:
        line, far = Pipe(duplex=True)
        # without `site`, whose work is done here already: it knows where everything is
        path = os.pathsep.join(filter(None, (str(_ROOT), *sys.path)))
        # a process that forks has no other thread: none of the allocator that nobody uses either
        arrow = {"ARROW_DEFAULT_MEMORY_POOL": "system",
                 "JE_ARROW_MALLOC_CONF": "background_thread:false"}  # fmt: skip
        with far:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-S",
                    "-P",
                    "-m",
                    "ingest.child",
                    str(far.fileno()),
                    str(os.getpid()),
                ],
                pass_fds=(far.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                # what a reader writes when it breaks may quote a cell
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": path} | arrow,
            )
        self._line = line

    def end(self, worker: int) -> None:
        """Make sure that a worker that has told its process is gone. Only the process it was
        forked from knows that the number still means it."""
        if self._line is None:
            return
        with suppress(OSError, EOFError):  # gone itself, and then all workers are
            self._line.send(worker)
            self._line.recv()

    def stop(self) -> int | None:
        """End it, and all workers with it; how it ended, if it had been started."""
        if self._line is None:
            return None
        with suppress(OSError):
            self._line.send(END)
        if not self._line.poll(_GRACE_SECONDS):  # the line closes when it ends
            self.process.kill()
        self._line.close()
        self._line = None
        return self.process.wait()
