"""Registers of the teachers for the national standard: training, certificates, titles."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.unit.ingest_books import county_sheet, found, only, person, read, workbook


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
