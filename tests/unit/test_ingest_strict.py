"""Strict Office Open XML, as Excel's "Strict Open XML Spreadsheet" saves it."""

import re

import pytest

from tests.unit.ingest_books import class_sheet, read, teacher_row, teacher_sheet, workbook
from tests.unit.test_ingest_kinds import parts_of, zipped

OLD, NEW = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
RENAMED = (
    (OLD + b"spreadsheetml/2006/main", NEW + b"spreadsheetml/main"),
    (OLD + b"officeDocument/2006/relationships", NEW + b"officeDocument/relationships"),
)
SHEET = "xl/worksheets/sheet1.xml"


def strict(data: bytes, cells: dict[str, bytes] | None = None) -> bytes:
    """The workbook in the other namespaces, some cells written anew."""
    parts = parts_of(data)
    for old, new in RENAMED:
        parts = {name: part.replace(old, new) for name, part in parts.items()}
    for place, cell in (cells or {}).items():
        pattern = rb'<c r="%s"[^>]*>.*?</c>' % place.encode()
        parts[SHEET], count = re.subn(pattern, cell, parts[SHEET])
        assert count == 1
    return zipped(parts)


def test_a_strict_workbook_is_read():
    rows = class_sheet(["一年级", "1班", 40], ["二年级", "1班", 41])
    (part,) = read(strict(workbook({"班级情况": rows}))).parts
    assert part.rows["pupil_count"].to_pylist() == [40, 41]


@pytest.mark.parametrize("shown", [b"2002-09-01T00:00:00Z", b"2002-09-01T00:00:00", b"2002-09-01"])
def test_a_date_is_written_as_such_and_not_as_a_number(shown: bytes):
    rows = teacher_sheet(teacher_row(1))
    column = rows[2].index("参加工作年月")
    place = f"{chr(65 + column)}4"
    cell = b'<c r="%s" t="d"><v>%s</v></c>' % (place.encode(), shown)
    (part,) = read(strict(workbook({"教职工": rows}), {place: cell})).parts
    assert part.problems == []
    assert str(part.rows["hire_month"][0].as_py()) == "2002-09-01"
