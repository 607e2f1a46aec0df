"""The truth about admission: catchments (G13), places of good senior schools (G14), migrants (G15).

Where the sources leave room: entrants count, and who was assigned by the authority came from
elsewhere; a school that does not say whether it boards may be in or out; rural is the village.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sample.truth.numbers import is_near
from sample.truth.school import LEFT_OUT, urban_rural

if TYPE_CHECKING:
    from sample.truth.item import Cycle

Row = dict[str, Any]
NEARBY = {"primary": Fraction(1), "junior": Fraction(95, 100)}
HALF, TILT, MIGRANTS = Fraction(1, 2), Fraction(1), Fraction(85, 100)
LAST_GRADE = 9
TENTH_OF_A_PERCENT = Fraction(5, 10000)


def admission_verdicts(cycle: Cycle) -> Iterator[Row]:
    """G13 by stage, G14 in two halves, the share of G15."""
    for stage in NEARBY:
        yield _catchment(cycle, stage)
    facts = cycle.received.records("county_facts", cycle.county_id, cycle.school_year)
    yield from _places(cycle, facts[0] if facts else {})
    yield _migrants(facts[0] if facts else {})


def asked_of(cycle: Cycle, stage: str) -> dict[str, bool | None]:
    """Schools that G13 asks → whether they board, if they say so."""
    asked: dict[str, bool | None] = {}
    for school in cycle.schools:
        listed = school.listed
        boards = school.profile["is_boarding"] if school.profile else None
        is_town = urban_rural(listed.urban_rural_code) != "village"
        if (stage in school.stages() and listed.school_type not in LEFT_OUT
                and listed.ownership != "10" and is_town and boards is not True):  # fmt: skip
            asked[listed.school_id] = boards
    return asked


def _catchment(cycle: Cycle, stage: str) -> Row:
    tables = cycle.received.tables("catchment", cycle.county_id, cycle.school_year)
    limit = NEARBY[stage]
    row: Row = {"indicator_id": "G13", "stage": stage, "limit_value": float(limit),
                "threshold_id": f"CN-2017|G13|{stage}"}  # fmt: skip
    asked = asked_of(cycle, stage)
    if not asked:
        return row | {"verdict": "not_applicable", "reason": "no_school_asked"}
    if not tables:
        return row | {"verdict": "incomplete", "reason": "register_missing"}
    part, whole, best, worst, unknown = 0, 0, Fraction(0), Fraction(0), 0
    for school_id, boards in asked.items():
        rows = [r for r in tables[0].loaded if (r.school_id, r.stage) == (school_id, stage)]
        if not rows:
            unknown += 1
            continue
        here = sum(r.entrant_count for r in rows)
        close = sum(r.entrant_count for r in rows if r.intake_place == "in_catchment")
        margin = close - limit * here
        if boards is None:
            best, worst = best + max(margin, 0), worst + min(margin, 0)
        else:
            part, whole, best, worst = part + close, whole + here, best + margin, worst + margin
    is_open = bool(unknown or tables[0].faults)
    if whole:
        row |= {"value": part / whole, "numerator": float(part), "denominator": float(whole)}
    if best < 0 and (limit == 1 or not is_open):
        near = is_near(part, whole, limit, TENTH_OF_A_PERCENT) and None not in asked.values()
        return row | {"verdict": "not_met", "reason": "share_too_low", "is_borderline": near}
    if is_open or worst < 0:
        reason = "value_missing" if unknown else "rows_rejected" if is_open else "boarding_unknown"
        return row | {"verdict": "incomplete", "reason": reason}
    if not whole and None not in asked.values():
        return row | {"verdict": "not_applicable", "reason": "nobody_asked"}
    return row | {"verdict": "met"}


def _places(cycle: Cycle, stated: Row) -> Iterator[Row]:
    tables = cycle.received.tables("quota_allocation", cycle.county_id, cycle.school_year)
    villages = {s.listed.school_id for s in cycle.schools
                if urban_rural(s.listed.urban_rural_code) == "village"}  # fmt: skip
    rows = tables[0].loaded if tables else []
    given = [row for row in rows if row.quota_kind == "allocated"]
    planned, allocated = sum(r.quota_count for r in rows), sum(r.quota_count for r in given)
    rural = sum(row.quota_count for row in given if row.junior_school_id in villages)
    is_off = stated.get("quality_senior_quota_count", allocated) != allocated
    leaving, rural_leaving, unknown = _leavers(cycle, villages)
    common = None if tables else "quota_missing"
    if tables and tables[0].faults:
        common = "rows_rejected"
    is_other = stated.get("quality_senior_intake_count", planned) != planned
    reason = common or ("sources_disagree" if is_off or is_other else None)
    yield _share("G14", allocated, planned, HALF, reason if tables else common) | (
        {"numerator": float(allocated), "denominator": float(planned)} if tables else {}
    )
    is_other = stated.get("quality_senior_rural_quota_count", rural) != rural
    places = {school.listed.school_id for school in cycle.schools}
    if common is None and any(row.junior_school_id not in places for row in given):
        common = "place_unknown"
    if common is None and unknown:
        common = "class_roster_missing"
    reason = common or ("sources_disagree" if is_off or is_other else None)
    tilt = _share("G14-rural", rural * leaving, allocated * rural_leaving, TILT, reason)
    shares = {"numerator": rural / allocated if allocated else None,
              "denominator": rural_leaving / leaving if leaving else None}  # fmt: skip
    yield tilt | shares | {"threshold_id": "JH-1|G14-rural|all", "is_threshold_uncertain": True}


def _leavers(cycle: Cycle, villages: set[str]) -> tuple[int, int, int]:
    """Pupils of the last junior grade, those in villages, and junior schools nobody knows of."""
    rosters = {t.sender_id: t for t in cycle.received.tables("class_roster", cycle.county_id,
                                                             cycle.school_year)}  # fmt: skip
    total = rural = unknown = 0
    for school in cycle.schools:
        if "junior" not in school.stages() or school.listed.school_type in LEFT_OUT:
            continue
        table = rosters.get(school.listed.school_id)
        unknown += table is None or bool(table.faults)
        here = sum(r.pupil_count for r in table.loaded if r.grade == LAST_GRADE) if table else 0
        total += here
        rural += here if school.listed.school_id in villages else 0
    return total, rural, unknown


def _share(item: str, part: int, whole: int, limit: Fraction, reason: str | None) -> Row:
    row: Row = {
        "indicator_id": item, "limit_value": float(limit), "threshold_id": f"CN-2017|{item}|all",
        "value": part / whole if whole else None,
    }  # fmt: skip
    if reason:
        return row | {"verdict": "incomplete", "reason": reason}
    if not whole:
        return row | {"verdict": "not_applicable", "reason": "nobody_asked"}
    if part < limit * whole:
        tolerance = Fraction(5, 1000) if item == "G14-rural" else TENTH_OF_A_PERCENT
        return row | {"verdict": "not_met", "reason": "share_too_low",
                      "is_borderline": is_near(part, whole, limit, tolerance)}  # fmt: skip
    return row | {"verdict": "met"}


def _migrants(stated: Row) -> Row:
    whole = stated.get("migrant_pupil_eligible_count")
    parts = [stated.get(f"migrant_pupil_{kind}_count") for kind in ("public", "purchased")]
    part = None if None in parts else sum(parts)
    least = sum(number or 0 for number in parts)
    row = _share("G15", part or 0, whole or 0, MIGRANTS, None) | {
        "rests_on": "county_total", "numerator": None if part is None else float(part),
        "denominator": None if whole is None else float(whole),
        "value": part / whole if part is not None and whole else None,
    }  # fmt: skip
    if whole is None:
        return row | {"verdict": "incomplete", "reason": "county_total_missing"}
    if whole and least > whole:
        return row | {"verdict": "incomplete", "reason": "part_above_whole"}
    if whole and part is None and least < MIGRANTS * whole:
        return row | {"verdict": "incomplete", "reason": "county_total_missing",
                      "is_borderline": False}  # fmt: skip
    return row
