"""What stands in a row of the county's registers of teachers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple


class TrainingRow(NamedTuple):
    """教师培训登记."""

    name: str
    teacher_id_number: str
    training_year: int
    training_name: str
    training_hours: Decimal


class CertificateRow(NamedTuple):
    """教师资格证登记."""

    name: str
    teacher_id_number: str
    certificate_type: str
    certificate_subject: str | None
    issued_month: dt.date | None
    registration_result: str | None


class TitleRow(NamedTuple):
    """骨干教师称号登记."""

    name: str
    teacher_id_number: str
    backbone_title: str
    backbone_level: str
    issued_month: dt.date
    backbone_expiry_month: dt.date | None
    document_reference: str | None
