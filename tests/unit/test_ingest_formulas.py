"""A formula that nobody has calculated is told where the workbook lets it be told, also where a
program wrote 0 or an empty text in its place."""

import io
import re

import pytest
import xlwt

from ingest.books.book import read_book
from ingest.books.limits import Limits
from ingest.books.sheet import ErrorCell, NoValue
from tests.unit.biff_books import Answer, as_biff5, lock
from tests.unit.ingest_books import class_sheet, found, read, workbook
from tests.unit.test_ingest_kinds import parts_of, zipped

ENGINE = 0x18D54
NONE = NoValue()


def cells(data: bytes) -> list[list]:
    return [sheet.rows[0] for sheet in read_book(data, Limits()).sheets]


def xls(*rows: list, **more: object) -> list[list]:
    """The first rows of sheets, written and read."""
    sheets = {f"s{n}": [row] for n, row in enumerate(rows)}
    return cells(as_biff5(sheets, **more))


def by_xlwt(rows: list[list]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("班级情况")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            is_formula = isinstance(cell, str) and cell.startswith("=")
            sheet.write(r, c, xlwt.Formula(cell[1:]) if is_formula else cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def xlsx(calculation: bytes, *row: object) -> list:
    """The first row of a workbook that says so of its calculation."""
    parts = parts_of(workbook({"x": [list(row)]}))
    book = parts["xl/workbook.xml"]
    said = re.sub(rb"<calcPr[^>]*/>", calculation, book)
    assert said != book or calculation in book
    return cells(zipped(parts | {"xl/workbook.xml": said}))[0]


def test_what_a_program_wrote_that_cannot_calculate_goes_back_with_its_cell():
    data = by_xlwt(class_sheet(["一年级", "1班", "=20+20"], ["二年级", "1班", 41]))
    assert found(read(data)) == {("formula_without_value", "C4")}
    assert cells(by_xlwt([[1, "=A1*2", '="a"&"b"']])) == [[1.0, NONE, NONE]]


@pytest.mark.parametrize("kind", ["xor", "rc4", "cryptoapi"])
def test_behind_a_password_it_is_told_too(kind: str):
    data = lock(by_xlwt([[1, "=A1*2"]]), "secret", kind)
    (sheet,) = read_book(data, Limits(), "secret").sheets
    assert sheet.rows == [[1.0, NONE]]


def test_where_every_answer_is_nothing_and_no_engine_is_named_nobody_has_calculated():
    assert xls([1, Answer(0.0)], [Answer(""), 2]) == [[1.0, NONE], [NONE, 2.0]]


@pytest.mark.parametrize("other", [0.5, -1.0, "a", True, False, "#N/A"])
def test_one_answer_shows_that_it_was_calculated(other: object):
    first, second = xls([1, Answer(0.0)], [Answer(other), 2])
    assert (first, second[1]) == ([1.0, 0.0], 2.0)
    assert second[0] == (ErrorCell(other) if other == "#N/A" else other)


def test_an_engine_that_is_named_has_calculated():
    assert xls([1, Answer(0.0), Answer("")], engine=ENGINE) == [[1.0, 0.0, ""]]


def test_no_engine_has_calculated_where_its_number_is_nought():
    row = [Answer(0.0), Answer(""), Answer(0.5)]
    assert xls(row, engine=0) == [[NONE, NONE, 0.5]]


def test_a_nought_that_asks_to_be_calculated_is_none():
    row = [Answer(0.0, asks=True), Answer(0.0), Answer(0.5, asks=True)]
    assert xls(row, engine=ENGINE) == [[NONE, 0.0, 0.5]]


def test_on_a_sheet_that_was_still_to_be_calculated_no_answer_counts():
    row = [1, Answer(0.0), Answer(7.0), Answer("a")]
    assert xls(row, row, engine=ENGINE, pending="s1") == [
        [1.0, 0.0, 7.0, "a"], [1.0, NONE, NONE, NONE],
    ]  # fmt: skip


NOUGHTS = [1, ("=A1-1", 0), ("=A1*7", 7), ('=""', "a"), ("=A1>1", False), 0]


def test_a_nought_in_an_xlsx_that_is_to_be_calculated_when_it_is_opened_is_none():
    assert xlsx(b'<calcPr fullCalcOnLoad="1"/>', *NOUGHTS) == [1.0, NONE, 7.0, "a", False, 0.0]
    assert xlsx(b'<calcPr fullCalcOnLoad="0"/>', *NOUGHTS) == [1.0, 0.0, 7.0, "a", False, 0.0]


def test_no_answer_counts_in_an_xlsx_that_was_still_to_be_calculated():
    assert xlsx(b'<calcPr calcCompleted="0"/>', *NOUGHTS) == [1.0, NONE, NONE, NONE, NONE, 0.0]


def test_both_looks_at_a_sheet_say_the_same():
    """A blank within a tag sends the sheet to the exact one."""
    for said in (
        b'<calcPr fullCalcOnLoad="true"/>',
        b'<calcPr calcCompleted="false"/>',
        b"<calcPr/>",
    ):
        parts = parts_of(workbook({"x": [NOUGHTS]}))
        book = re.sub(rb"<calcPr[^>]*/>", said, parts["xl/workbook.xml"])
        name = "xl/worksheets/sheet1.xml"
        odd = parts[name].replace(b"<c r=", b"<c  r=")
        quick = zipped(parts | {"xl/workbook.xml": book})
        assert cells(quick) == cells(zipped(parts | {"xl/workbook.xml": book, name: odd}))
