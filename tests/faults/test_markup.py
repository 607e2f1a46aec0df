"""Document types and entities, in every part of every kind of file that is XML or looks like it."""

import pytest

from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from tests.faults.raw import HEAD, MAIN, SHEET, cell, parts_of, rows, xlsx, zipped
from tests.unit.test_ingest_kinds_more import ods
from tests.unit.test_ingest_kinds_more import row as ods_row
from tests.unit.test_ingest_kinds_more import sheet as ods_sheet

SECRET = "file:///etc/passwd"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
DECLARED = {
    "a document type": "<!DOCTYPE a>",
    "an external entity": f'<!DOCTYPE a [<!ENTITY x SYSTEM "{SECRET}">]>',
    "a parameter entity": f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{SECRET}"> %p;]>',
    "an external subset": f'<!DOCTYPE a SYSTEM "{SECRET}">',
    "a billion laughs": f"<!DOCTYPE a [{LAUGHS}]>",
}
ENTITY = {"an external entity": "&x;", "a billion laughs": "&l9;"}
SHARED = f'<sst xmlns="{MAIN}"><si><t>a</t></si></sst>'.encode()
BOOK = parts_of(
    xlsx(f'<row r="1"><c r="A1" t="s"><v>0</v></c>{cell("B1", "b")}</row>', sharedStrings=SHARED)
)
PARTS = [*BOOK, "docProps/app.xml", "xl/theme/theme1.xml", "xl/drawings/vmlDrawing1.vml"]


def declaring(content: bytes, declared: str, encoding: str = "utf-8") -> bytes:
    """A part of XML with a declaration behind its first line."""
    text = content.decode().removeprefix(HEAD).replace("<t>a</t>", "<t>&x;</t>")
    head = HEAD.replace("UTF-8", encoding.upper())
    return f"{head}{declared}{text or '<a/>'}".encode(encoding)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED.keys())
def test_no_part_of_a_workbook_declares_a_document_type(part: str, declared: str):
    data = zipped(BOOK | {part: declaring(BOOK.get(part, b""), declared)})
    with pytest.raises(Refused) as refusal:
        read_book(data, Limits())
    assert (refusal.value.code, refusal.value.found) == ("over_limit", "doctype")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_no_encoding_hides_one(part: str, encoding: str):
    """In UTF-16 the reader shows a sheet as empty, and a search for bytes finds nothing."""
    data = zipped(BOOK | {part: declaring(BOOK[part], DECLARED["an external entity"], encoding)})
    with pytest.raises(Refused) as refusal:
        read_book(data, Limits())
    assert refusal.value.code == "not_a_spreadsheet"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declared", DECLARED)
def test_no_ods_declares_a_document_type(declared: str, encoding: str):
    parts = parts_of(ods(ods_sheet(ods_row("<table:table-cell/>"))))
    text = parts["content.xml"].decode().partition("?>")[2]
    head = HEAD.replace("UTF-8", encoding.upper())
    parts["content.xml"] = f"{head}{DECLARED[declared]}{text}".encode(encoding)
    with pytest.raises(Refused) as refusal:
        read_book(zipped(parts), Limits())
    assert refusal.value.code == ("over_limit" if encoding == "utf-8" else "not_a_spreadsheet")


@pytest.mark.parametrize("declared", DECLARED)
def test_a_page_has_no_entities_but_those_of_html(declared: str):
    reference = ENTITY.get(declared, "&y;")
    page = f"{DECLARED[declared]}<html><table><tr><td>{reference}<td>&lt;b&gt;</table>"
    try:
        (sheet,) = read_book(page.encode(), Limits()).sheets
    except Refused as refusal:  # an unbalanced declaration may hide the table
        assert refusal.code == "not_a_spreadsheet"
        return
    assert sheet.rows == [[reference, "<b>"]]


def test_entities_that_were_not_declared_are_no_text():
    with pytest.raises(Refused):
        read_book(xlsx(rows(["&x;"])), Limits())
