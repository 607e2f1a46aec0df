"""Two thousand damaged files: each is read as what it says, or refused by name.

What it says is told by another reading (`plainly`), strict and made of other means, whose cells
go through the same layouts: the same rows, the same problems, the same counts. So a dropped row or
a column that moved is seen even where every single value still looks right. A file that the strict
reading cannot make out must be refused, or give the rows of the good one, because the damage lies
where nobody reads. Workbooks of before 2007 and pages that are no whole XML have no strict
reading: there the rows must be those of the good file but for as few different values as there
are changed bytes, no row may be missing that was not sent back, and a truncated file has none.
"""

import io
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import xlwt

from ingest.books.limits import Limits
from ingest.given import Given
from ingest.kept.packs import part_rows
from ingest.pool import Pool
from ingest.problems import Problem
from ingest.tables import parse as parsing
from ingest.worker import Job
from tests.faults.mutations import BYTES, ZIPS, in_part, members
from tests.faults.plainly import Unreadable, read_plainly
from tests.faults.processes import children
from tests.faults.raw import rows as inline_rows
from tests.faults.raw import workbook_parts, worksheet, zipped
from tests.unit.ingest_books import (
    FILE,
    class_sheet,
    reader,
    student_row,
    student_sheet,
    workbook,
)
from tests.unit.test_ingest_kinds_more import cell, ods, row, sheet

LIMITS = Limits(cells=300_000, worker_bytes=2 << 30, file_seconds=10)
STUDENTS = student_sheet(*[student_row(n, 班级=f"{n % 4 + 1}班") for n in range(12)])
CLASSES = class_sheet(*[["一年级", f"{n}班", 30 + n] for n in range(9)], ["合计", "", 306])


def as_xls() -> bytes:
    book, target = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    for name, lines in (("学生", STUDENTS), ("班级", CLASSES)):
        one = book.add_sheet(name)
        for r, line in enumerate(lines):
            for c, value in enumerate(line):
                one.write(r, c, value)
    book.save(target)
    return target.getvalue()


def as_ods() -> bytes:
    def made(value: object) -> str:
        if isinstance(value, int):
            return cell("float", str(value), office_value=str(value))
        return cell(text=str(value)) if value else "<table:table-cell/>"

    empty = row("<table:table-cell/>", repeats=1000)
    tables = {"学生": STUDENTS, "班级": CLASSES}
    return ods("".join(
        sheet(*[row(*map(made, line)) for line in lines], empty, name=name)
        for name, lines in tables.items()
    ))  # fmt: skip


def as_page() -> bytes:
    def line(values: list) -> str:
        return "<tr>" + "".join(f"<td>{value}</td>" for value in values) + "</tr>"

    tables = ["<table>" + "\n".join(map(line, lines)) + "</table>" for lines in (STUDENTS, CLASSES)]
    return f"<html><body>{''.join(tables)}</body></html>".encode()


def as_csv(encoding: str) -> bytes:
    return "\r\n".join(",".join(map(str, line)) for line in STUDENTS).encode(encoding)


XLSX = workbook({"学生": STUDENTS, "班级": CLASSES})
INLINE = zipped(workbook_parts(worksheet(inline_rows(*[map(str, line) for line in STUDENTS]))))
# kind, good file, mutations and how many of them
BASES = {
    "xlsx": ("xlsx", XLSX, [in_part, in_part, in_part, *ZIPS], 500),
    "xlsx, its bytes": ("xlsx", XLSX, BYTES, 150),
    "xlsx, texts in cells": ("xlsx", INLINE, [in_part, in_part, in_part, *ZIPS], 250),
    "ods": ("ods", as_ods(), [in_part, in_part, in_part, *ZIPS], 300),
    "xls": ("xls", as_xls(), BYTES, 300),
    "html": ("html", as_page(), BYTES, 200),
    "csv": ("csv", as_csv("utf-8"), BYTES, 100),
    "csv in gb18030": ("csv", as_csv("gb18030"), BYTES, 100),
}
ARCHIVES = 100


@dataclass
class Outcome:
    """What a file gave: rows by form, sheet and row number; rows sent back; rows in and blank."""

    refusals: list[str] = field(default_factory=list)
    rows: dict[tuple, tuple] = field(default_factory=dict)
    rejected: set[tuple] = field(default_factory=set)
    counts: Counter = field(default_factory=Counter)

    def add(self, form: str, rows: pa.Table, problems: list[Problem], sheets: dict) -> None:
        for line in rows.drop_columns(["_file"]).to_pylist():
            self.rows[form, line.pop("_sheet"), line.pop("_row")] = tuple(line.items())
        self.rejected |= {(form, p.sheet, p.row, p.code, p.column) for p in problems}
        for name, counts in sheets.items():
            self.counts[form, name, "in"] += counts.rows_in
            self.counts[form, name, "blank"] += counts.rows_blank
            loaded, rejected = counts.rows_loaded, counts.rows_rejected
            assert counts.rows_in == loaded + rejected + counts.rows_blank

    @property
    def said(self) -> tuple:
        return self.rows, self.rejected, self.counts


def of_reading(reading: Any) -> Outcome:
    if reading is None:
        return Outcome(["reader_failed"])
    outcome = Outcome([p.code for _, p in reading.problems if p.level == "file"])
    for part in reading.parts:
        outcome.add(part.submission.form, part_rows(part), part.problems, part.sheets)
    return outcome


def of_plain_reading(kind: str, data: bytes, patch: pytest.MonkeyPatch) -> Outcome:
    """Raises Unreadable."""
    book = read_plainly(kind, data)
    patch.setattr(parsing, "read_book", lambda *_: book)
    parsed = parsing.parse(data, FILE, reader(LIMITS))
    outcome = Outcome([problem.code for problem in parsed.problems])
    for part in parsed.parts:
        outcome.add(part.form, part.rows, part.problems, part.sheets)
    return outcome


def is_nearly(outcome: Outcome, good: Outcome, changes: int) -> bool:
    """Whether nothing but a few values changed, and no row went missing."""
    sent_back = {key[:3] for key in outcome.rejected}
    if outcome.rows.keys() - good.rows.keys():
        return False
    if good.rows.keys() - outcome.rows.keys() - sent_back:
        return False
    differences = {
        pair
        for key, line in outcome.rows.items()
        for pair in zip(good.rows[key], line, strict=True)
        if pair[0] != pair[1]
    }
    return len(differences) <= changes


def verdict(name: str, outcome: Outcome, good: Outcome, data: bytes,
            patch: pytest.MonkeyPatch) -> str:  # fmt: skip
    if outcome.refusals:
        return "refused"
    if outcome.said == good.said:
        return "the same"
    kind = BASES[name][0]
    try:
        plain = of_plain_reading(kind, data, patch) if kind != "xls" else None
    except Unreadable:
        plain = None if kind == "html" else Outcome()
    if plain is None:
        cut_off = len(data) < len(BASES[name][1]) - 64
        return "nearly" if not cut_off and is_nearly(outcome, good, 8) else "WRONG"
    return "as it says" if not plain.refusals and plain.said == outcome.said else "WRONG"


def damaged(name: str) -> Iterator[tuple[int, bytes]]:
    _, good, mutations, count = BASES[name]
    for number in range(count):
        dice = random.Random(f"{name} {number}")
        yield number, dice.choice(mutations)(good, dice)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter]:
    """How many damaged files of each kind ended how, with the worst by name."""
    folder, before = tmp_path_factory.mktemp("fuzz"), children()
    told: dict[str, Counter] = {}
    with Pool(reader(LIMITS), 2) as pool, pytest.MonkeyPatch.context() as patch:
        for name, (_, data, *_) in BASES.items():
            files = {folder / "good": data}
            files |= {folder / f"{number}": changed for number, changed in damaged(name)}
            outcomes = _read(pool, folder, files)
            good = outcomes.pop(folder / "good")
            assert not good.refusals and len(good.rows) in {12, 21}, (name, good.refusals)
            told[name] = Counter()
            for path, outcome in outcomes.items():
                said = verdict(name, outcome, good, files[path], patch)
                told[name][f"{said} {path.name}" if said == "WRONG" else said] += 1
                told[name]["failed"] += outcome.refusals == ["reader_failed"]
    assert children() == before
    return told


def _read(pool: Pool, folder: Path, files: dict[Path, bytes]) -> dict[Path, Outcome]:
    for path, data in files.items():
        path.write_bytes(data)
    jobs = [Job("read", path, (path.name, folder, Given())) for path in files]
    return {job.path: of_reading(answer) for job, answer in pool.run(jobs)}


def test_two_thousand_damaged_files_were_tried():
    assert sum(count for *_, count in BASES.values()) + ARCHIVES == 2000


@pytest.mark.parametrize("name", BASES)
def test_a_damaged_file_is_read_as_what_it_says_or_refused(name: str, verdicts: dict):
    wrong = [said for said in verdicts[name] if said.startswith("WRONG")]
    assert not wrong, wrong


@pytest.mark.parametrize("name", BASES)
def test_the_damage_was_neither_too_small_nor_too_large_to_tell(name: str, verdicts: dict):
    told = verdicts[name]
    assert told["refused"] and told["the same"] + told["as it says"] + told["nearly"]
    assert told["failed"] <= 0.05 * BASES[name][3]


def test_a_damaged_archive_gives_the_files_it_held_or_none(tmp_path: Path):
    """Every file in a zip has a checksum: what comes out is what went in."""
    data = zipped({"学生.xlsx": XLSX, "a/班级.csv": as_csv("utf-8"), "b/学生.xls": as_xls()})
    held, folder, before = members(data), tmp_path / "out", children()
    folder.mkdir()
    sizes = Counter()
    with Pool(reader(LIMITS), 2) as pool:
        jobs = []
        for number in range(ARCHIVES):
            dice = random.Random(f"archive {number}")
            path = tmp_path / str(number)
            path.write_bytes(dice.choice([*BYTES, *ZIPS[:1], *ZIPS[2:]])(data, dice))
            jobs.append(Job("unpack", path, (folder,)))
        for _, found in pool.run(jobs):
            sizes[len(found)] += 1
            assert all(member.path.read_bytes() in held for member in found)
    assert set(sizes) <= {0, 2, 3}
    assert all(sizes[size] for size in (0, 2, 3))
    assert children() == before
