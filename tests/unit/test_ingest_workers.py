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
from ingest.nursery import Nursery
from ingest.pool import Pool, WorkerStartError
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
    worker.tend(int(sys.argv[1]), int(sys.argv[2]))
"""


@pytest.fixture
def deadly_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that do what the file's first bytes say."""
    script = write(tmp_path / "deadly.py", textwrap.dedent(SUICIDE).encode())
    start = subprocess.Popen

    def popen(command: list, *arguments: object, **more: object) -> subprocess.Popen:
        if command[:5] == [sys.executable, "-S", "-P", "-m", "ingest.child"]:
            command = [sys.executable, str(script), *command[5:]]
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


@pytest.mark.usefixtures("deadly_workers")
def test_what_lay_ready_behind_a_deadly_file_is_read(tmp_path: Path):
    """It had been handed over, but not begun with."""
    good, bad = workbook({"班级情况": CLASSES}), b"kill,"
    jobs = [Job("read", write(tmp_path / f"{n}.x", data), (str(n), tmp_path, Given()))
            for n, data in enumerate([bad, good, bad, bad, good, good])]  # fmt: skip
    with Pool(reader(), 1) as pool:
        answers = [(int(job.arguments[0]), answer) for job, answer in pool.run(jobs)]
    assert [number for number, _ in answers] == [0, 1, 2, 3, 4, 5]
    assert [number for number, answer in answers if answer] == [1, 4, 5]


def test_no_worker_is_left_behind(tmp_path: Path):
    with Pool(reader(), 2) as pool:
        jobs = [
            Job("read", write(tmp_path / f"{n}.csv", b"a,b"), (str(n), tmp_path, Given()))
            for n in range(4)
        ]
        assert len(list(pool.run(jobs))) == 4
        ids = [worker.pid for worker in pool.workers]
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
        import time
        from ingest.nursery import Nursery
        nursery = Nursery()
        _, pid = nursery.worker().recv()
        print(nursery.process.pid, pid, flush=True)
        time.sleep(60)
    """)
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    ids = list(map(int, parent.stdout.readline().split()))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert len(ids) == 2
    until = time.monotonic() + 30
    while any(map(is_running, ids)):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_the_process_that_workers_are_forked_from_has_one_thread():
    nursery = Nursery()
    with nursery.worker() as line:
        assert line.recv()[0] == "awake"
    assert len(list(Path(f"/proc/{nursery.process.pid}/task").iterdir())) == 1
    assert nursery.stop() == 0


def test_a_worker_holds_no_line_of_another():
    """What one of them hears no other may hear, and it ends when its own line is closed."""
    nursery = Nursery()
    lines = [nursery.worker() for _ in range(3)]
    ids = [line.recv()[1] for line in lines]
    handles = (handle for pid in ids for handle in Path(f"/proc/{pid}/fd").iterdir())
    assert sum(str(handle.readlink()).startswith("socket:") for handle in handles) == 3
    assert nursery.stop() == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in ids)


def test_a_worker_comes_again_when_all_it_comes_from_is_gone(tmp_path: Path):
    """As when the machine ends what takes its last memory: that costs no more than the file which
    the worker had."""
    job = Job("read", write(tmp_path / "a.csv", b"a,b"), ("a", tmp_path, Given()))
    with Pool(reader(), 1) as pool:
        assert len(list(pool.run([job]))) == 1
        first = pool.nursery.process
        first.kill()
        first.wait()
        answers = [answer is not None for _, answer in pool.run([job] * 4)]
        assert answers.count(True) >= 3
        assert pool.nursery.process is not first


def test_where_no_worker_comes_up_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    job = Job("read", write(tmp_path / "a.csv", b"a,b"), ("a", tmp_path, Given()))
    with Pool(reader(), 2) as pool, pytest.raises(WorkerStartError):
        list(pool.run([job]))
