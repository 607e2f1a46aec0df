"""Days, months and years as people type them and as workbooks keep them."""

import datetime as dt

import pytest

from tests.unit.test_ingest_columns import read_one


@pytest.mark.parametrize(
    "cell",
    [
        "2020-09",
        "2020.9",
        "202009",
        "2020年9月",
        "２０２０．９",
        "2020/09/15",
        "2020年 9月1日",
        2020.9,
        202009.0,
        44075.0,
        dt.date(2020, 9, 30),
        dt.datetime(2020, 9, 1, 8),
        "20200901",
        "2020年9月份",
        "2020—9",
        "2020·9",
        "2020/9/1 0:00",
        "2020-09-01 08:30:00",
    ],
)
def test_many_ways_to_write_a_month(cell: object):
    assert read_one(cell, type="date", precision="month") == dt.date(2020, 9, 1)


@pytest.mark.parametrize(
    "cell",
    [2024.1, 2024.0, "2024", "2024-13", "24.9", "去年九月", 2024.13, dt.time(8), True, 12.0,
     "2020 1 2", "2020\n12", 19805, 20089.0],
)  # fmt: skip
def test_what_is_no_month_is_refused(cell: object):
    assert read_one(cell, type="date", precision="month") == "not_a_date"


def test_a_tenth_month_that_lost_its_nought_is_refused_only_where_it_can_have():
    assert read_one("2024.1", type="date", precision="month") == dt.date(2024, 1, 1)
    in_csv = read_one("2024.1", sheet={"all_text": True}, type="date", precision="month")
    assert in_csv == "not_a_date"


def test_a_day_needs_a_day():
    assert read_one("2025.6.18", type="date", precision="day") == dt.date(2025, 6, 18)
    assert read_one("2025-06", type="date", precision="day") == "not_a_date"
    assert read_one(202506.0, type="date", precision="day") == "not_a_date"


YEAR = {"type": "integer", "precision": "year", "range": (1700, 2100)}


@pytest.mark.parametrize(
    "cell",
    [
        1998,
        1998.0,
        "1998",
        "１９９８年",
        "1998年9月",
        "1998-09-01",
        "1998.1",
        1998.1,
        "199809",
        199809.0,
        36039.0,
        dt.date(1998, 9, 1),
        dt.datetime(1998, 9, 1, 8),
    ],
)
def test_a_year_may_stand_alone_or_in_a_month_or_a_day(cell: object):
    assert read_one(cell, **YEAR) == 1998


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("九八年", "not_a_year"),
        ("1998年13月", "not_a_year"),
        (98, "not_a_year"),
        (True, "not_a_year"),
        ("1698", "out_of_range"),
        (3000, "out_of_range"),
    ],
)
def test_what_is_no_year_is_refused(cell: object, code: str):
    assert read_one(cell, **YEAR) == code


def test_a_school_may_be_older_than_the_calendar_of_a_spreadsheet():
    assert read_one("1866年9月", **YEAR) == 1866
