"""A form filled in downwards that stands in a workbook twice."""

from tests.unit.ingest_books import SCHOOL, found, read, workbook


def profile(**changes: object) -> list[list]:
    items = {
        "学校标识码": SCHOOL,
        "学校名称": "岚岫县第一小学",
        "办学类型": "小学",
        "教学及辅助用房总面积": 3000,
        "室内体育用房面积": 200,
        "校内体育场面积": 4000,
        "网络多媒体教室间数": 30,
        "小学在校学生数": 900,
    }
    rows = [list(item) for item in (items | changes).items()]
    return [["2025-2026学年学校基本情况"], ["填报项目", "填报值"], *rows]


def test_the_same_form_on_two_sheets_counts_once():
    parsed = read(workbook({"表一": profile(), "副本": profile()}))
    assert found(parsed) == set()
    assert parsed.parts[0].rows["primary_pupil_count"].to_pylist() == [900]
    counts = parsed.parts[0].counts
    assert (counts.rows_in, counts.rows_loaded, counts.rows_blank) == (2, 1, 1)


def test_the_fuller_of_two_counts():
    parsed = read(workbook({"表一": profile(), "补充": profile(班级总数=20)}))
    assert found(parsed) == set()
    table = parsed.parts[0].rows.select(["primary_pupil_count", "class_count"])
    assert table.to_pylist() == [{"primary_pupil_count": 900, "class_count": 20}]


def test_two_forms_that_contradict_each_other_are_refused_at_the_item():
    parsed = read(workbook({"去年": profile(小学在校学生数=870), "今年": profile()}))
    (problem,) = parsed.problems
    assert (problem.code, problem.sheet, problem.cell) == ("ambiguous_table", "今年", "B10")
    assert "去年!10 / 今年!10" in problem.action


def test_two_schools_in_one_workbook_are_two_forms():
    other = profile(学校标识码="2199000002", 学校名称="青杨镇中心小学", 小学在校学生数=300)
    parsed = read(workbook({"一小": profile(), "中心小学": other}))
    assert found(parsed) == set()
    assert [p.rows["primary_pupil_count"].to_pylist() for p in parsed.parts] == [[900], [300]]
