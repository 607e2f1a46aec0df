"""The truth about groups: how even the members are, and how far the leading schools are ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from sample.deliveries import Received
from sample.records.school import GroupRow
from sample.truth.change import Changes
from sample.truth.numbers import coefficient_of_variation
from sample.truth.submission import cycles_of

Rows = list[dict[str, Any]]
Members = dict[str, dict[str, bool]]
"""group → member school → whether it leads."""
LEADING = ("lead", "helper")


def members_on(groups: list[GroupRow], day: dt.date) -> Members:
    """Who is in which group on a day, and whether it leads."""
    result: Members = {}
    for row in groups:
        if row.is_member_on(day):
            here = result.setdefault(row.group_id, {})
            here[row.school_id] = here.get(row.school_id, False) or row.role in LEADING
    return result


def names_of(received: Received, county_id: str) -> dict[str, tuple[str, str]]:
    """group → its name and kind in the newest register that lists it."""
    newest = {}
    for table in sorted(received.tables("school_group", county_id), key=lambda t: t.period):
        for row in table.loaded:
            newest[row.group_id or row.group_name] = (row.group_name, row.group_type)
    return newest


def group_balance_rows(
    received: Received, county_id: str, groups: list[GroupRow], resources: Rows
) -> Rows:
    """Rows of fct_group_balance, of all cycles of a county in the order of time."""
    changes = Changes.of(received, county_id)
    newest = names_of(received, county_id)
    result: Rows = []
    earlier: dict[tuple[Any, ...], tuple[int, Fraction | None]] = {}
    for cycle, (year, *_) in sorted(cycles_of(received, county_id).items(), key=lambda c: c[1]):
        now: dict[tuple[Any, ...], tuple[int, Fraction | None]] = {}
        here = [r for r in resources if r["cycle_id"] == cycle and r["is_in_scope"]]
        for group_id, members in sorted(members_on(groups, dt.date(year, 9, 1)).items()):
            found: dict[tuple[str, str], Rows] = {}
            for row in here:
                if row["school_id"] in members:
                    found.setdefault((row["stage"], row["indicator_id"]), []).append(row)
            for (stage, indicator), rows in found.items():
                known = []
                for row in rows:
                    leads = members[row["school_id"]]
                    made_of = changes.composition(row["school_id"], year)
                    key = (group_id, made_of, stage, indicator, leads)
                    now[key] = (row["denominator"], row["_value"])
                    known.append((leads, now[key], earlier.get(key), row))
                result.append({
                    "cycle_id": cycle, "county_id": county_id, "group_id": group_id,
                    "group_name": newest[group_id][0], "group_type": newest[group_id][1],
                    "stage": stage, "indicator_id": indicator, **_figures(known),
                })  # fmt: skip
        earlier = now
    return result


def _figures(known: list[tuple[bool, tuple, tuple | None, dict[str, Any]]]) -> dict[str, Any]:
    values = [now for _, now, _, _ in known]
    missing = [row for _, (_, value), _, row in known if value is None]
    mean = _mean(values)
    constant = [(leads, now, before) for leads, now, before, _ in known if before is not None]
    leading = _mean(now for leads, now, *_ in known if leads)
    led = _mean(now for leads, now, *_ in known if not leads)
    gap = _gap((leads, now) for leads, now, _ in constant)
    previous = _gap((leads, before) for leads, _, before in constant)
    names = [row["school_name"] for row in sorted(missing, key=lambda row: row["school_id"])]
    is_even = missing or len(values) < 2 or not mean
    return {
        "school_count": len(known), "pupil_count": sum(pupils or 0 for pupils, _ in values),
        "mean": _double(mean), "cv": None if is_even else coefficient_of_variation(values),
        "leading_school_count": sum(leads for leads, *_ in known),
        "leading_mean": _double(leading), "led_mean": _double(led),
        "gap": _double(_less(leading, led)), "constant_school_count": len(constant),
        "constant_gap": _double(gap), "previous_gap": _double(previous),
        "gap_change": _double(_less(*(x if x is None else abs(x) for x in (gap, previous)))),
        "incomplete_school_count": len(missing),
        "incomplete_school_names": "、".join(names) or None,
    }  # fmt: skip


def _mean(pairs: Iterable[tuple[int | None, Fraction | None]]) -> Fraction | None:
    """Mean weighted by pupils; of nobody, or with a school without a value, there is none."""
    pairs = list(pairs)
    if not pairs or any(value is None for _, value in pairs):
        return None
    total = sum(pupils for pupils, _ in pairs)
    return sum(pupils * Fraction(value) for pupils, value in pairs) / total


def _gap(known: Iterable[tuple[bool, tuple[int | None, Fraction | None]]]) -> Fraction | None:
    known = list(known)
    return _less(*(_mean(pair for leads, pair in known if leads is side) for side in (True, False)))


def _less(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    return None if first is None or second is None else first - second


def _double(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
