"""The truth about items of quality that numbers of the county answer: Q1, Q2 and Q4.

Where the sources leave room: of a form that a parent's contains the parent's counts; a school that
opened after the class entered has none; a list of which rows were sent back decides nothing,
except what a known failure decides; a whole register without money for training says there is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sample.truth.change import Changes
from sample.truth.numbers import ratio
from sample.truth.school import COMPULSORY, LEFT_OUT, SchoolYear

if TYPE_CHECKING:
    from sample.truth.item import Cycle

Row = dict[str, Any]
ENROLLED = ("special_school", "special_class", "regular_class", "home_teaching")
LEAVERS = ("graduate_count", "graduate_cohort_entrant_count", "graduate_cohort_moved_in_count",
           "graduate_cohort_moved_out_count", "graduate_cohort_death_count")  # fmt: skip
# Cycle → year in which its leaving class entered.
COHORT = {"2024": 2020, "2025": 2021, "2026": 2022}
HALF_A_PRINT = Fraction(5, 10000)


def quality_verdicts(cycle: Cycle) -> Iterator[Row]:
    """Verdicts on the county, and of Q4 on each school."""
    yield _retention(cycle)
    yield _enrolment(cycle)
    yield from _training(cycle)


def ruled(indicator: str, limit: float, **known: Any) -> Row:
    """What a verdict says of its rule."""
    return {"indicator_id": indicator, "threshold_id": f"CN-2017|{indicator}|all",
            "limit_value": limit} | known  # fmt: skip


def share_of(part: int | Decimal, whole: int | Decimal, limit: Fraction) -> Row:
    """A share that is known, against its limit."""
    is_low = Fraction(part) < limit * Fraction(whole)
    return {
        "value": ratio(part, whole), "numerator": float(part), "denominator": float(whole),
        "verdict": "not_met" if is_low else "met", "reason": "share_too_low" if is_low else None,
        "is_borderline": is_low and Fraction(part) >= (limit - HALF_A_PRINT) * Fraction(whole),
    }  # fmt: skip


def was_sent_back(cycle: Cycle, form: str, period: int) -> bool:
    """Whether rows of a form of the county were sent back."""
    tables = cycle.received.tables(form, cycle.county_id, period)
    return any(table.faults for table in tables)


def _retention(cycle: Cycle) -> Row:
    """(graduates − moved in + moved out) ÷ (entrants − deaths): standard section 2.6, way A."""
    asked = {s.listed.school_id: s for s in cycle.schools
             if "junior" in s.stages() and s.listed.school_type not in LEFT_OUT}  # fmt: skip
    least = most = whole = 0
    is_open = is_above = False
    counted = [s for s in asked.values() if not _is_contained(s, asked)
               and not _has_no_class(s, COHORT[cycle.cycle_id])]  # fmt: skip
    for school in counted:
        left, entered, came, went, died = ((school.profile or {}).get(name) for name in LEAVERS)
        could = None if None in (entered, died) else entered - died
        stayed = None if None in (left, came, went) else left - came + went
        if could is None:
            is_open = True
            continue
        whole += could
        least += stayed or 0
        most += could if stayed is None else stayed
        is_above |= stayed is not None and stayed > could
    limit = Fraction(95, 100)
    row = ruled("Q1", 0.95)
    if not counted or (not is_open and not whole):
        reason = "no_leaving_class" if counted else "no_school"
        return row | {"verdict": "not_applicable", "reason": reason}
    if not is_open and least == most:
        return row | share_of(least, whole, limit) | ({"reason": "above_whole"} if is_above else {})
    if not is_open and most < limit * whole:
        reason = "above_whole" if is_above else "share_too_low"
        return row | {"verdict": "not_met", "reason": reason}
    if not is_open and least >= limit * whole:
        return row | {"verdict": "met"}
    return row | {"verdict": "incomplete", "reason": "value_missing"}


def _is_contained(school: SchoolYear, asked: dict[str, SchoolYear]) -> bool:
    profile = school.profile or {}
    parent = profile.get("parent_school_id")
    return bool(profile.get("is_included_in_parent") and parent in asked
                and parent != school.listed.school_id)  # fmt: skip


def _has_no_class(school: SchoolYear, entered: int) -> bool:
    profile = school.profile or {}
    founded = profile.get("founded_year")
    return bool(founded and founded > entered
                and all(profile.get(name) is None for name in LEAVERS))  # fmt: skip


def _enrolment(cycle: Cycle) -> Row:
    row = ruled("Q2", 0.95)
    facts = cycle.received.records("county_facts", cycle.county_id, cycle.school_year)
    stated = [facts[0].get(name) if facts else None
              for name in ("disabled_child_enrolled_count", "disabled_child_count")]  # fmt: skip
    lists = cycle.received.tables("special_education", cycle.county_id, cycle.school_year)
    if not lists:
        row["rests_on"] = "county_total"
        if None in stated:
            return (
                row | figures_of(stated) | {"verdict": "incomplete", "reason": "nothing_received"}
            )
        own = stated
    else:
        children = [r for table in lists for r in table.loaded]
        own = [sum(r.child_count for r in children if r.placement in ENROLLED),
               sum(r.child_count for r in children)]  # fmt: skip
        reason = None
        if was_sent_back(cycle, "special_education", cycle.school_year):
            reason = "rows_rejected"
        elif any(b is not None and a != b for a, b in zip(own, stated, strict=True)):
            reason = "sources_disagree"
        if reason:
            return row | figures_of(own) | {"verdict": "incomplete", "reason": reason}
    if not own[1]:
        return row | figures_of(own) | {"verdict": "not_applicable", "reason": "no_disabled_child"}
    return row | share_of(own[0], own[1], Fraction(95, 100))


def figures_of(pair: list[Any]) -> Row:
    """The figures of a verdict that they do not decide."""
    part, whole = (None if n is None else float(n) for n in pair)
    return {"value": ratio(pair[0], pair[1]), "numerator": part, "denominator": whole}


def _training(cycle: Cycle) -> Iterator[Row]:
    changes = Changes.of(cycle.received, cycle.county_id)
    today = dt.date(cycle.school_year, 9, 1)
    paid: dict[tuple[str, str], Decimal] = {}
    for money in cycle.received.records("school_funding", cycle.county_id, cycle.finance_year):
        key = (changes.successor(money.school_id, today), money.funding_item)
        paid[key] = paid.get(key, Decimal(0)) + money.budget_yuan
    before = cycle.received.records("school_list", cycle.county_id, cycle.school_year - 1)
    known = {changes.successor(school.school_id, today) for school in before}
    is_open = was_sent_back(cycle, "school_funding", cycle.finance_year)
    for school in cycle.schools:
        stages = [stage for stage in school.stages() if stage in COMPULSORY]
        if stages and school.listed.school_type not in LEFT_OUT:
            code = school.listed.school_id
            is_merged = all(school.scope(stage) == "merged_into_parent" for stage in stages)
            public, own = paid.get((code, "public_funds")), paid.get((code, "teacher_training"))
            if own is None and public is not None and not is_open:
                own = Decimal(0)
            reason = _no_share(public, own, is_merged, bool(known) and code not in known)
            row = ruled("Q4", 0.05, school_id=code)
            if reason is None:
                yield row | share_of(own, public, Fraction(5, 100))
            else:
                is_out = reason in ("merged_into_parent", "opened_this_year")
                yield row | figures_of([own, public]) | {
                    "verdict": "not_applicable" if is_out else "incomplete", "reason": reason
                }  # fmt: skip


def _no_share(
    public: Decimal | None, own: Decimal | None, is_merged: bool, is_new: bool
) -> str | None:
    if public is None:
        if is_merged:
            return "merged_into_parent"
        return "opened_this_year" if is_new else "funding_missing"
    if not public:
        return "no_public_funds"
    return "rows_rejected" if own is None else None
