"""What stands in a row of the forms about pay."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class PayRow(NamedTuple):
    """工资发放表."""

    school_id: str
    name: str
    teacher_id_number: str
    person_category: str
    title: str
    stage: str
    month_count: Decimal
    post_salary_yuan: Decimal | None
    grade_salary_yuan: Decimal | None
    teaching_raise_yuan: Decimal | None
    seniority_allowance_yuan: Decimal | None
    basic_performance_yuan: Decimal | None
    reward_performance_yuan: Decimal | None
    year_end_bonus_yuan: Decimal | None
    township_allowance_yuan: Decimal | None
    rural_teacher_allowance_yuan: Decimal | None
    head_teacher_allowance_yuan: Decimal | None
    after_school_pay_yuan: Decimal | None
    reform_subsidy_yuan: Decimal | None
    gross_pay_yuan: Decimal
    deduction_yuan: Decimal | None
    net_pay_yuan: Decimal | None
    payment_year: int | None = None


class VillageRow(NamedTuple):
    """乡村教师补助学校核定表."""

    school_id: str
    distance_km: Decimal
    hardship_class: str


class CivilRow(NamedTuple):
    """公务员工资收入汇总表."""

    category: str
    head_count: int
    person_month_count: int
    base_pay_yuan: Decimal
    regulated_allowance_yuan: Decimal
    reward_subsidy_yuan: Decimal | None
    year_end_bonus_yuan: Decimal | None
    township_allowance_yuan: Decimal | None
    transport_subsidy_yuan: Decimal | None
    total_yuan: Decimal
    payment_year: int | None = None


class ServantRow(NamedTuple):
    """公务员工资明细表."""

    category: str
    name: str
    teacher_id_number: str
    month_count: Decimal
    base_pay_yuan: Decimal
    regulated_allowance_yuan: Decimal
    reward_subsidy_yuan: Decimal | None
    year_end_bonus_yuan: Decimal | None
    township_allowance_yuan: Decimal | None
    transport_subsidy_yuan: Decimal | None
    gross_pay_yuan: Decimal
    payment_year: int | None = None
