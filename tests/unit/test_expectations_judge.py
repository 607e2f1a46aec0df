"""The process that answers suites: the same answers, and a named end when it dies."""

import os
import signal
from pathlib import Path

import duckdb
import pytest

from expectations.gate import run_suite
from expectations.judge import Judge, JudgeError
from tests.unit.expectations_county import build


@pytest.fixture(scope="module")
def judge():
    with Judge() as judge:
        yield judge


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judge")
    return build("received", folder / "county.duckdb")


def test_it_answers_as_the_gate_does_in_this_process(judge: Judge, county: Path):
    assert judge.judge("received", county) == run_suite("received", county)


def test_the_file_is_free_again_after_the_answer(judge: Judge, county: Path):
    judge.judge("received", county)
    with duckdb.connect(str(county)) as connection:
        connection.execute("create or replace table written as select 1")


def test_what_the_gate_raises_is_raised_here_and_the_next_question_is_answered(
    judge: Judge, county: Path, tmp_path: Path
):
    with pytest.raises(FileNotFoundError, match="nothing to judge"):
        judge.judge("received", tmp_path / "nothing.duckdb")
    assert judge.judge("received", county).rules


@pytest.mark.parametrize(
    "signal_number, error", [(signal.SIGKILL, MemoryError), (signal.SIGTERM, JudgeError)]
)
def test_its_death_is_told_to_who_waits(county: Path, signal_number: int, error: type):
    with Judge() as judge:
        os.kill(judge._process.pid, signal_number)
        judge.ask("received", county)
        with pytest.raises(error):
            judge.answer()


def test_nothing_of_it_is_left():
    with Judge() as judge:
        number = judge._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
