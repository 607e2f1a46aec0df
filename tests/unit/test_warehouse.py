import os
import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from warehouse import database, files, runs
from warehouse.home import Home, open_home
from warehouse.lock import HomeLockedError, locked
from warehouse.settings import ROOT, Settings, SettingsError, read_settings


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path / "home").prepare()


def test_folders_with_personal_data_are_closed_to_others(home: Home):
    for folder in (home.inbox, home.returned, home.restricted):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_unknown_setting_value_names_the_variable_and_what_was_found(monkeypatch):
    monkeypatch.setenv("JUNHENG_THREADS", "many")
    with pytest.raises(SettingsError, match=r"JUNHENG_THREADS: found 'many'"):
        read_settings()


def test_the_pointer_names_the_newest_publication(home: Home):
    assert runs.current_run(home) is None
    runs.point_to(home, "20260101T000000Z")
    runs.point_to(home, "20260102T000000Z")
    assert runs.current_run(home) == "20260102T000000Z"
    assert [path.name for path in home.published.iterdir()] == ["CURRENT"]


def test_two_runs_of_one_second_have_two_ids(home: Home):
    moment = runs.utc_now()
    first = runs.new_run_id(home, moment)
    runs.write_record(home, {"run_id": first, "started_at": runs.stamp(moment)})
    assert runs.new_run_id(home, moment) == f"{first}-2"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch):
    path = tmp_path / "CURRENT"
    files.write_text(path, "old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "old"


def test_a_second_run_is_told_who_holds_the_lock(home: Home):
    code = (
        "import sys; from pathlib import Path; from warehouse.home import Home;"
        "from warehouse.lock import locked\n"
        f"with locked(Home(Path({str(home.root)!r})), 'refresh'):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        holder.stdout.readline()
        expected = rf"refresh is at work \(process {holder.pid}"
        with pytest.raises(HomeLockedError, match=expected), locked(home, "load"):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with locked(home, "load"):  # a dead holder's lock is free
        pass


def test_a_left_over_log_is_removed_with_its_database(home: Home):
    log = home.candidate.with_name("candidate.duckdb.wal")
    log.write_bytes(b"stale")
    database.remove_database(home.candidate)
    assert not log.exists()


def test_writing_leaves_no_log_and_reading_reaches_no_other_file(home: Home, tmp_path: Path):
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    with database.writing(home.candidate, Settings()) as connection:
        connection.execute("create table t as select 1 as a")
    assert not home.candidate.with_name("candidate.duckdb.wal").exists()
    with database.reading(home.candidate, Settings()) as connection:
        assert connection.execute("select a from t").fetchall() == [(1,)]
        for statement in (
            f"select * from read_csv('{secret}')",
            f"copy t to '{tmp_path / 'out.csv'}'",
            f"attach '{tmp_path / 'other.duckdb'}'",
            "set enable_external_access = true",
            "insert into t values (2)",
        ):
            with pytest.raises(duckdb.Error):
                connection.execute(statement)


def test_the_school_year_does_not_depend_on_the_machines_zone(home: Home, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    with database.writing(home.candidate, Settings()) as connection:
        row = connection.execute(
            "select cast(timestamptz '2026-08-31 17:00:00Z' as date)"
        ).fetchone()
    assert str(row[0]) == "2026-09-01"


@pytest.mark.parametrize("name", ['x"; drop table t; --', "学校", "1a", "a b", ""])
def test_only_our_own_names_become_identifiers(name: str):
    with pytest.raises((ValueError, IndexError)):
        database.identifier(name)
