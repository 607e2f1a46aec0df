"""Excel's binary workbooks, written record by record."""

import datetime as dt
import struct

import pytest

from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from ingest.books.moment import is_date_format
from ingest.books.sheet import Book, ErrorCell
from tests.unit import biff12_books as biff12
from tests.unit.biff12_books import Shared, as_xlsb, package, record, wide
from tests.unit.ingest_books import CLASSES, class_sheet, found, read
from tests.unit.test_ingest_kinds import parts_of, zipped

FORM = class_sheet(*CLASSES)
SHEET = "xl/worksheets/sheet1.bin"


def book(data: bytes, limits: Limits | None = None) -> Book:
    return read_book(data, limits or Limits())


def of_cells(cells: bytes, shared: Shared | None = None, row: int = 0) -> bytes:
    return package([biff12.sheet(biff12.row(row, cells))], [("a", 0)], shared or Shared())


def place(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column, style)


def test_every_type_of_cell():
    rows = [
        ["甲", None, "龘𠮷", 1, -3, 2.5, 0.07, 1 / 3, 1e300, 123456789012345, True, False],
        [dt.date(2024, 9, 1), "#N/A", "#DIV/0!", ("是",), (2.0,), (True,), ("#REF!",), ("",)],
    ]
    assert book(as_xlsb({"a": rows})).sheets[0].rows == [
        ["甲", "", "龘𠮷", 1, -3, 2.5, 0.07, 1 / 3, 1e300, 123456789012345, True, False],
        [
            dt.datetime(2024, 9, 1), ErrorCell("#N/A"), ErrorCell("#DIV/0!"), "是", 2.0, True,
            ErrorCell("#REF!"),
        ],
    ]  # fmt: skip


def test_cells_without_their_column_stand_in_the_next_one():
    shared = Shared()
    style = struct.pack("<I", biff12.DAY)
    cells = (
        record(5, place(1) + struct.pack("<d", 1.5))
        + record(18, bytes(4) + struct.pack("<I", shared.at("甲")))
        + record(12, bytes(4))
        + record(13, style + struct.pack("<i", 45_536 << 2 | 2))
        + record(14, bytes(4) + b"\x07")
        + record(15, bytes(4) + b"\x01")
        + record(16, bytes(4) + struct.pack("<d", 0.25))
        + record(17, bytes(4) + wide("乙"))
    )
    again = record(17, bytes(4) + wide("丙")) + record(17, bytes(4) + wide("丁"))
    rows = biff12.row(0, cells) + biff12.row(2, again)
    data = package([biff12.sheet(rows)], [("a", 0)], shared)
    first, *others = book(data).sheets[0].rows
    assert others == [[], ["丙", "丁"]]
    assert first == ["", 1.5, "甲", "", dt.datetime(2024, 9, 1), ErrorCell("#DIV/0!"), True, 0.25,
                   "乙"]  # fmt: skip


def test_texts_in_the_cell_itself_with_and_without_looks():
    cells = record(6, place(0) + wide("甲")) + record(62, place(1) + b"\x00" + wide("乙"))
    assert book(of_cells(cells)).sheets[0].rows == [["甲", "乙"]]


def test_a_number_under_a_format_of_dates_is_a_date_also_from_1904():
    cells = record(2, place(0, biff12.MONTH) + struct.pack("<i", 45_536 << 2 | 2))
    assert book(of_cells(cells)).sheets[0].rows == [[dt.datetime(2024, 9, 1)]]
    noon = record(5, place(0, biff12.DAY) + struct.pack("<d", 0.5))
    assert book(of_cells(noon)).sheets[0].rows == [[dt.time(12)]]
    data = as_xlsb({"a": [[dt.date(2024, 9, 1)]]}, from_1904=True)
    assert book(data).sheets[0].rows == [[dt.datetime(2024, 9, 1)]]
    assert book(data).from_1904


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("yyyy-mm-dd", True),
        ('yyyy"年"m"月"', True),
        ("[$-804]yyyy年m月d日", True),
        ("h:mm", True),
        ("General", False),
        ("0.00", False),
        ('0"days"', False),
        ("0\\d", False),
        ("[Red]0;[Blue]-0", False),
        ("#,##0_d", False),
        ("@", False),
    ],
)
def test_which_formats_show_a_date(code: str, expected: bool):
    assert is_date_format(code) is expected


def test_merges_and_hidden_sheets():
    cell = record(6, place(2) + wide("甲"))
    merged = biff12.sheet(biff12.row(3, cell), [(0, 1, 0, 0), (3, 3, 1, 2)])
    data = package([merged] * 3, [("甲", 0), ("乙", 1), ("丙", 2)], Shared())
    assert [(s.name, s.is_visible) for s in book(data).sheets] == [
        ("甲", True), ("乙", False), ("丙", False),
    ]  # fmt: skip
    assert book(data).sheets[0].merges == [(0, 1, 0, 0), (3, 3, 1, 2)]


def test_merged_cells_end_where_the_rows_do():
    cell = record(6, place(0) + wide("一年级"))
    merged = biff12.sheet(biff12.row(4, cell), [(4, 0xFFFFFFFF, 0, 0)])
    assert book(package([merged], [("a", 0)], Shared())).sheets[0].merges == [(4, 4, 0, 0)]


def test_a_form_loads_and_its_macros_do_not_matter():
    data = as_xlsb({"班级情况": FORM})
    whole = zipped(parts_of(data) | {"xl/vbaProject.bin": b"\xcc\x61 Shell"})
    parsed = read(whole)
    assert (parsed.kind, parsed.problems) == ("xlsb", [])
    assert parsed.parts[0].rows["pupil_count"].to_pylist() == [40, 41]


def test_an_error_is_a_problem_with_its_cell():
    rows = [*FORM, ["三年级", "1班", ("#N/A",)]]
    assert found(read(as_xlsb({"班级情况": rows}))) == {("error_cell", "C6")}


def test_a_macro_sheet_is_no_table():
    parts = parts_of(as_xlsb({"宏": [["x"]], "班级情况": FORM}))
    links = "xl/_rels/workbook.bin.rels"
    parts[links] = parts[links].replace(b"/worksheet", b"/xlMacrosheet", 1)
    assert [sheet.name for sheet in book(zipped(parts)).sheets] == ["班级情况"]


WHOLE = parts_of(as_xlsb({"班级情况": FORM}))
NUMBER = record(2, place(0) + struct.pack("<i", 6))
DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "c">]><Relationships'
REFUSED = {
    "far cell": (
        of_cells(record(2, place(16_383) + struct.pack("<i", 6)), row=1_048_575), "over_limit",
    ),
    "no such column": (of_cells(record(2, place(1 << 30) + struct.pack("<i", 6))), "over_limit"),
    "no such row": (of_cells(NUMBER, row=1 << 31), "over_limit"),
    "before any row": (package([biff12.sheet(NUMBER)], [("a", 0)], Shared()), "over_limit"),
    "endless record": (
        zipped(WHOLE | {SHEET: b"\x81\x01\xff\xff\xff\x7f" + b"a" * 999}), "over_limit",
    ),
    "cut in a record": (zipped(WHOLE | {SHEET: WHOLE[SHEET][:-40]}), "not_a_spreadsheet"),
    "cut between records": (
        zipped(WHOLE | {SHEET: WHOLE[SHEET][: WHOLE[SHEET].index(record(146))]}),
        "not_a_spreadsheet",
    ),
    "formats cut": (
        zipped(WHOLE | {"xl/styles.bin": WHOLE["xl/styles.bin"][:-30]}), "not_a_spreadsheet",
    ),
    "no such text": (of_cells(record(7, place(0) + bytes(4))), "not_a_spreadsheet"),
    "longer than its record": (
        of_cells(record(6, place(0) + struct.pack("<I", 1 << 30))), "not_a_spreadsheet",
    ),
    "short record": (of_cells(record(5, place(0) + b"\x00")), "not_a_spreadsheet"),
    "no sheet": (zipped({k: v for k, v in WHOLE.items() if k != SHEET}), "not_a_spreadsheet"),
    "doctype": (
        zipped({k: v.replace(b"<Relationships", DOCTYPE) for k, v in WHOLE.items()}), "over_limit",
    ),
    "half copied": (zipped(WHOLE)[:-900], "cut_off"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_an_xlsb_that_is_refused(data: bytes, code: str):
    with pytest.raises(Refused) as refusal:
        book(data)
    assert refusal.value.code == code


def test_more_cells_than_the_limit_filled_blank_or_on_many_sheets():
    far = biff12.sheet(biff12.row(300, record(5, place(3) + struct.pack("<d", 1.5))))
    files = [as_xlsb({"a": [[value] * 40] * 40}) for value in (1, None)]
    files.append(package([far] * 2, [("a", 0), ("b", 0)], Shared()))
    for data in files:
        with pytest.raises(Refused) as refusal:
            book(data, Limits(cells=1500))
        assert refusal.value.code == "over_limit"
    assert book(as_xlsb({"a": [[1] * 30] * 40}), Limits(cells=1500)).sheets[0].rows[39][29] == 1
