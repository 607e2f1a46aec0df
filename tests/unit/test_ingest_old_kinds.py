"""The .xls of old programs, WPS's own .et, workbooks with macros, and files copied in part."""

import struct

import pytest

from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from ingest.books.sheet import ErrorCell
from ingest.books.sniff import sniff
from tests.unit.biff12_books import as_xlsb
from tests.unit.biff_books import as_biff, as_biff5, record
from tests.unit.ingest_books import CLASSES, SCHOOL_LABELS, class_sheet, found, read, workbook
from tests.unit.test_ingest_kinds import as_csv, as_xls, parts_of, zipped
from tests.unit.test_ingest_kinds_more import cell, ods, row, sheet

FORM = class_sheet(*CLASSES)
ROWS = [["班级", "龙", 1, 2.5, True, "#N/A", None, 70_000, -1, "１２３"]]
READ = [["班级", "龙", 1.0, 2.5, True, ErrorCell("#N/A"), "", 70_000.0, -1.0, "１２３"]]
LIMITS = Limits()


@pytest.mark.parametrize("code_page", [936, None], ids=["936", "not named"])
@pytest.mark.parametrize("version", [0, 2, 3, 4])
def test_a_sheet_without_a_compound_document(version: int, code_page: int | None):
    book = read_book(as_biff(ROWS, version, code_page), LIMITS)
    assert (book.kind, [part.rows for part in book.sheets]) == ("xls", [READ])


def test_the_first_bytes_of_an_old_programs_xls():
    data = as_biff(FORM, 2)
    assert data[:8] == bytes([9, 0, 4, 0, 2, 0, 16, 0])
    assert data[8:14] == record(0x42, struct.pack("<H", 936))
    parsed = read(data)
    assert parsed.problems == []
    assert parsed.parts[0].rows["pupil_count"].to_pylist() == [40, 41]
    wrong = [*FORM, ["三年级", "1班", "#DIV/0!"]]
    assert found(read(as_biff(wrong, 2))) == {("error_cell", "C6")}


def test_the_workbooks_of_excel_5_and_95():
    book = read_book(as_biff5({"甲": ROWS, "乙": ROWS}), LIMITS)
    assert [(part.name, part.rows) for part in book.sheets] == [("甲", READ), ("乙", READ)]
    assert read(as_biff5({"班级情况": FORM})).parts[0].counts.rows_loaded == 2


def test_a_stream_called_workbook_is_the_et_of_wps():
    data = as_xls(FORM)
    assert "Workbook".encode("utf-16-le") in data
    assert sniff(data) == sniff(as_biff5({"a": FORM}, "Workbook")) == "xls"
    assert read(data).problems == []


def test_a_text_in_another_code_page_is_no_chinese_one():
    data = as_biff(FORM, 2, 1252)
    assert found(read(data)) == {("unknown_form", "A1")}


def test_macros_are_there_and_do_not_matter():
    parts = parts_of(workbook({"班级情况": FORM}))
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = parts["[Content_Types].xml"].replace(
        kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    assert types != parts["[Content_Types].xml"]
    macros = {"xl/vbaProject.bin": b"\xcc\x61" + b"Sub Auto_Open()" * 9}
    parsed = read(zipped(parts | macros | {"[Content_Types].xml": types}))
    assert (parsed.kind, parsed.problems) == ("xlsx", [])
    assert parsed.parts[0].counts.rows_loaded == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t"], ids=["csv", "tsv"])
def test_text_in_utf_16_with_its_mark(encoding: str, delimiter: str):
    marks = {"utf-16": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    rows = [["2025-2026学年班级情况", "", ""], [*SCHOOL_LABELS, ""], *FORM[2:]]
    parsed = read(marks[encoding] + as_csv(rows, encoding, delimiter))
    assert (parsed.kind, parsed.problems) == ("csv", [])
    assert parsed.parts[0].rows["class_name"].to_pylist() == ["1班", "1班"]


MANY = class_sheet(*([grade, f"{n}班", 40] for grade in ("一年级", "二年级") for n in range(300)))
PAGE = "<html><body><table>{}</table></body></html>".format(
    "".join(f"<tr><td>{'<td>'.join(map(str, line))}</tr>" for line in MANY)
)
IN_PART = {
    "xlsx": (workbook({"班级情况": MANY}), {"cut_off"}),
    "xlsb": (as_xlsb({"班级情况": MANY}), {"cut_off"}),
    "ods": (ods(sheet(*(row(*(cell(text=str(x)) for x in line)) for line in MANY))), {"cut_off"}),
    "html": (PAGE.encode(), {"cut_off", "not_a_spreadsheet"}),
    "xls": (as_xls(MANY), {"not_a_spreadsheet"}),
    "biff2": (as_biff(MANY, 2), {"not_a_spreadsheet"}),
    "biff5": (as_biff5({"班级情况": MANY}), {"not_a_spreadsheet"}),
}


@pytest.mark.parametrize(("data", "codes"), IN_PART.values(), ids=IN_PART.keys())
def test_a_file_copied_in_part_is_refused_wherever_it_ends(data: bytes, codes: set[str]):
    assert read(data).parts[0].counts.rows_loaded == 600
    step = len(data) // 40
    for end in range(step, len(data) - step, step):
        with pytest.raises(Refused) as refusal:
            read_book(data[:end], LIMITS)
        assert refusal.value.code in codes, end


def test_a_page_that_only_forgets_to_end_its_table_is_whole():
    assert read(PAGE.replace("</table>", "").encode()).parts[0].counts.rows_loaded == 600
