"""What was received, judged by Great Expectations and by the same questions as plain SQL."""

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.marts import database_of
from benchmarks.scores import city

SUITE = "received"


@dataclass(frozen=True)
class Judged:
    """Seconds of the answers; apart from them those of importing what asks."""

    rows: int
    seconds: float
    import_seconds: float
    expectations: int


def received(folder: Path, size: int) -> Path:
    """A database with `size` scores in force, as the gate sees it before anything is built."""
    import duckdb

    from refresh.candidate import create_gate

    path = database_of(city(folder, size))
    with duckdb.connect(str(path)) as database:
        database.execute("drop schema if exists gate cascade")
        create_gate(database)
    return path


def by_gate(path: Path) -> Judged:
    """As a night does it."""
    from expectations import gate

    began = time.perf_counter()
    import great_expectations  # noqa: F401 - what the gate imports when it is first asked

    imported = time.perf_counter()
    found = gate.run_suite(SUITE, path)
    done = time.perf_counter()
    return Judged(_rows(path), done - imported, imported - began, len(found.rules))


def by_sql(path: Path) -> Judged:
    """One statement a rule, on one connection: how many rows there are that should not be."""
    import duckdb

    from expectations.suite import QUERY, batch_query, gx_kwargs, load_suite

    suite = load_suite(SUITE)
    with duckdb.connect(str(path), read_only=True) as database:
        began = time.perf_counter()
        for rule in suite.expectations:
            rows = f"({batch_query(suite, rule.meta.table)}) as batch"
            kwargs = gx_kwargs(suite, rule)
            if QUERY in kwargs:
                asked = f"({kwargs[QUERY]}) as found"
            elif "column" in kwargs:
                asked = f"{rows} where {_wrong(kwargs)}"
            else:
                asked = rows
            database.execute(f"select count(*) from {asked}").fetchone()  # noqa: S608 - ours
        seconds = time.perf_counter() - began
    return Judged(_rows(path), seconds, 0.0, len(suite.expectations))


def _wrong(kwargs: dict) -> str:
    """The cells that an expectation about a column would call wrong."""
    column = f'"{kwargs["column"]}"'
    if "value_set" in kwargs:
        allowed = ", ".join(f"'{value}'" for value in kwargs["value_set"])
        return f"{column} not in ({allowed})"
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    below = f"{column} < {low}" if low is not None else ""
    above = f"{column} > {high}" if high is not None else ""
    return " or ".join(filter(None, (below, above)))


def _rows(path: Path) -> int:
    import duckdb

    with duckdb.connect(str(path), read_only=True) as database:
        return database.execute("select count(*) from raw.assessment").fetchone()[0]
