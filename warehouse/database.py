"""Opening DuckDB so that a night cannot be surprised by it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.settings import Settings

TIME_ZONE = "Asia/Shanghai"
"""Fixed: with the zone of the machine the last of August could be another school year."""


class StaleLogError(Exception):
    """A write-ahead log lies beside a database that is opened for reading."""


def remove_database(path: Path) -> None:
    """Delete a database and its write-ahead log.

    The log goes first: DuckDB 1.5 replays a left-over log into whatever new file has the name.
    """
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
    path.unlink(missing_ok=True)


@contextmanager
def writing(path: Path, settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that may write; checkpoints and closes at the end, so no log is left."""
    connection = duckdb.connect(str(path), config=_config(settings, path.parent / "spill"))
    try:
        connection.execute(f"set timezone = '{TIME_ZONE}'")
        yield connection
        connection.execute("checkpoint")
    finally:
        connection.close()


@contextmanager
def reading(path: Path, settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection that can neither reach other files nor be reconfigured.

    Raises StaleLogError when a write-ahead log lies beside the file (a dead writer's).
    """
    if path.with_name(path.name + ".wal").exists():
        raise StaleLogError(f"{path}: a write-ahead log of a dead writer lies beside it")
    config = {"memory_limit": settings.memory_limit, "threads": settings.threads}
    connection = duckdb.connect(str(path), read_only=True, config=config)
    try:
        connection.execute(f"set timezone = '{TIME_ZONE}'")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection
    finally:
        connection.close()


def _config(settings: Settings, spill: Path) -> dict[str, object]:
    return {
        "memory_limit": settings.memory_limit,
        "threads": settings.threads,
        "temp_directory": str(spill),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


def literal(text: object) -> str:
    """A text as an SQL literal, for the few statements that take no parameters (views, COPY)."""
    return "'" + str(text).replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name of ours as an SQL identifier; raises ValueError for anything but snake_case ASCII."""
    if not (name.isascii() and name.replace("_", "a").isalnum() and not name[0].isdigit()):
        raise ValueError(f"not an identifier of this project: {name!r}")
    return f'"{name}"'
