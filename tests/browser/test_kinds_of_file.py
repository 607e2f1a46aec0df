"""The same table, saved by a real office program as every kind it knows, is the same rows."""

from pathlib import Path

import openpyxl
import pytest

from ingest.books.book import read_book
from ingest.books.limits import Limits
from tests.browser.programs import office
from tests.unit.ingest_books import class_sheet, read, workbook

pytestmark = pytest.mark.office
CLASSES = class_sheet(["一年级", "1班", 40], ["二年级", "２班", "41"], ["三年级", "3班", 0])


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kinds") / "班级.xlsx"
    path.write_bytes(workbook({"班级情况": CLASSES}))
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A1:C1")
    book.active["C6"] = "=40+2"
    book.save(path)
    return path


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls", "html"])
def test_what_office_saves_is_the_same_rows(kind: str, original: Path, tmp_path: Path):
    data = office(tmp_path, original, kind).read_bytes()
    assert read_book(data, Limits()).kind == kind
    (part,) = read(data).parts
    assert part.problems == []
    assert part.rows.select(["grade", "class_name", "pupil_count"]).to_pylist() == [
        {"grade": 1, "class_name": "1班", "pupil_count": 40},
        {"grade": 2, "class_name": "2班", "pupil_count": 41},
        {"grade": 3, "class_name": "3班", "pupil_count": 42},
    ]
