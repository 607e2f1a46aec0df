"""All figures of one county, mart by mart."""

from __future__ import annotations

from typing import Any

from sample.deliveries import Received
from sample.records.school import GroupRow
from sample.truth.change import Changes
from sample.truth.curriculum import curriculum_rows
from sample.truth.dossier import dossier_rows
from sample.truth.fault import fault_counts
from sample.truth.fitness import fitness_rows
from sample.truth.graded import graded_rows
from sample.truth.group import groups_of
from sample.truth.group_balance import names_of
from sample.truth.group_marts import group_marts
from sample.truth.item_money import funding_rows
from sample.truth.mobility import mobility_marts
from sample.truth.pay_component import pay_marts
from sample.truth.person import (
    head_counts,
    pay_rows,
    pay_totals,
    stage_of_grade,
    student_rows,
    teacher_rows,
)
from sample.truth.place import (
    dim_campuses,
    dim_school,
    dim_school_stages,
    indicator_scope_rows,
    school_flag_rows,
)
from sample.truth.question import question_rows
from sample.truth.readiness import readiness_marts
from sample.truth.reconciliation import reconciliation_rows
from sample.truth.sample_estimate import estimate_rows
from sample.truth.school import schools_of
from sample.truth.score import RELEASABLE, quality_rows, score_rows, status_counts
from sample.truth.staff import Staff
from sample.truth.staffing import staffing_rows
from sample.truth.submission import cycles_of
from sample.truth.title import title_rows
from sample.truth.value_added import value_added_rows
from sample.truth.value_added_change import change_rows
from sample.truth.verdict import verdict_marts

Rows = list[dict[str, Any]]
CLASS_LIMIT = {"primary": 45, "junior": 50}


def county_marts(
    received: Received, county_id: str, is_small: bool, with_scores: bool
) -> tuple[dict[str, Rows], dict[str, Rows]]:
    """Rows of every mart of a county, and sums of the tables about persons."""
    years = sorted(int(table.period) for table in received.tables("school_list", county_id))
    staff = Staff.of(received, county_id, years)
    marts: dict[str, Rows] = {}
    totals: dict[str, Rows] = {}
    groups = groups_of(received, county_id, marts)
    _places(received, county_id, years, marts)
    scope = marts["bridge_indicator_scope"]
    marts |= mobility_marts(received, county_id, years, staff, groups, scope)
    marts |= pay_marts(received, staff, county_id, years)
    marts["fct_school_funding"] = [
        row for table in received.tables("school_funding", county_id)
        for row in funding_rows(received, county_id, int(table.period))
    ]  # fmt: skip
    marts["fct_school_staffing"], marts["fct_subject_staffing"] = staffing_rows(
        received, staff, years
    )
    marts |= verdict_marts(received, county_id, staff, marts)
    marts |= readiness_marts(marts, cycles_of(received, county_id))
    _exams(received, county_id, groups, with_scores, marts, totals)
    marts["fct_value_added_change"], marts["fct_value_added_stability"] = change_rows(
        Changes.of(received, county_id), marts["dim_exam"], marts["fct_value_added_model"],
        marts["fct_value_added"],
    )  # fmt: skip
    marts |= group_marts(received, county_id, groups, years, marts)
    named = names_of(received, county_id)
    marts["rpt_school_dossier"] = dossier_rows(received, county_id, groups, named, marts)
    _people(received, county_id, years, staff, is_small, marts, totals)
    return marts, totals


def _places(received: Received, county_id: str, years: list[int], marts: dict[str, Rows]) -> None:
    for name in ("dim_county", "dim_campus", "dim_school", "dim_school_stage", "fct_class",
                 "fct_reconciliation", "bridge_indicator_scope", "bridge_school_flag",
                 "fct_curriculum_share", "fct_fitness_result"):  # fmt: skip
        marts[name] = []
    changes = Changes.of(received, county_id)
    marts["bridge_school_succession"] = changes.bridge()
    for year in years:
        schools = schools_of(received, county_id, year)
        facts = received.records("county_facts", county_id, year)
        fact = facts[0] if facts else {}
        row: dict[str, Any] = {
            "county_id": county_id, "school_year": year,
            "county_name": schools[0].listed.county_name, "city_id": county_id[:4] + "00",
            "province_id": county_id[:2] + "0000",
        }  # fmt: skip
        for name in ("primary_funding_standard_yuan", "junior_funding_standard_yuan"):
            row[name] = None if fact.get(name) is None else str(fact[name])
        marts["dim_county"].append(row)
        marts["dim_school"] += [
            dim_school(school) | changes.of_school(school.listed.school_id, year)
            for school in schools
        ]
        marts["dim_campus"] += [row for school in schools for row in dim_campuses(school)]
        marts["dim_school_stage"] += [r for s in schools for r in dim_school_stages(s)]
        marts["bridge_indicator_scope"] += [r for s in schools for r in indicator_scope_rows(s)]
        marts["fct_reconciliation"] += reconciliation_rows(received, county_id, year)
        classes = {
            table.sender_id: max(row.pupil_count for row in table.loaded)
            for table in received.tables("class_roster", county_id, year) if table.loaded
        }  # fmt: skip
        marts["bridge_school_flag"] += [
            row for school in schools
            for row in school_flag_rows(school, classes.get(school.listed.school_id))
        ]  # fmt: skip
        places = {school.listed.school_id: school.place for school in schools}
        for table in received.tables("class_roster", county_id, year):
            marts["fct_class"] += [_class_row(year, places[table.sender_id], r)
                                   for r in table.loaded]  # fmt: skip
        marts["fct_curriculum_share"] += curriculum_rows(received, county_id, year, places)
        marts["fct_fitness_result"] += fitness_rows(received, county_id, year)


def _class_row(year: int, place: dict[str, Any], row: Any) -> dict[str, Any]:
    stage = stage_of_grade(row.grade)
    limit = CLASS_LIMIT.get(stage)
    return {
        "school_year": year, **place, "stage": stage, "grade": row.grade,
        "class_name": row.class_name, "pupil_count": row.pupil_count, "class_limit": limit,
        "threshold_id": None if limit is None else f"CN-2017|G5|{stage}",
        "over_count": None if limit is None else max(0, row.pupil_count - limit),
    }  # fmt: skip


def _exams(
    received: Received, county_id: str, groups: list[GroupRow], with_scores: bool,
    marts: dict[str, Rows], totals: dict[str, Rows],
) -> None:  # fmt: skip
    for name in ("dim_exam", "fct_quality_score", "fct_score_variance", "fct_norm",
                 "fct_sample_estimate"):  # fmt: skip
        marts[name] = []
    totals["fct_assessment_score"], totals["fct_score_fault"] = [], []
    papers: dict[str, dict[str, Any]] = {}
    years = {}
    for table in received.tables("exam", county_id):
        for row in table.loaded:
            papers.setdefault(row.exam_id, {})[row.subject] = row
            # a school year runs from 1 September to 31 August
            day = row.exam_date
            years[row.exam_id] = day.year if day.month >= 9 else day.year - 1
    for exam_id, subjects in papers.items():
        marts["dim_exam"].append(
            _dim_exam(county_id, years[exam_id], next(iter(subjects.values())))
        )
    marts["fct_value_added_model"], marts["fct_value_added"] = value_added_rows(
        received, county_id, papers, years
    )
    marts["fct_grade_distribution"] = graded_rows(received, county_id, papers, years)
    marts["fct_question_group"], marts["fct_item_fault"] = question_rows(
        received, county_id, papers, years
    )
    for marks in received.tables("assessment", county_id):
        here = papers[marks.period]
        rows, spreads, norms = quality_rows(received, marks, here, groups, years[marks.period])
        marts["fct_quality_score"] += rows
        marts["fct_score_variance"] += spreads
        marts["fct_norm"] += norms
        marts["fct_sample_estimate"] += estimate_rows(received, marks, here, years[marks.period])
        totals["fct_assessment_score"] += status_counts(received, marks)
        totals["fct_score_fault"] += fault_counts(received, marks)
        if with_scores:
            single = score_rows(received, marks, here)
            marts.setdefault("fct_assessment_score", []).extend(single)


def _dim_exam(county_id: str, year: int, paper: Any) -> dict[str, Any]:
    is_old = paper.source_type == "historical_regional"
    return {
        "exam_id": paper.exam_id, "county_id": county_id, "exam_name": paper.exam_name,
        "source_type": paper.source_type, "grade": paper.grade,
        "stage": stage_of_grade(paper.grade), "school_year": year,
        "term_id": f"{year}-{paper.term}", "exam_date": paper.exam_date.isoformat(),
        "approval_reference": paper.approval_reference,
        "is_school_level_releasable": paper.source_type in RELEASABLE,
        # all others are of a kind and grade that the law allows
        "legal_status": "historical" if is_old else "lawful", "is_watermarked": is_old,
        "responsible_school": "attended",
    }  # fmt: skip


def _people(
    received: Received, county_id: str, years: list[int], staff: Staff, is_small: bool,
    marts: dict[str, Rows], totals: dict[str, Rows],
) -> None:  # fmt: skip
    for year in years:
        for name, rows in zip(
            ("dim_teacher", "dim_student"), head_counts(received, staff, year), strict=True
        ):
            totals.setdefault(name, []).extend(rows)
        slips = received.records("payroll", county_id, year)
        totals.setdefault("fct_teacher_pay", []).extend(pay_totals(slips, county_id, year))
        if is_small:
            schools = {s.listed.school_id: s for s in schools_of(received, county_id, year)}
            marts.setdefault("dim_teacher", []).extend(teacher_rows(staff, year, schools))
            marts.setdefault("fct_teacher_title", []).extend(
                title_rows(staff.titles, staff.rosters[year], year, county_id)
            )
            marts.setdefault("dim_student", []).extend(student_rows(received, county_id, year))
            marts.setdefault("fct_teacher_pay", []).extend(pay_rows(slips, county_id, year))
