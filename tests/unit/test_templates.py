"""Templates: empty they are refused, filled in they load whole, for every form there is."""

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from ingest.books.limits import Limits
from ingest.field import FieldSpec
from ingest.layout import Layouts
from ingest.tables.parse import parse
from ingest.templates.workbook import template_columns
from tests.unit.filled_templates import (
    EXAM,
    FORMS,
    LAYOUTS,
    ROWS,
    SOURCE,
    asked,
    fill,
    fill_labels,
    rows_of,
    template,
)
from tests.unit.ingest_books import FILE, SCHOOL, SCHOOL_LIST, found, read, reader, workbook
from tests.unit.ingest_bureau import T2, Bureau


@pytest.mark.parametrize("form", FORMS)
def test_a_filled_template_reads_back_exactly(form: str, tmp_path: Path):
    filled = fill(template(form, tmp_path))
    parsed = read(filled.saved(tmp_path / "filled.xlsx"))
    assert found(parsed) == set()
    assert rows_of(parsed, filled) == filled.expected


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_template_is_refused_and_not_loaded(form: str, tmp_path: Path):
    parsed = read(template(form, tmp_path).read_bytes())
    assert found(parsed)
    assert all(part.rows.num_rows == 0 for part in parsed.parts)


@pytest.mark.parametrize("form", FORMS)
def test_a_template_with_nothing_but_its_sender_says_what_is_missing(form: str, tmp_path: Path):
    layout = LAYOUTS.forms[form]
    book = openpyxl.load_workbook(template(form, tmp_path))
    fill_labels(book.active)
    book.save(tmp_path / "labels.xlsx")
    parsed = read((tmp_path / "labels.xlsx").read_bytes())
    codes = {code for code, _ in found(parsed)}
    if layout.shape == "items":
        assert codes
    else:
        assert codes == (set() if layout.may_be_empty else {"empty_table"})
    assert sum(part.rows.num_rows for part in parsed.parts) == 0


@pytest.mark.parametrize("form", FORMS)
def test_one_wrong_word_is_told_at_its_cell(form: str, tmp_path: Path):
    layout = LAYOUTS.forms[form]
    spec = next((s for s in asked(form) if s.codes or s.kind == "boolean"), None)
    if spec is None:
        spec = next(s for s in asked(form) if s.kind in {"integer", "token", "ref"})
    filled = fill(template(form, tmp_path))
    row, column = filled.places[spec.headings[0]]
    cell = filled.sheet.cell(row + (layout.shape != "items"), column)
    cell.value = "没有这个说法"
    parsed = read(filled.saved(tmp_path / "wrong.xlsx"))
    assert {place for _, place in found(parsed)} == {cell.coordinate}


def test_rows_are_deleted_and_inserted_without_harm(tmp_path: Path):
    filled = fill(template("class_roster", tmp_path))
    top, _ = filled.places["年级"]
    filled.sheet.insert_rows(top + 1, 2)
    parsed = read(filled.saved(tmp_path / "rows.xlsx"))
    assert found(parsed) == set()
    assert parsed.parts[0].counts.rows_blank == 2
    assert rows_of(parsed, filled) == filled.expected


def test_what_is_known_of_a_sender_stands_in_the_template_already(tmp_path: Path):
    known = {"school_id": SCHOOL, "school_name": "岚岫县第一小学", "school_year": "2025-2026学年"}
    book = openpyxl.load_workbook(template("class_roster", tmp_path, filled=known))
    texts = {cell.value for row in book.active.iter_rows(max_row=6) for cell in row}
    assert set(known.values()) <= texts
    items = openpyxl.load_workbook(template("school_profile", tmp_path, filled=known)).active
    beside = {row[1].value: row[2].value for row in items.iter_rows()}
    assert (beside["学校标识码"], beside["学校名称"]) == (SCHOOL, "岚岫县第一小学")


def test_rows_need_not_say_again_whose_they_are(tmp_path: Path):
    layout = LAYOUTS.forms["class_roster"]
    again = FieldSpec(name="again", headings=("所在学校", "学校名称"), type="ref", ref="school")
    changed = layout.model_copy(update={"fields": (again, *layout.fields)})
    wanted = [spec.name for spec in asked(layout.name)]
    assert [column.field for column in template_columns(changed, SOURCE)] == wanted
    required = changed.model_copy(
        update={"fields": (again.model_copy(update={"required": True}), *layout.fields)}
    )
    assert template_columns(required, SOURCE)[0].field == "again"


def test_subjects_are_those_that_were_asked_for(tmp_path: Path):
    path = template("assessment", tmp_path, subjects=("physics", "chemistry"))
    filled = fill(path)
    assert {"物理", "化学"} <= filled.places.keys()
    assert not {"语文", "数学"} & filled.places.keys()
    parsed = read(filled.saved(tmp_path / "filled.xlsx"))
    assert found(parsed) == set()
    assert len(rows_of(parsed, filled)) == 2 * ROWS


def test_a_subject_can_be_changed_and_another_cleared(tmp_path: Path):
    filled = fill(template("assessment", tmp_path))
    row, changed = filled.places["语文"]
    _, cleared = filled.places["英语"]
    filled.sheet.cell(row - 1, changed).value = "历史"
    for r in range(row - 1, row + ROWS):
        filled.sheet.cell(r, cleared).value = None
    parsed = read(filled.saved(tmp_path / "changed.xlsx"))
    assert found(parsed) == set()
    assert {row["subject"] for row in rows_of(parsed, filled)} == {"history", "mathematics"}
    assert parsed.parts[0].context.period == EXAM


def test_the_same_layout_gives_the_same_bytes(tmp_path: Path):
    (tmp_path / "again").mkdir()
    for form in ("school_profile", "assessment"):
        first, second = (template(form, folder) for folder in (tmp_path, tmp_path / "again"))
        assert first.read_bytes() == second.read_bytes()
        assert openpyxl.load_workbook(first).properties.created.year == 2000, "no clock is read"


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path):
    path = tmp_path / "class_roster.xlsx"
    path.write_bytes(b"filled in by somebody")
    with pytest.raises(FileExistsError):
        template("class_roster", tmp_path)
    assert path.read_bytes() == b"filled in by somebody"


def newer(form: str, heading: str) -> Layouts:
    """The layouts in which a form has a new required heading and a higher version."""
    layout = LAYOUTS.forms[form]
    field = layout.fields[-1].model_copy(update={"name": "fresh", "headings": (heading,)})
    changed = layout.model_copy(
        update={"version": layout.version + 1, "fields": (*layout.fields, field)}
    )
    return replace(LAYOUTS, forms=LAYOUTS.forms | {form: changed})


def test_a_workbook_made_from_an_older_version_is_told_so_first(tmp_path: Path):
    data = fill(template("class_roster", tmp_path)).saved(tmp_path / "old.xlsx")
    later = replace(reader(), layouts=newer("class_roster", "走读生人数"))
    first, *others = parse(data, FILE, later).problems
    assert (first.code, first.found, first.expected) == (
        "old_template",
        "班级情况　表样第1版",
        "班级情况　表样第2版",
    )
    assert {problem.code for problem in others} == {"missing_heading"}


def test_an_old_version_whose_headings_still_fit_is_no_problem(tmp_path: Path):
    data = fill(template("class_roster", tmp_path)).saved(tmp_path / "old.xlsx")
    layout = LAYOUTS.forms["class_roster"].model_copy(update={"version": 9})
    layouts = replace(LAYOUTS, forms=LAYOUTS.forms | {layout.name: layout})
    later = replace(reader(), layouts=layouts)
    assert parse(data, FILE, later).problems == []


def test_a_heading_that_somebody_changed_by_hand_is_no_older_version(tmp_path: Path):
    filled = fill(template("class_roster", tmp_path))
    row, column = filled.places["学生人数"]
    filled.sheet.cell(row - 1, column).value = "总共多少"
    parsed = read(filled.saved(tmp_path / "changed.xlsx"))
    assert {code for code, _ in found(parsed)} == {"missing_heading", "extra_heading"}


def test_a_template_that_was_sent_back_can_be_mended_like_before(tmp_path: Path):
    bureau = Bureau(tmp_path)
    bureau.put("名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    filled = fill(template("class_roster", tmp_path))
    row, column = filled.places["学生人数"]
    filled.sheet.cell(row, column).value = "四十"
    bureau.put("班级.xlsx", filled.saved(tmp_path / "filled.xlsx"))
    assert bureau.ingest().rows_rejected_in_force == 1
    back = openpyxl.load_workbook(bureau.returned / SCHOOL / "班级.退回.xlsx")
    sheet = back["班级情况"]
    assert sheet.protection.sheet and sheet.cell(row - 1, column).protection.locked
    assert not sheet.cell(row, column).protection.locked
    assert len(sheet.data_validations.dataValidation) == 3 + 3
    assert set(back.defined_names) == {"list_grade", "id_places", "id_weights"}
    sheet.cell(row, column).value = 40
    back.save(bureau.inbox / "改好.xlsx")
    assert bureau.ingest(T2).rows_rejected_in_force == 0
    assert (40,) in bureau.rows("class_roster", "pupil_count")


@pytest.mark.parametrize("form", FORMS)
def test_a_template_says_in_two_places_which_version_it_is(form: str, tmp_path: Path):
    book = openpyxl.load_workbook(template(form, tmp_path))
    told = {prop.name: prop.value for prop in book.custom_doc_props.props}
    assert told == {"form": form, "version": LAYOUTS.forms[form].version}
    hidden = book[LAYOUTS.vocabulary.template_sheet]
    assert hidden.sheet_state == "veryHidden"
    assert [hidden["B1"].value, hidden["B2"].value] == [form, str(LAYOUTS.forms[form].version)]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_in_a_template_is_a_formula_or_a_link(form: str, tmp_path: Path):
    path = template(form, tmp_path, filled={"school_year": "=1+1", "exam_id": "=2"})
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        text = b"".join(parts.read(name) for name in sheets)
        assert not any("external" in name.lower() for name in parts.namelist())
    assert b"<f>" not in text and b"<hyperlink" not in text


def test_reading_a_template_goes_by_no_limit(tmp_path: Path):
    """Rules reach down to the last row; cells do not."""
    for form in FORMS:
        parsed = parse(template(form, tmp_path).read_bytes(), FILE, reader(Limits(cells=2_000)))
        assert "over_limit" not in {problem.code for problem in parsed.problems}
