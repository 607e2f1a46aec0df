"""Numbers as they are shown: the clerk saw 60%, 00081 or 208.35, whatever the file keeps."""

import io
from decimal import Decimal

import pytest
import xlsxwriter
import xlwt

from ingest.books.book import read_book
from ingest.books.display import display
from ingest.books.limits import Limits
from tests.faults.raw import parts_of, zipped
from tests.unit import test_ingest_kinds_more as odf
from tests.unit.biff12_books import Share, as_xlsb
from tests.unit.ingest_books import read
from tests.unit.test_ingest_problems import exchange_row, exchange_sheet

SHARES = {0.6: "60%", 0.07: "7%", 0.285: "28.5%", 1.0: "100%", 0.0: "0%", 1.0305: "103.05%"}
FORMATS = ["0%", "0.00%", "0.0%;[Red]-0.0%", '"约"0%', "# ??%"]


def as_xlsx(rows: list[list], code: str = "0%") -> bytes:
    """Numbers of the class Share under a format of percentages."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    shown = book.add_format({"num_format": code})
    sheet = book.add_worksheet("x")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell, shown if isinstance(cell, Share) else None)
    book.close()
    return target.getvalue()


def as_xls(rows: list[list], code: str = "0%") -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("x")
    shown = xlwt.easyxf(num_format_str=code)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            is_share = isinstance(cell, Share)
            sheet.write(r, c, float(cell) if is_share else cell, *[shown] if is_share else [])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def oddly(data: bytes) -> bytes:
    """The same workbook with attributes in single quotes, which the patterns do not cover."""
    parts = parts_of(data)
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<c r="', b'<c  r="')
    return zipped(parts)


KINDS = {
    "xlsx": as_xlsx,
    "xlsx written oddly": lambda rows: oddly(as_xlsx(rows)),
    "xls": as_xls,
    "xlsb": lambda rows: as_xlsb({"x": rows}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_percentage_is_read_as_it_is_shown(kind: str):
    rows = [[Share(value), "是", value] for value in SHARES]
    book = read_book(KINDS[kind](rows), Limits())
    assert [row[0] for row in book.sheets[0].rows] == list(SHARES.values())
    assert [row[2] for row in book.sheets[0].rows] == list(SHARES)


@pytest.mark.parametrize("code", FORMATS)
@pytest.mark.parametrize("write", [as_xlsx, as_xls])
def test_every_format_of_percentages(write, code: str):
    assert read_book(write([[Share(0.6)]], code), Limits()).sheets[0].rows == [["60%"]]


@pytest.mark.parametrize("code", ["0.00", "General", '0.0"%"', "0\\%", "0.0_%"])
def test_a_sign_that_only_stands_there_is_none(code: str):
    assert display(code) is None
    assert read_book(as_xlsx([[Share(0.6)]], code), Limits()).sheets[0].rows == [[0.6]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_percentage_in_a_column_of_percentages(kind: str):
    rows = exchange_sheet(exchange_row(1, 课时比例=Share(0.6)), exchange_row(2, 课时比例="60%"),
                          exchange_row(3, 课时比例=60))  # fmt: skip
    (part,) = read(KINDS[kind](rows)).parts
    assert part.problems == []
    assert set(part.rows["lesson_share_percent"].to_pylist()) == {Decimal(60)}


SHOWN = {
    "00000": {81: "00081", 123456: "123456", 0: "00000", 81.5: 81.5},
    "0!.0000": {2083500: "208.3500", 2083512.5: "208.35125"},
    '0!.0,"万"': {2083500: "208.3500万"},
    "#,##0.00,": {2083500: "2083.500"},
    '0.00"万元"': {208.35: "208.35万"},
    "0000!.00": {202010: "2020.10"},
    '[>=10000]0!.0,"万";0': {2083500: "208.3500万", 500: 500},
    "000;-000": {7: "007", -7: -7},
    '0"人"': {40: 40},
    "000": {1e300: 1e300},
    "#,##0.00_ ;[Red]-#,##0.00": {1234.5: 1234.5},
}


@pytest.mark.parametrize("code", SHOWN)
@pytest.mark.parametrize("write", [as_xlsx, as_xls, lambda rows, code: oddly(as_xlsx(rows, code))])
def test_a_number_whose_format_makes_another_of_it(write, code: str):
    data = write([[Share(value)] for value in SHOWN[code]], code)
    rows = read_book(data, Limits()).sheets[0].rows
    assert [row[0] for row in rows] == list(SHOWN[code].values())


def test_a_format_behind_the_type_of_a_cell():
    parts = parts_of(as_xlsx([[Share(0.6)]]))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'" s="1">', b'" t="n" s="1">')
    assert read_book(zipped(parts), Limits()).sheets[0].rows == [["60%"]]


@pytest.mark.parametrize(
    ("value", "text", "read"),
    [
        (81, "00081", "00081"),
        (2083500, "208.4万", "208.4万"),
        (2083500, "208.4", "208.3500"),
        (2083500, "2,083,500", 2083500),
        (1234.5, "1,235", 1234.5),
        (0.4, "0", 0.4),
        (0, "0", 0),
        (1e300, "1", 1e300),
    ],
)
def test_a_number_of_an_ods_beside_the_text_that_shows_it(value: float, text: str, read: object):
    table = odf.sheet(odf.row(odf.cell("float", text, office_value=str(value))))
    assert read_book(odf.ods(table), Limits()).sheets[0].rows == [[read]]
