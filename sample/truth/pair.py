"""The truth about activities of groups, and about helped schools before and after."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from sample.deliveries import Received
from sample.records.school import GroupRow
from sample.truth.change import Changes
from sample.truth.group_balance import members_on
from sample.truth.numbers import least_squares

Rows = list[dict[str, Any]]
# group type, whether the school leads, kind, season (nothing: each) → least number a term
RULES = (
    ("pair", True, "report", None, 1), ("pair", False, "report", None, 1),
    ("pair", True, "plan", "autumn", 1), ("pair", False, "pairing", None, 2),
    ("district", True, "meeting", None, 5),
)  # fmt: skip
KINDS = {"meeting": "例会", "pairing": "结对共进", "plan": "工作方案", "report": "学期总结"}
DRAWS = 1000
FEWEST = 5
NEGLIGIBLE = 1e-9


def activity_rows(
    received: Received, county_id: str, groups: list[GroupRow], named: dict[str, tuple[str, str]],
    years: list[int],
) -> Rows:  # fmt: skip
    """Rows of fct_group_activity."""
    ledgers = {int(t.period): t.loaded for t in received.tables("group_activity", county_id)}
    recorded: dict[tuple[str, str, str, str], Rows] = {}
    for rows in ledgers.values():
        for row in rows:
            key = (row.group_id or row.group_name, row.school_id, _term(row.activity_date),
                   row.activity_kind)  # fmt: skip
            recorded.setdefault(key, []).append(row)
    asked: dict[tuple[str, str, str, str], tuple[int, str]] = {}
    roles = {year: members_on(groups, dt.date(year, 9, 1)) for year in years}
    for year, members in roles.items():
        for group_id, schools in members.items():
            for kind, leads, activity, season, least in RULES:
                if named[group_id][1] != kind:
                    continue
                side = "leading" if leads else "led"
                rule = f"990000|{kind}|{side}|{activity}|{season or 'each'}"
                for school_id, is_leading in schools.items():
                    if is_leading is leads:
                        for term in (season,) if season else ("autumn", "spring"):
                            asked[group_id, school_id, f"{year}-{term}", activity] = (least, rule)
    result = []
    for key in sorted(asked.keys() | recorded.keys()):
        group_id, school_id, term, activity = key
        year = int(term[:4])
        least, rule = asked.get(key, (None, None))
        rows = recorded.get(key, [])
        member = roles.get(year, {}).get(group_id, {}).get(school_id)
        has_ledger = year in ledgers
        hours = [row.hours for row in rows if row.hours is not None]
        result.append({
            "county_id": county_id, "group_id": group_id,
            "group_name": named[group_id][0] if group_id in named else None,
            "group_type": named[group_id][1] if group_id in named else None,
            "school_id": school_id, "is_leading": member, "term_id": term,
            "activity_kind": activity, "required_count": least,
            "record_count": len(rows) if has_ledger else None,
            "missing_count": max(0, least - len(rows)) if has_ledger and least else None,
            "unproved_count": sum(row.evidence is None for row in rows) if has_ledger else None,
            "hours": str(sum(hours)) if hours else None, "activity_rule_id": rule,
            "reason": "group_unlisted" if group_id not in named
            else "not_a_member" if member is None
            else None if has_ledger else "activity_ledger_missing",
        })  # fmt: skip
    return result


def _term(day: dt.date) -> str:
    year = day.year if day.month >= 9 else day.year - 1
    return f"{year}-{'spring' if 2 <= day.month <= 8 else 'autumn'}"


def pair_rows(
    county_id: str, changes: Changes, groups: list[GroupRow],
    named: dict[str, tuple[str, str]], years: list[int], marts: dict[str, Rows],
) -> Rows:  # fmt: skip
    """Rows of fct_pair_progress."""
    scores = _term_scores(changes, marts)
    since: dict[tuple[str, str], dict[int, dt.date | None]] = {}
    for row in groups:
        if row.role == "helped":
            begun = row.valid_from.year - (row.valid_from.month < 9)
            ends = since.setdefault((row.group_id, row.school_id), {})
            old = ends.get(begun, row.valid_to)
            ends[begun] = None if old is None or row.valid_to is None else max(old, row.valid_to)
    posts = {
        (row["group_id"], row["school_year"]): (row["supervisor_role"], row["helper_role"])
        for row in marts["dim_school_group"]
    }
    cohorts: dict[tuple[str, int], Any] = {}
    result = []
    for year in years:
        for group_id, schools in sorted(members_on(groups, dt.date(year, 9, 1)).items()):
            helpers = sorted(school for school, leads in schools.items() if leads)
            for school_id, leads in sorted(schools.items()):
                begun = [y for y in since.get((group_id, school_id), ()) if y <= year]
                if leads or not begun:
                    continue
                for term in (f"{year}-autumn", f"{year}-spring"):
                    start = max(begun)
                    if (term, start) not in cohorts:
                        cohorts[term, start] = _cohort(term, start, scores, since)
                    supervisor, helper_role = posts.get((group_id, year), (None, None))
                    base = {
                        "county_id": county_id, "group_id": group_id,
                        "group_name": named[group_id][0], "helped_school_id": school_id,
                        "helper_school_id": helpers[0] if helpers else None,
                        "helped_since": start, "term_id": term,
                        "supervisor_role": supervisor, "helper_role": helper_role,
                    }  # fmt: skip
                    records = _records(marts["fct_group_activity"], group_id, term,
                                       {school_id, *helpers[:1]})  # fmt: skip
                    result.append(base | records | _standing(school_id, term, scores,
                                                             *cohorts[term, start]))  # fmt: skip
    return result


def _term_scores(changes: Changes, marts: dict[str, Rows]) -> dict[tuple[str, str], tuple]:
    """(school, term) → (mean T of all papers, what the school is made of)."""
    exams = {row["exam_id"]: row for row in marts["dim_exam"] if row["is_school_level_releasable"]}
    found: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for row in marts["fct_quality_score"]:
        if (
            row["entity_type"] == "school" and row["denominator"] == "takers"
            and row["exam_id"] in exams and row["t_score"] is not None
        ):  # fmt: skip
            term = exams[row["exam_id"]]["term_id"]
            found.setdefault((row["entity_id"], term), []).append(
                (row["pupil_count"], row["t_score"])
            )
    return {
        (school, term): (sum(n * t for n, t in pairs) / sum(n for n, _ in pairs),
                         changes.composition(school, int(term[:4])))
        for (school, term), pairs in found.items()
    }  # fmt: skip


def _cohort(
    term: str, start: int, scores: dict[tuple[str, str], tuple],
    since: dict[tuple[str, str], dict[int, dt.date | None]],
) -> tuple[dict[str, tuple[int, float]], dict[str, Any]]:  # fmt: skip
    """Baselines of the schools on both sides, and the effect where it can be estimated."""
    year, season = int(term[:4]), term[5:]
    baselines, sides = {}, {}
    for (school, when), (now, made_of) in sorted(scores.items()):
        if when != term:
            continue
        before = [
            t for (_, other), (t, was) in scores.items()
            if was == made_of and other[5:] == season and int(other[:4]) < start
        ]  # fmt: skip
        begun = [
            (y, end) for (_, other), ends in since.items() if other == school
            for y, end in ends.items() if y <= year
        ]  # fmt: skip
        first = dt.date(year, 9, 1)
        is_helped = any(y == start and (end is None or end > first) for y, end in begun)
        if before and (is_helped or not begun):
            baselines[school] = (len(before), sum(before) / len(before))
            if len(before) >= 2:
                sides[school] = (is_helped, baselines[school][1], now)
    helped = sum(is_helped for is_helped, *_ in sides.values())
    others = len(sides) - helped
    if min(helped, others) < FEWEST:
        return baselines, {}
    real = _effect(sides, {school for school, side in sides.items() if side[0]})
    far = 1
    for draw in range(1, DRAWS):
        order = sorted(sides, key=lambda s: (hashlib.md5(f"{draw}|{s}".encode()).hexdigest(), s))
        far += abs(_effect(sides, set(order[:helped]))) >= abs(real) - NEGLIGIBLE
    counts = {"helped_school_count": helped, "comparison_school_count": others}
    return baselines, {"effect": real, "effect_p_value": far / DRAWS, **counts}


def _effect(sides: dict[str, tuple[bool, float, float]], drawn: set[str]) -> float:
    """The coefficient of being drawn in T = a + effect · drawn + slope · baseline."""
    rows = [(1.0, float(school in drawn), baseline) for school, (_, baseline, _) in sides.items()]
    return least_squares(rows, [now for *_, now in sides.values()])[1]


def _standing(
    school_id: str, term: str, scores: dict[tuple[str, str], tuple],
    baselines: dict[str, tuple[int, float]], effect: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    now = scores.get((school_id, term), (None,))[0]
    count, baseline = baselines.get(school_id, (0, None))
    nothing = dict.fromkeys(
        ("effect", "effect_p_value", "helped_school_count", "comparison_school_count")
    )
    if now is None:
        reason = "no_score"
    elif count < 2:
        reason = "too_few_terms"
    else:
        reason = None if effect else "too_few_schools"
    return {
        "baseline_term_count": count, "baseline_t_score": baseline, "t_score": now,
        "t_change": None if now is None or baseline is None else now - baseline,
        "no_comparison_reason": reason, **(effect if effect and count >= 2 else nothing),
    }  # fmt: skip


def _records(activities: Rows, group_id: str, term: str, schools: set[str]) -> dict[str, Any]:
    here = [
        row for row in activities
        if row["group_id"] == group_id and row["term_id"] == term and row["school_id"] in schools
    ]  # fmt: skip
    missing = sorted(
        (row["activity_kind"], row["is_leading"], row["missing_count"])
        for row in here if row["missing_count"]
    )  # fmt: skip
    counts = {
        name: _total(row[name] for row in here)
        for name in ("required_count", "record_count", "missing_count")
    }
    told = [f"{KINDS[kind]}（{'支援校' if leads else '受援校'}）缺{count}份"
            for kind, leads, count in missing]  # fmt: skip
    return counts | {"missing_records": "；".join(told) or None}


def _total(values: Any) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
