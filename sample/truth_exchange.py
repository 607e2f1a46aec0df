"""The truth about exchange ratios, per county, stage, subject, school and group.

Where the sources leave room: an entity has a row when somebody on the list of the year, or a
counted move, belongs to it; a county always has one. Counts are unknown, not 0, where the roster
of the year before or the ledger was never handed in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sample.records import GroupRow
from sample.truth_numbers import ratio

EXCHANGE_LIMIT, BACKBONE_LIMIT = Fraction(10, 100), Fraction(20, 100)
TOLERANCE = Fraction(5, 10000)
Member = tuple[str, dict[str, Any]]


def groups_on(groups: list[GroupRow], day: dt.date) -> dict[str, list[str]]:
    """school_id → groups that it belongs to on a day."""
    result: dict[str, list[str]] = {}
    for row in groups:
        if row.valid_from <= day and (row.valid_to is None or row.valid_to > day):
            result.setdefault(row.school_id, []).append(row.group_id)
    return result


def exchange_rows(
    county_id: str, year: int, listed: list[dict[str, Any]] | None,
    moves: list[dict[str, Any]] | None, groups: list[GroupRow],
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of fct_teacher_exchange; `listed` or `moves` is None where nothing was handed in."""
    by_school = groups_on(groups, dt.date(year, 9, 1))
    people: dict[tuple[str, str], list[dict[str, Any]]] = {("county", county_id): []}
    movers: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in listed or []:
        for entity in _entities(county_id, row["stage"], row["subject"], row["school_id"],
                                by_school):  # fmt: skip
            people.setdefault(entity, []).append(row)
    for row in moves or []:
        if row["is_counted_in_force"]:
            for entity in _entities(county_id, row["_stage"], row["_subject"],
                                    row["from_school_id"], by_school):  # fmt: skip
                movers.setdefault(entity, []).append(row)
    rows = []
    for entity in sorted(people.keys() | movers.keys()):
        here = people.get(entity, [])
        eligible = None if listed is None else sum(row["is_eligible"] for row in here)
        for mode in ("new", "in_force"):
            counted = [m for m in movers.get(entity, []) if m[f"is_counted_{mode}"]]
            base = {
                "entity_type": entity[0], "entity_id": entity[1], "county_id": county_id,
                "school_year": year, "count_mode": mode, "eligible_count": eligible,
            }  # fmt: skip
            rows.append(base | _figures(entity[0], eligible, counted, moves is not None))
    return rows


def _entities(
    county_id: str, stage: str | None, subject: str | None, school_id: str,
    by_school: dict[str, list[str]],
) -> Iterator[tuple[str, str]]:  # fmt: skip
    yield "county", county_id
    if stage:
        yield "stage", stage
    if subject:
        yield "subject", subject
    yield "school", school_id
    for group_id in by_school.get(school_id, []):
        yield "group", group_id


def _figures(
    kind: str, eligible: int | None, moves: list[dict[str, Any]], has_ledger: bool
) -> dict[str, Any]:
    counts: dict[str, Any] = {
        "exchanged_count": len(moves),
        "backbone_exchanged_count": sum(move["is_backbone"] for move in moves),
        "leader_exchanged_count": sum(move["is_leader"] for move in moves),
        "town_to_village_count": sum(move["flow"] == "town_to_village" for move in moves),
        "village_to_town_count": sum(move["flow"] == "village_to_town" for move in moves),
    }
    known = None if eligible is None else sum(move["is_eligible"] for move in moves)
    counts["exchanged_eligible_count"] = known
    if not has_ledger:
        counts = dict.fromkeys(counts)
    exchanged, backbone = counts["exchanged_count"], counts["backbone_exchanged_count"]
    counts |= {
        "exchange_ratio": ratio(exchanged, eligible),
        "backbone_ratio": ratio(backbone, exchanged),
        "backbone_of_eligible_ratio": ratio(backbone, eligible),
    }
    if kind == "county":
        first = judged(exchanged, eligible, EXCHANGE_LIMIT)
        second = judged(backbone, exchanged, BACKBONE_LIMIT)
        counts |= {
            "exchange_verdict": first[0], "backbone_verdict": second[0],
            "is_borderline": first[1] or second[1],
        }  # fmt: skip
        if has_ledger:
            limits = {"exchange_limit": EXCHANGE_LIMIT, "backbone_limit": BACKBONE_LIMIT}
            counts |= {name: float(limit) for name, limit in limits.items()}
    else:
        counts |= {"exchange_verdict": None, "backbone_verdict": None}
    return counts


def judged(part: int | None, whole: int | None, limit: Fraction) -> tuple[str, bool]:
    """Verdict of a share that must reach a limit, and whether it prints as if it did."""
    if part is None or whole is None:
        return "incomplete", False
    if whole == 0:
        return "not_applicable", False
    if part >= limit * whole:
        return "met", False
    return "not_met", part >= (limit - TOLERANCE) * whole


def exchange_verdicts(
    cycle: str, county_id: str, county_row: dict[str, Any] | None
) -> Iterator[dict[str, Any]]:
    """The two G11 rows of fct_indicator_verdict, from the county's row with mode new."""
    row = county_row or {}
    halves = (
        ("G11-exchange", row.get("exchanged_count"), row.get("eligible_count"), EXCHANGE_LIMIT),
        ("G11-backbone", row.get("backbone_exchanged_count"), row.get("exchanged_count"),
         BACKBONE_LIMIT),
    )  # fmt: skip
    for indicator, part, whole, limit in halves:
        verdict, is_borderline = judged(part, whole, limit)
        yield {
            "entity_type": "county", "entity_id": county_id, "cycle_id": cycle,
            "indicator_id": indicator, "stage": "", "county_id": county_id,
            "value": ratio(part, whole),
            "numerator": None if part is None else float(part),
            "denominator": None if whole is None else float(whole),
            "limit_value": float(limit), "verdict": verdict, "is_borderline": is_borderline,
        }  # fmt: skip
