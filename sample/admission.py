"""Who was admitted from where, and which places of good senior schools went to which school."""

from __future__ import annotations

from fractions import Fraction

from sample.chance import stream
from sample.pupils import FIRST_GRADE, Cohort
from sample.records.answers import CatchmentRow, QuotaRow
from sample.schools import School
from sample.standing import Standing

STAGES = ("primary", "junior")
# Pupils in a thousand who may live outside the catchment where G13 asks: no primary, one in twenty
# of the junior ones. A weak county has more; a close one has one pupil too many.
OUTSIDE = {"primary": 0, "junior": 50}
WEAK_OUTSIDE = {"primary": 12, "junior": 90}
ELSEWHERE = 180  # where nobody asks: boarding, village and private schools
PLACES = ("other_catchment", "assigned", "other_county")
INTAKE_SHARE = Fraction(45, 100)  # places of good senior schools to leavers of junior schools
ALLOCATED = {"weak": Fraction(48, 100), "edge": Fraction(1, 2), "close": Fraction(55, 100)}
# Weight of a village school's leavers against others'.
TILT = {"weak": Fraction(8, 10), "edge": Fraction(104, 100), "close": Fraction(12, 10)}
SPECIAL_SHARE = Fraction(1, 50)


def catchment_rows(
    cohorts: list[Cohort], standing: Standing, county_id: str, year: int, seed: int
) -> list[CatchmentRow]:
    """划片招生情况: every school and stage, pupils by where they live."""
    rng = stream(seed, county_id, "catchment", year)
    rows = []
    for stage in STAGES:
        here = [cohort for cohort in cohorts if cohort.stage == stage]
        asked = [cohort for cohort in here if _is_asked(cohort.school)]
        outside = {}
        for is_entrant in (True, False):
            members = [c for c in asked if c.grade == FIRST_GRADE[stage] or not is_entrant]
            outside[is_entrant] = _spread(members, _many_outside(members, stage, standing))
        for school in {cohort.school.school_id: cohort.school for cohort in here}.values():
            own = [cohort for cohort in here if cohort.school is school]
            pupils = sum(cohort.count for cohort in own)
            entrants = sum(c.count for c in own if c.grade == FIRST_GRADE[stage])
            new, all_of_them = (outside[flag].get(school.school_id, 0) for flag in (True, False))
            if not _is_asked(school):
                new = entrants * rng.randint(0, ELSEWHERE) // 1000
                all_of_them = pupils * rng.randint(0, ELSEWHERE) // 1000
            all_of_them = max(all_of_them, new)
            rows.append(CatchmentRow(school.school_id, stage, "in_catchment", entrants - new,
                                     pupils - all_of_them))  # fmt: skip
            place = rng.choice(PLACES) if standing == "weak" or not _is_asked(school) else PLACES[0]
            if all_of_them:
                rows.append(CatchmentRow(school.school_id, stage, place, new, all_of_them))
    return rows


def _is_asked(school: School) -> bool:
    """Public day schools in city and town."""
    return not school.is_private and not school.is_boarding and school.urban_rural != "village"


def _many_outside(members: list[Cohort], stage: str, standing: Standing) -> int:
    """Of a limit that is met up to the last pupil one more in a close county."""
    total = sum(cohort.count for cohort in members)
    if standing == "weak":
        return -(-total * WEAK_OUTSIDE[stage] // 1000)
    is_over = standing == "close" and stage == "junior" and total > 0
    return total * OUTSIDE[stage] // 1000 + is_over


def _spread(members: list[Cohort], many: int) -> dict[str, int]:
    """So many pupils over the schools, by their sizes."""
    weights: dict[str, Fraction] = {}
    for cohort in members:
        school_id = cohort.school.school_id
        weights[school_id] = weights.get(school_id, Fraction(0)) + cohort.count
    return share_out(many, weights) if many else {}


def share_out(total: int, weights: dict[str, Fraction]) -> dict[str, int]:
    """A whole number by weights, the largest remainders rounded up (Hamilton's method)."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    shares = {key: int(value) for key, value in exact.items()}
    rest = sorted(exact, key=lambda key: (shares[key] - exact[key], key))
    for key in rest[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def quota_rows(cohorts: list[Cohort], standing: Standing, county_name: str) -> list[QuotaRow]:
    """优质高中名额分配: two senior schools, the first with two thirds of the places.

    The plan is even, so that half of it can be allocated to the last place.
    """
    leavers: dict[str, Fraction] = {}
    for cohort in cohorts:
        if cohort.grade == 9:
            weight = TILT[standing] if cohort.school.urban_rural == "village" else Fraction(1)
            leavers[cohort.school.school_id] = cohort.count * weight
    planned = 6 * int(sum(c.count for c in cohorts if c.grade == 9) * INTAKE_SHARE / 6)
    rows = []
    for name, share in ((f"{county_name}第一高级中学", 4), (f"{county_name}高级中学", 2)):
        plan = planned * share // 6
        allocated = int(plan * ALLOCATED[standing])
        special = int(plan * SPECIAL_SHARE)
        rows += [
            QuotaRow(name, "allocated", school_id, count)
            for school_id, count in share_out(allocated, leavers).items() if count
        ]  # fmt: skip
        rows.append(QuotaRow(name, "open", None, plan - allocated - special))
        if special:
            rows.append(QuotaRow(name, "special", None, special))
    return rows
