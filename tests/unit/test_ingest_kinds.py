"""Kinds of file, told by content; hostile ones are refused quickly and cost only themselves."""

import io
import re
import time
import zipfile

import pytest
import xlwt

from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from ingest.books.prescan import prescan
from ingest.books.sheet import ErrorCell, NoValue
from ingest.books.sniff import OLE
from ingest.books.zips import open_zip
from tests.unit.ingest_books import SCHOOL_LABELS, class_sheet, found, person, read, workbook

CLASSES = class_sheet(["一年级", "1班", 40], ["二年级", "1班", 41])


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def with_sheet(change: object, rows: list[list] = CLASSES) -> bytes:
    """A workbook whose sheet XML went through `change`."""
    parts = parts_of(workbook({"x": rows}))
    name = "xl/worksheets/sheet1.xml"
    return zipped(parts | {name: change(parts[name])})


def as_xls(rows: list[list]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("班级情况")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_csv(rows: list[list], encoding: str, delimiter: str = ",") -> bytes:
    return "\r\n".join(delimiter.join(map(str, row)) for row in rows).encode(encoding)


@pytest.mark.parametrize(
    "data",
    [
        as_xls(CLASSES),
        as_csv(CLASSES, "gb18030"),
        as_csv(CLASSES, "utf-8"),
        as_csv(CLASSES, "utf-8-sig"),
        as_csv(CLASSES, "utf-16"),
        as_csv(CLASSES, "utf-8", "\t"),
        workbook({"x": CLASSES}),
    ],
    ids=["xls", "gb18030", "utf-8", "utf-8 with a mark", "utf-16", "tabs", "xlsx"],
)
def test_the_same_table_in_any_kind_of_file(data: bytes):
    parsed = read(data)
    assert parsed.problems == []
    assert parsed.parts[0].rows["pupil_count"].to_pylist() == [40, 41]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n",
        b"<html><p>404</p></html>",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
        b"<Worksheet><Table><Row><Cell><Data>1</Data></Cell></Row></Table></Worksheet></Workbook>",
        b"hello",
        b"\x00\x01\x02,\x03",
        "只有一句话".encode(),
        b"\xff\xfe\xff\xff,,",
        zipped({"[Content_Types].xml": b"1"}),
        b"PK\x03\x04 no parts PK\x05\x06",
        OLE + b"\x00" * 600,
    ],
)
def test_what_is_no_spreadsheet(data: bytes):
    assert found(read(data)) == {("not_a_spreadsheet", None)}


@pytest.mark.parametrize(
    "data",
    [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"PK\x05\x06" + b"\0" * 18],
)
def test_an_archive_that_nobody_opens_is_told_to_be_unpacked(data: bytes):
    (problem,) = read(data + b"\0" * 100).problems
    assert problem.code == "unopened_archive"
    assert "解压" in problem.action


def refused(data: bytes, limits: Limits | None = None) -> tuple[str, float]:
    started = time.process_time()  # of the processor: other tests run beside this one
    with pytest.raises(Refused) as refusal:
        read_book(data, limits or Limits())
    return refusal.value.code, time.process_time() - started


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "A1048577", "ZZ900000", "XFE1"])
def test_a_lone_far_cell_is_refused_at_once(cell: str):
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    far = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    data = with_sheet(lambda xml: xml.replace(b"</sheetData>", far))
    if cell == "A1048576":
        assert len(read_book(data, Limits()).sheets[0].rows) == 1_048_576
        return
    code, seconds = refused(data)
    assert code == "over_limit"
    assert seconds < 1


def test_a_far_cell_before_the_others_is_found_too():
    far = b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refused(with_sheet(lambda xml: xml.replace(b"<sheetData>", far)))[0] == "over_limit"


def test_a_used_range_of_nothing_but_formats_is_no_obstacle():
    phantom = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    data = with_sheet(lambda xml: xml.replace(b"</sheetData>", phantom))
    assert read(data).parts[0].counts.rows_loaded == 2


def test_bombs_are_refused_by_the_directory_of_the_zip():
    parts = parts_of(workbook({"x": CLASSES}))
    bomb = zipped(parts | {"xl/media/image1.png": b"\x00" * (80 << 20)})
    code, seconds = refused(bomb)
    assert (code, seconds < 1) == ("over_limit", True)
    assert refused(workbook({"x": CLASSES}), Limits(unpacked_bytes=1000))[0] == "over_limit"
    assert refused(workbook({"x": CLASSES}), Limits(zip_entries=3))[0] == "over_limit"
    assert refused(workbook({"x": CLASSES}), Limits(file_bytes=1000))[0] == "over_limit"
    assert refused(workbook({"x": CLASSES}), Limits(cells=8))[0] == "over_limit"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_a_document_type_declaration_is_refused(part: str):
    parts = parts_of(workbook({"x": CLASSES}))
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    head, _, tail = parts[part].partition(b"?>")
    assert refused(zipped(parts | {part: head + b"?>" + entity + tail}))[0] == "over_limit"


def test_a_part_that_is_longer_than_the_zip_says_is_refused():
    data = bytearray(workbook({"x": CLASSES}))
    at = data.rfind(b"PK\x01\x02")
    while b"sheet1.xml" not in data[at : at + 80]:
        at = data.rfind(b"PK\x01\x02", 0, at)
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert refused(bytes(data))[0] == "not_a_spreadsheet"


ODD = [
    *CLASSES,
    ["三年级", ("=1/0", "#DIV/0!"), ("=A1", "")],
    ["四年级", "甲", ("=2*20", 40)],
    ["五年级", "乙", ('=IF(1,"","")', "")],
]


def prefixed(xml: bytes) -> bytes:
    for tag in (b"worksheet", b"sheetData", b"row", b"c", b"v", b"f", b"is", b"t"):
        for before in (b"<", b"</"):
            for after in (b" ", b">"):
                xml = xml.replace(before + tag + after, before + b"x:" + tag + after)
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return xml.replace(main, main.replace(b"xmlns=", b"xmlns:x=") + b" " + main)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml,
        lambda xml: xml.replace(b'<c r="', b'<c  r="'),
        lambda xml: xml.replace(b'<c r="', b'<c\nr="'),
        lambda xml: xml.replace(b't="e"', b"t='e'"),
        lambda xml: xml.replace(b't="e"', b't = "e"'),
        lambda xml: re.sub(rb"><(?!/v)", b">\n  <", xml),
        lambda xml: xml.replace(b"<v>", b'<v xml:space="preserve">'),
        prefixed,
    ],
    ids=["usual", "blanks", "line feeds", "quotes", "equals", "indented", "attributes", "prefixes"],
)
def test_errors_and_missing_values_are_found_however_the_xml_is_written(change: object):
    (sheet,) = read_book(with_sheet(change, ODD), Limits()).sheets
    assert sheet.rows[5][1:] == [ErrorCell("#DIV/0!"), NoValue()]
    assert sheet.rows[6][2] == 40
    assert sheet.rows == read_book(workbook({"x": ODD}), Limits()).sheets[0].rows


def test_a_formula_that_answers_an_empty_text_is_blank():
    empty = b'<c r="C7" t="str"><f>IF(1,"","")</f><v></v></c>'

    def change(xml: bytes) -> bytes:
        start = xml.index(b'<c r="C7"')
        return xml[:start] + empty + xml[xml.index(b"</c>", start) + 4 :]

    data = with_sheet(change, ODD[:-1])
    rows = read_book(data, Limits()).sheets[0].rows
    assert rows[6][2] == ""
    assert (rows[5][1], rows[5][2]) == (ErrorCell("#DIV/0!"), NoValue())


def test_an_error_in_an_xls_is_an_error():
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.row(0).set_cell_error(0, "#REF!")
    target = io.BytesIO()
    book.save(target)
    assert read_book(target.getvalue(), Limits()).sheets[0].rows[0][0] == ErrorCell("#REF!")


def test_error_cells_beyond_what_the_reader_shows_are_kept():
    rows = [*CLASSES, ["三年级", "1班", ("=NA()", "#N/A")]]
    assert found(read(workbook({"x": rows}))) == {("error_cell", "C6")}


def test_headings_that_are_code_or_markup_are_only_text():
    wicked = '"; drop table raw.exam; --'
    heading = ("年级", "班级", "人数", wicked, "<script>alert(1)</script>", "=cmd|'/c calc'!A1")
    parsed = read(workbook({"x": class_sheet(["一年级", "1班", 1, 1, 1, 1], heading=heading)}))
    assert {code for code, _ in found(parsed)} == {"extra_heading"}


def test_a_hidden_sheet_of_helpers_is_passed_over():
    data = workbook({"班级情况": CLASSES, "lists": [["甲"], ["乙"]]})
    parts = parts_of(data)
    book = parts["xl/workbook.xml"].replace(b'name="lists"', b'name="lists" state="veryHidden"')
    assert read(zipped(parts | {"xl/workbook.xml": book})).problems == []
    assert found(read(data)) == {("unknown_form", "A1")}


def test_a_prescan_counts_the_cells_of_a_sheet_of_many_pieces():
    row = [person(1), "一小", 3, 4.5, "语文", "数学", 1, 2, 3, 4]
    with open_zip(workbook({"x": [row] * 20_000}), Limits()) as archive:
        scans, _ = prescan(archive, Limits())
    assert (scans["x"].cells, scans["x"].filled, scans["x"].is_exact) == (200_000, 200_000, False)


def test_texts_that_a_program_protects_in_a_csv():
    rows = [["2025-2026学年班级情况", "", ""], [*SCHOOL_LABELS, ""], CLASSES[2],
            ['="一年级"', '="01班"', '"=""40"""'], ['"二年级"', "\t1班", "=1+1"]]  # fmt: skip
    (part,) = read(as_csv(rows, "gb18030") + b"\r\n\x1a").parts
    assert part.rows.select(["class_name", "pupil_count"]).to_pylist() == [
        {"class_name": "01班", "pupil_count": 40}
    ]
    assert {(p.code, p.cell) for p in part.problems} == {("not_a_number", "C5")}


def test_a_csv_that_ends_inside_a_character_is_cut_off():
    for encoding, cut in (("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("utf-16", 1)):
        whole = as_csv([*CLASSES, ["三年级", "1班"]], encoding)
        assert refused(whole[:-cut])[0] == "cut_off"


def test_quotes_that_do_not_pair_are_named():
    (problem,) = read(as_csv([*CLASSES, ["三年级", '"1班', 3]], "utf-8")).problems
    assert (problem.code, problem.found) == ("not_a_spreadsheet", "引号没有成对")


def test_a_csv_of_nothing_but_line_ends_is_beyond_a_limit():
    assert refused(b"a,b" + b"\n" * 6_000_000)[0] == "over_limit"


def test_labels_in_a_csv():
    rows = [["2025-2026学年班级情况", "", ""], [*SCHOOL_LABELS, ""], *CLASSES[2:]]
    assert read(as_csv(rows, "gb18030")).problems == []


def test_an_archive_cut_off_behind_a_workbook_in_it_is_not_that_workbook():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("一小.xlsx", workbook({"x": CLASSES}))
        first = packed.tell()
        archive.writestr("二小.xlsx", workbook({"x": CLASSES}))
    whole = packed.getvalue()
    for end in (first, first + 60, len(whole) - 40):
        assert refused(whole[:end])[0] == "cut_off"
