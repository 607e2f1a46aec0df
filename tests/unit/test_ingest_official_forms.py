"""The national entry forms, one value a row, as they are printed: whatever a school or county
fills in arrives, and what it was not asked stays unknown."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml

from ingest.layout import load_layouts
from ingest.problems import english
from tests.unit.ingest_books import SCHOOL, found, only, read, workbook
from warehouse.settings import ROOT

ITEMS: dict[str, list[list]] = yaml.safe_load(
    Path(__file__).with_name("official_forms.yml").read_text(encoding="utf-8")
)
SPECIMENS = ROOT.parent / "shared" / "data" / "national_forms"
FILES = {"school_profile": "学校填报表格.xlsx", "county_facts": "区县填报表格.xlsx"}
SHEETS = {"school_profile": "学校填报数据", "county_facts": "区县填报数据"}
HEADING = ["序号", "类别", "填报项目", "单位", "填报值", "是否必填", "备注说明"]
EXPLAINED = {
    "指标计算说明": [["指标名称", "计算公式", "达标标准"], ["学校规模", "学生总人数", "<=2000人"]],
    "特殊情况说明": [["特殊情况处理说明"], [""], ["一、一贯制学校的资源按学段拆分"]],
    "需上传材料说明": [["序号", "指标内容", "需上传材料"], ["1", "所有学校制定章程", "学校章程等"]],
}
NOT_ASKED = {"ownership", "urban_rural_code", "is_boarding", "is_counted"}


def expected(form: str) -> dict[str, object]:
    """Every field of the layout: the value of its item, nothing where there is no item."""
    fields = load_layouts().forms[form].by_name
    values = {field: value for *_, field, value in ITEMS[form]}
    return {
        name: Decimal(values[name])
        if spec.kind == "decimal" and values.get(name)
        else values.get(name)
        for name, spec in fields.items()
    }


def form_rows(form: str, leave_out: tuple[str, ...] = (), **cells: object) -> list[list]:
    """The sheet of an official form; `cells` replace what was typed, by field."""
    rows = [
        [turn, "信息", item, unit, cells.get(field, cell), "是", "仅50-100人乡村小规模学校填写"]
        for turn, (item, unit, cell, field, _) in enumerate(ITEMS[form], 1)
        if field not in leave_out
    ]
    return [HEADING, *rows]


def school_form(*more: list, **changes: object) -> dict[str, list[list]]:
    """The school's workbook with the year in its title; `more` are items at the end."""
    rows = [["2025-2026学年学校填报数据"], *form_rows("school_profile", **changes), *more]
    return {SHEETS["school_profile"]: rows, **EXPLAINED}


def county_form(title: str = "", **changes: object) -> dict[str, list[list]]:
    """The county's workbook, which names the year in an item."""
    above = [[title]] if title else []
    return {SHEETS["county_facts"]: above + form_rows("county_facts", **changes), **EXPLAINED}


def values(sheets: dict[str, list[list]]) -> dict[str, object]:
    """The one row that a workbook without any problem gives."""
    part = only(sheets)
    assert (part.counts.rows_in, part.counts.rows_loaded) == (1, 1)
    (row,) = part.rows.to_pylist()
    return row


@pytest.mark.parametrize("form", sorted(FILES))
@pytest.mark.parametrize("year_in", ["title", "sheet name"])
def test_the_printed_form_filled_in_loads_with_exactly_its_values(
    form: str, year_in: str, tmp_path: Path
):
    if not (SPECIMENS / FILES[form]).exists():
        pytest.skip(f"{FILES[form]} is not here: {SPECIMENS}")
    book = openpyxl.load_workbook(SPECIMENS / FILES[form])
    sheet = book[SHEETS[form]]
    typed = {item: cell for item, _, cell, _, _ in ITEMS[form]}
    printed = {sheet.cell(r, 3).value: r for r in range(2, sheet.max_row + 1)}
    assert list(printed) == list(typed), "the table beside this test is not the printed form"
    for item, row in printed.items():
        sheet.cell(row, 5).value = typed[item] if typed[item] != "" else None
    if year_in == "title":
        sheet.insert_rows(1)
        sheet.cell(1, 1).value = f"2025-2026学年{SHEETS[form]}"
    else:
        sheet.title = f"2025-2026学年{SHEETS[form]}"
    book.save(tmp_path / "filled.xlsx")

    parsed = read((tmp_path / "filled.xlsx").read_bytes())
    assert found(parsed) == set()
    (part,) = parsed.parts
    assert part.context.period == "2025"
    (row,) = part.rows.to_pylist()
    assert {name: row[name] for name in expected(form)} == expected(form)


@pytest.mark.parametrize(
    ("form", "sheets"), [("school_profile", school_form()), ("county_facts", county_form())]
)
def test_a_form_of_the_same_items_loads_with_exactly_its_values(form: str, sheets: dict):
    row = values(sheets)
    assert {name: row[name] for name in expected(form)} == expected(form)
    assert row["school_year"] == 2025


def test_the_school_form_without_a_year_is_held_back():
    sheets = school_form()
    sheets[SHEETS["school_profile"]].pop(0)
    assert found(read(workbook(sheets))) == {("unknown_period", "A1")}


@pytest.mark.parametrize("year", [2025, "2025", "２０２５年", "2025年度", "2025-2026学年"])
def test_the_reporting_year_of_a_county_is_the_school_year_that_starts_in_it(year: object):
    assert values(county_form(reporting_period=year))["school_year"] == 2025


def test_a_title_of_another_school_year_contradicts_the_reporting_year():
    sheets = county_form(title="2024-2025学年区县填报数据")
    assert found(read(workbook(sheets))) == {("unknown_period", "E5")}


def test_blank_items_and_dashes_are_unknown_and_never_nought():
    blank = dict.fromkeys(("primary_pupil_count", "backbone_teacher_count"), "")
    row = values(school_form(**blank, class_count="——", graduate_count="/"))
    for name in (*blank, "class_count", "graduate_count"):
        assert row[name] is None


def test_what_is_no_year_goes_back_with_its_cell():
    parsed = read(workbook(school_form(founded_year="解放前")))
    (problem,) = parsed.parts[0].problems
    assert (problem.code, problem.cell, problem.expected) == ("not_a_year", "E6", "年份")
    assert problem.action and english(problem)
    assert parsed.parts[0].counts.rows_rejected == 1


def test_the_unit_beside_an_item_decides():
    rows = school_form()
    item = next(row for row in rows[SHEETS["school_profile"]] if "账面原值" in str(row[2:3]))
    item[3:5] = ["元", 3124500]
    assert values(rows)["equipment_value_yuan"] == Decimal("3124500.00")


def test_what_the_official_form_does_not_ask_is_unknown():
    row = values(school_form())
    assert {name for name in NOT_ASKED if row[name] is None} == NOT_ASKED


def test_a_form_that_asks_some_of_these_has_lost_the_others():
    asked = ["", "", "举办者类型", "", "县级教育部门"]
    parsed = read(workbook(school_form(asked)))
    lost = {problem.field for problem in parsed.problems if problem.code == "missing_heading"}
    assert lost == NOT_ASKED - {"ownership"}


def test_what_a_form_asks_must_be_answered():
    answers = {"举办者类型": "民办", "城乡分类": "主城区", "是否寄宿制学校": "否", "是否计校数": ""}
    asked = [["", "", item, "", cell] for item, cell in answers.items()]
    parsed = read(workbook(school_form(*asked)))
    assert found(parsed) == {("required_blank", f"E{2 + len(ITEMS['school_profile']) + 4}")}


def test_whose_the_form_is_stands_in_its_items():
    part = only(school_form(school_name="一小"))
    assert part.context.sender_id == SCHOOL
