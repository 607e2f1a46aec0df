"""The truth about the items of the standard beside resources, pay and exchange.

Every item has a module of its own, which gives the verdicts on counties and schools; here they are
put together, and what is judged school by school becomes a verdict on the county: one school that
fails decides, one that is open only where none fails (standard section 12, rules 2 to 4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from sample.deliveries import Received
from sample.truth.item_admission import admission_verdicts
from sample.truth.item_evidence import evidence_verdicts
from sample.truth.item_money import money_verdicts
from sample.truth.item_premises import premises_verdicts
from sample.truth.item_quality import quality_verdicts
from sample.truth.item_result import result_verdicts
from sample.truth.item_teacher import teacher_verdicts
from sample.truth.school import SchoolYear, schools_of

Row = dict[str, Any]
PRINTS_AS_ALL = Fraction(9995, 10000)


class Cycle(NamedTuple):
    """What a judge looks at: one county in one assessment cycle."""

    received: Received
    county_id: str
    cycle_id: str
    school_year: int
    finance_year: int
    schools: list[SchoolYear]


JUDGES: tuple[Callable[[Cycle], Iterator[Row]], ...] = (
    evidence_verdicts, premises_verdicts, money_verdicts, teacher_verdicts, admission_verdicts,
    quality_verdicts, result_verdicts,
)  # fmt: skip


def item_verdicts(
    received: Received, county_id: str, cycle_id: str, school_year: int, finance_year: int
) -> list[Row]:
    """Rows of fct_indicator_verdict, of schools and of the county, but for `composition_id`."""
    schools = schools_of(received, county_id, school_year)
    cycle = Cycle(received, county_id, cycle_id, school_year, finance_year, schools)
    rows = [_row(cycle, **row) for judge in JUDGES for row in judge(cycle)]
    return rows + list(_rolled(cycle, [row for row in rows if row["entity_type"] == "school"]))


def _row(cycle: Cycle, **known: Any) -> Row:
    """A verdict as the mart has it; a county's row names no entity."""
    row: Row = {
        "entity_type": "county", "entity_id": cycle.county_id, "county_id": cycle.county_id,
        "cycle_id": cycle.cycle_id, "stage": "", "value": None, "numerator": None,
        "denominator": None, "is_borderline": False, "reason": None, "rests_on": "rows",
        "is_threshold_uncertain": False,
    }  # fmt: skip
    if "school_id" in known:
        row |= {"entity_type": "school", "entity_id": known.pop("school_id")}
    return row | known


def _rolled(cycle: Cycle, schools: list[Row]) -> Iterator[Row]:
    for item, stage in sorted({(row["indicator_id"], row["stage"]) for row in schools}):
        mine = [r for r in schools if (r["indicator_id"], r["stage"]) == (item, stage)]
        asked = [row for row in mine if row["verdict"] != "not_applicable"]
        met = sum(row["verdict"] == "met" for row in asked)
        is_failed = any(row["verdict"] == "not_met" for row in asked)
        is_open = any(row["verdict"] == "incomplete" for row in asked)
        verdict = "not_met" if is_failed else "incomplete" if is_open else "met"
        reason = {"not_met": "school_fails", "incomplete": "school_open"}.get(verdict)
        yield _row(
            cycle, indicator_id=item, stage=stage, numerator=float(met),
            denominator=float(len(asked)), limit_value=1.0,
            value=met / len(asked) if asked else None,
            verdict=verdict if asked else "not_applicable",
            reason=reason if asked else max(row["reason"] for row in mine),
            is_borderline=is_failed and not is_open
            and Fraction(met, len(asked)) >= PRINTS_AS_ALL,
            is_threshold_uncertain=any(row["is_threshold_uncertain"] for row in asked),
            rests_on=mine[0]["rests_on"],
        )  # fmt: skip
