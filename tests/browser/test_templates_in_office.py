"""Templates in a real office program: what is filled in there loads, what is wrong is refused."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell import Cell

from ingest.books.book import read_book
from ingest.books.limits import Limits
from ingest.columns import Setting, read_column
from ingest.columns.score import scores
from ingest.field import FieldSpec
from ingest.templates.columns import describe, score_column
from ingest.templates.hidden import write_hidden
from ingest.templates.rules import placed
from tests.browser.programs import office_all
from tests.unit.filled_templates import (
    CODES,
    FORMS,
    LAYOUTS,
    SOURCE,
    asked,
    fill,
    rows_of,
    rules_at,
    template,
)
from tests.unit.ingest_books import PUPIL_KEY, TEACHER_KEY, found, person, pupil, read, reader

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> dict[str, Path]:
    """Every empty template, opened and saved again."""
    folder = tmp_path_factory.mktemp("opened")
    made = [template(form, folder) for form in FORMS]
    return dict(zip(FORMS, office_all(folder, made, "xlsx"), strict=True))


def test_lists_locks_and_prompts_survive_a_round_trip(opened):
    for form in FORMS:
        places, sheet = fill(opened[form]).places, openpyxl.load_workbook(opened[form]).active
        assert sheet.protection.sheet
        for spec in asked(form):
            cell = sheet.cell(*places[spec.headings[0]])
            assert is_open(cell)
            (rule,) = rules_at(sheet, cell.coordinate)
            assert rule.prompt and rule.showErrorMessage
            if spec.codes:
                assert rule.formula1.lstrip("=") == f"list_{spec.codes}"


def is_open(cell: Cell) -> bool:
    """Whether it may be filled in; a blank cell looks like its column."""
    columns = cell.parent.column_dimensions.values()
    below = next(column for column in columns if column.min <= cell.column <= column.max)
    return not (cell if cell.has_style else below).protection.locked


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_filled_in_and_saved_by_an_office_program_it_loads_whole(kind, opened, tmp_path: Path):
    filled = {form: fill(opened[form]) for form in FORMS}
    for form, one in filled.items():
        one.saved(tmp_path / f"{form}.xlsx")
    saved = office_all(tmp_path, [tmp_path / f"{form}.xlsx" for form in FORMS], kind)
    for form, path in zip(FORMS, saved, strict=True):
        data = path.read_bytes()
        assert read_book(data, Limits()).kind == kind
        parsed = read(data)
        assert found(parsed) == set(), form
        assert rows_of(parsed, filled[form]) == filled[form].expected


def spec_of(form: str, name: str) -> FieldSpec:
    return LAYOUTS.forms[form].by_name[name]


BAD_ID = person(1)[:-1] + ("1" if person(1)[-1] != "1" else "2")
SAMPLES = [
    ("class_roster", "pupil_count", [0, 40, 200], [201, -1, 40.5, "四十"]),
    ("class_roster", "class_name", ["1班", "甲" * 40], ["甲" * 41]),
    ("school_list", "school_id", ["2199000001", "0000000001"], ["219900001", "21990000O1", "1E9"]),
    ("teacher_roster", "teacher_token", [person(1), person(2).lower(), "990101850301001"],
     [BAD_ID, person(1)[:-1], "不详"]),
    ("student_roster", "student_token", [pupil(1), "L12345678"], [f"G{BAD_ID}", "L1", "X123456"]),
    ("exam_candidate", "exam_number_token", ["2609", "A-1_2"], ["1" * 41]),
    ("teacher_exchange", "start_month", ["2024-09", "1999-12"], ["2024-13", "2024.9", "2024-9"]),
    ("exam", "exam_date", [date(2026, 6, 20)], ["2026年六月", 12.5e6]),
    ("teacher_exchange", "lesson_share_percent", [0, 60, 60.25, 100], [0.6, 100.5, 60.125]),
    ("payroll", "gross_pay_yuan", [0, 4321.07, -5.5], [4321.075, 1e12, "4千"]),
    ("payroll", "month_count", [0, 12, 10.5], [12.5, -1, 10.25]),
    ("school_profile", "equipment_value_yuan", [0, 123.456789], [-0.01, 1e12]),
    ("school_profile", "founded_year", [1700, 1985], [1699, 85]),
]  # fmt: skip
SCORES = ([0, 98.5, 120, 98.755, -1, "缺考", "免考", "未选考"], [98.12345678, 1000, "没来", "语文"])


def verdicts(path: Path, rules: list, samples: list[list], folder: Path) -> list[list[bool]]:
    """What an office program makes of each rule over each sample: the rules as formulas."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("x")
        when = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, (rule, cells) in enumerate(zip(rules, samples, strict=True)):
            for at, cell in enumerate(cells):
                left = 2 * at
                if isinstance(cell, date):
                    sheet.write_datetime(row, left, datetime(cell.year, cell.month, cell.day), when)
                else:
                    sheet.write(row, left, cell)
                address = xlsxwriter.utility.xl_rowcol_to_cell(row, left)
                sheet.write_formula(row, left + 1, as_formula(placed(rule, address), address))
        lists = {name: tuple(entry.names.values()) for name, entry in CODES.items()}
        lists["score_status"] = lists["score_status"][1:]
        write_hidden(book, "表样信息", LAYOUTS.forms["exam"], lists)
    openpyxl.load_workbook(path).save(path)  # without values, so that they are calculated
    (saved,) = office_all(folder, [path], "xlsx")
    sheet = openpyxl.load_workbook(saved, data_only=True).worksheets[0]
    return [
        [sheet.cell(row, 2 * at + 2).value is True for at in range(len(cells))]
        for row, cells in enumerate(samples, 1)
    ]


def as_formula(rule: dict, cell: str) -> str:
    """A rule as a cell's formula; an error means no, as it does in a rule."""
    if rule["validate"] == "custom":
        return f"=IFERROR({rule['value'][1:]},FALSE)"
    low, high = rule["minimum"], rule["maximum"]
    if rule["validate"] == "date":
        low, high = (f"DATE({d.year},{d.month},{d.day})" for d in (low, high))
    measured = f"LEN({cell})" if rule["validate"] == "length" else cell
    kind = {"integer": f"INT({cell})={cell}", "date": f"ISNUMBER({cell})"}.get(rule["validate"], 1)
    return f"=IFERROR(AND({kind},{measured}>={low},{measured}<={high}),FALSE)"


def setting() -> Setting:
    own = reader()
    return Setting(CODES, own.index, own.words, None, TEACHER_KEY, PUPIL_KEY)


def test_a_rule_lets_in_what_the_reader_takes_and_nothing_else(tmp_path: Path):
    rules = [describe(spec_of(form, name), SOURCE).rule for form, name, *_ in SAMPLES]
    rules.append(score_column("chinese", SOURCE, "assessment").rule)
    samples = [[*good, *bad] for *_, good, bad in SAMPLES] + [[*SCORES[0], *SCORES[1]]]
    wanted = [[True] * len(good) + [False] * len(bad) for *_, good, bad in [*SAMPLES, SCORES]]
    assert verdicts(tmp_path / "rules.xlsx", rules, samples, tmp_path) == wanted


def test_the_reader_takes_every_sample_that_a_rule_lets_in():
    for form, name, good, _ in SAMPLES:
        spec = spec_of(form, name)
        factor = (10_000, 1) if spec.unit_in_form == "万元" else (1, 1)
        assert read_column(list(good), spec, setting(), factor).faults == {}, name
    wide = LAYOUTS.forms["assessment"].wide
    assert scores(list(SCORES[0]), wide.score, setting(), (1, 1), wide).faults == {}
