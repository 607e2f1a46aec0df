"""OpenDocument workbooks, and pages that a platform calls .xls."""

import datetime as dt

import pytest

from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from ingest.books.sheet import ErrorCell, NoValue
from tests.unit.ingest_books import SCHOOL_LABELS, class_sheet, read
from tests.unit.test_ingest_kinds import zipped

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
MIME = b"application/vnd.oasis.opendocument.spreadsheet"
CLASSES = class_sheet(["一年级", "1班", 40], ["二年级", "1班", 41])
LIMITS = Limits()


def ods(table: str, styles: str = "", **parts: bytes) -> bytes:
    """An .ods whose one sheet holds `table`."""
    content = (
        f'<?xml version="1.0"?><office:document-content {SPACES} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": MIME, "content.xml": content.encode(), **parts})


def sheet(*rows: str, style: str = "ta1", name: str = "班级") -> str:
    inside = "".join(rows)
    return f'<table:table table:name="{name}" table:style-name="{style}">{inside}</table:table>'


def row(*cells: str, repeats: int = 1) -> str:
    inside, attribute = "".join(cells), f'table:number-rows-repeated="{repeats}"'
    return f"<table:table-row {attribute}>{inside}</table:table-row>"


def cell(kind: str = "string", text: str = "", **more: str) -> str:
    names = {name: name.replace("_", ":", 1).replace("_", "-") for name in more}
    given = "".join(f' {names[name]}="{value}"' for name, value in more.items())
    return (
        f'<table:table-cell office:value-type="{kind}"{given}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def values(table: str) -> list[list]:
    return read_book(ods(table), LIMITS).sheets[0].rows


def test_every_type_of_an_ods_cell():
    assert values(sheet(row(
        cell(text="学校"),
        cell("float", "1,200.50", office_value="1200.5"),
        cell("currency", "￥3", office_value="3"),
        cell("percentage", "60%", office_value="0.6"),
        cell("date", "2024年9月", office_date_value="2024-09-01"),
        cell("date", "x", office_date_value="2024-09-01T08:30:00"),
        cell("time", "x", office_time_value="PT08H05M00S"),
        cell("time", "x", office_time_value="PT30H00M00S"),
        cell("boolean", "真", office_boolean_value="true"),
        cell("string", "#DIV/0!", table_formula="of:=1/0"),
        cell("string", "#N/A", calcext_value_type="error"),
        cell("string", "", table_formula="of:=A1"),
        cell("date", "明年", office_date_value="2024-13-01"),
    ))) == [[
        "学校", 1200.5, 3.0, "60%", dt.date(2024, 9, 1), dt.datetime(2024, 9, 1, 8, 30),
        dt.time(8, 5), dt.timedelta(hours=30), True, ErrorCell("#DIV/0!"), ErrorCell("#N/A"), "",
        "明年",
    ]]  # fmt: skip
    bare = '<table:table-cell table:formula="of:=A1"/>'
    assert values(sheet(row(bare, cell(text="x")))) == [[NoValue(), "x"]]


def test_what_is_repeated_in_an_ods_is_laid_out_only_before_something():
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = values(sheet(
        row(cell(text="a", table_number_columns_repeated="2"), blank),
        row(blank, repeats=2),
        row(cell("float", "7", office_value="7"), blank, repeats=2),
        row(blank, repeats=1_048_571),
    ))  # fmt: skip
    assert rows == [["a", "a"], [], [], [7.0], [7.0]]


def test_merges_notes_paragraphs_and_blanks_of_an_ods():
    book = read_book(ods(sheet(
        row(cell(text="甲", table_number_rows_spanned="2", table_number_columns_spanned="2"),
            "<table:covered-table-cell/>", cell(text="乙<text:s text:c='2'/>丙")),
        row("<table:covered-table-cell/>", "<table:covered-table-cell/>",
            "<table:table-cell office:value-type='string'><office:annotation><text:p>张三</text:p>"
            "</office:annotation><text:p>一</text:p><text:p>二</text:p></table:table-cell>"),
    )), LIMITS)  # fmt: skip
    assert book.sheets[0].rows == [["甲", "", "乙  丙"], ["", "", "一\n二"]]
    assert book.sheets[0].merges == [(0, 1, 0, 1)]


def test_what_floats_over_a_cell_of_an_ods_is_none_of_its_text():
    box = "<draw:frame><draw:text-box><text:p>盖章处</text:p></draw:text-box></draw:frame>"
    picture = "<draw:frame><draw:image/><svg:desc>公章</svg:desc></draw:frame>"
    base, sound = "<text:ruby-base>班</text:ruby-base>", "<text:ruby-text>ban</text:ruby-text>"
    text = f"{box}{picture}1<text:ruby>{base}{sound}</text:ruby>"
    assert values(sheet(row(cell(text=text)))) == [["1班"]]


def test_the_calendar_of_an_ods():
    table = sheet(row(cell("float", "27880", office_value="27880")))
    start = "<table:null-date table:date-value='{}'/>"
    assert read_book(ods(start.format("1904-01-01") + table), LIMITS).from_1904
    assert not read_book(ods(start.format("1899-12-30") + table), LIMITS).from_1904
    with pytest.raises(Refused, match="not_a_spreadsheet"):
        read_book(ods(start.format("1900-01-01") + table), LIMITS)


def test_a_hidden_sheet_of_an_ods_is_hidden():
    styles = (
        '<style:style style:name="ta9" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    hidden, shown = sheet(row(cell(text="a")), style="ta9", name="旧"), sheet(row(cell(text="b")))
    book = read_book(ods(hidden + shown, styles), LIMITS)
    assert [part.is_visible for part in book.sheets] == [False, True]


WIDE = cell(text="x", table_number_columns_repeated="16384")
LOCKED = {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}
REFUSED = {
    "bomb": (ods(sheet(row(WIDE, repeats=99999))), "over_limit"),
    "blanks": (ods(sheet(row(cell(text="<text:s text:c='99999999999'/>")))), "over_limit"),
    "broken": (ods("<table:table>"), "not_a_spreadsheet"),
    "doctype": (zipped({"mimetype": MIME, "content.xml": b"<!DOCTYPE a><a/>"}), "over_limit"),
    "password": (ods("", **LOCKED), "password_protected"),
    "a document": (
        zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
        "not_a_spreadsheet",
    ),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_an_ods_that_is_refused(data: bytes, code: str):
    with pytest.raises(Refused) as refusal:
        read_book(data, LIMITS)
    assert refusal.value.code == code


PAGE = """<html><head><meta charset="{charset}"><style>td {{color: red}}</style></head><body>
<table border=1><tr><td colspan="3">2025-2026学年班级情况</td></tr>
<tr><td colspan=3>{labels}</td></tr>
<tr><th>年级<th>班级<th>学生<br>人数</tr>
<tr><td rowspan=2>一年级</td><td>1班</td><td>40</td></tr>
<tr><td>2班</td><td>&nbsp;41<script>x()</script></td></tr>
</table></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_called_xls_is_read_as_its_table(charset: str):
    data = PAGE.format(charset=charset, labels=SCHOOL_LABELS[0]).encode(charset)
    book = read_book(data, LIMITS)
    assert book.kind == "html"
    assert book.sheets[0].rows[2:] == [
        ["年级", "班级", "学生\n人数"], ["一年级", "1班", "40"], ["", "2班", "41"],
    ]  # fmt: skip
    assert (3, 4, 0, 0) in book.sheets[0].merges
    (part,) = read(data).parts
    assert part.problems == []
    assert part.rows.select(["grade", "class_name", "pupil_count"]).to_pylist() == [
        {"grade": 1, "class_name": "1班", "pupil_count": 40},
        {"grade": 1, "class_name": "2班", "pupil_count": 41},
    ]


def test_every_outermost_table_of_a_page_is_a_sheet():
    data = b"<table><tr><td>a<table><tr><td>b</table></table><table><tr><td>c</table>"
    book = read_book(data, LIMITS)
    assert [(part.name, part.rows) for part in book.sheets] == [("1", [["ab"]]), ("2", [["c"]])]


def test_a_page_without_a_table_and_one_too_large_are_refused():
    for data, code in (
        (b"<html><p>404</html>", "not_a_spreadsheet"),
        (b"<table>" + b"<tr><td colspan=16384>" * 3, "over_limit"),
        (b"<table><tr><td>1</td></tr><tr><td>2</t", "not_a_spreadsheet"),
    ):
        with pytest.raises(Refused) as refusal:
            read_book(data, Limits(cells=20_000))
        assert refusal.value.code == code


def test_a_table_of_a_form_in_an_ods_loads():
    rows = [row(*(cell("float", str(c), office_value=str(c)) if isinstance(c, int) else
                  cell(text=str(c)) for c in line)) for line in CLASSES]  # fmt: skip
    (part,) = read(ods(sheet(*rows))).parts
    assert part.rows["pupil_count"].to_pylist() == [40, 41]
