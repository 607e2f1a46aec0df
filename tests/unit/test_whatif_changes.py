"""The workbook of changes: which cells it means, and every line that means none."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from ingest.problems import english, messages
from ingest.templates.workbook import write_template
from ingest.whatif.form import NAME
from tests.unit.ingest_books import COUNTY, SCHOOL, workbook
from tests.unit.whatif_county import FIRST, FORM, HEADING, SECOND, ask, ask_book


def test_each_line_means_one_cell_in_the_unit_of_its_form(tmp_path: Path):
    changes, problems = ask(
        tmp_path,
        [FIRST, "学校基本情况", None, "教学仪器设备资产值（账面原值）（万元）", 120.5, "购置"],
        [SCHOOL, None, None, "音乐专任教师人数（小学）", "4"],
        [FIRST, "学校基本情况", None, "是否寄宿制学校", "是"],
        [FIRST, "学校基本情况", None, "办学类型", "九年一贯制学校"],
        [FIRST, "班级情况", "一年级1班", "学生人数", 30],
        [None, None, None, "适龄残疾儿童少年总数", "48"],
        [FIRST, "学校经费", "公用经费", "预算金额", "100,000"],
    )
    assert problems == []
    told = [(c.form, c.row_name, c.spec.name, c.old, c.new, c.old_text, c.new_text)
            for c in changes]  # fmt: skip
    assert told == [
        ("school_profile", "", "equipment_value_yuan", Decimal(817400), Decimal(1205000), "81.74",
         "120.5"),
        ("school_profile", "", "music_teacher_count_primary", 1, 4, "1", "4"),
        ("school_profile", "", "is_boarding", False, True, "否", "是"),
        ("school_profile", "", "school_type", "211", "312", "小学", "九年一贯制学校"),
        ("class_roster", "一年级 1班", "pupil_count", 60, 30, "60", "30"),
        ("county_facts", "", "disabled_child_count", 50, 48, "50", "48"),
        ("school_funding", "公用经费", "budget_yuan", Decimal(90000), Decimal(100000), "90000",
         "100000"),
    ]  # fmt: skip
    assert [change.line.row for change in changes] == list(range(3, 10))
    assert changes[0].line.reason == "购置"


WRONG = [
    ([" 岚岫县第壹小学校", None, None, "班级总数", 3], "A", "unknown_school", FIRST),
    ([FIRST, None, None, "多媒体教室间数", 3], "D", "unknown_item", "网络多媒体教室间数"),
    ([FIRST, None, None, "网络多媒体教室间数", 3], "D", "unknown_item", "校区情况"),
    ([FIRST, "学校基本情况", None, "学生人数", 3], "D", "unknown_item", "小学"),
    ([FIRST, "学校基本情况", None, "班级总数", "三"], "E", "not_a_number", ""),
    ([FIRST, "学校基本情况", None, "班级总数", 3.5], "E", "not_a_whole_number", ""),
    ([FIRST, "学校基本情况", None, "班级总数", -3], "E", "out_of_range", "不小于0"),
    ([FIRST, "学校基本情况", None, "班级总数", "+3"], "E", "not_a_total", "不填增减"),
    ([FIRST, "学校基本情况", None, "是否寄宿制学校", 7], "E", "not_yes_no", ""),
    ([FIRST, "学校基本情况", None, "办学类型", "甲"], "E", "not_in_code_list", "小学"),
    ([FIRST, "学校基本情况", None, "班级总数", "无"], "E", "required_blank", ""),
    ([FIRST, "学校基本情况", "一班", "班级总数", 3], "C", "unknown_row", "只有一份"),
    ([FIRST, "学校基本情况", "新增1", "班级总数", 3], "C", "unknown_row", "只有一份"),
    ([FIRST, "班级情况", "9班", "学生人数", 3], "C", "unknown_row", "一年级 1班、一年级 2班"),
    ([FIRST, "班级情况", "1班", "学生人数", 3], "C", "unknown_row", "二年级 1班"),
    ([FIRST, "班级情况", None, "学生人数", 3], "C", "unknown_row", "看不出是哪一行"),
    ([FIRST, "班级情况", "一年级2班", "班级名称", "3班"], "D", "unknown_item", "不能改"),
    ([FIRST, "班级情况", "新增1", "年级", "三年级"], "C", "unknown_row", "学生人数"),
    ([FIRST, "音乐美术教室", "音乐教室1", "教室面积", 96], "C", "unknown_row", "没有行"),
    ([SECOND, "班级情况", "1班", "学生人数", 3], "A", "form_not_sent", "2025-2026学年"),
    ([None, "学校基本情况", None, "班级总数", 3], "A", "required_blank", ""),
    ([FIRST, "区县基本情况", None, "适龄残疾儿童少年总数", 3], "A", "not_of_county", "不分学校"),
    ([FIRST, "教职工花名册", None, "学历", "本科"], "B", "not_in_code_list", ""),
    ([FIRST, "学校基本情况", None, None, 3], "D", "required_blank", ""),
    ([FIRST, "学校基本情况", None, "班级总数", None], "E", "required_blank", ""),
]


def test_every_line_that_cannot_be_followed_is_told_by_its_cell(tmp_path: Path):
    _, problems = ask(tmp_path, *(line for line, *_ in WRONG))
    for number, (line, column, code, words) in enumerate(WRONG, 3):
        here = [p for p in problems if (p.cell, p.code) == (f"{column}{number}", code)]
        assert len(here) == 1, line
        assert words in here[0].action + here[0].expected, here[0]
        assert english(here[0])


def test_every_message_of_a_change_is_tried_here():
    tried = {code for _, _, code, _ in WRONG} | {"change_twice"}
    assert set(messages()["change"]) <= tried


def test_a_cell_is_changed_once_and_two_words_for_it_are_one(tmp_path: Path):
    changes, problems = ask(
        tmp_path,
        [FIRST, "班级情况", "一年级 1班", "学生人数", 30],
        [SCHOOL, "班级情况", "一年级、1班", "人数", 31],
        [FIRST, "班级情况", "一年级2班", "人数", 31],
    )
    assert [change.new for change in changes] == [30, 31]
    assert [(p.code, p.cell, "第3行" in p.action) for p in problems] == [
        ("change_twice", "D4", True)
    ]


def test_a_class_is_split(tmp_path: Path):
    added = [
        [FIRST, "班级情况", "新增1", "年级", "一年级"],
        [FIRST, "班级情况", "新增 1", "班级名称", "3班"],
        [FIRST, "班级情况", "新增1", "学生人数", 30],
    ]
    changes, problems = ask(tmp_path, [FIRST, "班级情况", "一年级1班", "人数", 30], *added)
    assert problems == []
    assert [change.is_added for change in changes] == [False, True, True, True]
    assert {change.spec.name: change.new for change in changes[1:]} == {
        "grade": 1, "class_name": "3班", "pupil_count": 30
    }  # fmt: skip
    added[1][4] = "1班"
    _, problems = ask(tmp_path, *added)
    assert [(p.code, p.cell, "一年级 1班" in p.action) for p in problems] == [
        ("unknown_row", "C3", True)
    ]


def test_a_room_is_added_where_there_was_none(tmp_path: Path):
    lines = [("教室类型", "音乐"), ("教室名称", "音乐教室1"), ("教室面积", "96")]
    changes, problems = ask(
        tmp_path, *([FIRST, "音乐美术教室", "新增1", item, new] for item, new in lines)
    )
    assert problems == []
    assert [change.new for change in changes] == ["music", "音乐教室1", Decimal(96)]


def test_no_line_is_taken_for_a_sum_or_a_footer(tmp_path: Path):
    changes, problems = ask(
        tmp_path,
        [None, "公务员工资收入汇总表", "县直机关公务员", "合计", "300"],
        [None, None, None, "适龄残疾儿童少年总数", "48"],
    )
    assert problems == []
    assert [change.new for change in changes] == [Decimal(3_000_000), 48]


def test_a_workbook_may_be_for_an_earlier_year(tmp_path: Path):
    line = [FIRST, "学校基本情况", None, "班级总数", 18]
    path = tmp_path / "改动.xlsx"
    for title, year in (("假设改动", 2025), ("2023-2024学年假设改动", 2023)):
        path.write_bytes(workbook({"一": [[title], HEADING, line]}))
        changes, problems = ask_book(path)
        assert problems == []
        assert [(change.period, change.line.school_year) for change in changes] == [
            (str(year), year)
        ]


def test_nothing_about_a_person_can_be_changed():
    personal = {
        name
        for name, layout in FORM.known.forms.items()
        if any(spec.personal for spec in layout.fields)
    }
    assert {"teacher_roster", "payroll", "student_roster"} <= personal
    assert not personal & set(FORM.forms)
    assert {"school_profile", "class_roster", "room", "campus", "school_funding"} <= set(FORM.forms)


def test_a_template_filled_in_is_read(tmp_path: Path):
    path = tmp_path / "改动.xlsx"
    write_template(NAME, path, FORM.source, {"county_id": COUNTY, "school_year": "2025-2026学年"})
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = [[str(cell.value or "").split("\n")[0] for cell in row] for row in sheet.iter_rows()]
    at = rows.index(HEADING) + 2
    for column, value in enumerate([FIRST, "学校基本情况", None, "班级总数（个）", "18"], 1):
        sheet.cell(at, column).value = value
    book.save(path)
    changes, problems = ask_book(path)
    assert problems == []
    assert [(change.new, change.line.school_year) for change in changes] == [(18, 2025)]


@pytest.mark.parametrize("form", sorted(FORM.items))
def test_a_heading_means_one_item_of_a_form(form: str):
    layout = FORM.forms[form]
    for word, spec in FORM.items[form].items():
        assert word in FORM.lists["changeable_item"].words
        assert spec in layout.fields
