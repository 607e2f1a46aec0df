"""A county's kept files: thousands of small workbooks of several years, and nights beside them."""

import io
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import books

FILES_OF_A_SCHOOL = len(books.FORMS) * len(books.YEARS)
RECEIVED, LATER = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"


@dataclass(frozen=True)
class Taken:
    """What a taking-in cost; apart from it what the same files cost a home that has no others."""

    rows: int
    seconds: float
    own_share_seconds: float


@dataclass(frozen=True)
class Shown:
    """Seconds until raw tables are there, and apart from them those of counting their rows."""

    rows: int
    seconds: float
    count_seconds: float


def county(folder: Path, size: int) -> Path:
    """A home that has taken in `size` workbooks of schools, and the lists of these; they lie in
    its inbox still. Made once for the reader and the layouts there are; then looked at again, so
    that what may be made anew from what is kept has been."""
    from ingest.layout import load_layouts
    from ingest.tables.reader import READER_VERSION
    from warehouse.files import read_json, write_json

    home, version = folder / f"kept-{size}", [READER_VERSION, load_layouts().hashes]
    if read_json(home / "ready.json") != version:
        shutil.rmtree(home, ignore_errors=True)
        schools = _schools(size)
        home.mkdir(parents=True)
        inbox = books.county_files(folder / f"county-{size}", schools)
        shutil.copytree(inbox, home / "inbox", copy_function=os.link)
        taken = take_in(home, RECEIVED, [home / "inbox"])
        assert taken == schools * FILES_OF_A_SCHOOL + len(books.YEARS)
        write_json(home / "ready.json", version)
    take_in(home, RECEIVED, [home / "inbox"])
    return home


def files(folder: Path, size: int) -> list[Path]:
    """The workbooks that `county` took in."""
    return sorted(books.county_files(folder / f"county-{size}", _schools(size)).rglob("*.xlsx"))


def _schools(size: int) -> int:
    return max(size // FILES_OF_A_SCHOOL, 1)


def take_in(home: Path, received_at: str, given: list[Path] | None = None) -> int:
    """The step of a night that takes in, and what is told of it; how many files it was. `given`
    files stay where they are, those of the inbox move out."""
    from refresh import intake
    from refresh.narrator import Narrator
    from warehouse.home import open_home
    from warehouse.settings import Settings

    opened, narrator = open_home(home).prepare(), Narrator(io.StringIO(), "en", quiet=True)
    result = intake.read_files(opened, Settings(), received_at, lambda done, total: None, given)
    intake.tell(narrator, opened, result)
    intake.facts(opened, result)
    assert all(check.status in {"accepted", "known"} for check in result.files)
    return len(result.files)


def as_left(home: Path) -> Path:
    """The home with the record of a run that found everything as it is."""
    from ingest.kept import store
    from refresh import fingerprint, quiet
    from warehouse import runs
    from warehouse.home import open_home
    from warehouse.settings import Settings

    opened, settings = open_home(home).prepare(), Settings()
    counts = ("files_held", "files_with_wrong_rows", "rows_sent_back", "files_passed_over")
    record = dict.fromkeys(counts, 0) | {"run_id": "r", "started_at": LATER, "verdict": "green"}
    record |= {"held": fingerprint.waiting(fingerprint.inbox_files(opened)), "publication": None,
               "packs": store.packs_in_force(opened.restricted),
               "fingerprint": quiet.now(opened, settings, None)}  # fmt: skip
    runs.write_record(opened, record)
    return home


def quiet_night(home: Path) -> int:
    """The command `refresh` where nothing is new; how many files lie in the inbox."""
    command = [sys.executable, "-m", "refresh", "refresh", "--home", str(home)]
    subprocess.run(command, check=True, capture_output=True)
    return len(list((home / "inbox").iterdir()))


def one_corrected(county: Path, folder: Path) -> Taken:
    """A school's roster of the last year, corrected, alone in the inbox of that home, and of one
    that knows nothing but the list of that year."""
    home = _copy(county, folder / "kept-one")
    alone = folder / "kept-alone"
    shutil.rmtree(alone, ignore_errors=True)
    books.school_list(alone / "inbox" / "list.xlsx", year=books.YEARS[-1])
    take_in(alone, RECEIVED)
    shutil.rmtree(home / "inbox")
    seconds = []
    for place in (alone, home):
        books.corrected(place / "inbox" / "corrected.xlsx")
        began = time.perf_counter()
        assert take_in(place, LATER) == 1
        seconds.append(time.perf_counter() - began)
    return Taken(1, seconds[1], seconds[0])


def _copy(home: Path, copy: Path) -> Path:
    """The same home under another name: what is written is written aside and renamed, so that
    links will do."""
    shutil.rmtree(copy, ignore_errors=True)
    return shutil.copytree(home, copy, copy_function=os.link)


def raw_tables(home: Path) -> Shown:
    """A new database with the raw tables, and the rows of each."""
    from refresh import candidate
    from warehouse.database import identifier, writing
    from warehouse.home import open_home
    from warehouse.settings import Settings

    opened, settings = open_home(home).prepare(), Settings()
    path = opened.candidate
    began = time.perf_counter()
    candidate.create(path, opened, settings, "r", LATER)
    made = time.perf_counter()
    rows = 0
    with writing(path, settings) as connection:
        listed = connection.execute(
            "select view_name from duckdb_views() where schema_name = 'raw' and not internal"
        ).fetchall()
        for (name,) in listed:
            count = f"select count(*) from raw.{identifier(name)}"  # noqa: S608 - our own names
            rows += connection.execute(count).fetchone()[0]
    return Shown(rows, made - began, time.perf_counter() - made)
