"""The truth about money: the quota (G2), small schools (G6), disabled pupils (G7), and the rows of
fct_school_funding.

Where the sources leave room: the pupils of a finance year are those of the autumn before; a small
school of two stages has each stage's quota, the county's own if it is above the benchmark, by the
share of its pupils; G7 asks special schools, by the pupils for whom the money was approved.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sample.deliveries import Received
from sample.truth.school import COMPULSORY, LEFT_OUT, SchoolYear, schools_of

if TYPE_CHECKING:
    from sample.truth.item import Cycle

Row = dict[str, Any]
QUOTA = {"primary": 720, "junior": 940}
SMALL = 100
SPECIAL_SCHOOL = "511"
# The statistics year from which a limit holds; the first is of 2017.
SPECIAL = {2017: ("CN-2017", 6000), 2025: ("CN-SE-2025", 7000)}
ROUNDED_YUAN = 50
FEW = 5  # disabled pupils of a school that its money would tell


def money_verdicts(cycle: Cycle) -> Iterator[Row]:
    """G2 by stage, G6 of each school, G7 of the county."""
    facts = cycle.received.records("county_facts", cycle.county_id, cycle.school_year)
    stated = facts[0] if facts else {}
    for stage, least in QUOTA.items():
        value = stated.get(f"{stage}_funding_standard_yuan")
        failed = value is not None and value < least
        verdict, reason = ("not_met", "quota_too_low") if failed else ("met", None)
        if value is None:
            verdict, reason = "incomplete", "county_total_missing"
        yield {
            "indicator_id": "G2", "stage": stage, "value": _float(value),
            "numerator": _float(value), "limit_value": float(least), "verdict": verdict,
            "reason": reason, "threshold_id": f"CN-2023|G2|{stage}", "rests_on": "county_total",
            "is_threshold_uncertain": True,
            "is_borderline": failed and value + Decimal("0.5") >= least,
        }  # fmt: skip
    tables = cycle.received.tables("school_funding", cycle.county_id, cycle.finance_year)
    last = {
        school.listed.school_id: school
        for school in schools_of(cycle.received, cycle.county_id, cycle.finance_year - 1)
    }
    for school in cycle.schools:
        if any(stage in COMPULSORY for stage in school.stages()):
            row = _small(school, last, tables[0] if tables else None, stated)
            if school.listed.school_type in LEFT_OUT:
                row |= {"verdict": "not_applicable", "reason": "excluded_type",
                        "limit_value": None, "is_borderline": False}  # fmt: skip
            yield row | {"school_id": school.listed.school_id}
    yield _special(cycle, tables[0] if tables else None, stated)


def pupils_of(school: SchoolYear) -> dict[str, int | None]:
    """Pupils of the school's own campus by compulsory stage."""
    return {stage: school.campus_pupils(stage) for stage in school.stages() if stage in COMPULSORY}


def _small(
    school: SchoolYear, last: dict[str, SchoolYear], table: Any, stated: dict[str, Any]
) -> Row:
    before = last.get(school.listed.school_id)
    pupils = pupils_of(before) if before else {}
    count = None if not pupils or None in pupils.values() else sum(pupils.values())
    known = sum(number or 0 for number in pupils.values())
    budgets = {row.school_id: row.budget_yuan for row in table.loaded
               if row.funding_item == "public_funds"} if table else {}  # fmt: skip
    budget = budgets.get(school.listed.school_id)
    row: Row = {
        "indicator_id": "G6", "threshold_id": "CN-2017|G6|all", "value": _float(budget),
        "numerator": _float(budget), "denominator": _float(count), "limit_value": None,
    }  # fmt: skip
    out = None
    if last and not pupils:
        out = "opened_this_year"
    elif known >= SMALL:
        out = "not_small"
    elif count == 0:
        out = "no_pupil"
    if out:
        return row | {"verdict": "not_applicable", "reason": out}
    if count is None:
        return row | {"verdict": "incomplete", "reason": "pupils_missing"}
    if budget is None:
        is_sent_back = table is not None and table.faults
        return row | {"verdict": "incomplete",
                      "reason": "rows_rejected" if is_sent_back else "funding_missing"}  # fmt: skip
    quota = {stage: max(least, stated.get(f"{stage}_funding_standard_yuan") or 0)
             for stage, least in QUOTA.items()}  # fmt: skip
    worth = sum(quota[stage] * number for stage, number in pupils.items())
    wanted = Fraction(SMALL * worth) / count
    if budget < wanted:
        return row | {
            "verdict": "not_met", "reason": "funded_as_for_fewer", "limit_value": float(wanted),
            "is_borderline": Fraction(budget) + Fraction(1, 2) >= wanted,
        }  # fmt: skip
    return row | {"verdict": "met", "limit_value": float(wanted)}


def _special(cycle: Cycle, table: Any, stated: dict[str, Any]) -> Row:
    kinds = {school.listed.school_id: school.listed.school_type for school in cycle.schools}
    rule_set, limit = SPECIAL[max(year for year in SPECIAL if year <= cycle.school_year)]
    rows = [
        row for row in (table.loaded if table else [])
        if row.funding_item == "special_education" and kinds.get(row.school_id) == SPECIAL_SCHOOL
    ]  # fmt: skip
    counts = [row.funded_pupil_count for row in rows]
    pupils = None if not rows or None in counts else sum(counts)
    money = sum((row.budget_yuan for row in rows), Decimal(0)) if rows else None
    row: Row = {
        "indicator_id": "G7", "threshold_id": f"{rule_set}|G7|all", "limit_value": float(limit),
        "is_threshold_uncertain": True, "numerator": _float(money), "denominator": _float(pupils),
        "value": float(money / pupils) if pupils else None,
    }  # fmt: skip
    if table and not table.faults and (not rows or pupils == 0):
        return row | {"verdict": "not_applicable", "reason": "no_special_pupil"}
    reason = None
    if table is None:
        reason = "funding_missing"
    elif table.faults:
        reason = "rows_rejected"
    elif pupils is None:
        reason = "pupils_missing"
    elif (
        abs(stated.get("special_school_funding_yuan", money) - money) > ROUNDED_YUAN
        or stated.get("special_pupil_count", pupils) != pupils
    ):
        reason = "sources_disagree"
    if reason:
        return row | {"verdict": "incomplete", "reason": reason}
    if money < limit * pupils:
        return row | {
            "verdict": "not_met", "reason": "special_funding_too_low",
            "is_borderline": money >= (limit - Decimal("0.5")) * pupils,
        }  # fmt: skip
    return row | {"verdict": "met"}


def funding_rows(received: Received, county_id: str, finance_year: int) -> Iterator[Row]:
    """Rows of fct_school_funding of one finance year."""
    lists = {year: {s.listed.school_id: s for s in schools_of(received, county_id, year)}
             for year in (finance_year - 1, finance_year)}  # fmt: skip
    rows = received.records("school_funding", county_id, finance_year)
    public = {row.school_id: row for row in rows if row.funding_item == "public_funds"}
    hidden = _hidden([row for row in rows if row.funding_item == "special_education"])
    for row in rows:
        now = lists[finance_year].get(row.school_id)
        before = lists[finance_year - 1].get(row.school_id)
        counts = list(pupils_of(before).values()) if before else []
        pupils = sum(counts) if counts and None not in counts else None
        base = public.get(row.school_id) if row.funding_item == "teacher_training" else None
        place = now.place if now else {"county_id": county_id, "school_id": row.school_id}
        yield {
            **place, "finance_year": finance_year, "stage": "", "funding_item": row.funding_item,
            "pupil_count": pupils, "funded_pupil_count": row.funded_pupil_count,
            "budget_yuan": _float(row.budget_yuan), "account_yuan": _float(row.account_yuan),
            "budget_yuan_per_pupil": _share(row.budget_yuan, pupils),
            "account_yuan_per_pupil": _share(row.account_yuan, pupils),
            "budget_yuan_per_funded_pupil": _share(row.budget_yuan, row.funded_pupil_count),
            "training_budget_share": _share(row.budget_yuan, base and base.budget_yuan),
            "training_account_share": _share(row.account_yuan, base and base.account_yuan),
            "is_suppressed": row.funding_item == "special_education" and row.school_id in hidden,
        }  # fmt: skip


def _hidden(rows: list[Any]) -> set[str]:
    """Schools with few disabled pupils, and the smallest others until two schools and five pupils
    are hidden."""
    left = sorted(rows, key=lambda row: (row.funded_pupil_count or 0, row.school_id))
    few = [row for row in left if (row.funded_pupil_count or 0) < FEW]
    for row in left[len(few) :]:
        if few and (len(few) < 2 or sum(r.funded_pupil_count or 0 for r in few) < FEW):
            few.append(row)
    return {row.school_id for row in few}


def _share(part: Any, whole: Any) -> float | None:
    return float(Fraction(part) / Fraction(whole)) if part is not None and whole else None


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
