"""Forms of a school's rooms, campuses and money for the national standard."""

from decimal import Decimal

import pytest

from tests.unit.ingest_books import (
    COUNTY_LABELS,
    SCHOOL,
    SCHOOL_LABELS,
    found,
    only,
    read,
    workbook,
)


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
