"""What is measured: a name, what it is measured against, and the work itself."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import books, city, gate, kept, marts, night, scores

Work = Callable[[], "int | marts.Marts | gate.Judged | kept.Taken | kept.Shown | night.Night"]
"""Does the work and answers how many rows, or files, it was done for, or what each part cost."""


_IMPORT = "import ingest.child; ingest.child.pass_over_unneeded(); import ingest.worker"


@dataclass(frozen=True)
class Case:
    """`prepare` gets a folder for inputs and a size; what it answers is what is timed. A case
    without a `reference` is one of others, unless it is worth telling `by_itself`."""

    prepare: Callable[[Path, int], Work]
    sizes: tuple[int, ...]
    reference: str = ""
    by_itself: bool = False


def _read(folder: Path, size: int) -> Work:
    """Ours: pre-scan, child process, typed rows with problems and where each stood."""
    from ingest.run import check_paths

    paths = [books.school_list(folder / "list.xlsx"), books.roster(folder / f"{size}.xlsx", size)]

    def work() -> int:
        return sum(s.rows_loaded for check in check_paths(paths, None) for s in check.submissions)

    return work


def _read_bare(folder: Path, size: int) -> Work:
    """All cells as text by the fastest reader there is, into a DuckDB table; nothing checked."""
    import duckdb
    import fastexcel

    path = books.roster(folder / f"{size}.xlsx", size)

    def work() -> int:
        sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string")
        arrow = sheet.to_arrow()
        with duckdb.connect() as database:
            database.register("cells", arrow)
            database.execute("create table roster as select * from cells")
            return database.execute("select count(*) from roster").fetchone()[0]

    return work


def _read_pandas(folder: Path, size: int) -> Work:
    """What most scripts do."""
    import pandas

    path = books.roster(folder / f"{size}.xlsx", size)
    return lambda: len(pandas.read_excel(path, header=2, dtype=str, engine="openpyxl"))


def _schools(folder: Path, size: int) -> Work:
    """Ours, over two small workbooks for each school."""
    from ingest.run import check_paths

    files = books.school_files(folder / f"schools-{size}", size)
    listed = books.school_list(folder / f"list-{size}.xlsx", size)

    def work() -> int:
        checks = check_paths([listed, files], None)
        assert all(check.status == "accepted" for check in checks)
        return len(checks)

    return work


def _schools_bare(folder: Path, size: int) -> Work:
    """Every cell of the same files as a Python value, one file after the other."""
    import python_calamine

    files = books.school_files(folder / f"schools-{size}", size)

    def work() -> int:
        paths = sorted(files.iterdir())
        for path in paths:
            book = python_calamine.CalamineWorkbook.from_path(path)
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        return len(paths)

    return work


def _start(folder: Path, size: int) -> Work:
    """A child process that has imported what reading a file needs, as the pool starts it: without
    what pyarrow would look for."""

    def work() -> int:
        command = [sys.executable, "-c", _IMPORT]
        subprocess.run(command, check=True)
        return size

    return work


def _again(folder: Path, size: int) -> Work:
    """Files that were taken in before, and whose manifests are remembered: their hash and nothing
    else."""
    from ingest.run import ingest_paths

    files = books.school_files(folder / f"schools-{size}", size)
    listed = books.school_list(folder / f"list-{size}.xlsx", size)
    home = folder / "again"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()

    def work() -> int:
        result = ingest_paths(
            [listed, files], home / "restricted", home / "returned",
            move=False, received_at="2026-01-01T00:00:00Z",
        )  # fmt: skip
        return len(result.files)

    work()
    work()
    return work


def _hash(folder: Path, size: int) -> Work:
    """The hashes of the same files."""
    import hashlib

    files = books.school_files(folder / f"schools-{size}", size)

    def work() -> int:
        return len([hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(files.iterdir())])

    return work


def _quality(memory: str) -> Callable[[Path, int], Work]:
    """Ours: every mart of scores, by dbt."""

    def prepare(folder: Path, size: int) -> Work:
        home = scores.city(folder, size)
        return lambda: marts.through_dbt(home, memory, scores.CHOSEN)

    return prepare


def _quality_bare(memory: str) -> Callable[[Path, int], Work]:
    """The same statements without dbt."""

    def prepare(folder: Path, size: int) -> Work:
        home = scores.city(folder, size)
        return lambda: marts.by_sql(home, memory, scores.CHOSEN)

    return prepare


def _gate(judge: Callable[[Path], gate.Judged]) -> Callable[[Path, int], Work]:
    """The gate `received` over so many scores."""

    def prepare(folder: Path, size: int) -> Work:
        path = gate.received(folder, size)
        return lambda: judge(path)

    return prepare


def _night_first(folder: Path, size: int) -> Work:
    """A county's five years at once."""
    home = night.new_home(folder, size)
    return lambda: night.run(home)


def _night_again(folder: Path, size: int) -> Work:
    """The night after, in which nothing is new."""
    home = night.old_home(folder, size)
    return lambda: night.run(home)


def _night_corrected(folder: Path, size: int) -> Work:
    """A night with one corrected workbook."""
    home = night.old_home(folder, size)
    night.correct(home, night.county(folder, size))
    return lambda: night.run(home)


def _night_city(folder: Path, size: int) -> Work:
    """A night that makes everything of the packs of a city of so many schools."""
    home = city.home(folder, size)
    return lambda: replace(night.run(home), rows=city.scores(home))


def _marts(folder: Path, size: int) -> Work:
    """Every model of a county, by dbt."""
    home = marts.county(folder, night.county(folder, size))
    return lambda: marts.through_dbt(home, "2GB", ())


def _marts_bare(folder: Path, size: int) -> Work:
    """The same statements without dbt."""
    home = marts.county(folder, night.county(folder, size))
    return lambda: marts.by_sql(home, "2GB", ())


def _kept_again(folder: Path, size: int) -> Work:
    """Taking in where nothing is new, and nothing was moved out."""
    home = kept.county(folder, size)
    return lambda: kept.take_in(home, kept.LATER, [home / "inbox"])


def _kept_hash(folder: Path, size: int) -> Work:
    """The hashes of the same files."""
    import hashlib

    files = kept.files(folder, size)
    return lambda: len([hashlib.sha256(path.read_bytes()).hexdigest() for path in files])


def _kept_quiet(folder: Path, size: int) -> Work:
    """The whole command, where nothing is new."""
    home = kept.as_left(kept.county(folder, size))
    return lambda: kept.quiet_night(home)


def _kept_one(folder: Path, size: int) -> Work:
    """Taking in one corrected file."""
    home = kept.county(folder, size)
    return lambda: kept.one_corrected(home, folder)


def _kept_raw(folder: Path, size: int) -> Work:
    """The raw tables of a night."""
    home = kept.county(folder, size)
    return lambda: kept.raw_tables(home)


KEPT = (1_000, 4_000, 16_000)
CASES = {
    "read-bare": Case(_read_bare, (100_000, 1_000_000)),
    "read": Case(_read, (100_000, 1_000_000), "read-bare"),
    "read-pandas": Case(_read_pandas, (100_000,), "read-bare"),
    "schools-bare": Case(_schools_bare, (150,)),
    "schools": Case(_schools, (150,), "schools-bare"),
    "start": Case(_start, (1,), by_itself=True),
    "hash": Case(_hash, (150,)),
    "again": Case(_again, (150,), "hash"),
    "quality-bare": Case(_quality_bare("2GB"), (2_000_000, 20_000_000)),
    "quality": Case(_quality("2GB"), (2_000_000, 20_000_000), "quality-bare"),
    "marts-bare": Case(_marts_bare, (60, 400)),
    "marts": Case(_marts, (60, 400), "marts-bare"),
    "night": Case(_night_first, (60, 400), by_itself=True),
    "night-again": Case(_night_again, (400,), by_itself=True),
    "night-corrected": Case(_night_corrected, (400,), by_itself=True),
    "night-city": Case(_night_city, (300, 3600), by_itself=True),
    "gate-bare": Case(_gate(gate.by_sql), (2_000_000, 20_000_000)),
    "gate": Case(_gate(gate.by_gate), (2_000_000, 20_000_000), "gate-bare"),
    "kept-hash": Case(_kept_hash, KEPT),
    "kept-again": Case(_kept_again, KEPT, "kept-hash"),
    "kept-quiet": Case(_kept_quiet, KEPT, "kept-hash"),
    "kept-one": Case(_kept_one, KEPT, by_itself=True),
    "kept-raw": Case(_kept_raw, KEPT, by_itself=True),
    "quality-1gb": Case(_quality("1GB"), (2_000_000, 20_000_000), by_itself=True),
}
