"""The truth about the village teachers' allowance: due by tier against paid."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from sample.deliveries import Received
from sample.records.money import PayRow
from sample.truth.pay import TEACHER_PARTS, defined
from sample.truth.pay_scope import decimal_text, slips_of
from sample.truth.school import STAGES
from sample.truth.staff import Staff

TIERS = {
    "class_1": (("一档", 300), ("二档", 400)), "class_2": (("二档", 400), ("三档", 500)),
    "class_3": (("四档", 600), ("四档", 600)),
}  # fmt: skip
"""Class of hardship → tier and yuan a month, nearer than `FAR` and from there on."""
FAR = Decimal(15)


def village_rows(
    received: Received, staff: Staff, county_id: str, year: int
) -> list[dict[str, Any]]:
    """Rows of fct_village_allowance of one county and finance year."""
    given = {
        row.school_id: row
        for row in received.records("village_allowance_school", county_id, year)
    }  # fmt: skip
    slips: dict[str, list[PayRow]] = {}
    for slip in slips_of(received, staff, county_id, year):
        if slip.reason.startswith("counted"):
            slips.setdefault(slip.row.school_id, []).append(slip.row)
    listed = {}
    for source in (year - 1, year):
        for row in received.records("school_list", county_id, source):
            kind, is_private = staff.places[source][row.school_id]
            listed[row.school_id] = (row, kind, is_private)
    result = []
    for school_id, rows in slips.items():
        school, kind, is_private = listed[school_id]
        assert not is_private and school.school_type in STAGES
        paid = sum((row.rural_teacher_allowance_yuan or Decimal(0) for row in rows), Decimal(0))
        if kind == "village" or school_id in given or paid:
            base = {"finance_year": year, "county_id": county_id, "school_id": school_id,
                    "school_name": school.school_name, "stage": "",
                    "school_type": school.school_type, "ownership": school.ownership,
                    "urban_rural": kind}  # fmt: skip
            result.append(base | _figures(rows, given.get(school_id)))
    return result


def _figures(rows: list[PayRow], given: Any) -> dict[str, Any]:
    months: dict[str, Decimal] = {}
    paid: dict[str, Decimal] = {}
    is_open = False
    for row in rows:
        number, amount = row.teacher_id_number, row.rural_teacher_allowance_yuan
        months[number] = months.get(number, Decimal(0)) + row.month_count
        paid[number] = paid.get(number, Decimal(0)) + (amount or Decimal(0))
        _, may_hold = defined(row, TEACHER_PARTS, 2, row.gross_pay_yuan, Fraction(1))
        is_open = is_open or (amount is None and may_hold > 0)
    tier, amount_month = (None, None)
    if given:
        tier, amount_month = TIERS[given.hardship_class][given.distance_km >= FAR]
    figures: dict[str, Any] = {
        "distance_km": given and decimal_text(Fraction(given.distance_km), 1),
        "hardship_class": given and given.hardship_class, "tier": tier,
        "amount_month_yuan": None if tier is None else decimal_text(Fraction(amount_month), 2),
        "teacher_head_count": len(months),
        "teacher_person_months": decimal_text(Fraction(sum(months.values())), 1),
        "due_yuan": None,
        "paid_yuan": None if is_open else decimal_text(Fraction(sum(paid.values())), 2),
        "below_tier_count": None, "shortage_yuan": None,
        "reason": None if given else "allowance_school_missing",
    }  # fmt: skip
    if tier is not None:
        lacks = {number: amount_month * count - paid[number] for number, count in months.items()}
        figures["due_yuan"] = decimal_text(Fraction(amount_month * sum(months.values())), 2)
        if is_open:
            figures["reason"] = "teacher_component_blank"
        else:
            below = [lack for lack in lacks.values() if lack > 0]
            figures["below_tier_count"] = len(below)
            figures["shortage_yuan"] = decimal_text(Fraction(sum(below)), 2)
    return figures
