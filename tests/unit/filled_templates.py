"""Templates filled in as a clerk would: by what the sheet shows, with values made from the layout.

Nothing here asks `ingest.templates` where a cell is.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ingest.codes import load_codes
from ingest.columns.token import token
from ingest.field import FieldSpec
from ingest.layout import Layout, load_layouts
from ingest.tables.reader import Parsed
from ingest.templates.columns import Source
from ingest.templates.workbook import write_template
from tests.unit.ingest_books import (
    COUNTY,
    OTHER,
    PUPIL_KEY,
    SCHOOL,
    TEACHER_KEY,
    THIRD,
    person,
    pupil,
)

LAYOUTS, CODES = load_layouts(), load_codes()
FORMS = sorted(LAYOUTS.forms)
SOURCE = Source.of(LAYOUTS, CODES)
EXAM = "990101-2026-Q9"
SAID = {
    "学校标识码": SCHOOL,
    "学校名称": "岚岫县第一小学",
    "区县代码": COUNTY,
    "区县名称": "岚岫县",
    "学年": "2025-2026学年",
    "年度": "2025年度",
    "考试编号": EXAM,
}
WHOSE = {"school": {"学校标识码", "学校名称"}, "county": {"区县代码", "区县名称"}}
ROWS = 3
SCHOOLS = (("岚岫县第一小学", SCHOOL), ("青杨镇中心小学", OTHER), ("柳河乡中心小学", THIRD))
_UNITS = {"万元": 10_000, "万人": 10_000, "小数": 100}


def template(form: str, folder: Path, **more: object) -> Path:
    path = folder / f"{form}.xlsx"
    write_template(form, path, SOURCE, **more)
    return path


def asked(form: str) -> list[FieldSpec]:
    """The fields that a template asks for: an optional one that would only say again in every row
    whose the table is stands above it."""
    layout = LAYOUTS.forms[form]
    said = set() if layout.shape == "items" else WHOSE[layout.level]
    return [spec for spec in layout.fields if spec.required or not said.intersection(spec.headings)]


def is_asked(form: str, spec: FieldSpec) -> bool:
    """Whether a cell must be filled in: also the item in which a form names its period."""
    layout = LAYOUTS.forms[form]
    return spec.required or spec.name == layout.context_items.get(layout.period_column)


@dataclass
class Filled:
    """A workbook with values in it, where each stands, and the rows that must come out."""

    book: openpyxl.Workbook
    sheet: Worksheet
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Heading or item → row and column of its first value, from 1."""
    expected: list[dict] = field(default_factory=list)

    def saved(self, path: Path) -> bytes:
        self.book.save(path)
        return path.read_bytes()


def fill(path: Path) -> Filled:
    """Fill in a template: labels, then `ROWS` rows or every item."""
    layout = LAYOUTS.forms[path.stem]
    book = openpyxl.load_workbook(path)
    filled = Filled(book, book.worksheets[0])
    fill_labels(filled.sheet)
    if layout.shape == "items":
        filled.places = _items(filled.sheet)
        filled.expected = [_fill_items(filled, layout)]
    else:
        filled.places = _headings(filled.sheet, layout)
        for row in range(ROWS):
            filled.expected += _fill_row(filled, layout, row)
    return filled


def fill_labels(sheet: Worksheet) -> None:
    """Write what belongs beside each label with a colon."""
    for row in sheet.iter_rows(max_row=8):
        for cell in row:
            text = str(cell.value or "")
            if text.endswith("：") and text[:-1] in SAID:
                beside = right_of(sheet, cell.row, cell.column)
                sheet.cell(cell.row, beside).value = SAID[text[:-1]]


def right_of(sheet: Worksheet, row: int, column: int) -> int:
    """The column right of a cell, merged or not."""
    for merged in sheet.merged_cells.ranges:
        if (row, column) == (merged.min_row, merged.min_col):
            return merged.max_col + 1
    return column + 1


def _headings(sheet: Worksheet, layout: Layout) -> dict[str, tuple[int, int]]:
    first = asked(layout.name)[0].headings[0]
    row = next(r for r in range(1, 12) if _name(sheet.cell(r, 1).value) == first)
    return {_name(cell.value): (row + 1, cell.column) for cell in sheet[row] if cell.value}


def _items(sheet: Worksheet) -> dict[str, tuple[int, int]]:
    (head,) = (row for row in sheet.iter_rows(max_row=12) for c in row if c.value == "填报值")
    item = next(c.column for c in head if c.value == "填报项目")
    value = next(c.column for c in head if c.value == "填报值")
    rows = range(head[0].row + 1, sheet.max_row + 1)
    return {sheet.cell(r, item).value: (r, value) for r in rows}


def _name(text: object) -> str:
    return str(text or "").partition("\n")[0]


def _fill_items(filled: Filled, layout: Layout) -> dict:
    expected = {}
    context = {name: kind for kind, name in layout.context_items.items()}
    for turn, spec in enumerate(asked(layout.name)):
        cell, stored = value(spec, turn)
        if spec.name in context:
            cell = stored = SAID[LAYOUTS.vocabulary.labels[context[spec.name]][0]]
        filled.sheet.cell(*filled.places[spec.headings[0]]).value = cell
        expected[spec.name] = stored
    return expected


def _fill_row(filled: Filled, layout: Layout, row: int) -> list[dict]:
    expected = {}
    for spec in asked(layout.name):
        cell, stored = value(spec, row)
        if "county" in layout.provides and spec.name == layout.provides["county"].id:
            cell = stored = COUNTY
        top, column = filled.places[spec.headings[0]]
        filled.sheet.cell(top + row, column).value = cell
        if spec.is_stored:
            expected[spec.name] = stored
    if not layout.wide:
        return [expected]
    return [expected | scored for scored in _fill_scores(filled, row)]


def _fill_scores(filled: Filled, row: int) -> list[dict]:
    scored = []
    for turn, (code, name) in enumerate(CODES["subject"].names.items()):
        if name in filled.places:
            top, column = filled.places[name]
            is_absent = (row, turn) == (1, 1)
            score = None if is_absent else Decimal(80 + row + turn) + Decimal("0.5")
            filled.sheet.cell(top + row, column).value = "缺考" if is_absent else float(score)
            status = "absent" if is_absent else "taken"
            scored.append({"subject": code, "raw_score": score, "status": status})
    return scored


def value(spec: FieldSpec, turn: int) -> tuple[object, object]:
    """(what a clerk puts into a cell, what must be stored)."""
    if spec.codes:
        codes = list(CODES[spec.codes].names.items())
        code, name = codes[turn % len(codes)]
        return name, int(code) if spec.kind == "integer" else code
    if spec.kind == "boolean":
        return ("是", True) if turn % 2 else ("否", False)
    if spec.kind == "date":
        day = date(2024, 1 + turn % 12, 1 if spec.precision == "month" else 17)
        return (f"{day:%Y-%m}" if spec.precision == "month" else day), day
    if spec.kind in {"integer", "decimal"}:
        return _number(spec, turn)
    if spec.kind == "token":
        return _token(spec, turn)
    if spec.kind == "ref":
        return ("岚岫县", COUNTY) if spec.ref == "county" else SCHOOLS[turn % len(SCHOOLS)]
    text = str(10 ** (spec.digits - 1) + turn) if spec.digits else f"甲{turn + 1}"
    return text, text


def _number(spec: FieldSpec, turn: int) -> tuple[object, object]:
    low = int((spec.range or (0, None))[0] or 0)
    if spec.kind == "integer":
        return low + 3 + turn, low + 3 + turn
    per = _UNITS.get(spec.unit_in_form or "", 1)
    scale, high = spec.decimal[1], (spec.range or (None, None))[1]
    many = per if high is None else 1
    stored = Decimal(low + 3 + turn) * many + Decimal(1).scaleb(-scale) * 7
    return float(stored / per), stored


def _token(spec: FieldSpec, turn: int) -> tuple[object, object]:
    if spec.personal == "teacher":
        return person(turn), token(TEACHER_KEY, "teacher", person(turn))
    if spec.personal == "student":
        return pupil(turn), token(PUPIL_KEY, "student", person(turn))
    number = f"2609010{turn}"
    return number, token(PUPIL_KEY, "exam_number", f"{EXAM}|{number}")


def rows_of(parsed: Parsed, filled: Filled) -> list[dict]:
    """The rows that were read, as far as the filled-in form has them."""
    rows = [row for part in parsed.parts for row in part.rows.to_pylist()]
    return [{name: row[name] for name in filled.expected[0]} for row in rows]


def rules_at(sheet: Worksheet, cell: str) -> list[DataValidation]:
    """The data validations of a cell."""
    return [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]
