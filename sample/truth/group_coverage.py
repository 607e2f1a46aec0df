"""The truth about the index of schools and whom groups cover."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from sample.deliveries import Received
from sample.records.school import GroupRow
from sample.truth.group_balance import members_on
from sample.truth.submission import cycles_of

Rows = list[dict[str, Any]]
COVERING = {"group", "district", "alliance", "community", "trust"}
PARTS = ("monitoring", "resource")


def coverage_rows(
    received: Received, county_id: str, groups: list[GroupRow], marts: dict[str, Rows]
) -> tuple[Rows, Rows]:
    """Rows of fct_school_index and fct_group_coverage, of all cycles of a county."""
    indexes: Rows = []
    coverage: Rows = []
    covering = [row for row in groups if row.group_type in COVERING]
    registers = received.tables("school_group", county_id)
    for cycle, (year, *_) in cycles_of(received, county_id).items():
        grouped = {
            school for roles in members_on(covering, dt.date(year, 9, 1)).values()
            for school in roles
        }  # fmt: skip
        lists = [
            table for table in received.tables("school_designation", county_id)
            if int(table.period) == year
        ]  # fmt: skip
        designated = {row.school_id: row.designation for t in lists for row in t.loaded}
        here = _indexes(cycle, county_id, year, marts)
        for row in here:
            row["designation"] = designated.get(row["school_id"])
            row["is_in_group"] = row["school_id"] in grouped
        indexes += here
        ranked = [row for row in here if row["school_index"] is not None]
        lower = [row["school_id"] for row in ranked if row["is_lower_half"]]
        weak = [school for school, kind in designated.items() if kind == "weak"]
        targets = {
            "all": ([row["school_id"] for row in here], None),
            "weak": (weak, None if lists else "designation_missing"),
            "lower_half": (lower, "index_missing" if not ranked else
                           "index_tied" if len(lower) > (len(ranked) + 1) // 2 else None),
        }  # fmt: skip
        for target, (schools, reason) in targets.items():
            covered = sum(school in grouped for school in schools)
            is_known = reason in (None, "index_tied")
            if not registers:
                reason = "group_register_missing"
            elif reason is None and not schools:
                reason = "nobody_to_cover"
            by_index = target == "lower_half"
            coverage.append({
                "cycle_id": cycle, "county_id": county_id, "target": target,
                "school_count": len(schools) if is_known else None,
                "covered_count": covered if is_known and registers else None,
                "coverage_ratio": None if reason else covered / len(schools),
                "unranked_count": len(here) - len(ranked) if by_index else None,
                "index_parts": here[0]["index_parts"] if by_index and here else None,
                "reason": reason,
            })  # fmt: skip
    return indexes, coverage


def _indexes(cycle: str, county_id: str, year: int, marts: dict[str, Rows]) -> Rows:
    resources: dict[str, Rows] = {}
    for row in marts["fct_school_resource"]:
        if row["cycle_id"] == cycle and row["is_in_scope"]:
            resources.setdefault(row["school_id"], []).append(row)
    lawful = {
        exam["exam_id"] for exam in marts["dim_exam"]
        if exam["is_school_level_releasable"] and exam["school_year"] == year - 1
    }  # fmt: skip
    scores: dict[str, list[tuple[int, float]]] = {}
    for row in marts["fct_quality_score"]:
        if (
            row["exam_id"] in lawful and row["entity_type"] == "school"
            and row["denominator"] == "takers" and row["t_score"] is not None
        ):  # fmt: skip
            pair = (row["pupil_count"], row["t_score"])
            scores.setdefault(row["entity_id"], []).append(pair)
    raw = {
        "resource": {school: _reached(rows) for school, rows in resources.items()},
        "monitoring": {
            school: sum(n * t for n, t in scores[school]) / sum(n for n, _ in scores[school])
            if school in scores else None
            for school in resources
        },
    }  # fmt: skip
    used = [part for part in PARTS if any(x is not None for x in raw[part].values())]
    scaled = {part: _scaled(raw[part]) for part in PARTS}
    values = {}
    for school in resources:
        own = [scaled[part][school] for part in used]
        values[school] = None if None in own or not own else sum(own) / len(own)
    known = sorted(value for value in values.values() if value is not None)
    middle = len(known) // 2
    median = (known[middle] + known[~middle]) / 2 if known else None
    return [
        {"cycle_id": cycle, "county_id": county_id, "school_id": school,
         "school_name": rows[0]["school_name"], "resource_t_score": scaled["resource"][school],
         "monitoring_t_score": scaled["monitoring"][school], "index_parts": "|".join(used),
         "school_index": values[school],
         "is_lower_half": None if values[school] is None else values[school] <= median + 1e-9}
        for school, rows in sorted(resources.items())
    ]  # fmt: skip


def _reached(rows: Rows) -> Fraction | None:
    """How far a school reaches the standard, no indicator counting more than all of it."""
    if any(row["ratio_to_standard"] is None for row in rows):
        return None
    pupils = sum(row["denominator"] for row in rows)
    return sum(row["denominator"] * min(1, Fraction(row["ratio_to_standard"])) for row in rows) / (
        pupils
    )


def _scaled(values: dict[str, Any]) -> dict[str, float | None]:
    """The T scale among schools, each counted once."""
    known = [float(value) for value in values.values() if value is not None]
    mean = sum(known) / len(known) if known else 0.0
    deviation = (sum((x - mean) ** 2 for x in known) / len(known)) ** 0.5 if known else 0.0
    return {
        school: None if value is None
        else 50.0 + (10 * (float(value) - mean) / deviation if deviation > 1e-12 else 0.0)
        for school, value in values.items()
    }  # fmt: skip
