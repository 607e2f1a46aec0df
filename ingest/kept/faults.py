"""Faults of rows that were taken, which show only beside other forms: a night finds them with all
its models, and they are kept until the next one says otherwise."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.kept.packs import write_table
from ingest.kept.store import Submission
from ingest.problems import Problem

_OF = ("_file", "form", "county_id", "period")
_TEXTS = ("level", "code", "sheet", "column", "field", "found", "expected", "action")
FAULT = pa.schema([*((name, pa.string()) for name in (*_OF, *_TEXTS)), ("row", pa.int64())])


@dataclass(frozen=True)
class Fault:
    """A problem of a form in a kept file."""

    file: str
    form: str
    county_id: str
    period: str
    problem: Problem


class Faults:
    """The kept faults of every submission; empty before the first night."""

    def __init__(self, restricted: Path):
        path = _path(restricted)
        rows = pq.read_table(path).to_pylist() if path.exists() else []
        self._of: dict[tuple[str, ...], list[Problem]] = {}
        for row in rows:
            problem = Problem(**{name: row[name] for name in (*_TEXTS, "row")})
            self._of.setdefault(tuple(row[name] for name in _OF), []).append(problem)

    def __bool__(self) -> bool:
        return bool(self._of)

    def of(self, file: str, submission: Submission) -> list[Problem]:
        """What is wrong with a submission of a file, in the order of the sheet."""
        key = (file, submission.form, submission.county_id, submission.period)
        return self._of.get(key, [])

    def rows(self, file: str, submission: Submission) -> set[tuple[str, int]] | None:
        """The rows (sheet, number) of it with a fault, none when only a whole paper has one; None
        without any."""
        found = self.of(file, submission)
        return {(p.sheet, p.row) for p in found if p.row} if found else None


def keep_faults(restricted: Path, faults: list[Fault]) -> bool:
    """Keep what a night found instead of what was kept; whether that differs. It says nothing of
    a person: a score or a number is never told, only where it stands."""
    rows = []
    for fault in faults:
        of = (fault.file, fault.form, fault.county_id, fault.period)
        told = {name: getattr(fault.problem, name) for name in (*_TEXTS, "row")}
        rows.append(dict(zip(_OF, of, strict=True)) | told)
    path, table = _path(restricted), pa.Table.from_pylist(rows, FAULT)
    before = pq.read_table(path, schema=FAULT) if path.exists() else FAULT.empty_table()
    if before.equals(table):
        return False
    aside = path.with_suffix(".part")
    write_table(aside, table)
    aside.replace(path)
    return True


def _path(restricted: Path) -> Path:
    return restricted / "rows" / "fault.parquet"
