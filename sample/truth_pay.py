"""The truth about pay: parity of teachers with civil servants."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sample.deliveries import Received
from sample.records import CivilRow, PayRow
from sample.truth_numbers import ratio
from sample.truth_school import STAGES
from sample.truth_staff import Staff

# 1 means that the component is part of the definition: narrow, default, wide.
TEACHER_PARTS = {
    "post_salary_yuan": (1, 1, 1), "grade_salary_yuan": (1, 1, 1),
    "teaching_raise_yuan": (1, 1, 1), "seniority_allowance_yuan": (1, 1, 1),
    "basic_performance_yuan": (1, 1, 1), "reward_performance_yuan": (0, 1, 1),
    "year_end_bonus_yuan": (1, 1, 1), "township_allowance_yuan": (0, 1, 1),
    "rural_teacher_allowance_yuan": (0, 0, 1), "head_teacher_allowance_yuan": (0, 0, 1),
    "after_school_pay_yuan": (0, 0, 1), "reform_subsidy_yuan": (0, 0, 1),
}  # fmt: skip
CIVIL_PARTS = {
    "base_pay_yuan": (1, 1, 1), "regulated_allowance_yuan": (1, 1, 1),
    "reward_subsidy_yuan": (0, 1, 1), "year_end_bonus_yuan": (1, 1, 1),
    "township_allowance_yuan": (0, 1, 1), "transport_subsidy_yuan": (0, 0, 1),
}  # fmt: skip
DEFINITIONS = ("narrow", "default", "wide")
HALF_HUNDRED = Fraction(50)  # 0.01 万元 is right to 50 yuan


@dataclass(slots=True)
class Stratum:
    """Pay of some teachers in one finance year."""

    months: Fraction = Fraction(0)
    total: Fraction = Fraction(0)
    by_person: dict[str, Fraction] = field(default_factory=dict)

    def add(self, row: PayRow, paid: Fraction) -> None:
        """One slip."""
        self.months += Fraction(row.month_count)
        self.total += paid
        number = row.teacher_id_number
        self.by_person[number] = self.by_person.get(number, Fraction(0)) + paid


def parity_rows(
    received: Received, staff: Staff, county_id: str, year: int
) -> list[dict[str, Any]]:
    """Rows of fct_salary_parity of one county and finance year."""
    schools = {row.school_id: row for row in received.records("school_list", county_id, year)}
    rows = [
        row for row in received.records("payroll", county_id, year)
        if row.person_category == "teacher" and row.stage in ("primary", "junior")
        and row.month_count > 0 and row.school_id in schools
        and schools[row.school_id].ownership != "10"
        and schools[row.school_id].school_type in STAGES
    ]  # fmt: skip
    civil = received.records("civil_servant_pay", county_id, year)
    rostered = _roster_strata(staff, year)
    result = []
    for place, definition in enumerate(DEFINITIONS):
        strata: dict[tuple[str, str], Stratum] = {}
        for row in rows:
            paid = sum(
                (Fraction(getattr(row, part) or 0)
                 for part, included in TEACHER_PARTS.items() if included[place]), Fraction(0)
            )  # fmt: skip
            kind = staff.places[year][row.school_id][0]
            for key in (("all", "all"), ("stage", row.stage), ("urban_rural", kind),
                        ("title", row.title)):  # fmt: skip
                strata.setdefault(key, Stratum()).add(row, paid)
        for key in sorted(strata):
            base = {"county_id": county_id, "finance_year": year, "definition": definition,
                    "stratum_type": key[0], "stratum": key[1]}  # fmt: skip
            result.append(base | _figures(strata[key], civil, place, rostered.get(key), key[0]))
    return result


def _roster_strata(staff: Staff, year: int) -> dict[tuple[str, str], int]:
    """Staffed teachers of public schools on the year's rosters, by stratum."""
    counts: dict[tuple[str, str], int] = {}
    for school_id, row in staff.rosters.get(year, {}).values():
        kind, is_private = staff.places[year][school_id]
        if (row.post_category == "teacher" and row.staffing == "staffed" and not is_private
                and row.stage in ("primary", "junior")):  # fmt: skip
            for key in (("all", "all"), ("stage", row.stage), ("urban_rural", kind),
                        ("title", row.title)):  # fmt: skip
                counts[key] = counts.get(key, 0) + 1
    return counts


def _figures(
    stratum: Stratum, civil: list[CivilRow], place: int, on_roster: int | None, kind: str
) -> dict[str, Any]:
    months = Fraction(sum(row.person_month_count for row in civil))
    amounts = [
        Fraction(value) for row in civil for part, included in CIVIL_PARTS.items()
        if included[place] and (value := getattr(row, part)) is not None
    ]  # fmt: skip
    total = sum(amounts, Fraction(0))
    teacher, servant = 12 * stratum.total / stratum.months, 12 * total / months
    gap = servant - teacher
    figures: dict[str, Any] = {
        "teacher_head_count": len(stratum.by_person),
        "teacher_person_months": _decimal(stratum.months, 1),
        "teacher_total_yuan": _decimal(stratum.total, 2), "teacher_average_yuan": float(teacher),
        "civil_servant_person_months": _decimal(months, 1),
        "civil_servant_total_yuan": _decimal(total, 2),
        "civil_servant_average_yuan": float(servant), "ratio": ratio(teacher, servant),
        "gap_per_head_yuan": float(gap), "gap_total_yuan": float(gap * stratum.months / 12),
        "roster_head_count": on_roster,
        "coverage_ratio": ratio(len(stratum.by_person), on_roster),
        "max_share": ratio(max(stratum.by_person.values()), stratum.total), "ratio_limit": 1.0,
        "verdict": None,
    }  # fmt: skip
    if kind == "all":
        margin = HALF_HUNDRED * len(amounts)
        low = teacher >= 12 * (total - margin) / months
        high = teacher >= 12 * (total + margin) / months
        figures["verdict"] = "met" if teacher >= servant else "not_met"
        figures["is_borderline"] = low != high
    return figures


def _decimal(value: Fraction, places: int) -> str:
    return str((Decimal(value.numerator) / Decimal(value.denominator)).quantize(
        Decimal(1).scaleb(-places)))  # fmt: skip


def parity_verdict(cycle: str, row: dict[str, Any]) -> dict[str, Any]:
    """The G8 row of fct_indicator_verdict: the default definition, everybody."""
    return {
        "entity_type": "county", "entity_id": row["county_id"], "cycle_id": cycle,
        "indicator_id": "G8", "stage": "", "county_id": row["county_id"], "value": row["ratio"],
        "numerator": row["teacher_average_yuan"],
        "denominator": row["civil_servant_average_yuan"], "limit_value": 1.0,
        "verdict": row["verdict"], "is_borderline": row["is_borderline"],
    }  # fmt: skip
