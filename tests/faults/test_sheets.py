"""Sheets of an xlsx that are too large, or written so that a reader shows something else."""

import random
import string
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from ingest.books.sheet import ErrorCell
from ingest.given import Given
from ingest.pool import Pool
from ingest.worker import Job
from tests.faults.raw import MAIN, cell, rows, workbook_parts, worksheet, xlsx, zipped
from tests.unit.ingest_books import reader, write

LIMITS = Limits()


def shown(data: bytes, limits: Limits = LIMITS) -> list[list]:
    return read_book(data, limits).sheets[0].rows


def refused(data: bytes, limits: Limits = LIMITS) -> tuple[str, str]:
    with pytest.raises(Refused) as refusal:
        read_book(data, limits)
    return refusal.value.code, refusal.value.found


def row(*cells: str, at: int = 1) -> str:
    return f'<row r="{at}">{"".join(cells)}</row>'


def strings(*texts: str) -> bytes:
    return f'<sst xmlns="{MAIN}">{"".join(f"<si><t>{t}</t></si>" for t in texts)}</sst>'.encode()


FAR = {
    "the last cell": row('<c r="XFD1048576"><v>1</v></c>', at=1048576),
    "the last cell, an error": row('<c r="XFD1048576" t="e"><v>#N/A</v></c>', at=1048576),
    "the last cell, written oddly": row('<c\tr="XFD1048576"><v>1</v></c>', at=1048576),
    "right of the last column": row('<c r="XFE1"><v>1</v></c>'),
    "right of all columns": row('<c r="ZZZZZZ1"><v>1</v></c>'),
    "below the last row": row('<c r="A1048577"><v>1</v></c>', at=1048577),
    "below all rows": row('<c r="A99999999999"><v>1</v></c>', at=99999999999),
}


@pytest.mark.parametrize("far", FAR.values(), ids=FAR.keys())
def test_a_far_cell_is_refused_by_the_scan(far: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr("ingest.books.xlsx.python_calamine.CalamineWorkbook")
    assert refused(xlsx(row(cell("A1", "a")) + far))[0] == "over_limit"


@pytest.mark.parametrize("far", ["", "></c>"])
@pytest.mark.parametrize("place", ["XFD1048576", "ZZ1048576", "A1048576"])
def test_a_far_cell_that_is_only_coloured_is_nothing(place: str, far: str):
    coloured = f'<c r="{place}" s="0"{far or "/>"}'
    assert shown(xlsx(row(cell("A1", "a")) + row(coloured, at=1048576))) == [["a"]]


def test_a_million_empty_rows_are_nothing():
    empty = "".join(f'<row r="{n}"/>' for n in range(2, 1_048_577))
    assert shown(xlsx(row(cell("A1", "a")) + empty)) == [["a"]]


@pytest.mark.parametrize("where", ["inline", "shared", "calculated"])
def test_a_text_of_300_megabytes_ends_the_scan_where_it_is_too_long(
    where: str, unpacked: list[int], monkeypatch: pytest.MonkeyPatch
):
    """Let through by its ratio, so that the scan itself must stop."""
    monkeypatch.delattr("ingest.books.xlsx.python_calamine.CalamineWorkbook")
    text = "x" * 300_000_000
    data = {
        "inline": lambda: xlsx(row(cell("A1", text))),
        "shared": lambda: xlsx(row('<c r="A1" t="s"><v>0</v></c>'), sharedStrings=strings(text)),
        "calculated": lambda: xlsx(row(f'<c r="A1" t="str"><v>{text}</v></c>')),
    }[where]()
    unpacked.clear()
    assert refused(data) == ("over_limit", "ratio")
    assert unpacked == []
    assert refused(data, Limits(ratio=1 << 30)) == ("over_limit", "text")
    assert sum(unpacked) < 3 << 20


def test_a_text_as_long_as_excel_allows_is_read():
    letters = random.Random(1).choices(string.ascii_letters + "中文", k=32_767)
    assert shown(xlsx(row(cell("A1", "".join(letters))))) == [["".join(letters)]]


def test_ten_thousand_sheets_are_refused_by_their_list(unpacked: list[int]):
    parts = workbook_parts(*[worksheet(rows(["a"]))] * 10_000)
    unpacked.clear()
    assert refused(zipped(parts)) == ("over_limit", "sheets")
    assert len(unpacked) < 10


def test_more_cells_than_a_reader_can_lay_out():
    sheets = [worksheet(rows(*[["a", "b"]] * 30))] * 3
    assert refused(zipped(workbook_parts(*sheets)), Limits(cells=150)) == ("over_limit", "cells")
    assert refused(zipped(workbook_parts(*sheets)), Limits(cells=50))[0] == "over_limit"


NO_INDEX = ["-1", "+1", "1.0", " 1", "1x", "1e0", "99", "18446744073709551616", "&#49;"]


@pytest.mark.parametrize("index", NO_INDEX)
def test_a_shared_text_that_is_not_there_is_never_another(index: str):
    cells = row(f'<c r="A1" t="s"><v>{index}</v></c>', '<c r="B1" t="s"><v>1</v></c>')
    assert refused(xlsx(cells, sharedStrings=strings("甲", "乙")))[0] == "not_a_spreadsheet"


# The reader (calamine) shows another value for each of these, or none.
UNCLEAR = {
    "two cells in one place": row(cell("A1", "a"), cell("A1", "b")),
    "two values in a cell": row('<c r="A1"><v>1</v><v>2</v></c>'),
    "a comment in a number": row('<c r="A1"><v>1<!-- -->2</v></c>'),
    "a comment around a cell": row(cell("A1", "a"), f"<!--{cell('B1', 'b')}-->"),
    "an instruction in a number": row('<c r="A1"><v>1<?x?>2</v></c>'),
    "a number in a CDATA section": row('<c r="A1"><v><![CDATA[12]]></v></c>'),
    "no such place": row(cell("A0", "a")),
    "no such type": row('<c r="A1" t="x"><v>1</v></c>'),
    "no truth value": row('<c r="A1" t="b"><v>2</v></c>'),
    "an unknown entity": row(cell("A1", "&gone;")),
    "a number as entities": row('<c r="A1"><v>&#49;2</v></c>'),
    "a second block of rows": row(cell("A1", "a")) + f"</sheetData><sheetData>{cell('A2', 'b')}",
}


@pytest.mark.parametrize("data", UNCLEAR.values(), ids=UNCLEAR.keys())
def test_what_programs_read_in_two_ways_is_refused(data: str):
    assert refused(xlsx(data))[0] == "not_a_spreadsheet"


@pytest.mark.parametrize("order", [(3, 1, 2), (1, 3, 2), (2, 1, 3)])
def test_rows_in_disorder_are_all_there(order: tuple[int, ...]):
    data = "".join(row(cell(f"A{n}", str(n)), at=n) for n in order)
    assert shown(xlsx(data)) == [["1"], ["2"], ["3"]]


def in_part(name: str, target: str) -> bytes:
    """A workbook whose sheet lies somewhere else."""
    error = row('<c r="A1" t="e"><v>#N/A</v></c>', cell("B1", "b"))
    parts = workbook_parts(worksheet(error), targets=[target])
    return zipped({name if part.endswith("sheet1.xml") else part: c for part, c in parts.items()})


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("xl/worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"),
        ("xl/worksheets/sheet1.xml", "Worksheets/SHEET1.XML"),
        ("xl\\worksheets\\sheet1.xml", "worksheets/sheet1.xml"),
        ("xl/worksheets/deep/sheet.xml", "worksheets/deep/sheet.xml"),
        ("xl/other/sheet.dat", "other/sheet.dat"),
    ],
)
def test_the_part_that_is_read_is_the_part_that_was_looked_at(name: str, target: str):
    assert shown(in_part(name, target)) == [[ErrorCell("#N/A"), "b"]]


def test_two_sheets_of_one_name_are_refused():
    parts = workbook_parts(worksheet(rows(["a"])), worksheet(rows(["b"])), names=["表", "表"])
    assert refused(zipped(parts))[0] == "not_a_spreadsheet"


# Patterns that could be made to go over the same bytes again and again.
ENDLESS: dict[str, Callable[[], str]] = {
    "cells without end": lambda: '<c r="A1" t="e"' * 60_000,
    "far cells without end": lambda: '<c r="XFD1"' * 60_000,
    "formulas without end": lambda: '<c r="A1"><f>' * 60_000,
    "texts without a value": lambda: '<c r="A1" t="s" ' * 60_000,
}


def test_no_sheet_makes_the_patterns_go_over_it_again_and_again(tmp_path: Path):
    """Some took minutes when a pattern reached over the next cell; a worker has seconds."""
    files = [write(tmp_path / name, xlsx(data())) for name, data in ENDLESS.items()]
    with Pool(reader(Limits(file_seconds=10)), 1) as pool:
        jobs = [Job("read", path, (path.name, tmp_path, Given())) for path in files]
        answers = [answer.problems for _, answer in pool.run(jobs) if answer]
    assert [problem.code for ((_, problem),) in answers] == ["not_a_spreadsheet"] * len(ENDLESS)
