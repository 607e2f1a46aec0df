"""The truth about scores inside groups: how far apart the members are, and bundled evaluation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sample.records.school import GroupRow
from sample.truth.change import Changes
from sample.truth.group_balance import members_on

Rows = list[dict[str, Any]]
WEIGHTS = {"own_level": 0.4, "own_gain": 0.3, "group_level": 0.2, "gap": 0.1}
CENTRE_TYPE = "district"
"""In the province 99 the centre answers for its district; elsewhere four parts are weighed."""
NEGLIGIBLE = 1e-9


def group_score_rows(
    changes: Changes, groups: list[GroupRow], named: dict[str, tuple[str, str]], exams: Rows,
    qualities: Rows,
) -> tuple[Rows, Rows]:  # fmt: skip
    """Rows of fct_group_quality and fct_group_score, of all exams of a county."""
    marks: dict[tuple[str, str, str], dict[str, tuple[int, float]]] = {}
    for row in qualities:
        if row["entity_type"] == "school" and row["t_score"] is not None:
            paper = (row["exam_id"], row["subject"], row["denominator"])
            marks.setdefault(paper, {})[row["entity_id"]] = (row["pupil_count"], row["t_score"])
    by_id = {exam["exam_id"]: exam for exam in exams}
    spreads: Rows = []
    bundles: Rows = []
    for (exam_id, subject, denominator), here in sorted(marks.items()):
        exam = by_id[exam_id]
        year = exam["school_year"]
        earlier = year_before(exam, exams)
        before = {} if earlier is None else marks.get((earlier, subject, denominator), {})
        made_before = {changes.composition(school, year - 1): school for school in before}
        members = members_on(groups, dt.date(year, 9, 1))
        past = members_on(groups, dt.date(year - 1, 9, 1))
        for group_id, roles in sorted(members.items()):
            schools = []
            for school_id in sorted(roles.keys() & here.keys()):
                was = made_before.get(changes.composition(school_id, year))
                stayed = was is not None and past.get(group_id, {}).get(was) is roles[school_id]
                schools.append((school_id, roles[school_id], here[school_id],
                                None if was is None else before[was], stayed))  # fmt: skip
            if not schools:
                continue
            name, kind = named[group_id]
            base = {"county_id": exam["county_id"], "group_id": group_id, "group_name": name,
                    "exam_id": exam_id, "subject": subject, "denominator": denominator,
                    "is_releasable": exam["is_school_level_releasable"]}  # fmt: skip
            figures = _figures(schools)
            spreads.append({**base, "group_type": kind, **figures})
            counts = _accountable(groups, dt.date(year, 9, 1))
            bundles += [
                base | _bundled(school, figures, kind, counts, group_id) for school in schools
            ]
    return spreads, bundles


def year_before(exam: dict[str, Any], exams: Rows) -> str | None:
    """The last exam of the same grade, season and kind of source a school year earlier."""
    same = [
        (other["exam_date"], other["exam_id"]) for other in exams
        if other["school_year"] == exam["school_year"] - 1
        and other["term_id"].split("-")[1] == exam["term_id"].split("-")[1]
        and all(other[name] == exam[name] for name in ("county_id", "grade", "source_type"))
    ]  # fmt: skip
    return max(same)[1] if same else None


def _mean(pairs: list[tuple[int, float]]) -> float | None:
    return sum(n * t for n, t in pairs) / sum(n for n, _ in pairs) if pairs else None


def _less(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first - second


def _figures(schools: list[tuple]) -> dict[str, Any]:
    now = [mark for _, _, mark, _, _ in schools]
    whole = _mean(now)
    sides: dict[tuple[bool, str], float | None] = {}
    for side in (True, False):
        stayed = [school for school in schools if school[1] is side and school[4]]
        sides[side, "all"] = _mean([school[2] for school in schools if school[1] is side])
        sides[side, "now"] = _mean([school[2] for school in stayed])
        sides[side, "before"] = _mean([school[3] for school in stayed])
    gaps = {when: _less(sides[True, when], sides[False, when]) for when in ("all", "now", "before")}
    square = sum(n * (t - whole) ** 2 for n, t in now) / sum(n for n, _ in now)
    return {
        "school_count": len(now), "pupil_count": sum(n for n, _ in now), "t_score": whole,
        "school_standard_deviation": square**0.5 if len(now) > 1 else None,
        "leading_t_score": sides[True, "all"], "led_t_score": sides[False, "all"],
        "gap": gaps["all"], "constant_school_count": sum(stayed for *_, stayed in schools),
        "constant_gap": gaps["now"], "previous_gap": gaps["before"],
        "leading_change": _less(sides[True, "now"], sides[True, "before"]),
    }  # fmt: skip


def _accountable(groups: list[GroupRow], day: dt.date) -> dict[str, set[str]]:
    """school → groups with which it is judged together on a day."""
    result: dict[str, set[str]] = {}
    for row in groups:
        if row.is_accountable and row.is_member_on(day):
            result.setdefault(row.school_id, set()).add(row.group_id)
    return result


def _bundled(
    school: tuple, figures: dict[str, Any], kind: str, accountable: dict[str, set[str]],
    group_id: str,
) -> dict[str, Any]:  # fmt: skip
    school_id, leads, (pupils, level), before, _ = school
    is_centre = kind == CENTRE_TYPE
    weights = dict.fromkeys(WEIGHTS) if is_centre else WEIGHTS
    gain = None if before is None else 50 + level - before[1]
    closed = _less(figures["previous_gap"], figures["constant_gap"])
    if closed is None:
        part = None
    elif figures["leading_change"] < -NEGLIGIBLE:
        part = 50.0
    else:
        part = 50 + 10 * max(-1.0, min(1.0, closed / 10))
    own = accountable.get(school_id, set())
    if group_id not in own:
        reason = "not_accountable"
    elif len(own) > 1:
        reason = "several_groups"
    elif is_centre:
        reason = None if leads else "inside_the_centre"
    else:
        reason = "no_earlier_score" if gain is None else "no_gap" if part is None else None
    bundled, alone = None, None
    if is_centre:
        alone = level
    elif gain is not None:
        alone = (0.4 * level + 0.3 * gain) / 0.7
    if reason is None:
        bundled = figures["t_score"] if is_centre else (
            0.4 * level + 0.3 * gain + 0.2 * figures["t_score"] + 0.1 * part
        )  # fmt: skip
    return {
        "school_id": school_id, "is_leading": leads, "pupil_count": pupils,
        "mode": "centre" if is_centre else "parts",
        **{f"{name}_weight": weight for name, weight in weights.items()},
        "own_level": level, "own_gain": gain, "group_level": figures["t_score"],
        "gap_part": part, "bundled_score": bundled, "unbundled_score": alone, "reason": reason,
        "bundle_rule_id": "990000|district" if is_centre else "000000|all",
    }  # fmt: skip
