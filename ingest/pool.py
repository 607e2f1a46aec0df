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
_SMALL = 1 << 17


def _packed(message: Reader | Reference) -> bytes:
    """As a line sends it, made once for all workers."""
    return bytes(ForkingPickler.dumps(message))


class WorkerStartError(RuntimeError):
    """A worker does not come up at all: nothing can be read, whatever the files are."""


class _Worker:
    """One child process and the line to it."""

    def __init__(self, nursery: Nursery) -> None:
        self.nursery, self.line, self.pid = nursery, nursery.worker(), 0
        self.jobs: deque[Job] = deque()
        self.is_awake = self.is_ready = self.has_started = False
        self.deadline, self.seconds = time.monotonic() + _START_SECONDS, 0.0

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
            self.jobs.popleft()
            self.deadline = time.monotonic() + self.seconds

    def start(self, job: Job, seconds: float) -> None:
        """Hand over a job that must be answered within so many seconds of its beginning."""
        self.line.send(job)
        if not self.jobs:
            self.deadline = time.monotonic() + seconds
        self.jobs.append(job)
        self.seconds = seconds

    @property
    def is_idle(self) -> bool:
        """Whether it waits for a job."""
        return self.is_ready and not self.jobs

    @property
    def is_soon_idle(self) -> bool:
        """Whether a second job may lie ready for it. Behind a large file it would have to wait,
        and another worker might be idle."""
        return self.is_ready and len(self.jobs) == 1 and _is_small(self.jobs[0])

    def stop(self) -> None:
        """Close the line and make sure that the process is gone."""
        self.line.close()
        if self.pid:
            self.nursery.end(self.pid)


def _is_small(job: Job) -> bool:
    try:
        return job.path.stat().st_size <= _SMALL
    except OSError:
        return False


class Pool:
    """Use as a context: no worker outlives it."""

    def __init__(self, reader: Reader, workers: int = 2):
        self.reader, self.size = reader, max(workers, 1)
        self.workers: list[_Worker] = []
        self.nursery, self._packed = Nursery(), b""
        self._waiting: deque[Job] = deque()

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
        self._waiting = deque(jobs)
        while self._waiting or any(worker.jobs for worker in self.workers):
            self._hand_out()
            busy = {worker.line: worker for worker in self.workers if not worker.is_idle}
            if not busy:  # all of them died while they were idle
                continue
            if not all(worker.is_awake for worker in busy.values()):
                self._reader_packed()
            soonest = min(worker.deadline for worker in busy.values())
            ready = wait(list(busy), max(soonest - time.monotonic(), 0))
            for line, worker in busy.items():
                late = worker.deadline <= time.monotonic()
                if line in ready or late:
                    job = next(iter(worker.jobs), None)
                    answer = self._receive(worker) if line in ready else self._lose(worker)
                    self._hand_out()  # it reads on while the answer is looked at
                    if job:
                        yield job, answer

    def _hand_out(self) -> None:
        self.start(len(self._waiting))
        for worker in [worker for worker in self.workers if worker.is_idle]:
            self._give(worker)
        for worker in [worker for worker in self.workers if worker.is_soon_idle]:
            self._give(worker)

    def _give(self, worker: _Worker) -> None:
        if not self._waiting:
            return
        try:
            worker.start(self._waiting[0], 2 * self.reader.limits.file_seconds)
            self._waiting.popleft()
        except OSError:  # it died; the job is still to be done
            if not worker.jobs:
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
                worker.use(self._reader_packed())
        except OSError:  # it died between the two words
            return self._lose(worker)
        return answer

    def _reader_packed(self) -> bytes:
        """Made while the first worker wakes."""
        self._packed = self._packed or _packed(self.reader)
        return self._packed

    def _lose(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.stop()
        self._waiting.extendleft(reversed([*worker.jobs][1:]))  # it had not begun with these
        if not worker.has_started:
            ended = self.nursery.stop()
            raise WorkerStartError(f"no worker came up; their parent ended with {ended}")
