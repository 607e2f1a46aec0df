"""Every cell of a template: its rule, its list, its prompt, its lock."""

import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter

from ingest.field import FieldSpec
from ingest.templates.workbook import template_columns
from tests.unit.filled_templates import (
    CODES,
    FORMS,
    LAYOUTS,
    ROWS,
    SOURCE,
    Filled,
    asked,
    fill,
    is_asked,
    rules_at,
    template,
)
from tests.unit.ingest_books import found, read

LAST_ROW = 1_048_576
FIELDS = [(form, spec) for form in FORMS for spec in asked(form)]
CODED = [(form, spec) for form, spec in FIELDS if spec.codes]


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> dict[str, Filled]:
    folder = tmp_path_factory.mktemp("templates")
    return {form: fill(template(form, folder)) for form in FORMS}


def named(form: str, spec: FieldSpec) -> str:
    return f"{form}.{spec.name}"


def ids(pairs: list) -> list[str]:
    return [named(*pair) for pair in pairs]


def cell_of(filled: Filled, spec: FieldSpec) -> Cell:
    return filled.sheet.cell(*filled.places[spec.headings[0]])


@pytest.mark.parametrize(("form", "spec"), FIELDS, ids=ids(FIELDS))
def test_every_cell_to_fill_in_has_one_rule_with_words(form: str, spec: FieldSpec, filled):
    cell = cell_of(filled[form], spec)
    (rule,) = rules_at(filled[form].sheet, cell.coordinate)
    assert rule.promptTitle == spec.headings[0]
    assert rule.prompt.startswith("必填" if is_asked(form, spec) else "选填")
    assert 0 < len(rule.prompt) <= 255 and "{" not in rule.prompt
    assert rule.errorStyle in {None, "stop"} and rule.showErrorMessage
    assert rule.error.startswith("应为")
    if LAYOUTS.forms[form].shape != "items":
        below = f"{cell.column_letter}{LAST_ROW}"
        assert rules_at(filled[form].sheet, below) == [rule]


@pytest.mark.parametrize(("form", "spec"), CODED, ids=ids(CODED))
def test_a_list_to_choose_from_is_the_list_of_codes(form: str, spec: FieldSpec, filled):
    book, cell = filled[form].book, cell_of(filled[form], spec)
    (rule,) = rules_at(filled[form].sheet, cell.coordinate)
    assert rule.type == "list"
    (title, reference), *_ = book.defined_names[rule.formula1.lstrip("=")].destinations
    offered = [row[0].value for row in book[title][reference]]
    assert offered == list(CODES[spec.codes].names.values())


@pytest.mark.parametrize("form", FORMS)
def test_what_is_filled_in_is_open_and_the_rest_is_locked(form: str, filled):
    sheet, layout = filled[form].sheet, LAYOUTS.forms[form]
    guard = sheet.protection
    assert guard.sheet and not guard.password
    assert not guard.insertRows and not guard.deleteRows and not guard.formatColumns
    for row, column in filled[form].places.values():
        assert not sheet.cell(row, column).protection.locked
    head = min(row for row, _ in filled[form].places.values()) - 1
    for cell in sheet[head]:
        if cell.value and cell.value not in CODES["subject"].names.values():
            assert cell.protection.locked, cell.coordinate
    assert sheet["A1"].value == layout.label and sheet["A1"].protection.locked


@pytest.mark.parametrize("form", [f for f in FORMS if LAYOUTS.forms[f].shape != "items"])
def test_whole_rows_can_be_deleted_for_no_cell_of_them_is_locked(form: str, tmp_path: Path):
    sheet = openpyxl.load_workbook(template(form, tmp_path)).active
    assert not any(column.protection.locked for column in sheet.column_dimensions.values())
    last = get_column_letter(len(template_columns(LAYOUTS.forms[form], SOURCE)))
    with zipfile.ZipFile(tmp_path / f"{form}.xlsx") as parts:
        used = re.search(rb'<dimension ref="A1:([A-Z]+)', parts.read("xl/worksheets/sheet1.xml"))
    assert used[1].decode() == last
    assert max(column.max for column in sheet.column_dimensions.values()) == 16_384


@pytest.mark.parametrize(("form", "spec"), FIELDS, ids=ids(FIELDS))
def test_ids_codes_and_texts_are_kept_as_text(form: str, spec: FieldSpec, filled):
    look = cell_of(filled[form], spec).number_format
    if spec.kind in {"integer", "decimal"} and not spec.codes:
        assert look != "@"
    else:
        assert look == ("yyyy-mm-dd" if spec.precision == "day" else "@")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_filled_with_its_own_examples_loads(form: str, tmp_path: Path):
    filled = fill(template(form, tmp_path))
    guide = filled.book[LAYOUTS.vocabulary.guide_sheet]
    examples = {row[1].value: row[6].value for row in guide.iter_rows(min_row=6)}
    for name, (row, column) in filled.places.items():
        assert examples[name], f"give {form}, {name} an example in its layout"
        for below in range(row + 1, row + ROWS * (LAYOUTS.forms[form].shape != "items")):
            filled.sheet.cell(below, column).value = None
        cell = filled.sheet.cell(row, column)
        cell.value = examples[name] if cell.number_format == "@" else as_typed(examples[name])
    parsed = read(filled.saved(tmp_path / "examples.xlsx"))
    assert found(parsed) == set()
    assert sum(part.counts.rows_loaded for part in parsed.parts) == 1


def as_typed(text: str) -> object:
    """What a spreadsheet makes of a number or date that is typed."""
    return datetime.fromisoformat(text) if "-" in text else float(text)


@pytest.mark.parametrize("form", FORMS)
def test_the_instructions_have_a_line_for_every_column(form: str, filled):
    guide = filled[form].book[LAYOUTS.vocabulary.guide_sheet]
    lines = {row[1].value: [cell.value for cell in row] for row in guide.iter_rows(min_row=6)}
    for spec in asked(form):
        line = lines[spec.headings[0]]
        assert line[2] == ("是" if is_asked(form, spec) else "否")
        assert line[4] == (None if spec.codes else spec.unit_in_form or spec.unit)
        for name in CODES[spec.codes].names.values() if spec.codes else ():
            assert name in line[5]
    assert guide.protection.sheet


@pytest.mark.parametrize("form", FORMS)
def test_it_prints_on_a4_with_its_heading_on_every_page(form: str, filled):
    sheet = filled[form].sheet
    assert sheet.page_setup.paperSize == 9
    upright = LAYOUTS.forms[form].shape == "items"
    assert sheet.page_setup.orientation == ("portrait" if upright else "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    head = min(row for row, _ in filled[form].places.values()) - 1
    assert sheet.print_title_rows == f"$1:${head}"
    assert sheet.freeze_panes.endswith(str(head + 1))
