"""The forms that the national standard asks for, each where it has a trap of its own."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.unit.ingest_books import (
    COUNTY_LABELS,
    OTHER,
    SCHOOL,
    SCHOOL_LABELS,
    found,
    only,
    person,
    read,
    workbook,
)


def county_sheet(title: str, heading: list[str], *rows: list) -> dict[str, list[list]]:
    """A form of the county for a school year; data begin in row 4."""
    above = [[f"2025-2026学年{title}"], COUNTY_LABELS, heading]
    return {"表": [*above, *map(list, rows)]}


def monitoring(rate: object, heading: str = "校际差异率", level: object = "Ⅲ级") -> dict:
    columns = ["监测年份", "监测年级", "监测学科", "学业水平等级", heading]
    return county_sheet("国家义务教育质量监测结果", columns, [2024, "四年级", "语文", level, rate])


@pytest.mark.parametrize(
    ("heading", "cell", "percent"),
    [
        ("校际差异率", 0.12, "12"),
        ("校际差异率", 0.1495, "14.95"),
        ("校际差异率（小数）", "0.15", "15"),
        ("校际差异率", "12%", "12"),
        ("校际差异率（%）", 12, "12"),
        ("校际差异率（百分比）", 14.9, "14.9"),
        ("校际差异率（%）", "0.9%", "0.9"),
    ],
)
def test_a_rate_is_a_share_unless_it_says_that_it_is_a_percentage(heading, cell, percent):
    part = only(monitoring(cell, heading))
    assert part.rows["between_school_percent"].to_pylist() == [Decimal(percent)]


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("校际差异率", 12, "out_of_range"),
        ("校际差异率（%）", 0.12, "percent_unclear"),
        ("校际差异率", 0.123456, "out_of_range"),
    ],
)
def test_a_rate_that_may_be_either_is_refused(heading, cell, code):
    assert found(read(workbook(monitoring(cell, heading)))) == {(code, "E4")}


def test_the_clerk_is_told_in_which_unit_a_range_is():
    (problem,) = read(workbook(monitoring(12))).parts[0].problems
    assert problem.expected == "0至100（%）"


@pytest.mark.parametrize("word", ["Ⅲ", "III", 3, "3", "三", "水平Ⅲ", "Ⅲ级", "ⅲ"])
def test_a_level_is_read_however_it_is_written(word):
    assert only(monitoring(0.1, level=word)).rows["achievement_level"].to_pylist() == [3]


def test_a_level_that_is_none_is_refused():
    assert found(read(workbook(monitoring(0.1, level="良好")))) == {("not_in_code_list", "D4")}
    assert found(read(workbook(monitoring(0.1, level=5)))) == {("not_in_code_list", "D4")}


def rooms(*rows: list, area: str = "教室面积（㎡）") -> dict:
    heading = ["校区名称", "教室类型", "教室名称", area, "使用学段"]
    return {"专用教室": [["2025-2026学年音乐美术教室"], SCHOOL_LABELS, heading, *map(list, rows)]}


def test_rooms_keep_their_areas_one_by_one():
    music, art = ["", "音乐", "音乐教室1", 95.99, ""], ["", "美术室", "美术教室1", "９０", "小学"]
    part = only(rooms(music, art))
    assert part.rows["room_kind"].to_pylist() == ["music", "fine_art"]
    assert part.rows["area_m2"].to_pylist() == [Decimal("95.99"), Decimal(90)]
    assert part.rows["stage"].to_pylist() == [None, "primary"]


def test_two_rooms_of_one_name_are_two_on_two_campuses_only():
    room = ["音乐", "音乐教室1"]
    assert only(rooms(["东校区", *room, 96, ""], ["西校区", *room, 80, ""])).counts.rows_loaded == 2
    parsed = read(workbook(rooms(["", *room, 96, ""], ["", *room, 80, ""])))
    assert {code for code, _ in found(parsed)} == {"duplicate_row"}
    assert parsed.parts[0].counts.rows_loaded == 0, "neither area can be believed"


@pytest.mark.parametrize("area", [0, "约九十", None])
def test_a_room_without_an_area_is_no_room(area):
    parsed = read(workbook(rooms(["", "音乐", "音乐教室1", area, ""])))
    assert {place for _, place in found(parsed)} == {"D4"}


def test_another_area_is_not_taken_for_that_of_a_room():
    parsed = read(workbook(rooms(["", "音乐", "音乐教室1", 96, ""], area="建筑面积（㎡）")))
    assert {code for code, _ in found(parsed)} == {"missing_heading", "extra_heading"}


def test_a_school_without_such_a_room_says_so_by_an_empty_table():
    part = only(rooms())
    assert (part.rows.num_rows, part.context.sender_id) == (0, SCHOOL)


CAMPUS_HEADING = [
    "校区名称", "校区标识码", "是否主校区", "小学在校学生数", "初中在校学生数",
    "高中在校学生数", "占地面积", "校舍建筑面积", "教学及辅助用房总面积", "室内体育用房面积",
    "校内体育场面积", "教学仪器设备资产值（账面原值）", "网络多媒体教室间数",
]  # fmt: skip


def campuses(*rows: list) -> dict:
    above = [["2025-2026学年校区情况"], SCHOOL_LABELS, CAMPUS_HEADING]
    return {"校区": [*above, *map(list, rows)]}


def test_a_campus_has_stages_and_amounts_of_its_own():
    main = ["本部", "", "是", 600, 0, 0, 9000, 5200, 3000.5, 200, 4800, 150, 20]
    branch = ["东校区", "2199000002", "否", 0, 400, 0, "", "", 2600, 0, 4100, 100.05, 14]
    part = only(campuses(main, branch))
    assert part.rows["campus_school_id"].to_pylist() == [None, "2199000002"]
    assert part.rows["equipment_value_yuan"].to_pylist() == [Decimal(1_500_000), Decimal(1_000_500)]
    assert part.rows["land_area_m2"].to_pylist() == [Decimal(9000), None]


def test_a_campus_that_leaves_a_stage_blank_is_sent_back():
    row = ["本部", "", "是", 600, "", 0, "", "", 3000, 200, 4800, 150, 20]
    assert found(read(workbook(campuses(row)))) == {("required_blank", "E4")}


def funding(*rows: list, amounts: tuple[str, str] = ("预算金额", "决算金额")) -> dict:
    heading = ["学校名称", "经费项目", "核定学生数", *amounts]
    above = [["2025年度学校经费"], COUNTY_LABELS, heading]
    return {"经费": [*above, *map(list, rows)]}


def test_an_approved_budget_is_exact_in_either_unit():
    row = ["一小", "公用经费", 100, 72_000, ""]
    in_yuan = only(funding(row))
    in_ten_thousands = only(
        funding(["一小", "公用经费", 100, 7.2, ""], amounts=("预算金额（万元）", "决算金额"))
    )
    for part in (in_yuan, in_ten_thousands):
        assert part.context.period == "2025"
        assert part.rows["budget_yuan"].to_pylist() == [Decimal(72_000)]
        assert part.rows["account_yuan"].to_pylist() == [None], "not known is not nothing"


def test_a_school_has_each_item_of_money_once():
    twice = [["一小", "公用经费", 812, 600_000, 0], ["一小", "生均公用经费", 812, 500_000, 0]]
    parsed = read(workbook(funding(*twice, ["一小", "培训费", "", 30_000, 29_000])))
    assert {code for code, _ in found(parsed)} == {"duplicate_row"}
    assert parsed.parts[0].rows["funding_item"].to_pylist() == ["teacher_training"]


def people(title: str, *columns: str) -> Callable[..., dict]:
    """A form about teachers: name, id number, then `columns`."""

    def sheet(*rows: list) -> dict:
        filled = [["安平", person(turn, "19800501"), *row] for turn, row in enumerate(rows)]
        return county_sheet(title, ["姓名", "身份证号", *columns], *filled)

    return sheet


TRAINING = people("教师培训登记", "培训年度", "培训名称", "学时")


def test_hours_of_a_training_are_kept_to_the_tenth():
    part = only(TRAINING([2024, "县级全员培训", 71.5], ["2025年", "国培计划", "72"]))
    assert part.rows["training_hours"].to_pylist() == [Decimal("71.5"), Decimal(72)]
    assert part.rows["training_year"].to_pylist() == [2024, 2025]


@pytest.mark.parametrize("hours", [0, -5, "72学时", "4学分", 721])
def test_what_is_no_number_of_hours_is_sent_back(hours):
    (place,) = {place for _, place in found(read(workbook(TRAINING([2024, "培训", hours]))))}
    assert place == "E4"


@pytest.mark.parametrize("heading", ["学分", "培训学分", "学时（小时）", "培训天数"])
def test_credits_and_days_are_not_taken_for_hours(heading):
    sheet = people("教师培训登记", "培训年度", "培训名称", heading)
    codes = {code for code, _ in found(read(workbook(sheet([2024, "培训", 6]))))}
    assert codes & {"missing_heading", "unknown_unit"}


CERTIFICATES = people("教师资格证登记", "资格种类", "任教学科", "证书号码", "发证年月")


def test_the_number_of_a_certificate_is_not_kept():
    number = "20239901142000123"
    part = only(CERTIFICATES(["初中", "数学", number, "2023-06"]))
    (row,) = part.rows.to_pylist()
    assert number not in str(row) and person(0, "19800501") not in str(row)
    assert (row["certificate_type"], row["certificate_subject"]) == ("junior", "数学")


def test_a_teacher_may_hold_two_certificates_of_one_type():
    one, other = ["高中", "数学", "", "2010-06"], ["高中", "物理", "", "2012-06"]
    sheet = CERTIFICATES(one, other)
    sheet["表"][4][1] = sheet["表"][3][1]
    assert only(sheet).counts.rows_loaded == 2
    sheet["表"][4][3] = "数学"
    codes = {code for code, _ in found(read(workbook(sheet)))}
    assert codes == {"duplicate_row"}, "two dates of one certificate"


TITLES = people("骨干教师称号登记", "称号", "级别", "授予年月", "有效期至", "认定文号")


def test_a_title_without_an_end_does_not_end():
    part = only(TITLES(["学科带头人", "市级", "2019-09", "——", "岚教〔2019〕8号"]))
    (row,) = part.rows.to_pylist()
    assert (row["backbone_title"], row["backbone_level"]) == ("subject_leader", "city")
    assert row["backbone_expiry_month"] is None


def catchment(*rows: list) -> dict:
    heading = ["学校名称", "学段", "生源类别", "新生人数", "在校学生数"]
    return county_sheet("划片招生情况", heading, *rows)


def test_assigned_pupils_are_neither_inside_nor_outside_the_catchment():
    rows = [["一小", "小学", place, 10, 60] for place in ("片内", "统筹安排", "片外", "外县")]
    part = only(catchment(*rows))
    places = ["in_catchment", "assigned", "other_catchment", "other_county"]
    assert part.rows["intake_place"].to_pylist() == places


def test_a_school_counts_each_kind_of_pupil_once_in_a_stage():
    inside = ["一小", "小学", "划片范围内"]
    twice = catchment([*inside, 120, 700], [*inside, 12, 70])
    assert {code for code, _ in found(read(workbook(twice)))} == {"duplicate_row"}
    stages = catchment([*inside, 120, 700], ["一小", "初中", "片内", 90, ""])
    assert only(stages).counts.rows_loaded == 2


def quota(*rows: list) -> dict:
    heading = ["优质高中", "名额类别", "初中学校", "名额数"]
    return county_sheet("优质高中名额分配", heading, *rows)


def test_places_open_to_all_belong_to_no_junior_school():
    rows = [
        ["岚岫县第一高级中学", "分配名额", "青杨镇中心小学", 60],
        ["岚岫县第一高级中学", "统招", "——", 300],
        ["合计", "", "", 360],
    ]
    part = only(quota(*rows))
    assert part.rows["junior_school_id"].to_pylist() == [OTHER, None]
    assert sum(part.rows["quota_count"].to_pylist()) == 360, "the sum is no row of its own"


def test_places_of_a_school_that_is_not_on_the_list_are_sent_back():
    parsed = read(workbook(quota(["岚岫县第一高级中学", "分配名额", "邻县初级中学", 60])))
    assert found(parsed) == {("unknown_school", "C4")}
