"""The truth about readiness: items of a county by verdict, their distance, the plan and the change.

An item is what the standard counts: all schools' resources together, each coefficient of a stage,
the 15 items of government, 9 of quality, the approval and 6 veto items. A part fails its item; an
item that nothing judges is open (standard section 12, rules 2 to 4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]
NAMED = ([f"G{n}" for n in range(1, 16)] + [f"Q{n}" for n in range(1, 10)] + ["S1"]
         + [f"V{n}" for n in range(1, 7)])  # fmt: skip
# What must not be above its limit; of items that schools are judged by, a share must reach 1.
AT_MOST = ("G5", "Q9", *(f"CV-R{n}" for n in range(1, 8)), *(f"V{n}" for n in range(1, 7)))
# The plan of the made-up city: county → phase and year; all others last.
PLAN = {"990101": (1, 2026), "990102": (2, 2027), "990103": (2, 2027), "990104": (2, 2027)}
PLAN_OF_OTHERS = (3, 2028)
CITY = "9901"


def readiness_marts(
    marts: dict[str, list[Row]], cycles: dict[str, tuple[int, int, int]]
) -> dict[str, list[Row]]:
    """fct_item_distance and fct_county_readiness of one county; `cycles` begin with the statistics
    year."""
    distances = distance_rows(marts["fct_indicator_verdict"])
    years = {cycle: of_cycle[0] for cycle, of_cycle in cycles.items()}
    return {
        "fct_item_distance": distances,
        "fct_county_readiness": readiness_rows(distances, marts["fct_school_staffing"], years),
    }


def distance_rows(verdicts: Iterable[Row]) -> list[Row]:
    """Rows of fct_item_distance, from the verdicts on one county."""
    mine = sorted((r for r in verdicts if r["entity_type"] == "county"), key=_key)
    cycles = sorted({row["cycle_id"] for row in mine})
    rows: dict[tuple[str, ...], Row] = {}
    for verdict in mine:
        cycle, indicator, stage = _key(verdict)
        before = max((c for c in cycles if c < cycle), default=None)
        last = rows.get((before, indicator, stage)) if before else None
        gap = None
        if verdict["value"] is not None:
            gap = verdict["value"] - verdict["limit_value"]
            gap = -gap if indicator in AT_MOST else gap
        rows[cycle, indicator, stage] = {
            "county_id": verdict["county_id"], "cycle_id": cycle, "indicator_id": indicator,
            "stage": stage, "item_id": _item(indicator, stage), "verdict": verdict["verdict"],
            "value": verdict["value"], "distance": gap,
            "distance_ratio": gap / verdict["limit_value"]
            if gap is not None and verdict["limit_value"] else None,
            "previous_cycle_id": before, "previous_verdict": last and last["verdict"],
            "previous_distance": last and last["distance"],
            "distance_change": gap - last["distance"]
            if last and None not in (gap, last["distance"]) else None,
            "verdict_change": _change(last and last["verdict"], verdict["verdict"]),
            "_is_borderline": verdict["is_borderline"],
        }  # fmt: skip
    return list(rows.values())


def _key(row: Row) -> tuple[str, str, str]:
    return row["cycle_id"], row["indicator_id"], row["stage"]


def _item(indicator: str, stage: str) -> str:
    return f"{indicator}|{stage}" if indicator.startswith("CV") else indicator.split("-")[0]


def _change(before: str | None, now: str) -> str | None:
    if before is None or before == now:
        return before and "same"
    return {"met": "newly_met", "not_met": "newly_failed"}.get(now, "other")


def readiness_rows(distances: list[Row], staffing: list[Row], years: dict[str, int]) -> list[Row]:
    """Rows of fct_county_readiness of one county; `years` gives each cycle's statistics year."""
    rows: dict[str, Row] = {}
    for cycle in sorted(years):
        here = [row for row in distances if row["cycle_id"] == cycle]
        last = rows.get(max(rows, default=""))
        county = here[0]["county_id"]
        items, is_near = _items(here)
        count = Counter(items.values())
        veto = sum(verdict == "not_met" for name, verdict in items.items() if name[0] == "V")
        changes = Counter(row["verdict_change"] for row in here)
        failed = count["not_met"]
        row = {
            "county_id": county, "cycle_id": cycle, "item_count": len(items),
            "not_met_count": failed, "veto_count": veto,
            **{f"{word}_count": count[word] for word in ("met", "incomplete", "not_applicable")},
            "verdict": "not_met" if failed else "incomplete" if count["incomplete"] else "met",
            "reason": "veto" if veto else "item_fails" if failed
            else "item_open" if count["incomplete"] else None,
            "is_borderline": bool(failed) and is_near and not count["incomplete"],
            "unfilled_post_school_count": sum(
                bool(school["is_unfilled_post_warning"]) for school in staffing
                if school["school_year"] == years[cycle]
            ),
            "previous_cycle_id": last and last["cycle_id"],
            "previous_verdict": last and last["verdict"],
            "met_count_change": last and count["met"] - last["met_count"],
            "not_met_count_change": last and failed - last["not_met_count"],
            "newly_met_count": changes["newly_met"] if last else None,
            "newly_failed_count": changes["newly_failed"] if last else None,
        }  # fmt: skip
        rows[cycle] = row | _planned(county, row["verdict"], int(cycle))
    return list(rows.values())


def _items(rows: list[Row]) -> tuple[dict[str, str], bool]:
    """Verdict of each item, and whether all that fails prints as passed."""
    parts: dict[str, set[str]] = {name: set() for name in NAMED}
    is_near = True
    for row in rows:
        parts.setdefault(row["item_id"], set()).add(row["verdict"])
        is_near &= row["verdict"] != "not_met" or row["_is_borderline"]
    words = ("not_met", "incomplete", "met", "not_applicable")
    items = {
        name: next((word for word in words if word in mine), "incomplete")
        for name, mine in parts.items()
    }
    return items, is_near


def _planned(county: str, verdict: str, year: int) -> Row:
    if county[:4] != CITY:
        return dict.fromkeys(("plan_phase", "plan_due_year", "plan_status"))
    phase, due = PLAN.get(county, PLAN_OF_OTHERS)
    status = "reached" if verdict == "met" else "not_due" if due > year else "behind"
    return {"plan_phase": phase, "plan_due_year": due, "plan_status": status}


def region_rows(counties: list[Row]) -> list[Row]:
    """Rows of fct_region_readiness: cities and the province."""
    rows = []
    regions = {(c["county_id"][:n] + "0" * (6 - n), n) for c in counties for n in (4, 2)}
    for region, digits in sorted(regions):
        for cycle in sorted({row["cycle_id"] for row in counties}):
            here = [row for row in counties if row["cycle_id"] == cycle
                    and row["county_id"][:digits] == region[:digits]]  # fmt: skip
            if here:
                rows.append({
                    "region_id": region, "cycle_id": cycle, "county_count": len(here),
                    "region_level": "city" if digits == 4 else "province",
                    **{f"{word}_county_count": sum(row["verdict"] == word for row in here)
                       for word in ("met", "not_met", "incomplete")},
                    "vetoed_county_count": sum(row["veto_count"] > 0 for row in here),
                    "behind_county_count": sum(row["plan_status"] == "behind" for row in here),
                    "met_item_count": sum(row["met_count"] for row in here),
                    "asked_item_count": sum(row["item_count"] - row["not_applicable_count"]
                                            for row in here),
                })  # fmt: skip
    return rows
