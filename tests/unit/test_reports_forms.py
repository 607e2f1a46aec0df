"""Forms to be signed: their own heading, a workbook for everyone who gets one."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from reports import draw
from reports.parts import ReportError
from tests.unit.reports_publication import RUN, build, changed, write_specs

FORM = {
    "name": "letter",
    "kind": "forms",
    "audience": "bureau",
    "title": "试表",
    "each": {"table": "rpt_trial__school", "column": "stage_name", "label": "stage_name"},
    "sheets": [
        {
            "table": "rpt_trial__school",
            "title": "表Ⅰ",
            "heading": "表Ⅰ　学校",
            "head": [
                [{"text": "学校", "across": 2}, "", {"text": "人数", "down": 2}, "结论"],
                ["学年", "名称", "", "是否达标"],
            ],
            "codes_from": 1,
            "codes_to": 2,
            "columns": ["school_year", "school_name", "pupil_count", "verdict"],
            "formats": {"school_year": "plain"},
            "lights": ["verdict"],
            "order": ["school_name"],
            "merged": ["school_year"],
            "foot": {"table": "rpt_trial__school", "column": "ratio_verdict"},
            "widths": [8, 30, 10, 10],
        }
    ],
}


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("forms"))


def drawn(database: Path, folder: Path, spec: dict) -> dict[str, openpyxl.Workbook]:
    write_specs(folder, spec)
    written = draw(["letter"], database, folder / "run", run=RUN, specs_folder=folder)
    return {
        path.relative_to(folder / "run").as_posix(): openpyxl.load_workbook(path)
        for path in written
    }


def test_each_gets_a_workbook_with_its_own_rows(database, tmp_path):
    books = drawn(database, tmp_path, FORM)
    assert list(books) == ["reports/letter_初中.xlsx", "reports/letter_小学.xlsx"]
    rows = list(books["reports/letter_初中.xlsx"]["表Ⅰ"].iter_rows(values_only=True))
    assert rows[0][0] == "表Ⅰ　学校"
    assert rows[1][0].startswith("初中　")
    assert rows[2] == ("学校", None, "人数", "结论")
    assert rows[3] == ("学年", "名称", None, "是否达标")
    assert [code or None for code in rows[4]] == [None, "L1", "L2", None]
    assert rows[5][1:] == ('=HYPERLINK("x";"y")', 12, "未达标")
    assert rows[6][1:] == ("@A1", 90, "不适用")


def test_heading_cells_reach_as_far_as_they_say_and_equal_cells_are_one(database, tmp_path):
    sheet = drawn(database, tmp_path, FORM)["reports/letter_小学.xlsx"]["表Ⅰ"]
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"A3:B3", "C3:C4", "A6:A8"} <= merged
    assert {cell.data_type for row in sheet.iter_rows(min_row=6) for cell in row} <= {"s", "n"}


def test_a_date_in_a_form_is_a_date(database, tmp_path):
    spec = changed(FORM, "sheets", 0, "columns", 3, value="seen_date")
    spec = changed(spec, "sheets", 0, "lights", value=[])
    sheet = drawn(database, tmp_path, spec)["reports/letter_小学.xlsx"]["表Ⅰ"]
    seen = [cell for cell in sheet["D"][5:] if cell.value is not None]
    assert seen and all(cell.is_date and cell.number_format == "yyyy-mm-dd" for cell in seen)
    assert dt.datetime(2026, 9, 1) in [cell.value for cell in seen]


def test_a_school_finds_its_form_in_its_own_folder(database, tmp_path):
    books = drawn(database, tmp_path, changed(FORM, "audience", value="school"))
    assert list(books) == ["schools/初中/letter.xlsx", "schools/小学/letter.xlsx"]


def test_the_rows_of_a_sheet_can_be_chosen(database, tmp_path):
    spec = changed(FORM, "sheets", 0, "where", value={"verdict": "not_applicable"})
    sheet = drawn(database, tmp_path, spec)["reports/letter_初中.xlsx"]["表Ⅰ"]
    assert [row[1] for row in sheet.iter_rows(min_row=6, values_only=True)] == ["@A1"]


def test_widths_that_are_not_one_for_each_column_are_an_error(database, tmp_path):
    with pytest.raises(ReportError, match="3 widths, 4 columns"):
        drawn(database, tmp_path, changed(FORM, "sheets", 0, "widths", value=[8, 8, 8]))
