"""What stands in a row of the forms in which a county answers for its schools as a whole."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple


class CatchmentRow(NamedTuple):
    """划片招生情况."""

    school_id: str
    stage: str
    intake_place: str
    entrant_count: int
    pupil_count: int


class BirthRow(NamedTuple):
    """出生和学前适龄人口."""

    entry_year: int
    registered_child_count: int
    migrant_child_count: int


class QuotaRow(NamedTuple):
    """优质高中名额分配."""

    senior_school_name: str
    quota_kind: str
    junior_school_id: str | None
    quota_count: int


class SpecialRow(NamedTuple):
    """残疾儿童少年就学情况."""

    stage: str
    placement: str
    school_id: str | None
    child_count: int


class MonitoringRow(NamedTuple):
    """国家义务教育质量监测结果."""

    monitoring_year: int
    grade: int
    subject: str
    achievement_level: int | None
    between_school_percent: Decimal
    report_name: str


class SurveyRow(NamedTuple):
    """社会认可度调查."""

    survey_month: dt.date
    survey_method: str
    respondent_group: str
    sent_count: int
    valid_count: int
    satisfied_count: int


class EvidenceRow(NamedTuple):
    """佐证材料登记."""

    evidence_item: str
    school_id: str | None
    finding: str
    document_title: str
    document_reference: str | None
    document_date: dt.date
    signed_by: str
