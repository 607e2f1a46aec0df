"""The platform's export: headings that are paths, a file a stage, the county in a column."""

from datetime import date
from decimal import Decimal

import pytest

from ingest.layout import load_layouts
from ingest.succession import Change
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


@pytest.mark.parametrize(
    ("code", "name", "meant"),
    [
        (SCHOOL, "改了名的小学", SCHOOL),
        ("2199000077", "江州市岚岫县（第1小学）", SCHOOL),
        ("2199000077", "青杨镇小学", None),
        ("2199000077", "镇中心小学", None),
        ("2199000009", "别的名字", SCHOOL),
        ("2199000010", "岚岫县第一小学", None),
    ],
    ids=["code", "spelling", "another", "several", "merged", "split"],
)
def test_what_code_and_name_mean_is_found_as_in_every_form(code: str, name: str, meant: str):
    bureau = reader()
    bureau.reference.add_school("2199000003", COUNTY, ["红旗镇中心小学"])
    merged = Change("2199000009", SCHOOL, "merge", date(2025, 9, 1))
    parts_of_it = [Change("2199000010", s, "split", date(2025, 9, 1)) for s in (SCHOOL, OTHER)]
    for change in (merged, *parts_of_it):
        bureau.reference.add_change(change, COUNTY, "")
    row = [*ROW[:1], code, name, *ROW[3:]]
    parsed = parse(workbook({"Sheet1": export(row)}), "f" * 64, bureau)
    assert parsed.problems == []
    (part,) = parsed.parts
    assert part.rows["meant_school_id"].to_pylist() == [meant]
    assert (part.rows["school_id"].to_pylist(), part.problems) == ([code], [])
    notes = [note.text for note in parsed.notes if note.kind == "successor"]
    assert len(notes) == (code == "2199000009")


DEEP = [
    ["统计三级", "学校（机构）标识码", "学校（机构）名称", "办学类型", "是否计校数", "在校生数", "",
     "专任教师", "", "", "", "", "教基1102", "固定资产值"],
    ["", "", "", "", "", "合计", "#女", "合计", "#按学历分", "", "#按授课课程分", "",
     "县级以上骨干教师（小学）", "#教学仪器设备资产值"],
    ["", "", "", "", "", "", "", "", "本科", "专科", "艺术", "", "", "万元"],
    ["", "", "", "", "", "", "", "", "", "", "计", "#音乐", "", ""],
]  # fmt: skip
DEEP_ROW = ["岚岫县", SCHOOL, "岚岫县第一小学", "小学", 1, 400, 190, 20, 12, 5, 3, 2, 4, 80.05]
FIGURES = {
    "pupil_count": 400, "female_pupil_count": 190, "full_time_teacher_count": 20,
    "bachelor_teacher_count": 12, "associate_teacher_count": 5, "all_arts_teacher_count": 3,
    "music_teacher_count": 2, "backbone_teacher_count": 4,
    "equipment_value_yuan": Decimal("800500.00"),
}  # fmt: skip
MERGES = [
    *[(1, c, 4, c) for c in range(5)], (1, 5, 1, 6), (2, 5, 4, 5), (2, 6, 4, 6), (1, 7, 1, 11),
    (2, 7, 4, 7), (2, 8, 2, 9), (3, 8, 4, 8), (3, 9, 4, 9), (2, 10, 2, 11), (3, 10, 3, 11),
    (2, 12, 4, 12), (3, 13, 4, 13),
]  # fmt: skip


@pytest.mark.parametrize("merges", [[], MERGES], ids=["blank", "merged"])
def test_a_path_of_four_rows_is_read_from_top_to_bottom(merges: list[tuple]):
    sheet = [["2025-2026学年教育事业统计（小学）"], *DEEP, DEEP_ROW]
    parsed = read(workbook({"Sheet1": sheet}, merges=merges))
    assert parsed.problems == []
    (part,) = parsed.parts
    (row,) = part.rows.to_pylist()
    assert {name: row[name] for name in FIGURES} == FIGURES
    places = {entry["field"]: entry["column_letter"] for entry in part.cell_map}
    assert (places["female_pupil_count"], places["music_teacher_count"], row["_row"]) == (
        "G",
        "L",
        6,
    )


def test_a_part_is_never_read_as_the_total_below_another_word():
    heading = ["统计三级", "学校标识码", "学校名称", "办学类型", "是否计校数", "#女", "在校生数"]
    below = ["", "", "", "", "", "在校生数", ""]
    row = ["岚岫县", SCHOOL, "岚岫县第一小学", "小学", 1, 190, 400]
    sheet = [["2025-2026学年教育事业统计（小学）"], heading, below, row]
    parsed = read(workbook({"Sheet1": sheet}))
    assert not parsed.parts
    assert {code for code, _ in found(parsed)} == {"extra_heading"}
