"""Types over whole columns: what a cell becomes, and what is refused."""

import datetime as dt
from decimal import Decimal

import pytest

from ingest.asker import Asker
from ingest.books.sheet import ErrorCell, NoValue
from ingest.columns import Setting, read_column
from ingest.columns.score import heed_choice, heed_marks, scores
from ingest.field import FieldSpec
from ingest.layout import load_layouts
from tests.unit.ingest_books import OTHER, SCHOOL, reader


def setting(**more: object) -> Setting:
    base = reader()
    return Setting(
        base.codes,
        base.index,
        base.words,
        Asker(base.reference),
        base.teacher_key,
        base.pupil_key,
        county_id="990101",
        exam_id="E1",
        **more,
    )


def read_one(cell: object, factor: tuple[int, int] = (1, 1), sheet: dict | None = None, **spec):
    spec = FieldSpec(name="x", headings=("x",), **spec)
    column = read_column([cell], spec, setting(**(sheet or {})), factor)
    return column.faults[0].code if column.faults else column.values[0]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (97.5, "97.50"),
        (0.1 + 0.2, "0.30"),
        (97.30000000000001, "97.30"),
        ("１００", "100.00"),
        ("1,234.5", "1234.50"),
        ("'12", "12.00"),
        (" 12\u3000", "12.00"),
        ("1\u200b2", "12.00"),
        ("8 1 2", "not_a_number"),
        ("812 800", "not_a_number"),
        ("812\n800", "not_a_number"),
        ("－3", "-3.00"),
        (97.555, "out_of_range"),
        ("十二", "not_a_number"),
        ("12元", "not_a_number"),
        ("10²", "not_a_number"),
        ("1,23", "not_a_number"),
        ("1e5", "not_a_number"),
        (True, "not_a_number"),
        ("①", "not_a_number"),
        (1e20, "out_of_range"),
        (dt.date(2024, 1, 1), "not_a_number"),
        (ErrorCell("#N/A"), "error_cell"),
        (NoValue(), "formula_without_value"),
    ],
)
def test_a_decimal_is_exact_or_refused(cell: object, value: str):
    got = read_one(cell, type="decimal(7,2)")
    assert got == (Decimal(value) if value[-1].isdigit() else value)


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "＃DIV/0!", "#NAME?", "########"])
@pytest.mark.parametrize("kind", ["text", "integer", "date", "boolean"])
def test_an_error_that_became_a_text_is_an_error(cell: str, kind: str):
    more = {"precision": "day"} if kind == "date" else {}
    assert read_one(cell, type=kind, **more) == "error_cell"


def test_trap_of_ten_thousand_yuan():
    """教学仪器设备值 is asked in 万元, judged in yuan: 优质均衡指标计算公式 R6, standard.md 0.8."""
    fields = {field.name: field for field in load_layouts().forms["school_profile"].fields}
    equipment = fields["equipment_value_yuan"]
    factor = reader().index.factor(equipment.unit_in_form, equipment.unit)
    assert read_one(20, factor, type=equipment.type) == Decimal(200_000)


def test_ten_thousands_become_yuan_exactly():
    assert read_one(12.3456, (10000, 1), type="decimal(18,2)") == Decimal("123456.00")
    assert read_one("0.1", (10000, 1), type="decimal(18,2)") == Decimal("1000.00")
    assert read_one(0.0000001, (10000, 1), type="decimal(18,2)") == "out_of_range"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (45.0, 45),
        ("４５", 45),
        (45.5, "not_a_whole_number"),
        ("四十五", "not_a_number"),
        (201, "out_of_range"),
        (-1.0, "out_of_range"),
        ("", None),
        ("——", None),
        ("/", None),
    ],
)
def test_a_whole_number(cell: object, value: object):
    assert read_one(cell, type="integer", range=(0, 200)) == value


def test_serials_of_a_1904_book():
    got = read_one(42613.0, sheet={"from_1904": True}, type="date", precision="day")
    assert got == dt.date(2020, 9, 1)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("是", True),
        ("√", True),
        ("Y", True),
        (1.0, True),
        ("否", False),
        ("×", False),
        ("无", False),
        (False, False),
        ("也许", "not_yes_no"),
        (2.0, "not_yes_no"),
        ("", None),
    ],
)
def test_yes_and_no(cell: object, value: object):
    assert read_one(cell, type="boolean") == value


def test_codes_by_text_code_and_alias():
    assert read_one("九年一贯制", type="code", codes="school_type") == "312"
    assert read_one(312.0, type="code", codes="school_type") == "312"
    assert read_one("312", type="code", codes="school_type") == "312"
    assert read_one("初一", type="integer", codes="grade") == 7
    assert read_one("七 年级", type="integer", codes="grade") == 7
    assert read_one("大学校", type="code", codes="school_type") == "not_in_code_list"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("中小学正高级教师", "senior_full"),
        ("中小学高级教师", "senior"),
        ("中小学一级教师", "first"),
        ("中学一级教师", "first"),
        ("小学高级教师", "first"),
        ("小学一级教师", "second"),
        ("中小学三级教师", "third"),
    ],
)
def test_titles_before_and_after_the_reform_of_2015(text: str, code: str):
    assert read_one(text, type="code", codes="title") == code


def test_a_code_list_that_has_the_word_wins_over_nothing():
    assert read_one("无", type="code", codes="backbone_level") == "none"
    assert read_one("无", type="code", codes="tightness") is None


def test_schools_by_id_name_and_alias():
    assert read_one("2199000001", type="ref", ref="school") == SCHOOL
    assert read_one(2199000002.0, type="ref", ref="school") == OTHER
    assert read_one(" 一 小 ", type="ref", ref="school") == SCHOOL
    assert read_one("二小", type="ref", ref="school") == "unknown_school"


def test_of_two_schools_with_one_name_the_one_in_the_county_is_meant():
    base = setting()
    reference = base.ask.reference
    reference.add_school("2199000009", "990102", ["实验小学"])
    reference.add_school("2199000010", "990101", ["实验小学"])
    assert base.ask.school("实验小学", "990101").id == "2199000010"
    assert base.ask.school("实验小学").others == ("2199000009", "2199000010")
    reference.add_school("2199000011", "990101", ["实验小学"])
    assert base.ask.school("实验小学", "990101").others == ("2199000010", "2199000011")


def test_text_keeps_its_punctuation_and_loses_its_width():
    assert read_one(" 高二（９）班 ", type="text") == "高二（9）班"
    assert read_one(1.0, type="text") == "1"
    assert read_one("x" * 201, type="text") == "text_too_long"
    assert read_one(dt.date(2025, 3, 1), type="text") == "not_a_text"
    assert read_one("219900001", type="text", digits=10) == "out_of_range"
    assert read_one(2199000001.0, type="text", digits=10) == SCHOOL


def test_a_blank_required_cell_of_any_type():
    for spec in (
        {"type": "text"},
        {"type": "integer"},
        {"type": "boolean"},
        {"type": "token", "personal": "student"},
        {"type": "name", "personal": "name"},
    ):
        for cell in ("", None, "  ", "\u3000"):
            assert read_one(cell, required=True, **spec) == "required_blank"


WIDE = reader().layouts.forms["assessment"].wide


def test_a_score_or_the_word_for_why_there_is_none():
    words = ["缺考", "缺", "作弊", "缓考", "免考", "-", "—", "排除", "", None]
    cells = [97.5, "85.0", 0.0, *words, "百分", -1.0, ErrorCell("#REF!"), 1e4]
    column = scores(cells, WIDE.score, setting(), (1, 1), WIDE)
    values = [value if isinstance(value, tuple) else None for value in column.values]
    assert values[:3] == [
        (Decimal("97.50"), "taken"),
        (Decimal("85.00"), "taken"),
        (Decimal("0.00"), "taken"),
    ]
    assert values[3:13] == [
        (None, status)
        for status in [
            *("absent", "absent", "cheated", "excused", "exempt", "not_taken", "not_taken"),
            *("excluded", "no_score", "no_score"),
        ]
    ]
    # only the paper's scale says whether a score may be negative
    assert values[14] == (Decimal(-1), "taken")
    codes = {at: fault.code for at, fault in column.faults.items()}
    assert codes == {13: "not_a_number", 15: "error_cell", 16: "out_of_range"}


def test_a_word_beside_a_score_says_that_it_does_not_count():
    column = scores([0, 88, 0, "", "百分"], WIDE.score, setting(), (1, 1), WIDE)
    marks = [["排除", 3, "-", "缺考", "排除"], [12, "违纪", "--", 1, 1]]
    heed_marks(column, marks, setting(), WIDE)
    assert [value for p, value in enumerate(column.values) if p not in column.faults] == [
        (None, "excluded"),
        (None, "cheated"),
        (Decimal("0.00"), "taken"),
        (None, "absent"),
    ]


def test_a_blank_under_a_subject_not_chosen_is_not_taken():
    column = scores(["", "", "", 71, ""], WIDE.score, setting(), (1, 1), WIDE)
    heed_choice(column, "history", ["物化生", "史地政", "", "物化生", "缺考"], WIDE)
    statuses = [status for _, status in column.values]
    assert statuses == ["not_taken", "no_score", "no_score", "taken", "no_score"]
    column = scores([""], WIDE.score, setting(), (1, 1), WIDE)
    heed_choice(column, "chinese", ["物化生"], WIDE)
    assert column.values == [(None, "no_score")]
