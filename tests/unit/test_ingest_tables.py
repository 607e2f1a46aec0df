"""Finding the table, its heading, its rows and its context, whatever stands around it."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.kept.schema import row_schema
from tests.unit.ingest_books import (
    CLASSES,
    COUNTY,
    COUNTY_LABELS,
    SCHOOL,
    class_sheet,
    found,
    only,
    read,
    reader,
    student_row,
    student_sheet,
    teacher_row,
    teacher_sheet,
    workbook,
)


def test_sums_footers_blanks_and_repeated_headings_are_not_data():
    heading = ["年级", "班级", "学生人数"]
    rows = [
        *CLASSES,
        ["小计", "", 81],
        [],
        ["  ", "", ""],
        heading,
        ["三年级", "1班", 30],
        ["", "合 计", 111],
        ["其中：女", "", 50],
        ["填表人：甲", "", "审核人：乙"],
        ["注：无"],
    ]
    part = only({"x": class_sheet(*rows)})
    assert part.rows["_row"].to_pylist() == [4, 5, 10]
    assert vars(part.counts) == {
        "rows_in": 11,
        "rows_loaded": 3,
        "rows_rejected": 0,
        "rows_blank": 8,
    }


def test_a_row_with_nothing_but_its_number_is_blank():
    heading = ("序号", "年级", "班级", "人数", "备注")
    part = only(
        {"x": class_sheet([1, "一年级", "1班", 40, ""], [2, "", "", "", ""], heading=heading)}
    )
    assert (part.counts.rows_loaded, part.counts.rows_blank) == (1, 1)


def test_several_forms_in_one_workbook_and_blank_sheets_between():
    parsed = read(
        workbook(
            {
                "班级情况": class_sheet(*CLASSES),
                "空": [],
                "学生名册": student_sheet(student_row(1)),
                "填表说明": [["请仔细阅读"]],
                "退回说明": [["文件", "工作表"]],
            }
        )
    )
    assert parsed.problems == []
    assert [part.form for part in parsed.parts] == ["class_roster", "student_roster"]


def test_two_classes_on_two_sheets_are_one_submission():
    parsed = read(
        workbook({"一班": student_sheet(student_row(1)), "二班": student_sheet(student_row(2))})
    )
    (part,) = parsed.parts
    assert part.counts.rows_loaded == 2
    assert set(part.sheets) == {"一班", "二班"}


def test_a_form_filled_in_downwards():
    rows = [
        ["序号", "类别", "填报项目", "单位", "填报值", "备注"],
        [1, "", "区县代码", "", COUNTY],
        [2, "", "区县名称", "", "岚岫县"],
        [3, "", "上年度义务教育学校教师年平均工资收入水平（不含民办学校）", "万元", 11.23],
        [4, "", "特殊教育学校经费总额", "万元", 60],
        [5, "", "特殊教育学校学生人数", "人", "120"],
        [6, "", "优质高中招生计划总人数", "人", "——"],
    ]
    part = only({"x": [["区县基本情况（2025-2026学年）"], *rows]})
    row = part.rows.to_pylist()[0]
    assert row["declared_teacher_average_yuan"] == Decimal("112300.00")
    assert row["special_school_funding_yuan"] == Decimal("600000.00")
    assert (row["special_pupil_count"], row["quality_senior_intake_count"]) == (120, None)
    assert row["_row"] == 2
    assert {"field": "special_pupil_count", "column_letter": "E", "item_row": 7}.items() <= next(
        entry for entry in part.cell_map if entry["field"] == "special_pupil_count"
    ).items()


def test_a_school_list_names_its_own_county():
    heading = [
        "区县代码",
        "区县名称",
        "学校标识码",
        "学校名称",
        "办学类型",
        "举办者类型",
        "城乡分类",
    ]
    part = only(
        {
            "x": [
                ["2025-2026学年学校名录"],
                heading,
                ["990102", "云溪县", "2199000077", "云溪小学", "小学", "民办", "村庄"],
            ]
        }
    )
    assert (part.context.county_id, part.context.sender_name) == ("990102", "云溪县")
    assert part.rows["ownership"].to_pylist() == ["10"]


def test_rows_have_exactly_the_columns_and_types_of_the_layout():
    part = only({"x": student_sheet(student_row(1))})
    layout = reader().layouts.forms["student_roster"]
    assert part.rows.schema == row_schema(layout)
    assert "name" not in part.rows.column_names
    row = part.rows.to_pylist()[0]
    assert (row["_sheet"], row["_row"], row["school_year"]) == ("x", 4, 2025)
    assert (row["sender_id"], row["grade"], row["is_boarder"]) == (SCHOOL, 1, False)


def test_every_field_of_the_cell_map_leads_to_its_column():
    part = only(
        {"x": class_sheet([1, "一年级", "1班", 40], heading=("序号", "年级", "班级", "人数"))}
    )
    assert {entry["field"]: entry["column_letter"] for entry in part.cell_map} == {
        "grade": "B",
        "class_name": "C",
        "pupil_count": "D",
    }


def test_an_exchange_without_moves_is_a_submission_and_a_roster_without_pupils_is_not():
    heading = [
        "姓名",
        "身份证号",
        "原任教学校",
        "交流学校",
        "交流形式",
        "开始年月",
        "是否调动人事关系",
    ]
    part = only({"x": [["2025-2026学年教师交流轮岗台账"], COUNTY_LABELS, heading]})
    assert part.counts.rows_in == 0
    assert found(read(workbook({"x": student_sheet()}))) == {("empty_table", "A3")}


def test_a_date_cell_of_any_format_is_a_month():
    part = only({"x": teacher_sheet(teacher_row(1, 来校年月=date(2015, 9, 17)))})
    assert part.rows["arrival_month"].to_pylist() == [date(2015, 9, 1)]


CELLS = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.integers(-5, 300),
    st.floats(-10, 300, allow_nan=False),
    st.sampled_from(["一年级", "1班", "合计", "注：", "——", "年级", "#N/A", "='x'", 40]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=4), max_size=12))
def test_no_row_ever_goes_missing(rows: list[list]):
    safe = [[c.replace("\x00", "") if isinstance(c, str) else c for c in row] for row in rows]
    safe = [
        [None if isinstance(c, str) and any(ord(x) < 32 for x in c) else c for c in row]
        for row in safe
    ]
    parsed = read(workbook({"x": class_sheet(["一年级", "1班", 40], *safe)}))
    for part in parsed.parts:
        counts = part.counts
        assert counts.rows_in == counts.rows_loaded + counts.rows_rejected + counts.rows_blank
        assert part.rows.num_rows == counts.rows_loaded
        assert {p.row for p in part.problems} <= set(range(4, 5 + len(rows)))
