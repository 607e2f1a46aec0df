"""A city's publication out of its counties' own: figures come along, rows about persons never do.

Each county runs its night in a home of its own. What it published (zone B, after suppression) is
laid together here, judged by the same gate, and published as a night would; nothing is computed
again but what adds up counties, and the reports.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from refresh import audit, build
from refresh.catalogue import Table, published_tables
from refresh.exits import Exit
from refresh.failures import AbsentError
from refresh.fingerprint import code_hash
from refresh.narrator import Advance, Narrator
from refresh.record import Night, is_of_city, new_night
from warehouse import runs
from warehouse.database import identifier, literal, remove_database, writing
from warehouse.files import read_json, sha256_of
from warehouse.home import Home, open_home
from warehouse.settings import Settings

COUNTY, FLAG = "county_id", "is_releasable"


@dataclass(frozen=True)
class Part:
    """The current publication of one home."""

    home: Home
    run_id: str
    manifest: dict[str, Any]

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.home.published / self.run_id

    def table(self, name: str) -> Path:
        """A table's Parquet."""
        return self.folder / "parquet" / f"{name}.parquet"


def parts_of(counties: list[Path]) -> list[Part]:
    """The current publications of several homes.

    Raises AbsentError for a home without a whole one, and for one that other code or other seeds
    made.
    """
    return [_part(open_home(path)) for path in counties]


def roll_up(
    parts: list[Part], home: Home, settings: Settings, narrator: Narrator, *, force: bool = False
) -> Exit:
    """Publish all `parts` together in `home`; the caller holds the lock.

    Returns 0, also when all of them are as they were, 20 when the gate is red, 40 or 60 when a
    figure of several counties cannot be computed. Raises AbsentError for a row that two of them
    tell, and for a home with rows of its own; the last publication stays as it was.
    """
    if (home.restricted / "files").exists() or (runs.records(home) and not is_of_city(home)):
        raise AbsentError("home_of_county", home.root)
    told = sorted([part.run_id, part.manifest["fingerprint"]["kept"]] for part in parts)
    last = (runs.records(home) or [{}])[-1]
    if not force and _is_as_left(home, last, told):
        narrator.say("no_change", run_id=last["run_id"])
        return Exit.DONE
    night = new_night(home, settings, narrator)
    night.record |= {"packs": [], "fingerprint": {"code": code_hash()}, "parts": told}
    return audit.recorded(night, lambda: _run(night, parts))


def _run(night: Night, parts: list[Part]) -> Exit:
    home, settings = night.home, night.settings
    with night.narrator.step("together") as advance:
        manifest = build.parse(home, settings, home.candidate, build.target_folder(home))
        tables = published_tables(manifest)
        _lay_together(home, settings, tables, parts, advance)
        across = [table.name for table in tables if table.crosses_counties]
        built = build.run_models(across, home, settings, home.candidate, build.target_folder(home))
    return audit.audit_and_publish(night, built)


def _is_as_left(home: Home, last: dict[str, Any], told: list) -> bool:
    current = runs.current_run(home)
    return (
        last.get("verdict") == "green"
        and last.get("parts") == told
        and last.get("fingerprint") == {"code": code_hash()}
        and current == last["run_id"]
        and runs.is_whole(home, current)
    )


def _part(home: Home) -> Part:
    run_id = runs.current_run(home)
    manifest = read_json(home.published / run_id / "manifest.json") if run_id else None
    if manifest is None:
        raise AbsentError("rollup_nothing", home.root)
    part = Part(home, str(run_id), manifest)
    for name, digest in manifest["files"].items():
        path = part.folder / name
        if path.parent.name == "parquet" and not (path.is_file() and sha256_of(path) == digest):
            raise AbsentError("rollup_damaged", path)
    if manifest["fingerprint"]["code"] != code_hash():
        raise AbsentError("rollup_other_code", home.root)
    return part


def _lay_together(
    home: Home, settings: Settings, tables: list[Table], parts: list[Part], advance: Advance
) -> None:
    """A candidate that holds every table of all parts, but for those to be computed again."""
    remove_database(home.candidate)
    with writing(home.candidate, settings) as database:
        for schema in sorted({table.schema for table in tables}):
            database.execute(f"create schema {identifier(schema)}")
        for done, table in enumerate(tables, start=1):
            if not table.crosses_counties:
                _lay_table(database, table, parts)
            advance(done, len(tables))


def _lay_table(database: duckdb.DuckDBPyConnection, table: Table, parts: list[Part]) -> None:
    """What every county has of its own stands below one another; what is the same for all (terms,
    indicators, rules) stands once."""
    paths = ", ".join(literal(part.table(table.name)) for part in parts)
    name = f"{identifier(table.schema)}.{identifier(table.name)}"
    names = {column.name for column in table.columns}
    lacks_flag = table.has_releasable_flag and FLAG not in names
    flag = f", true as {FLAG}" if lacks_flag else ""  # only such rows are published
    rows = f"select {'' if COUNTY in names else 'distinct '}* from read_parquet([{paths}])"  # noqa: S608
    database.execute(f"create table {name} as select *{flag} from ({rows})")  # noqa: S608
    grain = ", ".join(identifier(column) for column in table.grain)
    # a file that nobody could read belongs to no county, and each home may have some
    whose = f"where coalesce({COUNTY}, '') <> ''" if COUNTY in names else ""
    twice = database.execute(
        f"select {grain} from {name} {whose} "  # noqa: S608
        f"group by {grain} having count(*) > 1 order by all limit 1"
    ).fetchone()
    if twice is not None:
        raise AbsentError("rollup_twice", f"{table.name} {', '.join(map(str, twice))}")
