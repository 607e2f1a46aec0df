"""The truth about pay: parity of teachers with civil servants."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from sample.deliveries import Received
from sample.records.money import CivilRow, PayRow, ServantRow
from sample.truth.numbers import ratio
from sample.truth.pay_scope import Slip, decimal_text, roster_strata, school_types, slips_of
from sample.truth.staff import Staff

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
Servants = CivilRow | ServantRow
"""A category of civil servants in a summary, or one of them in a list."""
SETS = ("narrow", "default", "wide")


class Definition(NamedTuple):
    """What a definition of pay asks for."""

    components: str
    year_basis: str = "accrual"
    staff: str = "teacher"

    def takes(self, slip: Slip, year: int) -> bool:
        """Whether it counts a slip in a year."""
        own = slip.payment_year if self.year_basis == "payment" else slip.year
        reasons = ("counted", "counted_unrostered")
        return own == year and (
            slip.reason in reasons or (self.staff == "all_staff" and slip.reason == "not_teacher")
        )


DEFINITIONS = {
    "narrow": Definition("narrow"), "default": Definition("default"), "wide": Definition("wide"),
    "payment_year": Definition("default", year_basis="payment"),
    "all_staff": Definition("default", staff="all_staff"),
}  # fmt: skip
HALF_HUNDRED = Fraction(50)  # 0.01 万元 is right to 50 yuan
PRINTED = Fraction(1, 2000)  # the ratio is printed with three decimals


@dataclass(slots=True)
class Stratum:
    """Pay of some teachers in one finance year."""

    months: Fraction = Fraction(0)
    total: Fraction = Fraction(0)
    open: Fraction = Fraction(0)
    """What blank cells may hold: the other parts do not reach the sum on the form."""
    by_person: dict[str, Fraction] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)
    """Who has months: a reward paid later to who has left is money, but no head."""

    def add(self, row: PayRow, paid: Fraction, may_hold: Fraction) -> None:
        """One slip."""
        self.months += Fraction(row.month_count)
        self.total += paid
        self.open += may_hold
        number = row.teacher_id_number
        self.by_person[number] = self.by_person.get(number, Fraction(0)) + paid
        if row.month_count > 0:
            self.heads.add(number)


def defined(
    row: PayRow | Servants, parts: dict[str, tuple[int, int, int]], place: int, form_sum: Decimal,
    slack: Fraction,
) -> tuple[list[Fraction], Fraction]:  # fmt: skip
    """Amounts of a definition that are filled in, and what its blank cells may hold.

    A blank is 0 only while all parts together reach the form's own sum, give or take `slack`.
    """
    known = sum((Fraction(getattr(row, part) or 0) for part in parts), Fraction(0))
    missing = Fraction(form_sum) - known
    cells = [getattr(row, part) for part, included in parts.items() if included[place]]
    may_hold = missing if missing > slack and None in cells else Fraction(0)
    return [Fraction(cell) for cell in cells if cell is not None], may_hold


def parity_rows(
    received: Received, staff: Staff, county_id: str, year: int
) -> list[dict[str, Any]]:
    """Rows of fct_salary_parity of one county and finance year."""
    types = school_types(received, county_id, year)
    now = slips_of(received, staff, county_id, year)
    before = slips_of(received, staff, county_id, year - 1)
    result = []
    for name, definition in DEFINITIONS.items() if now else ():
        place = SETS.index(definition.components)
        strata = strata_of([s for s in (*before, *now) if definition.takes(s, year)], place)
        civil, is_open = civil_of(received, county_id, year, definition)
        is_paid = definition.year_basis == "payment"
        lacks = is_paid and not before, is_paid and is_open
        rostered = roster_strata(staff, year, types, definition.staff == "teacher")
        for key in sorted(strata):
            base = {"county_id": county_id, "finance_year": year, "definition": name,
                    "year_basis": definition.year_basis, "staff": definition.staff,
                    "stratum_type": key[0], "stratum": key[1],
                    "teacher_components": _components(TEACHER_PARTS, place),
                    "civil_servant_components": _components(CIVIL_PARTS, place)}  # fmt: skip
            figures = _figures(strata[key], civil, place, rostered.get(key), key[0], lacks)
            result.append(base | figures)
    return result


def strata_of(slips: list[Slip], place: int) -> dict[tuple[str, str], Stratum]:
    """The pay of all, of stages, places and titles."""
    strata: dict[tuple[str, str], Stratum] = {}
    for slip in slips:
        row = slip.row
        cells, may_hold = defined(row, TEACHER_PARTS, place, row.gross_pay_yuan, Fraction(1))
        for key in (("all", "all"), ("stage", row.stage), ("urban_rural", slip.kind),
                    ("title", row.title)):  # fmt: skip
            strata.setdefault(key, Stratum()).add(row, sum(cells, Fraction(0)), may_hold)
    return strata


def civil_of(
    received: Received, county_id: str, year: int, definition: Definition
) -> tuple[list[Servants], bool]:
    """Civil servants' rows of a year under a definition; whether the year before has none."""
    by_form: dict[int, list[Servants]] = {
        form: received.records("civil_servant_pay", county_id, form)
        or received.records("civil_servant_list", county_id, form)
        for form in (year - 1, year)
    }
    is_paid = definition.year_basis == "payment"
    rows = [
        row for form, records in by_form.items() for row in records
        if ((row.payment_year or form) if is_paid else form) == year
    ]  # fmt: skip
    return rows, not by_form[year - 1]


def civil_months(rows: list[Servants]) -> Fraction:
    """Person months."""
    return sum(
        (Fraction(r.month_count if isinstance(r, ServantRow) else r.person_month_count)
         for r in rows), Fraction(0),
    )  # fmt: skip


def _components(parts: dict[str, tuple[int, int, int]], place: int) -> str:
    names = [part.removesuffix("_yuan") for part, included in parts.items() if included[place]]
    return "|".join(sorted(names))


def _figures(
    stratum: Stratum, civil: list[Servants], place: int, on_roster: int | None, kind: str,
    lacks: tuple[bool, bool],
) -> dict[str, Any]:  # fmt: skip
    months = civil_months(civil)
    total, rounded = Fraction(0), 0
    civil_open = Fraction(0)
    for row in civil:
        if isinstance(row, ServantRow):  # to the cent
            cells, may_hold = defined(row, CIVIL_PARTS, place, row.gross_pay_yuan, Fraction(1))
        else:
            filled = sum(getattr(row, part) is not None for part in CIVIL_PARTS)
            slack = HALF_HUNDRED * (filled + 1)
            cells, may_hold = defined(row, CIVIL_PARTS, place, row.total_yuan, slack)
            rounded += len(cells)
        total += sum(cells, Fraction(0))
        civil_open += may_hold
    is_teacher_known = not (stratum.open or lacks[0])
    is_civil_known = not (civil_open or lacks[1])
    teacher = 12 * stratum.total / stratum.months if stratum.months and is_teacher_known else None
    servant = 12 * total / months if months and is_civil_known else None
    gap = None if teacher is None or servant is None else servant - teacher
    figures: dict[str, Any] = {
        "teacher_head_count": len(stratum.heads),
        "teacher_person_months": decimal_text(stratum.months, 1),
        "teacher_total_yuan": decimal_text(stratum.total, 2) if is_teacher_known else None,
        "teacher_average_yuan": None if teacher is None else float(teacher),
        "civil_servant_person_months": decimal_text(months, 1) if months else None,
        "civil_servant_total_yuan":
            decimal_text(total, 2) if months and is_civil_known else None,
        "civil_servant_average_yuan": None if servant is None else float(servant),
        "ratio": None if gap is None else ratio(teacher, servant),
        "gap_per_head_yuan": None if gap is None else float(gap),
        "gap_total_yuan": None if gap is None else float(gap * stratum.months / 12),
        "cost_to_close_yuan":
            None if gap is None else float(max(gap, Fraction(0)) * stratum.months / 12),
        "roster_head_count": on_roster,
        "coverage_ratio": ratio(len(stratum.heads), on_roster),
        "ratio_limit": 1.0, "verdict": None, "reason": None,
    }  # fmt: skip
    if not months:
        figures["reason"] = "civil_servant_pay_missing"
    elif any(lacks):
        figures["reason"] = "year_before_missing"
    elif civil_open:
        figures["reason"] = "civil_servant_component_blank"
    elif stratum.open:
        figures["reason"] = "teacher_component_blank"
    if kind == "all":
        figures["verdict"] = "incomplete"
        if months and not any(lacks):
            figures["verdict"] = _verdict(
                12 * stratum.total / stratum.months,
                12 * (stratum.total + stratum.open) / stratum.months,
                12 * total / months, 12 * (total + civil_open) / months,
            )  # fmt: skip
        figures["is_borderline"] = None if not months else False
        if gap is not None:
            margin = HALF_HUNDRED * rounded
            looks_met = teacher >= (1 - PRINTED) * 12 * (total - margin) / months
            surely_met = teacher >= 12 * (total + margin) / months
            figures["is_borderline"] = looks_met and not surely_met
    return figures


def _verdict(least: Fraction, most: Fraction, civil_least: Fraction, civil_most: Fraction) -> str:
    """Open only where what blank cells may hold could decide."""
    if least >= civil_most:
        return "met"
    return "not_met" if most < civil_least else "incomplete"


def parity_verdict(cycle: str, row: dict[str, Any]) -> dict[str, Any]:
    """The G8 row of fct_indicator_verdict: the default definition, everybody."""
    return {
        "entity_type": "county", "entity_id": row["county_id"], "cycle_id": cycle,
        "indicator_id": "G8", "stage": "", "county_id": row["county_id"], "value": row["ratio"],
        "numerator": row["teacher_average_yuan"],
        "denominator": row["civil_servant_average_yuan"], "limit_value": 1.0,
        "verdict": row["verdict"], "is_borderline": bool(row["is_borderline"]),
        "reason": "pay_too_low" if row["verdict"] == "not_met" else row["reason"],
        "threshold_id": "CN-2017|G8|all",
    }  # fmt: skip
