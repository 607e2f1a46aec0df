"""What every test shares: system programs are required in CI and named elsewhere, and a run on
another line of DuckDB is on that line."""

import importlib.util
import os
import shutil
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import duckdb
import pytest

from tests.duckdb_lines import WANTED, is_again, is_wanted

NEEDS = {
    "browser": ("chromium", "Debian package chromium"),
    "office": ("soffice", "Debian package libreoffice-calc"),
    "jvm": ("java", "Debian package default-jre-headless"),
}
NO_SKIP = bool(os.environ.get("JUNHENG_TEST_NO_SKIP"))


# One of several processes that run tests has a main module without a name, from which pyspark, that
# Great Expectations imports, concludes that it is in a doctest, and leaves.
main = sys.modules["__main__"]
if main.__spec__ is None:
    main.__spec__ = ModuleSpec("__main__", None)


def pytest_configure(config: pytest.Config) -> None:
    """A run that promises a line of DuckDB and has another proves nothing."""
    if WANTED and duckdb.__version__ != WANTED:
        raise pytest.UsageError(
            f"JUNHENG_TEST_DUCKDB promises DuckDB {WANTED}, found {duckdb.__version__} "
            f"({duckdb.__file__}): run `make duckdb-2`"
        )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """On a second line of DuckDB, what it cannot change is not asked again."""
    if not WANTED or collection_path.suffix != ".py":
        return None
    return not is_again(collection_path.relative_to(config.rootpath).as_posix()) or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if WANTED:
        left = [item for item in items if not is_wanted(item.nodeid)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if is_wanted(item.nodeid)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (program, package) in NEEDS.items():
        if item.get_closest_marker(marker) and shutil.which(program) is None:
            unavailable(f"needs {program}: {package}")
    if item.get_closest_marker("jvm") and importlib.util.find_spec("pyspark") is None:
        unavailable("needs the spark extra: make spark")


def unavailable(reason: str) -> None:
    """Skip with the reason; under continuous integration fail instead."""
    if NO_SKIP:
        pytest.fail(f"must not skip in CI: {reason}")
    pytest.skip(reason)
