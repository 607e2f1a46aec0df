"""Marts through dbt and by the very statements that dbt compiled, run by DuckDB alone."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LEFT_OUT = ("resource_type:test", "resource_type:unit_test", "resource_type:seed")


@dataclass(frozen=True)
class Marts:
    """What a run cost: seconds of its statements, and apart from them those of the estimator and
    of everything else, which is dbt's own start."""

    rows: int
    seconds: float
    estimator_seconds: float
    start_seconds: float


def through_dbt(home: Path, memory: str, chosen: tuple[str, ...]) -> Marts:
    """The `chosen` models, or all, by `dbt build` in a process of its own; one model at a time, or
    two would wait for each other and their seconds count twice."""
    _forget(home)
    start = time.perf_counter()
    run_dbt(home, "build", *(["--select", *chosen] if chosen else []), "--exclude", *LEFT_OUT,
            memory=memory)  # fmt: skip
    whole = time.perf_counter() - start
    results = json.loads((_target(home) / "run_results.json").read_text(encoding="utf-8"))
    took = {True: 0.0, False: 0.0}
    models = [r for r in results["results"] if r["unique_id"].startswith("model.")]
    for result in models:
        took[_is_estimator(result["unique_id"])] += result["execution_time"]
    (home / "order.json").write_text(json.dumps([r["unique_id"] for r in models]))
    return Marts(_rows(home), took[False], took[True], whole - sum(took.values()))


def by_sql(home: Path, memory: str, chosen: tuple[str, ...]) -> Marts:
    """The very statements that dbt compiled, one after another in this process."""
    import duckdb

    from estimation.rows import table

    if not (home / "order.json").exists():
        through_dbt(home, memory, chosen)
    statements = _statements(home)
    _forget(home)
    seconds = estimator = 0.0
    with duckdb.connect(str(database_of(home)), config={"memory_limit": memory}) as database:
        for schema in {name.rpartition(".")[0] for name, _ in statements}:
            database.execute(f"create schema if not exists {schema}")
        for name, sql in statements:
            began = time.perf_counter()
            if sql is None:
                sums = database.execute(f"from {_SUMS[name]}").to_arrow_table()
                database.register("figures", table(sums))
                database.execute(f"create table {name} as from figures")
                estimator += time.perf_counter() - began
            else:
                database.execute(f"create table {name} as {sql}")
                seconds += time.perf_counter() - began
    return Marts(_rows(home), seconds, estimator, 0.0)


_SUMS = {
    "intermediate.int_variance_estimated": "intermediate.int_paper_school_summed",
    "intermediate.int_value_added_estimated": "intermediate.int_value_added_summed",
}
"""What a model in Python is made from."""


def _is_estimator(unique_id: str) -> bool:
    return unique_id.endswith("_estimated")


def _statements(home: Path) -> list[tuple[str, str | None]]:
    """Schema and table of each model in the order in which dbt built it, and its select; nothing
    for a model in Python."""
    manifest = json.loads((_target(home) / "manifest.json").read_text(encoding="utf-8"))
    order = json.loads((home / "order.json").read_text(encoding="utf-8"))
    found = []
    for unique_id in order:
        node = manifest["nodes"][unique_id]
        compiled = _target(home) / "compiled" / "junheng" / node["original_file_path"]
        is_sql = node["language"] == "sql"
        name = f"{node['schema']}.{node['name']}"
        found.append((name, compiled.read_text(encoding="utf-8") if is_sql else None))
    return found


def database_of(home: Path) -> Path:
    """Where `city` put the scores and dbt its tables."""
    return home / "restricted" / "work" / "dev.duckdb"


def _target(home: Path) -> Path:
    return home / "restricted" / "work" / "dbt"


def _rows(home: Path) -> int:
    import duckdb

    with duckdb.connect(str(database_of(home)), read_only=True) as database:
        return database.execute("select count(*) from marts.fct_assessment_score").fetchone()[0]


def _forget(home: Path) -> None:
    """Drop what an earlier run built."""
    import duckdb

    with duckdb.connect(str(database_of(home))) as database:
        for schema in ("staging", "intermediate", "marts", "reports"):
            database.execute(f"drop schema if exists {schema} cascade")


def run_dbt(home: Path, *arguments: str, memory: str = "2GB") -> None:
    """A command of dbt in a process of its own; RuntimeError with what it said when it fails."""
    settings = {"JUNHENG_HOME": str(home.resolve()), "JUNHENG_MEMORY_LIMIT": memory,
                "JUNHENG_THREADS": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}  # fmt: skip
    command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", *arguments]
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True,
                          check=False)  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stdout[-3000:])


def made_once(home: Path, make: Callable[[], None]) -> Path:
    """The home, which `make` fills unless it has been by the code there is; with all seeds."""
    from refresh.fingerprint import code_hash
    from warehouse.files import read_json, write_json

    if read_json(home / "ready.json") != code_hash():
        shutil.rmtree(home, ignore_errors=True)
        (home / "restricted" / "work").mkdir(parents=True)
        make()
        run_dbt(home, "seed")
        write_json(home / "ready.json", code_hash())
    return home


def county(folder: Path, files: Path) -> Path:
    """A home that has taken in the workbooks of a county and loaded them."""
    home = folder / f"marts-{files.parent.name}"

    def make() -> None:
        for command in (["ingest", str(files.resolve())], ["load"]):
            subprocess.run([sys.executable, "-m", "refresh", *command, "--home", str(home)],
                           check=False, capture_output=True)  # fmt: skip

    return made_once(home, make)
