"""The forms that the national standard asks for, each where it has a trap of its own."""

from decimal import Decimal

import pytest

from tests.unit.ingest_books import COUNTY_LABELS, found, only, read, workbook


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
