"""The truth file: every figure that the marts must show, and every planted error.

It is worked out from the records that the files were written from, less those that a correct
reader sends back; no file is read again, and nothing here knows the warehouse.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sample.deliveries import Received
from sample.truth.county import county_marts
from sample.truth.dossier import submission_events
from sample.truth.readiness import region_rows
from sample.truth.submission import Key, Listed, due_of, listed_files, submission_rows
from sample.what_if import WhatIf, what_if

Rows = list[dict[str, Any]]

KEYS = {
    "dim_county": ("county_id", "school_year"),
    "dim_campus": ("county_id", "school_year", "campus_id"),
    "dim_school": ("county_id", "school_year", "school_id"),
    "dim_school_stage": ("school_stage_key",),
    "bridge_indicator_scope": ("county_id", "school_year", "school_id", "stage", "scope_id"),
    "bridge_school_flag": ("county_id", "school_year", "school_id", "school_flag"),
    "dim_school_group": ("county_id", "group_id", "school_year"),
    "bridge_school_succession": ("county_id", "from_school_id", "to_school_id", "change_month",
                                 "change_kind"),
    "bridge_group_member": ("county_id", "group_id", "school_id", "valid_from"),
    "dim_exam": ("county_id", "exam_id"),
    "fct_submission": ("form", "county_id", "sender_id", "period", "version"),
    "fct_school_resource": ("cycle_id", "county_id", "school_id", "stage", "indicator_id"),
    "fct_resource_balance": ("cycle_id", "county_id", "stage", "indicator_id"),
    "fct_group_balance": ("cycle_id", "county_id", "group_id", "stage", "indicator_id"),
    "fct_group_quality": ("county_id", "group_id", "exam_id", "subject", "denominator"),
    "fct_group_score": ("county_id", "group_id", "school_id", "exam_id", "subject", "denominator"),
    "fct_school_index": ("cycle_id", "county_id", "school_id"),
    "fct_group_coverage": ("cycle_id", "county_id", "target"),
    "fct_group_activity": ("county_id", "group_id", "school_id", "term_id", "activity_kind"),
    "fct_group_flow": ("county_id", "group_id", "school_year", "count_mode", "direction"),
    "fct_group_school_flow": ("county_id", "group_id", "school_id", "school_year", "count_mode"),
    "fct_pair_progress": ("county_id", "group_id", "helped_school_id", "term_id"),
    "fct_resource_gap": ("cycle_id", "county_id", "school_id", "stage", "indicator_id"),
    "fct_indicator_verdict": ("entity_type", "entity_id", "cycle_id", "indicator_id", "stage"),
    "fct_item_distance": ("county_id", "cycle_id", "indicator_id", "stage"),
    "fct_county_readiness": ("county_id", "cycle_id"),
    "fct_region_readiness": ("region_id", "cycle_id"),
    "fct_pupil_forecast": ("cycle_id", "county_id", "entity_type", "entity_id", "stage",
                           "school_year", "scenario"),
    "fct_resource_forecast": ("cycle_id", "county_id", "school_id", "stage", "indicator_id",
                              "school_year", "scenario"),
    "fct_verdict_forecast": ("cycle_id", "entity_type", "entity_id", "indicator_id", "stage",
                             "school_year", "scenario"),
    "fct_reconciliation": ("county_id", "school_year", "school_id", "fact", "source_a",
                           "source_b"),
    "fct_class": ("county_id", "school_year", "school_id", "grade", "class_name"),
    "fct_curriculum_share": ("county_id", "school_year", "school_id", "stage"),
    "fct_fitness_result": ("county_id", "school_year", "entity_type", "entity_id", "stage"),
    "dim_teacher": ("teacher_id_number", "school_year"),
    "fct_teacher_title": ("teacher_id_number", "school_year"),
    "dim_student": ("student_number", "school_year"),
    "fct_teacher_pay": ("teacher_id_number", "finance_year", "payment_year", "school_id",
                        "component"),
    "fct_teacher_eligibility": ("teacher_id_number", "school_year"),
    "fct_teacher_posting": ("teacher_id_number", "valid_from"),
    "fct_teacher_move": ("teacher_id_number", "school_year", "start_month", "to_school_id"),
    "fct_teacher_exchange": ("county_id", "entity_type", "entity_id", "school_year", "count_mode"),
    "fct_exchange_reconciliation": ("teacher_id_number", "school_year", "kind"),
    "fct_school_exchange_reconciliation": ("county_id", "school_year", "school_id", "kind"),
    "fct_exchange_effect": ("cycle_id", "county_id", "stage", "indicator_id"),
    "fct_exchange_flow": ("county_id", "school_year", "count_mode", "direction_kind", "direction"),
    "fct_school_exchange": ("county_id", "school_year", "school_id", "count_mode"),
    "fct_school_staffing": ("county_id", "school_year", "school_id"),
    "fct_subject_staffing": ("county_id", "school_year", "school_id", "stage", "subject"),
    "fct_school_funding": ("county_id", "finance_year", "school_id", "funding_item"),
    "fct_pay_scope": ("county_id", "finance_year", "scope_reason"),
    "fct_salary_parity": ("county_id", "finance_year", "definition", "stratum_type", "stratum"),
    "fct_village_allowance": ("county_id", "finance_year", "school_id"),
    "fct_salary_component": ("county_id", "finance_year", "definition", "category"),
    "fct_quality_score": ("county_id", "exam_id", "subject", "entity_type", "entity_id",
                          "denominator"),
    "fct_grade_distribution": ("county_id", "exam_id", "subject", "entity_type", "entity_id"),
    "fct_question_group": ("county_id", "exam_id", "subject", "question_group", "entity_type",
                           "entity_id"),
    "fct_item_fault": ("county_id", "exam_id", "subject", "school_id", "item_number",
                       "fault_code"),
    "fct_score_variance": ("county_id", "exam_id", "subject"),
    "fct_sample_estimate": ("county_id", "exam_id", "subject"),
    "fct_school_standing": ("county_id", "school_id", "exam_id", "subject", "comparison",
                            "reference_id"),
    "fct_norm": ("county_id", "exam_id", "subject", "scope", "entity_id"),
    "fct_norm_followed": ("county_id", "exam_id", "subject", "school_id"),
    "fct_value_added_model": ("county_id", "exam_id", "subject", "model_id", "method"),
    "fct_value_added": ("county_id", "exam_id", "subject", "model_id", "method", "school_id"),
    "fct_value_added_change": ("county_id", "exam_id", "subject", "model_id", "method",
                               "school_id"),
    "fct_value_added_stability": ("county_id", "exam_id", "subject", "model_id", "method"),
    "fct_assessment_score": ("exam_id", "subject", "student_number"),
    "rpt_school_dossier": ("county_id", "school_id", "event_date", "event_kind", "detail_id",
                           "recorded_school_id"),
}  # fmt: skip
# Beside the marts, at a coarser grain: sums and counts of tables about single persons.
TOTAL_KEYS = {
    "fct_teacher_pay": ("teacher_id_number", "finance_year", "payment_year", "school_id"),
    "dim_teacher": ("school_year", "school_id"),
    "dim_student": ("school_year", "school_id", "grade"),
    "fct_assessment_score": ("exam_id", "subject", "status", "is_matched"),
    "fct_score_fault": ("exam_id", "subject", "fault_code", "cell"),
}
SMALL_COUNTY = 5000  # pupils up to which single persons are listed too


class Truth:
    """Gathers the figures county by county."""

    def __init__(self, arguments: dict[str, Any]):
        self.arguments = arguments
        self.marts: dict[str, Rows] = {}
        self.totals: dict[str, Rows] = {}
        self.errors: Rows = []
        self.files: list[Listed] = []
        self.due: dict[Key, tuple[str, str]] = {}
        self.what_ifs: list[WhatIf] = []

    def add(self, received: Received, hashes: dict[str, str]) -> None:
        """Take in one county; `hashes` gives each file's SHA-256 by its path."""
        is_small = self.arguments["pupils"] <= SMALL_COUNTY
        # A mark without a candidate has no student number to be found by.
        with_scores = is_small and self.arguments["mess"] < 2
        for county_id in sorted({table.county_id for table in received.tables("school_list")}):
            marts, totals = county_marts(received, county_id, is_small, with_scores)
            for mine, more in ((self.marts, marts), (self.totals, totals)):
                for name, rows in more.items():
                    mine.setdefault(name, []).extend(rows)
            self.due |= due_of(received, county_id)
            self.what_ifs.append(what_if(received, county_id, marts["fct_indicator_verdict"]))
        self.errors += errors_of(received)
        self.files += listed_files(received, hashes)

    def write(self, path: Path) -> Path:
        """Write `truth.json` beside the files it speaks of."""
        submissions = submission_rows(self.files, self.due)
        told = [*self.marts["rpt_school_dossier"], *submission_events(self.marts, submissions)]
        marts = self.marts | {
            "rpt_school_dossier": told,
            "fct_submission": submissions,
            "fct_region_readiness": region_rows(self.marts.get("fct_county_readiness", [])),
        }
        truth = {
            "arguments": self.arguments,
            "marts": {name: _keyed(KEYS[name], rows) for name, rows in sorted(marts.items())},
            "totals": {
                name: _keyed(TOTAL_KEYS[name], rows) for name, rows in sorted(self.totals.items())
            },
            "what_if": _keyed(
                KEYS["fct_indicator_verdict"], [r for one in self.what_ifs for r in one.verdicts]
            ),
            "what_if_county": _keyed(
                KEYS["fct_county_readiness"], [one.readiness for one in self.what_ifs]
            ),
            "errors": self.errors,
            "nulls": nulls_of(marts),
            "counts": {name: len(rows) for name, rows in sorted(marts.items())},
        }
        path.write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
        return path


def _keyed(key: tuple[str, ...], rows: Rows) -> dict[str, Any]:
    public = [{k: v for k, v in row.items() if k[0] != "_"} for row in rows]
    return {"key": list(key), "rows": public}


def errors_of(received: Received) -> Rows:
    """Every planted error with its file, sheet, cell and code."""
    errors = []
    for file in received.deliveries:
        if file.fault:
            errors.append({"file": file.path, "sheet": file.fault_sheet, "cell": file.fault_cell,
                           "code": file.fault.code, "level": "file"})  # fmt: skip
            continue
        for table in file.tables:
            for turn, fault in sorted(table.faults.items()):
                errors.append({"file": file.path, "sheet": table.sheet, "cell": table.cells[turn],
                               "code": fault.code, "level": "row"})  # fmt: skip
    return errors


def nulls_of(marts: dict[str, Rows]) -> Rows:
    """Figures that a planted fault leaves without a value, with the reason."""
    nulls = []
    for row in marts.get("fct_school_resource", []):
        if row["value"] is None:
            key = {name: row[name] for name in KEYS["fct_school_resource"]}
            nulls.append({"mart": "fct_school_resource", "key": key, "column": "value",
                          "reason": "a figure of its 学校基本情况 is not known"})  # fmt: skip
    for row in marts.get("fct_resource_balance", []):
        if row["cv"] is None:
            key = {name: row[name] for name in KEYS["fct_resource_balance"]}
            nulls.append({"mart": "fct_resource_balance", "key": key, "column": "cv",
                          "reason": "a school in scope has no value"})  # fmt: skip
    for row in marts.get("fct_indicator_verdict", []):
        if row["verdict"] == "incomplete":
            key = {name: row[name] for name in KEYS["fct_indicator_verdict"]}
            nulls.append({"mart": "fct_indicator_verdict", "key": key, "column": "verdict",
                          "reason": "incomplete: something it needs was not received"})  # fmt: skip
    return nulls
