"""Hostile OpenDocument workbooks, pages, texts and old workbooks."""

import io
import struct
import tracemalloc

import pytest
import xlwt

from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from tests.unit.test_ingest_kinds_more import cell, ods, row, sheet

LIMITS = Limits()


def refused(data: bytes, limits: Limits = LIMITS) -> tuple[str, str]:
    with pytest.raises(Refused) as refusal:
        read_book(data, limits)
    return refusal.value.code, refusal.value.found


def shown(data: bytes, limits: Limits = LIMITS) -> list[list]:
    return read_book(data, limits).sheets[0].rows


BILLIONS = "4000000000"
WIDE = cell(text="a", table_number_columns_repeated=BILLIONS)
ODS = {
    "a billion columns": (row(WIDE), "over_limit"),
    "a billion rows": (row(cell(text="a"), repeats=int(BILLIONS)), "over_limit"),
    "a billion empty rows before one": (
        row("<table:table-cell/>", repeats=int(BILLIONS)) + row(cell(text="a")),
        "over_limit",
    ),
    "a billion blanks": (row(cell(text='a<text:s text:c="4000000000"/>')), "over_limit"),
    "more columns than a sheet has": (
        row(cell(text="a", table_number_columns_repeated="16385")),
        "over_limit",
    ),
    "no columns": (row(cell(text="a", table_number_columns_repeated="0")), "not_a_spreadsheet"),
    "fewer columns": (row(cell(text="a", table_number_columns_repeated="-3")), "not_a_spreadsheet"),
    "no rows": (row(cell(text="a"), repeats=0), "not_a_spreadsheet"),
    "columns without number": (
        row(cell(text="a", table_number_columns_repeated="many")),
        "not_a_spreadsheet",
    ),
}


@pytest.mark.parametrize(("rows", "code"), ODS.values(), ids=ODS.keys())
def test_an_ods_that_repeats_without_measure(rows: str, code: str):
    assert refused(ods(sheet(rows)))[0] == code


def test_an_ods_of_empty_repeats_is_as_large_as_what_is_filled():
    empty = '<table:table-cell table:number-columns-repeated="4000000000"/>'
    rows = row(cell(text="a"), empty) + row(empty, repeats=int(BILLIONS))
    assert shown(ods(sheet(rows))) == [["a"]]


def test_a_cell_merged_over_billions_of_rows_is_no_longer_than_a_sheet():
    merged = row(cell(text="a", table_number_rows_spanned=BILLIONS))
    ((top, bottom, *_),) = read_book(ods(sheet(merged)), LIMITS).sheets[0].merges
    assert (top, bottom) == (0, 1_048_575)


@pytest.mark.parametrize("kind", ["ods", "html"])
def test_sheets_without_number(kind: str):
    many = {
        "ods": lambda: ods("".join(sheet(name=str(n)) for n in range(1_001))),
        "html": lambda: b"<table><tr><td>1</table>" * 1_001,
    }[kind]()
    assert refused(many) == ("over_limit", "sheets")


PAGES = {
    "tables in tables without end": (b"<table>" * 200_000, "cut_off"),
    "tables in cells without end": (b"<table><tr><td>" * 100_000, "cut_off"),
    "comments without end": (b"<table><tr><td>x" + b"<!--" * 100_000, "not_a_spreadsheet"),
    "tags without end": (b"<table><tr><td>x" + b"<a " * 100_000, "not_a_spreadsheet"),
    "sections without end": (b"<table><tr><td>x" + b"<![CDATA[" * 50_000, "not_a_spreadsheet"),
    "wide cells reaching down": (
        b"<table><tr>" + b"<td rowspan=99999>" * 16_000 + b"<tr>" * 100_000 + b"</table>",
        "over_limit",
    ),
    "more columns than a sheet has": (
        b"<table><tr>" + b"<td>1" * 16_385 + b"</table>",
        "over_limit",
    ),
    "wide cells": (b"<table>" + b"<tr><td colspan=99999>" * 2_000 + b"</table>", "over_limit"),
    "cut off": (b"<table><tr><td>1</td></tr><tr><td>2", "cut_off"),
    "a text between cells": (b"<table><tr><td>1</td><ud>2</td></table>", "not_a_spreadsheet"),
    "no cell where one ends": (b"<table><tr><ud></td><td>1</td></table>", "not_a_spreadsheet"),
    "a tag that swallows the next": (
        b"<table><tr><td^2</td><td>1</td></table>",
        "not_a_spreadsheet",
    ),
}


@pytest.mark.parametrize(("data", "code"), PAGES.values(), ids=PAGES.keys())
def test_a_page_without_measure(data: bytes, code: str):
    """Each took minutes, or gigabytes, or lost what followed."""
    assert refused(data, Limits(cells=1_000_000))[0] == code


def test_a_span_that_is_no_number_is_one_cell():
    page = b"<table><tr><td colspan=1000000000>a<td colspan=-1>b<td colspan=x>c</table>"
    assert shown(page) == [["a", "b", "c"]]


LINE = 60_000_000
TEXTS = {
    "one line": (b"a,b\n" + b"x" * LINE, "text"),
    "a quote that is never closed": (b'a,b\n"' + b"x,y\n" * (LINE // 40), "text"),
}


@pytest.mark.parametrize(("data", "found"), TEXTS.values(), ids=TEXTS.keys())
def test_a_text_without_measure_is_held_three_times_at_most(data: bytes, found: str):
    """The file, its characters, and the one line that is looked at."""
    tracemalloc.start()
    try:
        assert refused(data) == ("over_limit", found)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * len(data) + (4 << 20)


def test_a_text_of_a_million_columns():
    assert refused(b"a," * 1_000_000) == ("over_limit", "columns")


@pytest.mark.parametrize("data", [b'a,b\n"c,d\ne,f\n', b"a,b\nc,\x00\n", b'a,b\n"c"d,e\n'])
def test_a_text_that_can_be_read_in_two_ways_is_refused(data: bytes):
    """A quote that is not closed swallows all rows behind it."""
    assert refused(data)[0] == "not_a_spreadsheet"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_like(end: str):
    text = end.join(["a,b", '"c\nd","e\r\nf"', "", "g\u2028h,i\x0bj"])
    assert shown(text.encode()) == [["a", "b"], ["c\nd", "e\r\nf"], [], ["g\u2028h", "i\x0bj"]]


# Workbooks of before 2007: sectors in chains, records in a row


def old_workbook(sheets: int = 1, far: tuple[int, int] | None = None) -> bytes:
    book, target = xlwt.Workbook(encoding="utf-8"), io.BytesIO()
    for number in range(sheets):
        one = book.add_sheet(f"表{number}")
        for r in range(40):
            for c in range(6):
                one.write(r, c, f"{r}之{c}" if c % 2 else r + c)
        if far:
            one.write(*far, "z")
    book.save(target)
    return target.getvalue()


OLD = old_workbook()


def changed(at: int, form: str, *values: int) -> bytes:
    data = bytearray(OLD)
    struct.pack_into(form, data, at, *values)
    return bytes(data)


FAT = 512 + 512 * struct.unpack_from("<I", OLD, 76)[0]
FOLDER = struct.unpack_from("<I", OLD, 48)[0]
ROW = OLD.index(struct.pack("<HH", 0x208, 16))
CHAINS = {
    "the first sector follows itself": changed(FAT, "<I", 0),
    "the folder follows itself": changed(FAT + 4 * FOLDER, "<I", FOLDER),
    "sectors that are not there": changed(FAT, "<I", 0x7FFFFFF0),
    "a list of lists that is not there": changed(68, "<II", 5, 1 << 30),
    "more lists than sectors": changed(44, "<I", 1 << 30),
    "sectors of no size": changed(30, "<H", 0),
    "sectors of any size": changed(30, "<H", 60),
    "a row below all rows": changed(ROW + 4, "<HHH", 65535, 0, 65535),
    "cut off": OLD[: len(OLD) // 2],
    "nothing but a beginning": OLD[:512],
}


@pytest.mark.parametrize("data", CHAINS.values(), ids=CHAINS.keys())
def test_a_broken_old_workbook_is_refused_or_read_whole(data: bytes):
    try:
        rows = shown(data)
    except Refused as refusal:
        assert refusal.code == "not_a_spreadsheet"
    else:
        assert rows == shown(OLD)


def test_what_an_old_workbook_says_of_its_size_is_not_believed():
    at = OLD.index(struct.pack("<HH", 0x200, 14))
    assert shown(changed(at + 4, "<IIHH", 0, 1 << 31, 0, 0xFFFF)) == shown(OLD)


def test_a_far_cell_of_an_old_workbook_widens_its_own_row_only():
    rows = shown(old_workbook(far=(65535, 255)))
    assert sum(map(len, rows)) == 40 * 6 + 256
    assert refused(old_workbook(3), Limits(cells=500)) == ("over_limit", "cells")
    assert refused(old_workbook(3), Limits(sheets=2)) == ("over_limit", "sheets")
