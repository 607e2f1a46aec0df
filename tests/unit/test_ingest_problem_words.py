"""What a problem says: the nearest heading, which row stays, what is not shown."""

from ingest.problems import english
from tests.unit.ingest_books import (
    class_sheet,
    person,
    read,
    student_row,
    student_sheet,
    teacher_row,
    teacher_sheet,
    workbook,
)
from tests.unit.test_ingest_problems import exam_scores


def test_a_missing_heading_names_the_nearest_and_the_line_to_add():
    heading = ("年级", "班级", "学生总人数")
    parsed = read(workbook({"x": class_sheet(["一年级", "1班", 1], heading=heading)}))
    missing = next(p for p in parsed.problems if p.code == "missing_heading")
    assert "学生总人数" in missing.action
    assert "yml" not in missing.action
    assert "class_roster.yml: pupil_count" in missing.layout_line
    assert "pupil_count" in english(missing)


def test_what_lacks_is_called_as_the_clerk_calls_it():
    heading = ("考号", "姓名", "学校", "班级", "科目", "成绩")
    long = exam_scores(["081", "安平", "一小", "1班", "语文", 90], heading=heading)
    (missing,) = (p for p in read(workbook({"x": long})).problems if p.code == "missing_heading")
    assert "一科一列" in missing.action
    assert "raw_score" not in missing.action + missing.expected
    items = [["2025-2026学年学校基本情况"], ["填报项目", "填报值"], ["学校标识码", "2199000001"],
             ["学校名称", "岚岫县第一小学"], ["办学类型", "小学"]]  # fmt: skip
    told = {p.action for p in read(workbook({"x": items})).problems if p.code == "missing_heading"}
    assert any("“校内体育场面积”这一行" in action for action in told)


def test_of_identical_rows_the_first_stays_and_of_contradicting_ones_none():
    same = student_row(1)
    other = student_row(2, 是否住宿="是")
    parsed = read(workbook({"x": student_sheet(same, student_row(2), same, other)}))
    part = parsed.parts[0]
    assert {p.cell for p in part.problems} == {"A5", "A6", "A7"}
    assert part.rows["_row"].to_pylist() == [4]


def test_the_name_counts_when_rows_are_compared():
    parsed = read(workbook({"x": student_sheet(student_row(1), student_row(1, 姓名="安康"))}))
    assert {p.cell for p in parsed.parts[0].problems} == {"A4", "A5"}


def test_a_bad_subject_cell_rejects_the_pupils_whole_row():
    parsed = read(
        workbook(
            {
                "成绩": exam_scores(
                    ["0001", "甲", "一小", "1班", 90, 80],
                    ["0002", "乙", "一小", "1班", "九十", 70],
                    ["0003", "丙", "一小", "1班", "缺考", "-"],
                )
            }
        )
    )
    part = parsed.parts[0]
    assert {(p.code, p.cell) for p in part.problems} == {("not_a_number", "E5")}
    rows = part.rows.select(["_row", "subject", "raw_score", "status"]).to_pylist()
    assert [(row["_row"], row["subject"], row["status"]) for row in rows] == [
        (4, "chinese", "taken"),
        (4, "mathematics", "taken"),
        (6, "chinese", "absent"),
        (6, "mathematics", "not_taken"),
    ]
    assert vars(part.counts) == {
        "rows_in": 3,
        "rows_loaded": 2,
        "rows_rejected": 1,
        "rows_blank": 0,
    }


def test_a_bad_item_rejects_a_form_filled_in_downwards():
    rows = [
        ["序号", "类别", "填报项目", "单位", "填报值", "备注"],
        [1, "", "区县代码", "", "990101"],
        [2, "", "区县名称", "", "岚岫县"],
        [3, "", "特殊教育学校经费总额", "万元", "一百"],
    ]
    parsed = read(workbook({"2025-2026学年区县基本情况": rows}))
    assert parsed.problems == []
    assert {(p.code, p.cell) for p in parsed.parts[0].problems} == {("not_a_number", "E4")}
    assert parsed.parts[0].counts.rows_rejected == 1


def test_what_was_found_is_hidden_when_it_is_about_a_person():
    bad_id = person(7)[:-1] + "?"
    sheets = {
        "教职工花名册": teacher_sheet(
            teacher_row(1, 身份证号=bad_id),
            teacher_row(2, 职称=person(3)),
            teacher_row(4, 任教学科="13900001111"),
        ),
    }
    shown = [p.found for p in read(workbook(sheets)).parts[0].problems]
    assert len(shown) == 3
    numbers = (bad_id, person(3), "13900001111")
    assert not any(number in text for text in shown for number in numbers)
    assert all("已隐去" in text for text in shown)
