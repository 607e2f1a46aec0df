"""Running dbt inside this process and telling a red test from a broken model."""

import gc
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from refresh.failures import is_shortage, redact
from refresh.narrator import Advance
from warehouse.files import read_json
from warehouse.home import Home
from warehouse.settings import ROOT, Settings

QUIET = {
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DO_NOT_TRACK": "1",
    # dbt keeps a file of the hints it gave: on a slow machine even a what-if would write one
    "DBT_ENGINE_HINTS_ENABLED": "false",
}

BROKEN_GRAIN = re.compile(r"unique_grain_\w+")
"""How macros/grain.sql begins what it says of a table whose key stands twice."""


@dataclass
class BuildResult:
    """What `dbt build` said: names of failed tests and of broken nodes."""

    failed_tests: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    node_count: int = 0

    @property
    def is_short(self) -> bool:
        """Whether memory or disk ran out."""
        return any(map(is_shortage, self.broken))


def build(
    home: Home, settings: Settings, database: Path, advance: Advance = lambda done, total: None
) -> BuildResult:
    """Build every model into `database` and run every data test; tell how far it is.

    dbt's own files stay in the home, so that homes do not race for one `target/`.
    """
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    return _invoke(arguments, home, settings, database, target_folder(home), advance)


def parse(home: Home, settings: Settings, database: Path, target: Path) -> dict[str, Any]:
    """The manifest of the models as they are now; dbt's files go to `target`."""
    result = _invoke(["parse"], home, settings, database, target)
    if result.broken:
        raise RuntimeError(result.broken[0])
    return read_json(target / "manifest.json")


def run_models(
    names: list[str], home: Home, settings: Settings, database: Path, target: Path,
    advance: Advance = lambda done, total: None,
) -> BuildResult:  # fmt: skip
    """Build the named models into `database`, whose other tables are there; no data test is run."""
    arguments = ["run", "--select", *names]
    return _invoke(arguments, home, settings, database, target, advance)


def _invoke(
    arguments: list[str], home: Home, settings: Settings, database: Path, target: Path,
    advance: Advance = lambda done, total: None,
) -> BuildResult:  # fmt: skip
    """dbt would also read settings in the login folder of whoever runs it: a service has none that
    it may enter, and a person's own must not change a night."""
    os.environ.update(
        QUIET,
        HOME=str(home.work),
        JUNHENG_HOME=str(home.root),
        JUNHENG_DATABASE=str(database),
        JUNHENG_MEMORY_LIMIT=settings.memory_limit,
        JUNHENG_THREADS=str(settings.threads),
    )
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    arguments = [*arguments, "--project-dir", str(ROOT), "--profiles-dir", str(ROOT)]
    arguments += ["--target-path", str(target), "--log-path", str(target)]
    arguments += ["--quiet", "--log-level", "none", "--no-use-colors"]
    try:
        # what dbt prints of an error is not ours to show on the channel of --json
        with redirect_stdout(sys.stderr), _seldom_collecting():
            outcome = dbtRunner(callbacks=[_Counter(advance)]).invoke(arguments)
    finally:
        # otherwise the file cannot be opened again in this process with other settings
        DuckDBConnectionManager.close_all_connections()
    if not outcome.success:
        gc.collect()  # the traceback of a statement that failed would hold its cursor open
    if outcome.exception is not None and outcome.result is None:
        return BuildResult(broken=[redact(f"dbt: {outcome.exception}")])
    results = getattr(outcome.result, "results", [])
    return _summarise(results)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """dbt makes few cycles and keeps a graph of a million objects, which Python would go through
    again and again: a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 10, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Counter:
    """Turns dbt's events into how many nodes are done of how many."""

    def __init__(self, advance: Advance):
        self.advance, self.done, self.total = advance, 0, 0

    def __call__(self, event: Any) -> None:
        if event.info.name == "ConcurrencyLine":
            self.total = event.data.node_count
        elif event.info.name == "NodeFinished" and self.total:
            self.done += 1
            self.advance(min(self.done, self.total), self.total)


def target_folder(home: Home) -> Path:
    """Where dbt leaves its manifest and logs."""
    return home.work / "dbt"


def manifest(home: Home) -> dict[str, Any]:
    """The manifest of the last build: labels, grains, zones, suppression classes."""
    found = read_json(target_folder(home) / "manifest.json")
    if found is None:
        raise FileNotFoundError(f"{target_folder(home)}: dbt left no manifest")
    return found


def _summarise(results: list[Any]) -> BuildResult:
    summary = BuildResult(node_count=len(results))
    for result in results:
        kind, status = result.node.resource_type, str(result.status)
        message = redact(f"{result.node.name}: {result.message}")
        if held := BROKEN_GRAIN.search(message):
            summary.failed_tests.append(held.group())
        elif kind == "test" and status in {"fail", "error"} and not is_shortage(message):
            summary.failed_tests.append(result.node.name)
        elif status in {"error", "fail", "runtime error"}:
            summary.broken.append(message)
    return summary
