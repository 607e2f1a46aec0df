"""Planted errors in single rows: one cell of a record, or a record that stands there twice."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from sample.deliveries import Delivery, Fault, Table
from sample.identity import wrong_check_digit
from sample.writers import FormulaCell


class Plan(NamedTuple):
    """An error to plant somewhere in the county."""

    form: str
    field: str
    code: str
    shown: Callable[[Any], Any]
    fits: Callable[[Any], bool] = lambda record: True
    mess: int = 1
    """Planted from this level of mess on."""


def _number(record: Any) -> float:
    """What a spreadsheet makes of an 18-digit number typed into a number cell."""
    return float(record.teacher_id_number)


def _ends_in_digit(record: Any) -> bool:
    return record.teacher_id_number[-1] != "X"


def _is_national(record: Any) -> bool:
    return record.student_number[0] == "G"


def _is_teacher(record: Any) -> bool:
    return record.person_category == "teacher"


ROW_PLANS = (
    Plan("teacher_roster", "teacher_id_number", "id_digits_lost", _number, _ends_in_digit),
    Plan("teacher_roster", "teacher_id_number", "id_check_digit",
         lambda r: wrong_check_digit(r.teacher_id_number)),
    Plan("student_roster", "student_number", "id_check_digit",
         lambda r: wrong_check_digit(r.student_number), _is_national),
    Plan("teacher_roster", "birth_month", "not_a_date", lambda r: f"{r.birth_month.year}年13月"),
    Plan("teacher_roster", "education", "not_in_code_list", lambda r: "函授班"),
    Plan("student_roster", "class_name", "required_blank", lambda r: None),
    Plan("payroll", "basic_performance_yuan", "not_a_number", lambda r: "叁仟元整", _is_teacher),
    Plan("class_roster", "pupil_count", "out_of_range", lambda r: r.pupil_count + 400),
    Plan("payroll", "month_count", "out_of_range", lambda r: 13, _is_teacher, 2),
    Plan("teacher_exchange", "to_school_id", "unknown_school", lambda r: "邻县第一小学",
         lambda r: r.is_relation_moved is False, 2),
    Plan("class_roster", "pupil_count", "not_a_whole_number", lambda r: r.pupil_count + 0.5,
         mess=2),
    Plan("teacher_roster", "is_leader", "not_yes_no", lambda r: "待定", mess=2),
    Plan("student_roster", "is_boarder", "not_yes_no", lambda r: "有时", mess=2),
    Plan("teacher_exchange", "start_month", "not_a_date", lambda r: "去年秋天", mess=2),
    Plan("payroll", "gross_pay_yuan", "error_cell", lambda r: FormulaCell("=1/0", "#DIV/0!"),
         _is_teacher, 2),
    Plan("payroll", "net_pay_yuan", "formula_without_value", lambda r: FormulaCell("=1+1", ""),
         _is_teacher, 2),
    Plan("exam_candidate", "student_number", "id_check_digit",
         lambda r: wrong_check_digit(r.student_number), _is_national, 2),
    Plan("education_statistics_primary", "class_count", "not_a_number", lambda r: "六个"),
    # of "存在违规择校行为" it means the opposite of what it means of "符合要求"
    Plan("evidence", "finding", "not_in_code_list", lambda r: "是"),
    Plan("teacher_training", "training_hours", "out_of_range", lambda r: 7200, mess=2),
    Plan("teacher_certificate", "teacher_id_number", "id_check_digit",
         lambda r: wrong_check_digit(r.teacher_id_number), mess=2),
    Plan("group_activity", "activity_kind", "not_in_code_list", lambda r: "茶话会", mess=2),
    Plan("school_designation", "designation", "not_in_code_list", lambda r: "较弱", mess=2),
    Plan("catchment", "school_id", "unknown_school", lambda r: "邻县第一小学", mess=2),
    Plan("birth", "registered_child_count", "not_a_number", lambda r: "约一千二百", mess=2),
    Plan("village_allowance_school", "distance_km", "not_a_number", lambda r: "约十公里", mess=2),
    Plan("school_funding", "budget_yuan", "not_a_number", lambda r: "柒万贰仟", mess=2),
    Plan("monitoring_result", "achievement_level", "not_in_code_list", lambda r: "良好",
         lambda r: r.achievement_level is not None, 2),
    Plan("curriculum_lesson", "extension_lesson_count", "not_a_number", lambda r: "四节半"),
    Plan("fitness_result", "fail_count", "not_a_number", lambda r: "两人", mess=2),
)  # fmt: skip


def plant_rows(
    deliveries: list[Delivery], rng: random.Random, mess: int, before: int | None = None
) -> None:
    """Spoil single rows, with `before` only of the years before it; nobody ever corrects them."""
    deliveries = [file for file in deliveries if before is None or _is_before(file, before)]
    for plan in ROW_PLANS:
        tables = _tables(deliveries, plan.form)
        if plan.mess <= mess and tables:
            _plant(rng.choice(tables), plan, rng)
    _plant_mark(deliveries, rng)
    _plant_twice(rng.choice(_tables(deliveries, "class_roster")), rng, "grade")
    if mess >= 2:
        _plant_twice(rng.choice(_tables(deliveries, "student_roster")), rng, "student_number")
        _plant_contradiction(rng.choice(_tables(deliveries, "class_roster")), rng)


def _is_before(file: Delivery, year: int) -> bool:
    """Whether a file is of an earlier year, or of an examination."""
    return all(table.period_kind == "exam" or int(table.period) < year for table in file.tables)


def _tables(deliveries: list[Delivery], form: str) -> list[Table]:
    """Tables of a form in workbooks that can hold every kind of cell, and that count.

    Not one that came before without errors: with errors it would not take the other's place.
    """
    before = {table.key for file in deliveries if file.is_replaced for table in file.tables}
    return [
        table for file in deliveries
        if file.fault is None and file.path.endswith(".xlsx") and not file.is_replaced
        for table in file.tables
        if table.form == form and len(table.records) > 5 and table.key not in before
    ]  # fmt: skip


def _free(table: Table, rng: random.Random, fits: Callable[[Any], bool]) -> int | None:
    turns = [
        turn for turn, record in enumerate(table.records)
        if turn not in table.faults and fits(record)
    ]  # fmt: skip
    return rng.choice(turns) if turns else None


def _plant(table: Table, plan: Plan, rng: random.Random) -> None:
    turn = _free(table, rng, plan.fits)
    if turn is not None:
        shown = plan.shown(table.records[turn])
        table.faults[turn] = Fault(plan.field, plan.code, shown)


def _plant_mark(deliveries: list[Delivery], rng: random.Random) -> None:
    """A word in a score column; never of a class's first child, who keeps the class on record."""
    table = rng.choice(_tables(deliveries, "assessment"))
    turns = [
        turn for turn in range(1, len(table.records))
        if table.records[turn].class_name == table.records[turn - 1].class_name
        and table.records[turn].school_id == table.records[turn - 1].school_id
    ]  # fmt: skip
    subject = table.subjects[-1]
    table.faults[rng.choice(turns)] = Fault(f"subject:{subject}", "not_a_number", "优秀")


def _plant_twice(table: Table, rng: random.Random, key: str) -> None:
    """The same row once more at the end: the first is kept."""
    turn = _free(table, rng, lambda record: True)
    table.records = [*table.records, table.records[turn]]
    table.faults[len(table.records) - 1] = Fault(key, "duplicate_row")


def _plant_contradiction(table: Table, rng: random.Random) -> None:
    """A class twice with different numbers: neither can be believed."""
    turn = _free(table, rng, lambda record: table.records.count(record) == 1)
    other = table.records[turn]._replace(pupil_count=table.records[turn].pupil_count + 1)
    table.records = [*table.records, other]
    for place in (turn, len(table.records) - 1):
        table.faults[place] = Fault("grade", "duplicate_row")


def bad_cell(table: Table, field: str, code: str, shown: Any) -> Table:
    """A copy of a form filled in downwards, with one bad cell."""
    return replace(table, faults={0: Fault(field, code, shown)}, cells={})
