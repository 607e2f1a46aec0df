"""A few long-lived workers; one that dies or hangs costs the file it had, and is replaced."""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from multiprocessing.reduction import ForkingPickler
from typing import Any

from ingest.nursery import Nursery
from ingest.reference import Reference
from ingest.tables.reader import Reader
from ingest.worker import Job

_START_SECONDS = 120.0


def _packed(message: Reader | Reference) -> bytes:
    """As a line sends it, made once for all workers."""
    return bytes(ForkingPickler.dumps(message))


class WorkerStartError(RuntimeError):
    """A worker does not come up at all: nothing can be read, whatever the files are."""


class _Worker:
    """One child process and the line to it."""

    def __init__(self, nursery: Nursery) -> None:
        self.nursery, self.line, self.pid = nursery, nursery.worker(), 0
        self.job: Job | None = None
        self.is_awake = self.is_ready = self.has_started = False
        self.deadline = time.monotonic() + _START_SECONDS

    def use(self, packed: bytes) -> None:
        """Hand over a reader or a reference, but only when the worker is awake: it is larger than
        the line takes while nobody listens. The worker is ready when it has answered."""
        self.line.send_bytes(packed)
        self.is_ready, self.deadline = False, time.monotonic() + _START_SECONDS

    def hear(self, word: str, answer: Any) -> None:
        """What the worker says of itself or of its job."""
        if word == "awake":
            self.is_awake, self.pid = True, answer
        elif word == "ready":
            self.is_ready = self.has_started = True
        else:
            self.job = None

    def start(self, job: Job, seconds: float) -> None:
        """Hand over a job that must be answered within so many seconds."""
        self.job, self.deadline = job, time.monotonic() + seconds
        self.line.send(job)

    @property
    def is_idle(self) -> bool:
        """Whether it can take a job."""
        return self.is_ready and self.job is None

    def stop(self) -> None:
        """Close the line and make sure that the process is gone."""
        self.line.close()
        if self.pid:
            self.nursery.end(self.pid)


class Pool:
    """Use as a context: no worker outlives it."""

    def __init__(self, reader: Reader, workers: int = 2):
        self.reader, self.size = reader, max(workers, 1)
        self.workers: list[_Worker] = []
        self.nursery, self._packed = Nursery(), b""

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.line.close()
        self.workers = []
        self.nursery.stop()

    def start(self, jobs: int) -> None:
        """Start as many workers as so many jobs will want, to be awake when the jobs are there."""
        while len(self.workers) < min(self.size, jobs):
            self.workers.append(_Worker(self.nursery))
        if self.workers:
            self.reader.make_ready()

    def use(self, reference: Reference) -> None:
        """From now on read with another reference; the rest of the reader a worker has for good."""
        if reference is self.reader.reference:
            return
        self.reader.reference, self._packed = reference, b""
        awake = [worker for worker in self.workers if worker.is_awake]
        packed = _packed(reference) if awake else b""
        for worker in awake:
            try:
                worker.use(packed)
            except OSError:
                self._lose(worker)

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Any]]:
        """(job, answer) as they are done; the answer is None for a job whose worker failed.

        Raises WorkerStartError.
        """
        waiting = deque(jobs)
        while waiting or any(worker.job for worker in self.workers):
            self._hand_out(waiting)
            busy = {worker.line: worker for worker in self.workers if not worker.is_idle}
            if not busy:  # all of them died while they were idle
                continue
            soonest = min(worker.deadline for worker in busy.values())
            ready = wait(list(busy), max(soonest - time.monotonic(), 0))
            for line, worker in busy.items():
                late = worker.deadline <= time.monotonic()
                if line in ready or late:
                    job = worker.job
                    answer = self._receive(worker) if line in ready else self._lose(worker)
                    self._hand_out(waiting)  # it reads on while the answer is looked at
                    if job:
                        yield job, answer

    def _hand_out(self, waiting: deque[Job]) -> None:
        self.start(len(waiting))
        for worker in [worker for worker in self.workers if worker.is_idle]:
            if not waiting:
                return
            try:
                worker.start(waiting[0], 2 * self.reader.limits.file_seconds)
                waiting.popleft()
            except OSError:  # it died while idle; the job is still to be done
                self._lose(worker)

    def _receive(self, worker: _Worker) -> Any:
        try:
            word, answer = worker.line.recv()
        except (EOFError, OSError):
            return self._lose(worker)
        if word == "failed":
            return self._lose(worker)
        try:
            worker.hear(word, answer)
            if word == "awake":
                self._packed = self._packed or _packed(self.reader)
                worker.use(self._packed)
        except OSError:  # it died between the two words
            return self._lose(worker)
        return answer

    def _lose(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.stop()
        if not worker.has_started:
            ended = self.nursery.stop()
            raise WorkerStartError(f"no worker came up; their parent ended with {ended}")
