"""Nights after the first: quiet ones, spoilt ones, what they say and leave."""

import io
import json
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.kept.index import manifests
from ingest.kept.store import in_force
from refresh import audit, fingerprint, quiet
from refresh.exits import Exit
from refresh.intake import wrong_rows
from refresh.narrator import Narrator
from refresh.record import Night
from tests.night.runner import County, junheng, snapshot
from warehouse.home import Home, open_home
from warehouse.runs import current_run
from warehouse.settings import ROOT, read_settings

pytestmark = pytest.mark.night


@pytest.fixture
def second(county: County, tmp_path: Path) -> County:
    """The usual county, copied so that a test may change it."""
    shutil.copytree(county.home.root, tmp_path / "home", symlinks=True)
    return County(county.source, open_home(tmp_path / "home"), county.night)


def test_a_second_night_leaves_the_publication_byte_for_byte(county: County):
    before = snapshot(county.home.published)
    ended = junheng("refresh", home=county.home.root)
    assert ended.code == county.night.code == 10
    assert "没有新文件" in ended.out
    assert snapshot(county.home.published) == before


def test_a_quiet_night_imports_neither_dbt_nor_great_expectations(county: County):
    code = (
        "import sys; from refresh import cli\n"
        f"sys.argv = ['junheng', 'refresh', '--home', {str(county.home.root)!r}]\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'dbt', 'great_expectations', 'pandas', 'altair'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def spoil_published(home: Home) -> None:
    (home.published / "CURRENT").unlink()


def spoil_run(home: Home) -> None:
    shutil.rmtree(home.published / str(current_run(home)))


def spoil_report(home: Home) -> None:
    (home.published / str(current_run(home)) / "reports" / "balance.xlsx").unlink()


def spoil_returned(home: Home) -> None:
    shutil.rmtree(next(home.returned.iterdir()))


def spoil_pack(home: Home) -> None:
    next((home.restricted / "rows" / "school_list").rglob("rows.parquet")).unlink()


def spoil_register(home: Home) -> None:
    shutil.rmtree(home.restricted / "rows" / "_register")


def withdraw(home: Home) -> None:
    next(path for path in home.inbox.rglob("*.xlsx")).unlink()


def bring_nothing(home: Home) -> None:
    (home.inbox / "空.xlsx").touch()


SPOILING = (
    spoil_published, spoil_run, spoil_report, spoil_returned, spoil_pack, spoil_register,
    withdraw, bring_nothing,
)  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILING, ids=lambda spoil: spoil.__name__)
def test_a_night_is_not_quiet_when_something_is_missing(
    second: County, spoil: Callable[[Home], None]
):
    def asked() -> Exit | None:
        silent = Narrator(sys.stdout, "zh", quiet=True)
        return quiet.nothing_to_do(second.home, read_settings(), silent, None)

    assert asked() == Exit.HELD
    spoil(second.home)
    assert asked() is None


def test_a_night_puts_back_what_was_removed(second: County):
    first = current_run(second.home)
    for spoil in (spoil_run, spoil_returned, spoil_pack):
        spoil(second.home)
    status = junheng("status", home=second.home.root)
    assert (status.code, "不见了" in status.out) == (0, True), status.out + status.err
    ended = junheng("refresh", home=second.home.root)
    assert ended.code == 10, ended.out + ended.err
    assert current_run(second.home) != first
    assert set(second.home.returned.rglob("*.xlsx"))
    assert junheng("refresh", "--dry-run", home=second.home.root).code == 10


def test_a_data_test_is_part_of_the_code(tmp_path: Path):
    (tmp_path / "tests" / "dbt").mkdir(parents=True)
    for name in fingerprint.CODE_FILES:
        (tmp_path / name).touch()
    before = fingerprint.code_hash(tmp_path)
    (tmp_path / "tests" / "dbt" / "a_fact.sql").write_text("select 1", encoding="utf-8")
    assert fingerprint.code_hash(tmp_path) != before


def test_nobody_writes_into_a_publication(county: County):
    for path in [county.published, *county.published.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o750 if path.is_dir() else 0o440), path


def test_a_night_lists_the_files_whose_rows_went_back(county: County):
    found = wrong_rows(in_force(manifests(county.home.restricted)))
    assert found
    for name, count, folder in found:
        line = f"{name}：退回 {count} 行，见 {county.home.returned / folder}"
        assert line in county.night.out
        assert (county.home.returned / folder).is_dir()
    quiet_night = junheng("refresh", home=county.home.root)
    assert "个文件待改" in quiet_night.out


def test_a_night_without_memory_ends_in_40_and_speaks_json(second: County):
    before = snapshot(second.home.published)
    ended = junheng(
        "refresh", "--force", "--json", home=second.home.root, JUNHENG_MEMORY_LIMIT="60MB"
    )
    assert ended.code == 40, ended.out + ended.err
    last = json.loads(ended.out)["last_run"]
    assert (last["exit"], last["verdict"]) == (40, "short")
    assert snapshot(second.home.published) == before
    assert "磁盘或内存不足" in junheng("history", home=second.home.root).out


def test_force_publishes_the_same_figures_in_a_new_folder(second: County):
    first = second.published
    before = snapshot(first / "parquet")
    ended = junheng("refresh", "--force", home=second.home.root)
    assert ended.code == 10
    assert second.published != first
    assert snapshot(second.published / "parquet") == before


def test_the_crontab_line_works_on_a_fresh_install(tmp_path: Path):
    page = (ROOT / "docs" / "night" / "crontab").read_text(encoding="utf-8")
    (line,) = [line for line in page.splitlines() if not line.startswith("#")]
    assert "%" not in line, "cron reads it as the end of the line"
    command = line.split(maxsplit=5)[5].replace("/srv/junheng", str(tmp_path))
    program = tmp_path / ".venv" / "bin" / "junheng"
    program.parent.mkdir(parents=True)
    program.write_text(
        f"#!/bin/sh\nPYTHONPATH={ROOT}:$PYTHONPATH exec {sys.executable} -m refresh status\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "尚无发布" in (tmp_path / "data" / "logs" / "night.log").read_text(encoding="utf-8")
    program.write_text("#!/bin/sh\nexit 20\n", encoding="utf-8")
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("junheng: the night ended with an error")


def test_status_and_history_tell_where_things_stand(county: County):
    status = junheng("status", home=county.home.root)
    assert status.code == 0
    assert str(current_run(county.home)) in status.out
    history = junheng("history", home=county.home.root)
    assert str(current_run(county.home)) in history.out


def test_a_moment_before_anything_came_is_told(county: County):
    told = io.StringIO()
    run = Night(county.home, read_settings(), Narrator(told, "zh"), as_of="2020-01-01T00:00:00Z")
    audit._tell_if_too_early(run)
    assert "还没有收到任何文件" in told.getvalue()
