"""No number or name of a person leaves the kept files; nothing loads from elsewhere."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.night.runner import County
from tests.unit.attacker import PAY, SCORES, learnt, look, too_few

pytestmark = pytest.mark.night

ID_NUMBER = re.compile(rb"990101(19|20)\d{9}[\dX]")
REMOTE = re.compile(rb"""(src|href)\s*=\s*["']?\s*https?:""", re.IGNORECASE)


@pytest.fixture(scope="module")
def names(county: County) -> set[str]:
    """Names of the made-up teachers and pupils, read from the workbooks as they came."""
    found: set[str] = set()
    for path in sorted((county.source / "files").rglob("学校填报/*.xlsx"))[:12]:
        with path.open("rb") as file:
            for sheet in openpyxl.load_workbook(file).worksheets:
                found |= set(_below_name_heading(sheet))
    assert len(found) > 200
    return found


def _below_name_heading(sheet: Worksheet) -> Iterator[str]:
    place = None
    for row in sheet.iter_rows(values_only=True):
        texts = [re.sub(r"\s", "", str(cell or "")) for cell in row]
        if place is not None and len(texts[place]) == 3:
            yield texts[place]
        place = next((i for i, text in enumerate(texts) if text.startswith("姓名")), place)


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file as text would show it: members of workbooks one by one."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix in {".duckdb", ".parquet"}:
            continue
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for member in archive.namelist():
                    yield path, archive.read(member)
        else:
            yield path, path.read_bytes()


def cells(database: Path) -> Iterator[tuple[str, str]]:
    """Every distinct text of every table, with where it stands."""
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = connection.execute(
            "select table_schema, table_name, column_name from information_schema.columns "
            "where data_type = 'VARCHAR' and table_schema not in ('information_schema')"
        ).fetchall()
        for schema, table, column in columns:
            query = f'select distinct "{column}" from "{schema}"."{table}" where "{column}" <> \'\''
            for (text,) in connection.execute(query).fetchall():
                yield f"{schema}.{table}.{column}", text


def test_the_workbooks_do_hold_numbers(county: County):
    """Otherwise the tests below could not fail."""
    assert any(ID_NUMBER.search(data) for _, data in contents(county.source / "files"))


def test_no_number_or_name_of_a_person_is_in_a_database(county: County, names: set[str]):
    for database in (county.database, county.published / "marts.duckdb"):
        for place, text in cells(database):
            assert not ID_NUMBER.search(text.encode()), place
            assert text not in names, place


def test_no_number_or_name_of_a_person_is_in_rows_logs_or_publication(
    county: County, names: set[str]
):
    rows = county.home.restricted / "rows"
    with duckdb.connect() as connection:
        for path in rows.rglob("*.parquet"):
            relation = connection.execute(f"select * from read_parquet('{path}')")
            for row in relation.fetchall():
                for cell in row:
                    if isinstance(cell, str):
                        assert not ID_NUMBER.search(cell.encode()), path
                        assert cell not in names, path
    folders = (county.home.published, county.home.logs, county.home.audit, county.home.work)
    for path, data in (item for folder in folders for item in contents(folder)):
        assert not ID_NUMBER.search(data), path
    for path, data in contents(county.home.published):
        text = data.decode("utf-8", errors="ignore")
        assert not {name for name in names if f">{name}<" in text}, path


def test_nothing_published_loads_from_elsewhere(county: County):
    for path, data in contents(county.home.published):
        assert not REMOTE.search(data), path
        if path.suffix == ".html":
            assert b"<script" not in data.lower(), path


@pytest.mark.parametrize(("family", "minimum"), [(SCORES, 10), (PAY, 5)], ids=["scores", "pay"])
def test_nothing_withheld_follows_from_what_is_published(county: County, family, minimum):
    world = look(county.database, county.published / "marts.duckdb", family)
    assert not learnt(world, minimum)
    assert not too_few(world, minimum)
