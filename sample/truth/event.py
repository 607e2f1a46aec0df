"""An event of a school's dossier, and how its figures are printed."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = dict[str, Any]
Marts = dict[str, list[Row]]
UNKNOWN = "＿＿"


def event(
    school_id: str, day: dt.date, kind: str, detail: str, title: str, text: str | None
) -> Row:
    """A row of rpt_school_dossier without its county; what is withheld has no text."""
    return {"school_id": school_id, "recorded_school_id": school_id, "event_date": day.isoformat(),
            "school_year": day.year - (day.month < 9), "event_kind": kind, "detail_id": detail,
            "title": title, "text": text, "is_suppressed": text is None,
            "audience": "bureau" if kind.startswith("designated") else "school"}  # fmt: skip


def september(year: int) -> dt.date:
    """The first day of a school year."""
    return dt.date(year, 9, 1)


def fixed(value: Any, digits: int = 2) -> str:
    """A figure as it is printed, halves away from zero; -1: in percent with one digit."""
    if value is None:
        return UNKNOWN
    if digits < 0:
        return fixed(100 * value, 1) + "%"
    step = Decimal(1).scaleb(-digits)
    return str(Decimal(str(value)).quantize(step, ROUND_HALF_UP))
