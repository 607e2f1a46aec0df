"""The truth about what makes the gap of pay: totals by category of components, both sides."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from sample.deliveries import Received
from sample.truth.pay import (
    CIVIL_PARTS,
    DEFINITIONS,
    SETS,
    TEACHER_PARTS,
    civil_months,
    civil_of,
    parity_rows,
)
from sample.truth.pay_scope import decimal_text, scope_rows, slips_of
from sample.truth.pay_village import village_rows
from sample.truth.staff import Staff

CATEGORIES = {
    "base_pay": (("post_salary_yuan", "grade_salary_yuan"), ("base_pay_yuan",)),
    "national_allowance": (("teaching_raise_yuan", "seniority_allowance_yuan"), ()),
    "regulated_allowance": (("basic_performance_yuan",), ("regulated_allowance_yuan",)),
    "reward": (("reward_performance_yuan",), ("reward_subsidy_yuan",)),
    "year_end_bonus": (("year_end_bonus_yuan",), ("year_end_bonus_yuan",)),
    "township_allowance": (("township_allowance_yuan",), ("township_allowance_yuan",)),
    "village_allowance": (("rural_teacher_allowance_yuan",), ()),
    "head_teacher_allowance": (("head_teacher_allowance_yuan",), ()),
    "after_school_pay": (("after_school_pay_yuan",), ()),
    "reform_subsidy": (("reform_subsidy_yuan",), ("transport_subsidy_yuan",)),
}
"""Category → parts of a teacher's pay and of a civil servant's."""


def pay_marts(
    received: Received, staff: Staff, county_id: str, years: list[int]
) -> dict[str, list[dict[str, Any]]]:
    """Mart → rows of one county: whose pay counts, the parity, and what makes the gap."""
    marts: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in (
            "fct_pay_scope",
            "fct_salary_parity",
            "fct_salary_component",
            "fct_village_allowance",
        )
    }
    for year in years:
        parity = parity_rows(received, staff, county_id, year)
        marts["fct_pay_scope"] += scope_rows(received, staff, county_id, year)
        marts["fct_salary_parity"] += parity
        marts["fct_village_allowance"] += village_rows(received, staff, county_id, year)
        marts["fct_salary_component"] += _component_rows(
            received, staff, county_id, year, parity
        )  # fmt: skip
    return marts


def _component_rows(
    received: Received, staff: Staff, county_id: str, year: int, parity: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Rows of fct_salary_component; `parity` says which totals of all teachers are known."""
    slips = [s for y in (year - 1, year) for s in slips_of(received, staff, county_id, y)]
    result = []
    for whole in [row for row in parity if row["stratum_type"] == "all"]:
        definition = DEFINITIONS[whole["definition"]]
        place = SETS.index(definition.components)
        teachers = [slip.row for slip in slips if definition.takes(slip, year)]
        civil, _ = civil_of(received, county_id, year, definition)
        months = sum((Fraction(row.month_count) for row in teachers), Fraction(0))
        for category, (mine, theirs) in CATEGORIES.items():
            parts = [part for part in mine if TEACHER_PARTS[part][place]]
            civil_parts = [part for part in theirs if CIVIL_PARTS[part][place]]
            if not parts and not civil_parts:
                continue
            paid, servants = _sum(teachers, parts), _sum(civil, civil_parts)
            if whole["teacher_total_yuan"] is None:
                paid = None
            if whole["civil_servant_total_yuan"] is None:
                servants = None
            mean = None if paid is None else 12 * paid / months
            civil_mean = None if servants is None else 12 * servants / civil_months(civil)
            result.append({
                "county_id": county_id, "finance_year": year,
                "definition": whole["definition"], "category": category,
                "teacher_components": _names(parts),
                "civil_servant_components": _names(civil_parts),
                "teacher_total_yuan": None if paid is None else decimal_text(paid, 2),
                "teacher_average_yuan": None if mean is None else float(mean),
                "civil_servant_total_yuan":
                    None if servants is None else decimal_text(servants, 2),
                "civil_servant_average_yuan": None if civil_mean is None else float(civil_mean),
                "gap_per_head_yuan":
                    None if mean is None or civil_mean is None else float(civil_mean - mean),
                "reason": whole["reason"],
            })  # fmt: skip
    return result


def _sum(rows: Iterable[Any], parts: list[str]) -> Fraction | None:
    return sum(
        (Fraction(getattr(row, part) or 0) for row in rows for part in parts), Fraction(0)
    )  # fmt: skip


def _names(parts: list[str]) -> str | None:
    return "|".join(sorted(part.removesuffix("_yuan") for part in parts)) or None
