"""A run on another line of DuckDB is on that line, in every process, and asks what it should."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from expectations.judge import Judge
from ingest.nursery import Nursery
from tests import duckdb_lines
from tests.night import runner
from warehouse.settings import ROOT

TESTS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py"))
IMPORTS = re.compile(r"^\s*(?:import duckdb|from duckdb)\b", re.MULTILINE)
ASK = "import duckdb; print(duckdb.__version__)"


def promised() -> str:
    """The version that this run should be on: what was asked for, else what the product pins."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return duckdb_lines.WANTED or re.search(r"^duckdb==(\S+)", text, re.MULTILINE)[1]


def test_this_process_has_the_promised_line():
    assert duckdb.__version__ == promised()
    assert importlib.metadata.version("duckdb") == promised()


def test_a_process_of_python_has_the_promised_line():
    done = subprocess.run([sys.executable, "-P", "-c", ASK], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == (promised(), "")


def test_a_command_of_the_nights_has_the_promised_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{ASK}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(runner.sys, "executable", str(program))
    ended = runner.junheng("status")
    assert (ended.out.strip(), ended.err) == (promised(), "")


def test_what_workers_are_forked_from_has_the_promised_line(monkeypatch: pytest.MonkeyPatch):
    found = asked_in_place_of(monkeypatch, "ingest.child")
    nursery = Nursery()
    nursery.worker().close()
    nursery.stop()
    assert found == [promised()]


def test_the_judge_has_the_promised_line(monkeypatch: pytest.MonkeyPatch):
    found = asked_in_place_of(monkeypatch, "expectations.judge")
    with Judge():
        pass
    assert found == [promised()]


def asked_in_place_of(monkeypatch: pytest.MonkeyPatch, module: str) -> list[str]:
    """What a process that starts as this one does says of DuckDB, each time it is started."""
    start, found = subprocess.Popen, []

    def popen(command: list[str], *arguments: object, **more: object) -> subprocess.Popen:
        if module in command:
            ask = [*command[: command.index("-m")], "-c", ASK]
            done = subprocess.run(ask, capture_output=True, text=True, env=more["env"])
            found.append(done.stdout.strip())
        return start(command, *arguments, **more)

    monkeypatch.setattr(subprocess, "Popen", popen)
    return found


@pytest.mark.parametrize("file", TESTS)
def test_every_file_of_tests_is_placed_once(file: str):
    assert len(duckdb_lines.places(file)) == 1, (
        "place it in tests/duckdb_lines.py: does what it asks open DuckDB?"
    )


def test_every_place_has_its_file():
    for pattern in (*duckdb_lines.TWICE, *duckdb_lines.ONCE, *duckdb_lines.SPARED):
        assert list(ROOT.glob(pattern)), pattern
    assert set(duckdb_lines.ONE_OF_MANY) <= set(duckdb_lines.TWICE)


def test_what_runs_once_opens_no_duckdb():
    once = [path for pattern in duckdb_lines.ONCE for path in ROOT.glob(f"{pattern}")]
    rooms = [path for room in duckdb_lines.ROOMS for path in (ROOT / room).rglob("*.py")]
    assert len(rooms) > 50
    for path in (*once, *rooms):
        if path.suffix == ".py":
            assert not IMPORTS.search(path.read_text(encoding="utf-8")), path
