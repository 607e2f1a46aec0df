"""Reports of a city: sheets of more rows than memory, or a sheet of Excel, should hold."""

import tracemalloc

import duckdb
import openpyxl
import pytest

from reports import draw, tables, workbook
from reports.parts import TablePart
from tests.unit.reports_publication import BOOK, RUN, build, write_specs

HEAD = 4
"""Rows above a table: heading, run, note, labels."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("long")
    build(folder)
    write_specs(folder, BOOK)
    return folder


def _drawn(folder, run):
    draw([], folder / "marts.duckdb", folder / run, run=RUN, specs_folder=folder)
    return openpyxl.load_workbook(folder / run / "reports" / "trial.xlsx")


def _cells(page, first, last):
    return [
        [(cell.value, cell.number_format, cell.fill.fgColor.rgb, cell.alignment.wrap_text)
         for cell in row]
        for row in page.iter_rows(min_row=first, max_row=last)
    ]  # fmt: skip


def test_a_long_sheet_is_drawn_as_a_short_one(folder, monkeypatch):
    short = _drawn(folder, "short")
    monkeypatch.setattr(tables, "SHORT", 1)
    long = _drawn(folder, "long")
    assert long.sheetnames == short.sheetnames
    for name in short.sheetnames:
        assert _cells(long[name], 1, None) == _cells(short[name], 1, None)
        assert long[name].auto_filter.ref == short[name].auto_filter.ref
        widths = {key: column.width for key, column in short[name].column_dimensions.items()}
        assert {key: c.width for key, c in long[name].column_dimensions.items()} == widths
    assert {path.name for path in (folder / "long" / "reports").iterdir()} == {"trial.xlsx"}
    _drawn(folder, "again")
    bytes_of = {(folder / run / "reports" / "trial.xlsx").read_bytes() for run in ("long", "again")}
    assert len(bytes_of) == 1


def test_what_a_sheet_of_excel_cannot_hold_stands_on_the_next(folder, monkeypatch):
    whole = _drawn(folder, "whole")
    monkeypatch.setattr(tables, "SHORT", 1)
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    parted = _drawn(folder, "parted")
    first = whole.sheetnames[0]
    pages = [name for name in parted.sheetnames if name.startswith(first)]
    assert pages == [first, f"{first}（2）", f"{first}（3）"]
    rows = [
        [cell.value for cell in row]
        for name in pages
        for row in parted[name].iter_rows(min_row=HEAD + 1)
    ]
    assert rows == [[c.value for c in row] for row in whole[first].iter_rows(min_row=HEAD + 1)]
    for name in pages:
        labels = [cell.value for cell in parted[name][HEAD]]
        assert labels == [cell.value for cell in whole[first][HEAD]]


def test_rows_of_a_long_table_are_never_all_in_memory(tmp_path):
    with duckdb.connect(str(tmp_path / "long.duckdb")) as connection:
        connection.execute(
            "create table rpt_long as select range as school_id, 'x' || range as word "
            "from range(200_000)"
        )
        connection.execute(
            "create table dictionary as select 'rpt_long' as table_name, "
            "unnest(['school_id', 'word']) as column_name, 'y' as label, '' as unit"
        )
        found = tables.read(connection, TablePart(table="rpt_long", order=["-school_id"]))
        assert len(found.rows) == 200_000
        tracemalloc.start()
        total = sum(row[0] for row in found.rows)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert total == sum(range(200_000))
        assert next(iter(found.rows)) == (199_999, "x199999")
        assert most < 5_000_000
