"""The lines of a workbook of changes, read as every received workbook is."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.given import Given
from ingest.kept.packs import part_rows
from ingest.pool import Pool
from ingest.problems import Problem, make
from ingest.staged import Reading
from ingest.staging import passing_folder
from ingest.tables.heading_words import nearest
from ingest.tables.reader import Reader
from ingest.text import column_index
from ingest.worker import Job


@dataclass(frozen=True)
class Line:
    """One change as it is written: words of the form, and where on which sheet (`row` from 1,
    columns from 0 by field)."""

    sheet: str
    row: int
    county_id: str
    school_year: int
    school_id: str | None
    form: str | None
    row_name: str | None
    item: str
    new_value: str
    reason: str | None
    columns: dict[str, int] = field(default_factory=dict)

    def place(self, name: str) -> dict[str, object]:
        """Where to point, for a problem of one of the fields."""
        return {"sheet": self.sheet, "row": self.row, "column": self.columns.get(name)}


def read_lines(
    path: Path, reader: Reader, year: int, county_id: str
) -> tuple[list[Line], list[Problem]]:
    """The lines of a workbook, from top to bottom, and what is wrong with it.

    A table that names no school year is of `year`, one that names no county of `county_id`.
    """
    with passing_folder() as staging, Pool(reader, 1) as pool:
        # a year that the command told could only contradict one that the workbook names
        for period in ("", str(year)):
            job = Job("read", path, ("changes", staging, Given(period=period, sender=county_id)))
            reading = next(answer for _, answer in pool.run([job]))
            if reading is None:
                return [], [make("reader_failed")]
            problems = [problem for _, problem in reading.problems]
            if "unknown_period" not in {problem.code for problem in problems}:
                break
        return _lines(reading), problems


def _lines(reading: Reading) -> list[Line]:
    found = []
    for part in reading.parts:
        columns = {at["field"]: column_index(at["column_letter"]) for at in part.cell_map}
        found += [_line(row, columns) for row in part_rows(part).to_pylist()]
    return found


def _line(row: dict, columns: dict[str, int]) -> Line:
    names = [name for name in Line.__dataclass_fields__ if name in row]
    line = Line(row["_sheet"], row["_row"], **{name: row[name] for name in names})
    return replace(line, columns=columns)


def with_nearest(problems: list[Problem], names: Iterable[str]) -> list[Problem]:
    """The problems, those of an unknown item with the name that is most like it."""
    known = list(names)
    return [_named(problem, known) for problem in problems]


def _named(problem: Problem, names: list[str]) -> Problem:
    if (problem.code, problem.field) != ("not_in_code_list", "item"):
        return problem
    near = nearest([problem.found], names)
    place = {"sheet": problem.sheet, "row": problem.row, "column": column_index(problem.column)}
    words = {"field": "item", "found": problem.found, "nearest": near[1] if near else ""}
    return make("unknown_item", "change", **place, **words)
