"""What the command line says and leaves behind when there is no night to run."""

import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from typer.testing import CliRunner

from ingest.problems import Problem
from ingest.run import FileCheck, IngestResult
from refresh import intake
from refresh.cli import app
from refresh.exits import Exit
from refresh.failures import explain, redact, write_trace
from refresh.fingerprint import code_version
from refresh.narrator import Narrator, plain
from refresh.status import period_text
from tests.night.runner import junheng
from tests.unit.ingest_books import SCHOOL_LIST, workbook
from warehouse.home import open_home
from warehouse.settings import ROOT

LOOKING = (("status",), ("history",), ("report",), ("refresh", "--dry-run"))


@pytest.fixture
def narrator() -> Narrator:
    return Narrator(sys.stdout, "zh")


@pytest.mark.parametrize("command", LOOKING, ids=lambda command: " ".join(command))
def test_looking_at_a_home_that_is_not_there_says_so_and_makes_none(command, tmp_path: Path):
    ended = junheng(*command, home=tmp_path / "none")
    assert (ended.code, ended.out) == (51, "")
    assert ended.err.startswith("没有这个数据目录")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [*LOOKING[:2], LOOKING[3]], ids=lambda command: command[0])
def test_looking_at_an_empty_home_writes_nothing(command, tmp_path: Path):
    assert junheng(*command, home=tmp_path).code == 0
    assert list(tmp_path.iterdir()) == []


def test_checking_a_file_that_is_not_there_makes_no_home(tmp_path: Path):
    ended = junheng("check", "nosuch.xlsx", cwd=tmp_path)
    assert (ended.code, ended.err) == (51, "找不到文件：nosuch.xlsx\n")
    assert list(tmp_path.iterdir()) == []


def test_a_path_may_go_on_into_an_archive_as_far_as_there_is_something(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "报.zip", "w") as archive:
        archive.writestr("一/名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    ended = junheng("check", tmp_path / "报.zip" / "一", home=tmp_path / "none")
    assert (ended.code, ended.out.splitlines()[0]) == (0, "报.zip/一/名录.xlsx: 可以入库")
    absent = tmp_path / "报.zip" / "二"
    ended = junheng("check", absent, home=tmp_path / "none")
    assert (ended.code, ended.err) == (51, f"找不到文件：{absent}\n")


@pytest.mark.parametrize("how", ["variable", "option"])
def test_an_unknown_language_is_one_line(how: str, tmp_path: Path):
    if how == "variable":
        ended = junheng("status", home=tmp_path, JUNHENG_LANG="fr")
    else:
        ended = junheng("status", "--lang", "fr", home=tmp_path)
    assert (ended.code, ended.err.count("\n")) == (51, 1)
    assert "JUNHENG_LANG" in ended.err


def test_check_tells_why_an_empty_file_would_not_load(tmp_path: Path):
    (tmp_path / "空.xlsx").touch()
    (tmp_path / "~$空.xlsx").touch()
    ended = junheng("check", tmp_path / "空.xlsx", tmp_path / "~$空.xlsx", home=tmp_path / "none")
    assert ended.code == 10
    first, *lines = ended.out.splitlines()
    assert "没有学校名录" in first
    assert lines[:2] == ["空.xlsx: 不能入库",
                         "  文件是空的（0 字节）；请打开原表重新保存、重新报送"]  # fmt: skip
    assert lines[2].endswith("不读取")


def test_check_shows_the_period_as_people_write_it(tmp_path: Path):
    (tmp_path / "名录.xlsx").write_bytes(workbook({"学校名录": SCHOOL_LIST}))
    ended = junheng("check", tmp_path / "名录.xlsx", home=tmp_path / "none")
    assert ended.code == 0, ended.out + ended.err
    assert "学校名录 2025-2026学年 岚岫县：2 行" in ended.out
    assert "没有学校名录" not in ended.out


def test_status_before_the_first_run_says_when_coverage_is_shown(tmp_path: Path):
    home = tmp_path / "home"
    (home / "inbox").mkdir(parents=True)
    (home / "inbox" / "名录.xlsx").write_bytes(workbook({"学校名录": SCHOOL_LIST}))
    assert junheng("ingest", home=home).code == 0
    assert "第一次运行之后" in junheng("status", home=home).out


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path):
    command = [sys.executable, "-m", "refresh", "status", "--home", str(tmp_path)]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(command, cwd=ROOT, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_json_is_json_even_when_a_command_fails(tmp_path: Path):
    ended = junheng("status", "--json", home=tmp_path / "none")
    assert json.loads(ended.out) == {"exit": 51, "error": "no_home"}


def test_a_name_is_printed_safely():
    assert plain(os.fsdecode("报表.xlsx".encode("gb18030"))) == "报表.xlsx"
    assert plain("a\nb\x1b[2J") == r"a\x0ab\x1b[2J"


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("file", "not_a_spreadsheet", action="请重报。"), "请重报。"),
        (Problem("file", "unknown_form", "通知", found="看不出"), "通知：发现 看不出"),
        (
            Problem(
                "row", "not_a_number", "班级", 7, "C", found="四十", expected="数字", action="改"
            ),
            "班级 C7：发现 四十，应为 数字；改",
        ),
    ],
)
def test_a_problem_joins_only_what_is_there(narrator: Narrator, problem: Problem, text: str):
    assert intake.problem_text(narrator, problem) == text


def test_a_period_is_shown_by_its_kind(narrator: Narrator):
    assert period_text(narrator, "school_year", "2025") == "2025-2026学年"
    assert period_text(narrator, "finance_year", "2025") == "2025年度"
    assert period_text(narrator, "exam", "2025") == "2025"


def test_what_lies_in_the_inbox_is_remembered_with_its_reason(tmp_path: Path):
    home = open_home(tmp_path)
    checks = [
        FileCheck("a", str(home.inbox / "a"), "aa", "held", mark="1"),
        FileCheck("b", str(home.inbox / "b"), note="empty", mark="2"),
        FileCheck("c", str(home.inbox / "c"), note="temporary", mark="3"),
        FileCheck("d", str(home.inbox / "d"), "dd", "known", note="stays", mark="4"),
        FileCheck("e", str(home.inbox / "e"), "ee", "accepted"),
        FileCheck("f", "f", "ff", "held", note="no longer readable"),
        FileCheck("g.zip", str(home.inbox / "g.zip"), "99", "waiting", mark="5"),
        FileCheck("h", str(home.inbox / "g.zip" / "h"), "hh", "held", is_inside=True, mark="6"),
        FileCheck("i.zip", str(home.inbox / "i.zip"), "ii", "archive", mark="7"),
    ]
    found = intake.facts(home, IngestResult(checks))
    assert found["held"] == ["1", "2", "4", "5"]
    assert (found["files_held"], found["files_passed_over"]) == (3, 2)


def test_every_failure_has_its_code():
    class OutOfMemoryException(Exception):
        pass

    assert explain(OutOfMemoryException()) == ("resources", Exit.RESOURCES)
    assert explain(OSError(28, "No space left on device")) == ("resources", Exit.RESOURCES)
    assert explain(KeyboardInterrupt()) == ("stopped", Exit.STOPPED)
    assert explain(ValueError()) == ("internal", Exit.INTERNAL)


def test_a_trace_is_for_the_owner_only_and_needs_a_home(tmp_path: Path):
    assert write_trace(open_home(tmp_path / "none"), ValueError("x")) is None
    path = write_trace(open_home(tmp_path), ValueError("990101201501010011"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "9901" not in path.read_text(encoding="utf-8")
    assert redact("13800000000") == "***"


def test_the_code_version_is_the_commit_of_a_checkout(tmp_path: Path):
    def git(*words: str) -> str:
        names = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        command = ["git", "-C", str(tmp_path), *names, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    assert code_version(tmp_path) is None
    git("init", "-q")
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "a.sql").write_text("select 1", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "a")
    assert code_version(tmp_path) == {"commit": git("rev-parse", "HEAD"), "is_dirty": False}
    (tmp_path / "models" / "b.sql").write_text("select 2", encoding="utf-8")
    assert code_version(tmp_path)["is_dirty"]
    (tmp_path / "models" / "c").mkdir()
    assert code_version(tmp_path / "models") is None


def test_a_password_is_asked_for_and_printed_nowhere(tmp_path: Path):
    book = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook({"学校名录": SCHOOL_LIST}))).encrypt("岚岫2026", book)
    path = tmp_path / "名录.xlsx"
    path.write_bytes(book.getvalue())
    runner = CliRunner()
    arguments = ["check", str(path), "--home", str(tmp_path / "home")]
    asked = runner.invoke(app, [*arguments, "--ask-password"], input="岚岫2026\n")
    assert asked.exit_code == 0, asked.output
    assert "岚岫2026" not in asked.output
    given = runner.invoke(app, arguments, env={"JUNHENG_FILE_PASSWORD": "other"})
    assert (given.exit_code, "打开密码" in given.output) == (10, True)
    assert runner.invoke(app, arguments).exit_code == 10


def test_a_long_step_tells_a_log_now_and_then_how_far_it_is(monkeypatch: pytest.MonkeyPatch):
    clock = iter([0.0, 0.0, 10.0, 29.9, 30.0, 30.0, 45.0, 60.0, 60.0, 61.0, 61.0])
    monkeypatch.setattr("refresh.narrator.time.monotonic", lambda: next(clock))
    log = io.StringIO()
    with Narrator(log, "en").step("build") as advance:
        for done in range(1, 6):
            advance(done, 5)
    title = Narrator(log, "en").text("step_build")
    assert log.getvalue().splitlines() == [
        f"{title} … 3/5", f"{title} … 5/5", f"{title} … 61.0 s",
    ]  # fmt: skip


def test_a_stop_that_got_lost_in_a_finaliser_ends_the_next_step(narrator: Narrator):
    code = (
        "import os, signal, sys\n"
        "from refresh import stopping\n"
        "from refresh.narrator import Narrator\n"
        "stopping.prepare()\n"
        "class Lost:\n"
        "    def __del__(self): os.kill(os.getpid(), signal.SIGTERM); [n for n in range(9)]\n"
        "Lost()\n"
        "print('went on', flush=True)\n"
        "with Narrator(sys.stdout, 'zh').step('build'): print('and on')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert ended.stdout == "went on\n"
    assert "KeyboardInterrupt" in ended.stderr
