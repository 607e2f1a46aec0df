"""The same random sheet in every kind of file, read by us and by another program: the same rows."""

import datetime as dt
from functools import cache

import pytest

from ingest.books.book import read_book
from ingest.books.limits import Limits
from ingest.books.sheet import Book, Sheet
from ingest.tables import parse
from tests.unit.any_books import SECOND_READERS, WRITERS
from tests.unit.ingest_books import class_sheet, found, read, teacher_row, teacher_sheet
from tests.unit.random_rows import COLUMNS, Ledger, ledger

SEEDS = range(6)


@cache
def ledger_of(seed: int) -> Ledger:
    return ledger(seed)


def check(parsed: parse.Parsed, wanted: Ledger) -> None:
    assert parsed.problems == []
    (part,) = parsed.parts
    rows = part.rows.select(["_row", *COLUMNS]).to_pylist()
    assert [tuple(row.values()) for row in rows] == wanted.loaded
    assert vars(part.counts) == {
        "rows_in": len(wanted.rows) - 3,
        "rows_loaded": len(wanted.loaded),
        "rows_rejected": wanted.rejected,
        "rows_blank": wanted.blank,
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", WRITERS)
def test_every_kind_of_file_gives_the_same_rows(kind: str, seed: int):
    wanted = ledger_of(seed)
    parsed = read(WRITERS[kind](wanted.rows))
    check(parsed, wanted)
    if kind not in {"csv", "tsv", "html"}:
        assert {code for code, _ in found(parsed)} == {"error_cell"}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", SECOND_READERS)
def test_another_program_reads_the_same_rows(kind: str, seed: int, monkeypatch: pytest.MonkeyPatch):
    wanted = ledger_of(seed)
    rows = SECOND_READERS[kind](WRITERS[kind](wanted.rows))
    book = Book(kind, [Sheet("", rows)])
    monkeypatch.setattr(parse, "read_book", lambda *_: book)
    check(read(b""), wanted)


VALUES = [
    ["甲", "００７", "007", " 空 格 ", "a\tb", "&<>\"'", "喆", "3.10", "1e5", "=1+1", "-"],
    [1, -1, 0, 65_535, 65_536, 1_000_000, 123_456_789_012_345, -(1 << 30), 1 << 29],
    [0.5, -0.25, 97.3, 97.30000000000001, 1 / 3, 1e-9, 1e300, 12_345_678.9, 0.07, 99_999_999.99],
    [True, False, None, dt.date(2024, 9, 1), dt.date(1980, 5, 17), dt.date(2024, 2, 29)],
]


@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind not in {"csv", "tsv", "html"}])
def test_a_value_is_the_same_to_the_last_digit_in_every_kind(kind: str):
    rows = read_book(WRITERS[kind](VALUES), Limits()).sheets[0].rows
    got = [list(map(plain, row)) for row in rows]
    dated = (lambda x: (x - dt.date(1899, 12, 30)).days) if kind.startswith("biff") else plain
    wanted = [[dated(x) if isinstance(x, dt.date) else plain(x) for x in row] for row in VALUES]
    assert [row[: len(want)] for row, want in zip(got, wanted, strict=True)] == wanted
    for row, want in zip(got, wanted, strict=True):
        assert [type(x) is bool for x in row[: len(want)]] == [type(x) is bool for x in want]
        assert set(row[len(want) :]) <= {""}


def plain(value: object) -> object:
    """A date without its midnight, nothing as an empty text."""
    if isinstance(value, dt.datetime):
        return value.date()
    return "" if value is None else value


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")], ids=str)
@pytest.mark.parametrize("kind", ["xlsb", "xls", "biff5", "biff2", "ods"])
def test_a_number_that_is_none_is_an_error_in_whatever_column(kind: str, number: float):
    changes = ("身份证号", "出生年月", "性别", "姓名")
    rows = [teacher_row(serial, **{name: number}) for serial, name in enumerate(changes)]
    (part,) = read(WRITERS[kind](teacher_sheet(*rows))).parts
    assert {(p.row, p.code) for p in part.problems} == {(r, "error_cell") for r in range(4, 8)}
    rows = class_sheet(["一年级", "1班", 40], ["二年级", "1班", number])
    assert found(read(WRITERS[kind](rows))) == {("error_cell", "C5")}
