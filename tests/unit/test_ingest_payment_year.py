"""When the money of a row was paid: the year of the form unless the row says otherwise."""

import pytest

from tests.unit.ingest_books import COUNTY_LABELS, person, read, workbook

HEADING = [
    "单位",
    "姓名",
    "身份证号",
    "人员类别",
    "职称",
    "任教学段",
    "发放月数",
    "奖励性绩效",
    "应发合计",
]
TOP = [["2025年度工资发放表"], COUNTY_LABELS]


def slip(months: int, pay: int, *year: object) -> list:
    who = ["一小", "安平", person(1, "19800501"), "专任教师", "一级", "小学"]
    return [*who, months, pay, pay, *year]


def rows_and_codes(*slips: list, heading: tuple[str, ...] = ("发放年度",)) -> tuple:
    (part,) = read(workbook({"x": [*TOP, [*HEADING, *heading], *slips]})).parts
    years = [row["payment_year"] for row in part.rows.to_pylist()]
    return years, [problem.code for problem in part.problems]


def test_a_blank_year_is_that_of_the_form():
    assert rows_and_codes(slip(12, 9000, ""), slip(0, 500, 2026)) == ([2025, 2026], [])


@pytest.mark.parametrize("year", ["2026", "2026年", 2026])
def test_a_year_is_read_as_it_is_written(year: object):
    assert rows_and_codes(slip(0, 500, year)) == ([2026], [])


def test_a_second_row_of_one_year_is_sent_back_also_where_one_is_blank():
    years, codes = rows_and_codes(slip(12, 9000, ""), slip(0, 500, 2025))
    assert (years, codes) == ([], ["duplicate_row", "duplicate_row"])


def test_without_the_column_a_second_row_is_sent_back():
    years, codes = rows_and_codes(slip(12, 9000), slip(12, 500), heading=())
    assert (years, codes) == ([], ["duplicate_row", "duplicate_row"])


def test_without_the_column_nothing_is_said_of_the_year():
    assert rows_and_codes(slip(12, 9000), heading=()) == ([None], [])
