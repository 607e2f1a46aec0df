"""The same table, saved by a real office program as every kind it knows, is the same rows."""

from pathlib import Path

import openpyxl
import pytest

from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from ingest.books.sheet import Book, Sheet
from ingest.tables import parse
from tests.browser.programs import office, office_locked
from tests.unit.any_books import SECOND_READERS, WRITERS
from tests.unit.ingest_books import class_sheet, read, workbook
from tests.unit.random_rows import COLUMNS, Ledger, ledger

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


def test_what_office_locks_opens_with_the_password_alone(original: Path, tmp_path: Path):
    data = office_locked(tmp_path, original, "lanxiu2026").read_bytes()
    for password, code in (("", "password_protected"), ("other", "wrong_password")):
        with pytest.raises(Refused) as refusal:
            read_book(data, Limits(), password)
        assert refusal.value.code == code
    book = read_book(data, Limits(), "lanxiu2026")
    assert (book.kind, book.sheets[0].rows[3][:2]) == ("xls", ["一年级", "1班"])


def rows_of(parsed: parse.Parsed) -> tuple[list[tuple], int]:
    assert parsed.problems == []
    (part,) = parsed.parts
    rows = part.rows.select(["_row", *COLUMNS]).to_pylist()
    return [tuple(row.values()) for row in rows], part.counts.rows_rejected


@pytest.fixture(scope="module")
def random_ledger() -> Ledger:
    return ledger(7, size=120)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls", "html"])
def test_random_rows_saved_by_office_are_the_same_rows(
    kind: str, random_ledger: Ledger, tmp_path: Path
):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(WRITERS["xlsx"](random_ledger.rows))
    parsed = read(office(tmp_path, path, kind).read_bytes())
    assert rows_of(parsed) == (random_ledger.loaded, random_ledger.rejected)


@pytest.mark.parametrize("kind", ["xlsb", "biff2", "biff5", "xls", "ods"])
def test_random_rows_opened_by_office_are_the_same_rows(
    kind: str, random_ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A second reader of the kinds that only our tests write."""
    path = tmp_path / f"台账.{'xls' if kind.startswith('biff') else kind}"
    path.write_bytes(WRITERS[kind](random_ledger.rows))
    rows = SECOND_READERS["xlsx"](office(tmp_path, path, "xlsx").read_bytes())
    monkeypatch.setattr(parse, "read_book", lambda *_: Book(kind, [Sheet("", rows)]))
    assert rows_of(read(b"")) == (random_ledger.loaded, random_ledger.rejected)
