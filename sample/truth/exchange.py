"""The truth about exchange ratios, per county, stage, subject, school and group.

Where the sources leave room: a person counts for the school that the school of origin is on the
first of September; an entity has a row when somebody on the list of the year, or a
counted move, belongs to it; a county always has one. Counts are unknown, not 0, where no roster
of the year before, or no ledger, was handed in. The verdict asks what the missing rosters, the
open moves and the unknown titles could still bring (standard 12.2): a missing roster may hold any
number of eligible teachers, an open move may count or not, an unknown title may be one or not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sample.records.school import GroupRow
from sample.truth.numbers import ratio
from sample.truth.staff import Staff

EXCHANGE_LIMIT, BACKBONE_LIMIT = Fraction(10, 100), Fraction(20, 100)
TOLERANCE = Fraction(5, 10000)
Member = tuple[str, dict[str, Any]]


Entity = tuple[str, str]


def groups_on(groups: list[GroupRow], day: dt.date) -> dict[str, list[str]]:
    """school_id → groups that it belongs to on a day."""
    result: dict[str, list[str]] = {}
    for row in groups:
        if row.is_member_on(day):
            result.setdefault(row.school_id, []).append(row.group_id)
    return result


def _members(groups: list[GroupRow], day: dt.date) -> dict[str, set[Entity]]:
    """school_id → groups and, by themselves, districts that it belongs to on a day."""
    districts = {row.group_id for row in groups if row.group_type == "district"}
    return {
        school_id: {("district" if one in districts else "group", one) for one in group_ids}
        for school_id, group_ids in groups_on(groups, day).items()
    }


def exchange_rows(
    staff: Staff, year: int, listed: list[dict[str, Any]],
    moves: list[dict[str, Any]] | None, groups: list[GroupRow],
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of fct_teacher_exchange; `moves` is None where no ledger was handed in."""
    county_id = staff.county_id
    september = dt.date(year, 9, 1)
    by_school = _members(groups, september)
    people: dict[tuple[str, str], list[dict[str, Any]]] = {("county", county_id): []}
    movers: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in listed:
        school_id = staff.changes.successor(row["school_id"], september)
        for entity in _entities(county_id, row["stage"], row["subject"], school_id, by_school):
            people.setdefault(entity, []).append(row)
    for row in moves or []:
        if row["is_counted_new"] or row["is_counted_in_force"]:
            school_id = staff.changes.successor(row["from_school_id"], september)
            for entity in _entities(county_id, row["_stage"], row["_subject"], school_id,
                                    by_school):  # fmt: skip
                movers.setdefault(entity, []).append(row)
    rows = []
    for entity in sorted(people.keys() | movers.keys()):
        here = people.get(entity, [])
        eligible = leaders = None
        if staff.has_roster(year):
            eligible = sum(row["is_eligible"] for row in here)
            leaders = sum(row["is_eligible_leader"] for row in here)
        for mode in ("new", "in_force"):
            counted = [m for m in movers.get(entity, []) if m[f"is_counted_{mode}"]]
            base = {
                "entity_type": entity[0], "entity_id": entity[1], "county_id": county_id,
                "school_year": year, "count_mode": mode, "eligible_count": eligible,
                "leader_eligible_count": leaders, "backbone_share_of": "exchanged",
                "composition_id": entity[1] if entity[0] != "school" else
                    staff.changes.composition(entity[1], year),
            }  # fmt: skip
            rows.append(base | _figures(eligible, counted, moves is not None))
            rows[-1]["leader_ratio"] = ratio(rows[-1]["leader_exchanged_count"], leaders)
            if entity[0] == "county":
                missing = staff.missing_rosters(year)
                rows[-1] |= _verdicts(rows[-1], undecided_of(moves, mode), missing)
    return rows


def _entities(
    county_id: str, stage: str | None, subject: str | None, school_id: str,
    by_school: dict[str, set[Entity]],
) -> Iterator[Entity]:  # fmt: skip
    yield "county", county_id
    if stage:
        yield "stage", stage
    if subject:
        yield "subject", subject
    yield "school", school_id
    yield from by_school.get(school_id, ())


def undecided_of(moves: list[dict[str, Any]] | None, mode: str) -> list[bool | None] | None:
    """Persons who count with no move yet and may with an open one: who of them has a title."""
    if moves is None:
        return None
    done = {row["teacher_id_number"] for row in moves if row[f"is_counted_{mode}"]}
    titles = {
        row["teacher_id_number"]: row["is_backbone"]
        for row in moves if row[f"is_undecided_{mode}"] and row["teacher_id_number"] not in done
    }  # fmt: skip
    return list(titles.values())


def _figures(eligible: int | None, moves: list[dict[str, Any]], has_ledger: bool) -> dict[str, Any]:
    unknown = sum(move["is_backbone"] is None for move in moves)
    counts: dict[str, Any] = {
        "exchanged_count": len(moves),
        "backbone_exchanged_count": sum(move["is_backbone"] is True for move in moves),
        "leader_exchanged_count": sum(move["is_leader"] is True for move in moves),
        "town_to_village_count": sum(move["flow"] == "town_to_village" for move in moves),
        "village_to_town_count": sum(move["flow"] == "village_to_town" for move in moves),
        "title_unknown_count": unknown,
    }
    if moves and unknown == len(moves):
        counts |= {"backbone_exchanged_count": None, "leader_exchanged_count": None}
    known = None if eligible is None else sum(move["is_eligible"] is True for move in moves)
    counts["exchanged_eligible_count"] = known
    if not has_ledger:
        counts = dict.fromkeys(counts)
    exchanged, backbone = counts["exchanged_count"], counts["backbone_exchanged_count"]
    return counts | {
        "exchange_ratio": ratio(exchanged, eligible),
        "backbone_ratio": ratio(backbone, exchanged),
        "backbone_of_eligible_ratio": ratio(backbone, eligible),
        "exchange_verdict": None, "backbone_verdict": None, "missing_roster_count": None,
        "undecided_count": None, "exchange_limit": float(EXCHANGE_LIMIT),
        "backbone_limit": float(BACKBONE_LIMIT),
    }  # fmt: skip


def _verdicts(
    row: dict[str, Any], undecided: list[bool | None] | None, missing: int | None
) -> dict[str, Any]:
    first = exchange_judged(row, undecided, missing)
    second = backbone_judged(row, undecided)
    return {
        "exchange_verdict": first[0], "backbone_verdict": second[0],
        "is_borderline": first[1] or second[1], "missing_roster_count": missing,
        "undecided_count": None if undecided is None else len(undecided),
        "_reasons": (first[2], second[2]), "_borderline": (first[1], second[1]),
    }  # fmt: skip


def outcome(part: int, whole: int, limit: Fraction) -> str:
    """Verdict of a share that must reach a limit when nothing is missing."""
    if whole == 0:
        return "not_applicable"
    return "met" if part >= limit * whole else "not_met"


def prints_as_met(part: int, whole: int, limit: Fraction) -> bool:
    """Whether a failing share prints as one that passes."""
    return whole > 0 and limit * whole > part >= (limit - TOLERANCE) * whole


def exchange_judged(
    row: dict[str, Any], undecided: list[bool | None] | None, missing: int | None
) -> tuple[str, bool, str | None]:
    """Verdict, borderline and reason of the first half, by trying every completion."""
    part, whole = row["exchanged_count"], row["eligible_count"]
    if whole is None:
        return "incomplete", False, "roster_missing"
    if part is None or undecided is None:
        return "incomplete", False, "ledger_missing"
    # So many more eligible teachers that no exchange would be enough.
    many = int((part + len(undecided) + 1) / EXCHANGE_LIMIT) + 1
    outcomes = {
        outcome(part + more, whole + hidden, EXCHANGE_LIMIT)
        for more in range(len(undecided) + 1)
        for hidden in ((0, 1, many) if missing else (0,))
    }
    if len(outcomes) > 1:
        return "incomplete", False, "some_rosters_missing" if missing else "move_undecided"
    verdict = outcomes.pop()
    reason = "nobody_eligible" if verdict == "not_applicable" else None
    return verdict, verdict == "not_met" and prints_as_met(part, whole, EXCHANGE_LIMIT), reason


def backbone_judged(
    row: dict[str, Any], undecided: list[bool | None] | None
) -> tuple[str, bool, str | None]:
    """Verdict, borderline and reason of the second half, by trying every completion."""
    whole, unknown = row["exchanged_count"], row["title_unknown_count"]
    if whole is None or undecided is None:
        return "incomplete", False, "ledger_missing"
    part = row["backbone_exchanged_count"] or 0
    may = sum(title is not False for title in undecided)
    may_not = sum(title is not True for title in undecided)
    outcomes = {
        outcome(part + titles + with_title, whole + with_title + without, BACKBONE_LIMIT)
        for titles in range(unknown + 1)
        for with_title in range(may + 1)
        for without in range(may_not + 1)
        if with_title + without <= len(undecided)
    }
    if len(outcomes) > 1:
        return "incomplete", False, "title_unknown" if unknown else "move_undecided"
    verdict = outcomes.pop()
    reason = "nobody_exchanged" if verdict == "not_applicable" else None
    return verdict, verdict == "not_met" and prints_as_met(part, whole, BACKBONE_LIMIT), reason


def exchange_verdicts(
    cycle: str, county_id: str, county_row: dict[str, Any] | None
) -> Iterator[dict[str, Any]]:
    """The two G11 rows of fct_indicator_verdict, from the county's row with mode new."""
    row = county_row or {"exchange_verdict": "incomplete", "backbone_verdict": "incomplete"}
    halves = (
        ("exchange", row.get("exchanged_count"), row.get("eligible_count"), EXCHANGE_LIMIT),
        ("backbone", row.get("backbone_exchanged_count"), row.get("exchanged_count"),
         BACKBONE_LIMIT),
    )  # fmt: skip
    for turn, (half, part, whole, limit) in enumerate(halves):
        yield {
            "entity_type": "county", "entity_id": county_id, "cycle_id": cycle,
            "indicator_id": f"G11-{half}", "stage": "", "county_id": county_id,
            "value": ratio(part, whole),
            "numerator": None if part is None else float(part),
            "denominator": None if whole is None else float(whole),
            "limit_value": float(limit), "verdict": row[f"{half}_verdict"],
            "is_borderline": row.get("_borderline", (False, False))[turn],
            "reason": "share_too_low" if row[f"{half}_verdict"] == "not_met"
            else row.get("_reasons", ("roster_missing", "roster_missing"))[turn],
        }  # fmt: skip
