"""What a what-if starts from: the last publication, and the rows that it was made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from ingest.layout import Layouts
from ingest.reference import Reference
from ingest.whatif import Change, Line
from refresh.failures import AbsentError
from refresh.fingerprint import code_hash
from warehouse import runs
from warehouse.database import identifier
from warehouse.files import read_json
from warehouse.home import Home

Row = dict[str, Any]


@dataclass(frozen=True)
class Basis:
    """A publication that can be asked: `published` has the verdicts as everybody sees them,
    `kept` every row and seed behind them."""

    run_id: str
    started_at: str
    as_of: str | None
    published: Path
    kept: Path


def find_basis(home: Home) -> Basis:
    """The current publication with its kept database.

    Raises AbsentError when there is none, or when other code made it: then a difference between
    two verdicts could be the code's.
    """
    run_id, folder = runs.current_run(home), runs.current_folder(home)
    kept = home.kept / f"{run_id}.duckdb"
    if folder is None or not kept.exists():
        raise AbsentError("no_run", folder or home.published)
    manifest = read_json(folder / "manifest.json")
    if manifest["fingerprint"]["code"] != code_hash():
        raise AbsentError("other_code", run_id)
    started, as_of = manifest["started_at"], manifest["as_of"]
    return Basis(str(run_id), started, as_of, folder / "marts.duckdb", kept)


@dataclass(frozen=True)
class Cycle:
    """The assessment of a county that a school year's statistics are for."""

    county_id: str
    cycle_id: str
    school_year: int
    finance_year: int


@dataclass(frozen=True)
class Placed:
    """A change with the assessment it is for, and the file and cell that its old value came from;
    a row that is added has no cell, and goes into the sender's file."""

    change: Change
    cycle: Cycle
    period_column: str
    file: str
    file_name: str
    cell: str


class Kept:
    """The kept database as a workbook of changes is held against it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, layouts: Layouts):
        self.connection, self.layouts = connection, layouts
        self._known: dict[tuple[str, str, str], list[Row]] = {}

    @cached_property
    def reference(self) -> Reference:
        """The schools and counties of every list that was published, older years first."""
        reference = Reference(self.layouts.vocabulary.schools)
        for name, layout in self.layouts.forms.items():
            if layout.provides:
                order = f"{identifier(layout.period_column)}, _file, _row"
                rows = self._select(f"select * from {_staging(name)} order by {order}")  # noqa: S608
                for row in rows:
                    reference.add_row(layout, row)
        return reference

    @cached_property
    def cycles(self) -> dict[tuple[str, int], Cycle]:
        """By county and school year of the statistics."""
        rows = self._select(
            "select county_id, cycle_id, statistics_school_year, finance_year "
            "from intermediate.int_county_cycle"
        )
        found = [Cycle(*row.values()) for row in rows]
        return {(cycle.county_id, cycle.school_year): cycle for cycle in found}

    @property
    def newest_year(self) -> int:
        """The school year of the newest assessment."""
        return max(year for _, year in self.cycles)

    def county_of(self, line: Line) -> str:
        """The county of a line's school, else that of its table."""
        school = self.reference.schools.get(line.school_id or "")
        return school.county_id if school else line.county_id

    def period(self, form: str, county_id: str, school_year: int) -> str:
        """The period of a form that counts in the assessment of a school year."""
        cycle = self.cycles[county_id, school_year]
        layout = self.layouts.forms[form]
        year = cycle.finance_year if layout.period == "finance_year" else cycle.school_year
        return str(year)

    def is_sent(self, form: str, county_id: str, sender_id: str, period: str) -> bool:
        """Whether a submission is in force."""
        return bool(self._submissions(form, county_id, sender_id, period))

    def rows(self, form: str, county_id: str, period: str) -> list[Row]:
        """The rows of a county in force, each always the same object."""
        key = form, county_id, period
        if key not in self._known:
            column = identifier(self.layouts.forms[form].period_column)
            self._known[key] = self._select(
                f"select * from {_staging(form)} where county_id = ? "  # noqa: S608
                f"and cast({column} as varchar) = ? order by sender_id, _file, _sheet, _row",
                [county_id, period],
            )
        return self._known[key]

    def place(self, change: Change) -> Placed:
        """Where the old value of a change came from."""
        whose = (change.form, change.county_id, change.sender_id, change.period)
        sent = self._submissions(*whose)[0]
        cycle = self.cycles[change.county_id, change.line.school_year]
        column = self.layouts.forms[change.form].period_column
        cell = "" if change.is_added else self._cell(change)
        return Placed(change, cycle, column, sent["_file"], sent["file_name"], cell)

    def _submissions(self, *whose: str) -> list[Row]:
        return self._select(
            "select _file, file_name from staging.stg_submission where is_effective "
            "and form = ? and county_id = ? and sender_id = ? and period = ?",
            whose,
        )

    def _cell(self, change: Change) -> str:
        """The address on its sheet; '' for a heading that is not there, or stands there twice."""
        row = change.row
        found = self._select(
            "select distinct column_letter, item_row from staging.stg_cell_map "
            "where _file = ? and form = ? and sheet = ? and field = ?",
            [row["_file"], change.form, row["_sheet"], change.spec.name],
        )
        cells = [f"{at['column_letter']}{at['item_row'] or row['_row']}" for at in found]
        return cells[0] if len(cells) == 1 else ""

    def _select(self, sql: str, values: Iterable[Any] = ()) -> list[Row]:
        done = self.connection.execute(sql, list(values))
        names = [column[0] for column in done.description]
        return [dict(zip(names, row, strict=True)) for row in done.fetchall()]


def _staging(form: str) -> str:
    return f"staging.{identifier(f'stg_{form}')}"
