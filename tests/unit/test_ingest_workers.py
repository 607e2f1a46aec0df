"""Workers: whatever a file does to one, it costs that file only, and none is left behind."""

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from ingest.books.limits import Limits
from ingest.given import Given
from ingest.pool import Pool
from ingest.reference import Reference
from ingest.worker import Job
from tests.unit.ingest_books import (
    SCHOOL_LIST,
    reader,
    workbook,
    write,
)
from tests.unit.ingest_bureau import CLASSES, Bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    return made


SUICIDE = """
    import os, signal, sys
    from pathlib import Path
    import ingest.worker as worker
    read = worker.read_file
    def deadly(path, file, reader, staging, given):
        data = Path(path).read_bytes()
        if b"kill" in data[:8]:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"hang" in data[:8]:
            while True:
                pass
        if b"sleep" in data[:8]:
            import time; time.sleep(60)
        if b"panic" in data[:8]:
            raise BaseException("panic")
        if b"greed" in data[:8]:
            bytearray(1 << 34)
        return read(path, file, reader, staging, given)
    worker.read_file = deadly
    worker.work(int(sys.argv[1]), int(sys.argv[2]))
"""


@pytest.fixture
def deadly_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that do what the file's first bytes say."""
    script = write(tmp_path / "deadly.py", textwrap.dedent(SUICIDE).encode())
    start = subprocess.Popen

    def popen(command: list, *arguments: object, **more: object) -> subprocess.Popen:
        if command[:4] == [sys.executable, "-P", "-m", "ingest.child"]:
            command = [sys.executable, str(script), *command[4:]]
        return start(command, *arguments, **more)

    monkeypatch.setattr(subprocess, "Popen", popen)


@pytest.mark.usefixtures("deadly_workers")
def test_a_worker_that_dies_or_hangs_costs_one_file(bureau: Bureau):
    for how in ("kill", "hang", "sleep", "panic", "greed"):
        bureau.put(f"{how}.csv", f"{how},".encode())
    bureau.put("a.xlsx", workbook({"班级情况": CLASSES}))
    limits = Limits(file_seconds=1.5)
    result = bureau.ingest(workers=2, limits=limits)
    assert (result.accepted_count, result.held_count) == (2, 5)
    assert {code for (code,) in bureau.rows("problem", "code")} == {"reader_failed"}
    assert len(bureau.rows("class_roster")) == 2


@pytest.mark.usefixtures("deadly_workers")
def test_a_worker_knows_what_was_learnt_and_so_does_the_one_after_it(tmp_path: Path):
    """The reader goes to a worker once, what was learnt since then by itself."""
    told, files = reader(), {"classes": workbook({"班级情况": CLASSES}), "end": b"kill,"}
    everything, told.reference = told.reference, Reference(told.layouts.vocabulary.schools)
    jobs = {name: Job("read", write(tmp_path / f"{name}.x", data), (name, tmp_path, Given()))
            for name, data in files.items()}  # fmt: skip

    def codes(pool: Pool) -> set[str]:
        ((_, reading),) = pool.run([jobs["classes"]])
        return {problem.code for _, problem in reading.problems}

    with Pool(told, 1) as pool:
        assert codes(pool) == {"unknown_school"}
        pool.use(everything)
        assert codes(pool) == set()
        assert [answer for _, answer in pool.run([jobs["end"]])] == [None]
        assert codes(pool) == set()


def test_no_worker_is_left_behind(tmp_path: Path):
    with Pool(reader(), 2) as pool:
        jobs = [
            Job("read", write(tmp_path / f"{n}.csv", b"a,b"), (str(n), tmp_path, Given()))
            for n in range(4)
        ]
        assert len(list(pool.run(jobs))) == 4
        ids = [worker.process.pid for worker in pool.workers]
    assert len(ids) == 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in ids)


def test_nothing_of_the_folder_where_a_command_is_given_is_run(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
):
    """A folder of downloads may hold a file that is called like a module."""
    for name in ("resource.py", "ingest/__init__.py"):
        write(bureau.restricted.parent / "downloads" / name, b"raise SystemExit('strange code')")
    monkeypatch.chdir(bureau.restricted.parent / "downloads")
    assert bureau.ingest().accepted_count == 1


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and ") Z" not in status.read_text(encoding="utf-8")


def test_a_worker_ends_with_its_parent(tmp_path: Path):
    script = textwrap.dedent("""
        import sys, time
        from ingest.pool import _Worker
        worker = _Worker()
        print(worker.process.pid, flush=True)
        time.sleep(60)
    """)
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 5
    while is_running(pid):
        assert time.monotonic() < until
        time.sleep(0.05)
