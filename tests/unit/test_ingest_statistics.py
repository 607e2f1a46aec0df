"""The platform's export: headings that are paths, a file a stage, the county in a column."""

from decimal import Decimal

from ingest.layout import load_layouts
from tests.unit.ingest_books import COUNTY, OTHER, SCHOOL, found, parse, read, reader, workbook

STAGES = {"primary": "小学", "junior": "初中", "senior": "高中"}
HEADING = [
    "统计三级",
    "学校（机构）标识码",
    "学校（机构）名称",
    "办学类型",
    "是否计校数",
    "在校生数>合计",
    "在校生数>#女",
    "专任教师>#按学历分>本科",
    "固定资产值>#教学仪器设备资产值（万元）",
]
ROW = ["岚岫县", SCHOOL, "岚岫县第一小学", "小学", "1", 400, 190, 12, 80.05]


def export(*rows: list, stage: str = "小学", heading: list = HEADING) -> list[list]:
    """One stage's sheet; data begin in row 3."""
    return [[f"2025-2026学年教育事业统计（{stage}）"], heading, *rows]


def parts(sheets: dict[str, list[list]]) -> dict:
    parsed = read(workbook(sheets))
    assert parsed.problems == []
    return {(part.form, part.context.county_id): part for part in parsed.parts}


def test_the_three_stages_have_the_same_columns():
    forms = load_layouts().forms
    columns = {
        stage: [(spec.name, spec.type, spec.required, spec.unit) for spec in form.fields]
        for stage, form in ((s, forms[f"education_statistics_{s}"]) for s in STAGES)
    }
    assert columns["primary"] == columns["junior"] == columns["senior"]


def test_a_heading_is_its_whole_path_and_of_which_is_not_the_total():
    (part,) = parts({"Sheet1": export(ROW)}).values()
    assert part.form == "education_statistics_primary"
    (row,) = part.rows.to_pylist()
    assert (row["pupil_count"], row["female_pupil_count"]) == (400, 190)
    assert row["bachelor_teacher_count"] == 12 and row["full_time_teacher_count"] is None
    assert row["equipment_value_yuan"] == Decimal("800500.00")
    assert row["is_counted"] is True and row["county_id"] == COUNTY == part.context.sender_id


def test_of_which_in_words_is_the_same_as_its_sign():
    heading = [h.replace("#女", "其中：女") for h in HEADING]
    (part,) = parts({"Sheet1": export(ROW, heading=heading)}).values()
    assert part.rows["female_pupil_count"].to_pylist() == [190]


def test_a_nine_year_school_stands_in_the_sheets_of_its_stages_under_one_name():
    nine = ["岚岫县", OTHER, "青杨镇学校", "九年一贯制学校", "是", 166, 80, 9, 46.5]
    found_parts = parts({z: export(nine, stage=z) for z in ("小学", "初中")})
    assert set(found_parts) == {
        ("education_statistics_primary", COUNTY), ("education_statistics_junior", COUNTY),
    }  # fmt: skip


def test_a_stage_that_nothing_names_is_not_guessed():
    sheet = [["2025-2026学年教育事业统计"], HEADING, ROW]
    parsed = read(workbook({"Sheet1": sheet}))
    assert not parsed.parts
    assert [problem.code for problem in parsed.problems] == ["ambiguous_table"]


def test_a_citys_export_is_one_submission_for_each_county():
    bureau = reader()
    bureau.reference.add_county("990102", "云麓县")
    far = ["云麓县", "2199000009", "云麓县小学", "小学", "1", 90, 40, 5, 9]
    lost = ["邻县", "2199000008", "邻县小学", "小学", "1", 90, 40, 5, 9]
    parsed = parse(workbook({"Sheet1": export(far, ROW, lost)}), "f" * 64, bureau)
    assert parsed.problems == []
    counted = {
        part.context.county_id: (part.counts.rows_in, part.counts.rows_loaded)
        for part in parsed.parts
    }
    assert counted == {"990102": (2, 1), COUNTY: (1, 1)}
    assert found(parsed) == {("unknown_county", "A5")}


def test_a_file_of_no_known_county_goes_back_whole():
    parsed = read(workbook({"Sheet1": export(["邻县", *ROW[1:]])}))
    assert not parsed.parts
    (problem,) = parsed.problems
    assert (problem.code, problem.cell, problem.level) == ("unknown_county", "A3", "file")


def test_a_school_that_no_list_knows_is_kept():
    point = ["岚岫县", "2199000077", "岭下教学点", "教学点", "0", 12, 5, 1, 0.3]
    (part,) = parts({"Sheet1": export(ROW, point)}).values()
    assert part.counts.rows_loaded == 2
    assert part.rows["is_counted"].to_pylist() == [True, False]
