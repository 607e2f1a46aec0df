"""The truth of fct_reconciliation, source by source in plain loops.

Where the sources leave room: the school's own form comes first for what it states, the class list
for the number of classes; a branch that does not count as a school, or stands in its parent's form,
is reconciled with its parent, but for codes; what is missing of one campus is missing of the whole;
what the first source should have is missing even if its form never came. Rooms are listed one by
one, and the national form need not count them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any, NamedTuple

from sample.deliveries import Received
from sample.truth.given import CAMPUS, CODES, KINDS, ROOMS, STAGE_NAMES, Given, Sources
from sample.truth.school import STAGES, SchoolYear, schools_of

STATED = ("school_profile", "education_statistics", "teacher_roster")
USED = ("associate", "bachelor", "master", "doctor", "backbone", "pe", "music", "fine_art", "arts")
NOT_USED = ("associate_teacher_count_junior",)
AREAS = CAMPUS[:3]


class Fact(NamedTuple):
    """What is reconciled: its stage, whether resource marts use it, its sources in their order."""

    name: str
    stage: str
    is_used: bool
    sources: tuple[str, ...]


def facts() -> Iterator[Fact]:
    """Every fact that more than one source gives."""
    for stage in STAGE_NAMES:
        yield Fact(f"{stage}_pupil_count", stage, True,
                   (*STATED[:2], "student_roster", "class_roster"))  # fmt: skip
        yield Fact(f"{stage}_class_count", stage, False, ("class_roster", STATED[1]))
    for stage in STAGE_NAMES[:2]:
        for kind in KINDS:
            name = f"{kind}_teacher_count_{stage}"
            yield Fact(name, stage, kind in USED and name not in NOT_USED, STATED)
    for name in CAMPUS:
        gym = ("school_gym",) if name == "indoor_sports_area_m2" else ()
        yield Fact(name, "all", True, (*STATED[:2], *gym))
    for kind in ROOMS:
        yield Fact(f"{kind}_room_count", "all", False, ("room_roster", STATED[0]))
    for name in CODES:
        yield Fact(name, "all", False, (STATED[0], "school_list", STATED[1]))
    yield Fact("is_counted", "all", False, STATED[:2])


def tolerance(fact: str, pair: tuple[str, str]) -> tuple[Decimal, Decimal]:
    """Of one campus: rounding to whole square metres, and to the hundredth of 万元; between the
    school's form and a roster of another day a pupil or two or one in a hundred, a teacher or one
    in fifty. Absolute, and relative to the first source."""
    if pair[0] == "school_profile" and pair[1].endswith("_roster"):
        is_staff = pair[1] == "teacher_roster"
        return Decimal(1 if is_staff else 2), Decimal("0.02" if is_staff else "0.01")
    if "education_statistics" not in pair:
        return Decimal(0), Decimal(0)
    yuan = Decimal(50) if fact == "equipment_value_yuan" else Decimal(fact in AREAS) / 2
    return yuan, Decimal(0)


def allowed(fact: str, pair: tuple[str, str], a: Given, b: Given) -> Decimal:
    """What the two may differ by: every campus is rounded by itself."""
    absolute, relative = tolerance(fact, pair)
    share = relative * abs(a.value) if isinstance(a.value, Decimal) else Decimal(0)
    return max(absolute * max(a.campuses, b.campuses), share)


def reconciliation_rows(received: Received, county_id: str, year: int) -> list[dict[str, Any]]:
    """Rows of fct_reconciliation of one county and school year."""
    schools = schools_of(received, county_id, year)
    sources = Sources.of(received, county_id, year, schools)
    rows = []
    for fact in facts():
        found = wholes(schools, is_code=fact.name in (*CODES, "is_counted"))
        for main, members in found:
            rows += _pairs(fact, main, merged(fact, members, sources))
        for code, name, found in sources.unknown(fact.name):
            rows.append({
                "county_id": county_id, "school_year": year, "school_id": code,
                "school_name": name, "stage": fact.stage, "fact": fact.name,
                "source_a": fact.sources[0], "source_b": STATED[1], "value_a": None,
                "code_a": None, **_shown(found, "b"), "cell_a": None, "difference": None,
                "tolerance": None, "status": "not_attributable", "is_within": None,
                "counted_source": None, "is_resource_figure_counted": None, "campus_count": 1,
            })  # fmt: skip
    return rows


def wholes(
    schools: list[SchoolYear], is_code: bool
) -> list[tuple[SchoolYear, list[tuple[SchoolYear, bool]]]]:
    """Each school with its campuses, itself first, and which of them its form contains."""
    by_id = {school.listed.school_id: school for school in schools}
    found: dict[str, list[tuple[SchoolYear, bool]]] = {}
    for school in schools:
        own = school.listed.school_id
        profile = school.profile or {}
        parent = by_id.get(profile.get("parent_school_id"))
        is_branch = bool(
            not is_code and parent and parent is not school
            and (not profile["is_counted"] or profile["is_included_in_parent"])
            and not (parent.profile or {}).get("parent_school_id")
        )  # fmt: skip
        if is_branch:
            is_inside = bool(profile["is_included_in_parent"])
            found.setdefault(parent.listed.school_id, []).append((school, is_inside))
        else:
            found.setdefault(own, []).insert(0, (school, False))
    return [
        (by_id[own], [members[0], *sorted(members[1:], key=lambda m: m[0].listed.school_id)])
        for own, members in found.items()
    ]


def merged(
    fact: Fact, members: list[tuple[SchoolYear, bool]], sources: Sources
) -> list[tuple[str, Given]]:
    """What each source says of the whole, in the order of precedence."""
    told = []
    for place, source in enumerate(fact.sources):
        parts, is_received = [], False
        for school, is_inside in members:
            if is_inside and source in ("school_profile", "school_gym"):
                continue
            kinds = {*STAGES.get(school.listed.school_type, ()), *school.stages()}
            kinds |= {stage for stage, *_ in sources.rows.get(school.listed.school_id, ())}
            fits = fact.stage == "all" or fact.stage in kinds
            came = sources.came(source, school, fact.stage, kinds)
            found = sources.given(source, school, fact.name)
            if found is None:
                is_counted = fits and came and source.endswith("_roster")
                found = Given(Decimal(0) if is_counted else None)
            if fits or found.value is not None or found.is_clash:
                parts.append(found)
                is_received |= came
        whole = _sum(parts)
        is_optional = source == "school_gym" or (source, place) == ("school_profile", 1)
        if is_optional and whole.value is None:
            continue
        if parts and (place == 0 or is_received):
            told.append((source, whole))
    return told


def _sum(parts: list[Given]) -> Given:
    values = [part.value for part in parts]
    cells = "；".join(part.cells for part in parts)
    is_clash = any(part.is_clash for part in parts)
    if len(values) == 1:
        return parts[0]._replace(cells=cells, campuses=1)
    value = None if None in values or not values else sum(values, Decimal(0))
    lows, highs = zip(*(part.span for part in parts), strict=True) if parts else ((None,), (None,))
    bounds = None if None in lows else (sum(lows, Decimal(0)), sum(highs, Decimal(0)))
    return Given(value, cells, is_clash, len(parts), bounds)


def _pairs(fact: Fact, main: SchoolYear, told: list[tuple[str, Given]]) -> Iterator[dict[str, Any]]:
    counted = next((source for source, given in told if given.value is not None), None)
    for (source_a, a), (source_b, b) in combinations(told, 2):
        if a.value is None and b.value is None and not (a.is_clash or b.is_clash):
            continue
        campuses = max(a.campuses, b.campuses)
        limit = allowed(fact.name, (source_a, source_b), a, b)
        is_number = fact.name not in (*CODES, "is_counted")
        both = is_number and a.value is not None and b.value is not None
        status = _status(a, b, limit)
        yield {
            "school_year": main.year, **main.place, "stage": fact.stage, "fact": fact.name,
            "source_a": source_a, "source_b": source_b, **_shown(a, "a"), **_shown(b, "b"),
            "difference": str(b.value - a.value) if both else None,
            "tolerance": str(limit) if is_number else None, "status": status,
            "is_within": {"agree": True, "within_tolerance": True, "differ": False,
                          "contradicting": False}.get(status),
            "counted_source": counted,
            "is_resource_figure_counted":
                counted == "school_profile" if fact.is_used and counted else None,
            "campus_count": campuses,
        }  # fmt: skip


def _shown(given: Given, side: str) -> dict[str, Any]:
    is_code = isinstance(given.value, str)
    return {
        f"value_{side}": None if is_code or given.value is None else str(given.value),
        f"code_{side}": given.value if is_code else None,
        f"cell_{side}": given.cells if given.cells.strip("；") else None,
    }


def _status(a: Given, b: Given, allowed: Decimal) -> str:
    if a.is_clash or b.is_clash:
        return "contradicting"
    if a.value is None or b.value is None:
        return "missing_a" if a.value is None else "missing_b"
    if a.value == b.value:
        return "agree"
    if not isinstance(a.value, str) and abs(b.value - a.value) <= allowed:
        return "within_tolerance"
    return "differ"
