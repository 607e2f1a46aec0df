"""The bureau's files: which tables a county sends, under which names, on which days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sample.deliveries import Delivery, Table
from sample.designations import designation_rows
from sample.exams import Exam
from sample.exchange import ledger
from sample.groups import groups_of_year
from sample.look import forms
from sample.records.exam import WeightedCandidateRow
from sample.records.people import MoveRow, TeacherRow, student_rows
from sample.records.school import ChangeRow, SchoolRow, class_rows
from sample.schools import School
from sample.standard import MONEY
from sample.world import World

SENT_IF_ANY = (
    "school_succession",
    "school_designation",
    "campus",
    "curriculum_lesson",
    "fitness_result",
)


def deliveries_of(world: World) -> list[Delivery]:
    """Every file of one county, clean."""
    files = []
    for year in world.years:
        files += _county_files(world, year)
        files += _answer_files(world, year)
        files += _statistics_files(world, year)
        files += [_school_file(world, school, year) for school in world.open_in(year)]
    for year in world.years:
        files += _money_files(world, year)
    files += list(_exam_files(world, world.exams))
    return files


def clean_deliveries_of(world: World) -> list[Delivery]:
    """Files in which no error is planted."""
    return [
        *_exam_files(world, world.prior_exams), *_grading_files(world), *_item_files(world)
    ]  # fmt: skip


def year_word(year: int) -> str:
    """2025-2026学年."""
    return f"{year}-{year + 1}学年"


def county_table(world: World, form: str, kind: str, period: object, records: list) -> Table:
    """A table that the county itself sends."""
    return Table(form, world.county_id, world.county_name, world.county_id, world.county_name,
                 kind, str(period), records)  # fmt: skip


def _county_file(
    world: World, label: str, table: Table, folder: str, period: str, modified: dt.datetime
) -> Delivery:
    path = f"{world.county_name}/{folder}/{world.county_name}_{label}_{period}.xlsx"
    return Delivery(path, [table], modified)


def _county_files(world: World, year: int) -> list[Delivery]:
    word = year_word(year)
    groups = groups_of_year(world.groups, year)
    facts = world.facts[year]
    changes = [row for s in world.schools if (row := ChangeRow.of(s, year)) is not None]
    designated = designation_rows(
        world.open_in(year), world.standing_in(year), world.county_name, year
    )
    tables = (
        ("学校名录", "school_list",
         [SchoolRow.of(school, year) for school in world.listed_in(year)], 5),
        ("教师交流轮岗台账", "teacher_exchange",
         [MoveRow.of(move) for move in ledger(world.moves, year)], 28),
        ("集团与学区名册", "school_group", groups, 12),
        ("区县基本情况", "county_facts", [facts], 30),
        ("学校变更表", "school_succession", changes, 6),
        ("薄弱和优质学校认定", "school_designation", designated, 13),
    )  # fmt: skip
    files = [
        _county_file(world, label, county_table(world, form, "school_year", year, records),
                     word, word, dt.datetime(year, 9, day, 9, 30))
        for label, form, records, day in tables if records or form not in SENT_IF_ANY
    ]  # fmt: skip
    if activities := world.activities[year]:
        table = county_table(world, "group_activity", "school_year", year, activities)
        modified = dt.datetime(year + 1, 7, 8, 16, 0)
        files.append(_county_file(world, "集团与结对活动记录", table, word, word, modified))
    return files


def _answer_files(world: World, year: int) -> list[Delivery]:
    """What offices answer for the national standard: a workbook for each form."""
    word, answers = year_word(year), world.answers[year]
    return [
        _county_file(world, forms()[form]["title"],
                     county_table(world, form, "school_year", year, answers[form]),
                     f"{word}/优质均衡", word, modified)
        for form, modified in (
            ("teacher_training", dt.datetime(year, 9, 16, 10, 0)),
            ("teacher_certificate", dt.datetime(year, 9, 16, 10, 5)),
            ("backbone_title", dt.datetime(year, 9, 17, 9, 0)),
            ("catchment", dt.datetime(year, 9, 20, 14, 0)),
            ("birth", dt.datetime(year, 9, 20, 16, 0)),
            ("quota_allocation", dt.datetime(year, 9, 21, 14, 0)),
            ("special_education", dt.datetime(year, 9, 22, 8, 40)),
            ("monitoring_result", dt.datetime(year, 10, 10, 9, 0)),
            ("evidence", dt.datetime(year, 10, 20, 16, 30)),
            ("survey", dt.datetime(year, 12, 5, 11, 0)),
        )
    ]  # fmt: skip


def _statistics_files(world: World, year: int) -> list[Delivery]:
    """The platform's export: a workbook for each stage, in odd years a sheet for each."""
    word = year_word(year)
    tables = [
        county_table(world, f"education_statistics_{stage}", "school_year", year, rows)
        for stage, rows in world.statistics[year].items()
        if rows
    ]
    modified = dt.datetime(year, 9, 26, 11, 0)
    label = "教育事业统计"
    if year % 2:
        files = [_county_file(world, label, tables[0], word, word, modified)]
        files[0].tables = tables
        return files
    return [
        _county_file(world, f"{label}{name}", table, word, word, modified)
        for table, name in zip(tables, ("小学", "初中", "高中"), strict=False)
    ]


def _school_file(world: World, school: School, year: int) -> Delivery:
    cohorts, premises = world.cohorts_of(school, year), world.premises[year][school.school_id]
    staff = [teacher for teacher in world.rosters[year] if teacher.school is school]
    name = school.name_in(year)
    records = {
        "school_profile": [world.profiles[year][school.school_id]],
        "class_roster": class_rows(cohorts),
        "teacher_roster": [TeacherRow.of(teacher) for teacher in staff],
        "student_roster": student_rows(cohorts),
        "room": premises.rooms,
        "campus": premises.campuses,
        **world.by_grade[year][school.school_id],
    }
    tables = [
        Table(form, world.county_id, world.county_name, school.school_id, name,
              "school_year", str(year), rows)
        for form, rows in records.items() if rows or form not in SENT_IF_ANY
    ]  # fmt: skip
    turn = world.schools.index(school)
    modified = dt.datetime(year, 9, 15 + turn % 10, 8 + turn % 9, turn % 60)
    path = (f"{world.county_name}/{year_word(year)}/学校填报/"
            f"{school.school_id}_{name}_{year_word(year)}.xlsx")  # fmt: skip
    return Delivery(path, tables, modified)


def _money_files(world: World, year: int) -> list[Delivery]:
    word = f"{year}年度"
    tables = (
        ("工资", "payroll", world.payrolls[year], 10),
        ("工资", "civil_servant_pay", [] if year in world.servants else world.civil[year], 20),
        ("工资", "civil_servant_list", world.servants.get(year, []), 20),
        ("工资", "village_allowance_school", world.village[year], 18),
        ("经费", MONEY, world.answers[year][MONEY], 22),
    )
    return [
        _county_file(world, forms()[form]["title"],
                     county_table(world, form, "finance_year", year, records),
                     folder, word, dt.datetime(year + 1, 1, day, 15, 5))
        for folder, form, records, day in tables if records
    ]  # fmt: skip


def _exam_files(world: World, exams: list[Exam]) -> Iterator[Delivery]:
    """A workbook per examination: what it is, its candidates, their marks."""
    for exam in exams:
        papers = county_table(world, "exam", "exam", exam.exam_id, exam.papers)
        candidates = county_table(world, "exam_candidate", "exam", exam.exam_id, exam.candidates)
        if isinstance(exam.candidates[0], WeightedCandidateRow):
            candidates.edition = "exam_candidate_weighted"
        marks = county_table(world, "assessment", "exam", exam.exam_id, exam.scores)
        marks.subjects = tuple(exam.subjects)
        path = f"{world.county_name}/考试/{world.county_name}_{exam.papers[0].exam_name}.xlsx"
        modified = dt.datetime(exam.school_year + 1, 7, 12, 16, 20)
        tables = [papers, candidates, marks]
        if exam.strata:
            tables.append(county_table(world, "exam_sample", "exam", exam.exam_id, exam.strata))
        yield Delivery(path, tables, modified)


def _grading_files(world: World) -> Iterator[Delivery]:
    """A workbook for each assessment in grades: what it is, and the counts of the schools."""
    for grading in world.gradings:
        papers = county_table(world, "exam", "exam", grading.exam_id, grading.papers)
        results = county_table(world, "graded_result", "exam", grading.exam_id, grading.results)
        path = f"{world.county_name}/考试/{world.county_name}_{grading.papers[0].exam_name}.xlsx"
        modified = dt.datetime(grading.school_year + 1, 1, 12, 16, 20)
        yield Delivery(path, [papers, results], modified)


def _item_files(world: World) -> Iterator[Delivery]:
    """A workbook for each examination of which the marking platform tells single items."""
    for exam, rows in world.item_scores:
        table = county_table(world, "item_score", "exam", exam.exam_id, rows)
        name = f"{world.county_name}_{exam.papers[0].exam_name}_小题得分"
        path = f"{world.county_name}/考试/{name}.xlsx"
        modified = dt.datetime(exam.school_year + 1, 7, 14, 9, 10)
        yield Delivery(path, [table], modified)
