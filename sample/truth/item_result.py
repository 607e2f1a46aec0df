"""The truth about what others found out: the national monitoring (Q9) and the survey (S1).

Where the sources leave room: the newest result of each subject and grade counts; a rate that is the
limit itself decides nothing; a list of which rows were sent back decides only by a known failure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sample.truth.item_quality import HALF_A_PRINT, Row, figures_of, ruled, share_of, was_sent_back

if TYPE_CHECKING:
    from sample.truth.item import Cycle

# Cycle → day by which the application is due.
DUE = {"2024": dt.date(2024, 3, 31), "2025": dt.date(2025, 3, 31), "2026": dt.date(2026, 3, 31)}
RATE_LIMIT, LEVEL_LIMIT = Decimal(15), 3


def result_verdicts(cycle: Cycle) -> Iterator[Row]:
    """Verdicts on the county."""
    yield from _monitoring(cycle)
    yield _survey(cycle)


def _monitoring(cycle: Cycle) -> Iterator[Row]:
    """The newest result of each subject and grade: rate and level."""
    newest: dict[tuple[str, int], Any] = {}
    for row in cycle.received.records("monitoring_result", cycle.county_id, cycle.school_year):
        key = (row.subject, row.grade)
        if key not in newest or newest[key].monitoring_year < row.monitoring_year:
            newest[key] = row
    rates = [row.between_school_percent for row in newest.values()]
    levels = [r.achievement_level for r in newest.values() if r.achievement_level is not None]
    has_gap = was_sent_back(cycle, "monitoring_result", cycle.school_year)
    known = [rate for rate in rates if rate is not None]
    low = [rate for rate in known if rate < RATE_LIMIT]
    good = [level for level in levels if level >= LEVEL_LIMIT]
    highest = max(known) / 100 if known else None
    for indicator, limit, value, passing, judged, is_failed, is_at_limit in (
        ("Q9", 0.15, highest, low, rates, any(r > RATE_LIMIT for r in known), RATE_LIMIT in known),
        ("Q9-level", 3.0, min(levels, default=None), good, levels, len(good) < len(levels), False),
    ):
        reason = None
        if not judged:
            reason = "monitoring_missing"
        elif is_failed:
            reason = "subject_fails"
        elif is_at_limit:
            reason = "rate_at_limit"
        elif len(passing) < len(judged):
            reason = "value_missing"
        elif has_gap:
            reason = "rows_rejected"
        word = {None: "met", "subject_fails": "not_met"}.get(reason, "incomplete")
        yield ruled(
            indicator, limit, value=None if value is None else float(value),
            numerator=float(len(passing)), denominator=float(len(judged)), verdict=word,
            reason=reason, rests_on="national_result",
            is_borderline=reason is None and indicator == "Q9"
            and Fraction(value) >= Fraction(15, 100) - HALF_A_PRINT,
        )  # fmt: skip


def _survey(cycle: Cycle) -> Row:
    """The newest questionnaire before the application; a document where there is none."""
    row = ruled("S1", 0.85, rests_on="survey")
    asked = [
        r for r in cycle.received.records("survey", cycle.county_id, cycle.school_year)
        if r.survey_method == "questionnaire" and r.survey_month <= DUE[cycle.cycle_id]
    ]  # fmt: skip
    if not asked and (told := _told(cycle)):
        word = {"fulfilled": "met", "not_fulfilled": "not_met"}.get(told, "incomplete")
        reason = {"met": None, "not_met": "evidence_adverse"}.get(word, "evidence_contradicting")
        return row | {"verdict": word, "reason": reason, "rests_on": "evidence"}
    newest = max((r.survey_month for r in asked), default=None)
    asked = [r for r in asked if r.survey_month == newest]
    both = [sum(r.satisfied_count for r in asked), sum(r.valid_count for r in asked)]
    both = both if asked else [None, None]
    if was_sent_back(cycle, "survey", cycle.school_year):
        return row | figures_of(both) | {"verdict": "incomplete", "reason": "rows_rejected"}
    if not both[1]:
        return row | figures_of(both) | {"verdict": "incomplete", "reason": "survey_missing"}
    return row | share_of(both[0], both[1], Fraction(85, 100))


def _told(cycle: Cycle) -> str | None:
    rows = [
        r
        for r in cycle.received.records("evidence", cycle.county_id, cycle.school_year)
        if r.evidence_item == "S1" and r.school_id is None
    ]
    newest = max((r.document_date for r in rows), default=None)
    words = {r.finding for r in rows if r.document_date == newest}
    return words.pop() if len(words) == 1 else "both" if words else None
