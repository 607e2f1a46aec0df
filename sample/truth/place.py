"""The truth about places: rows of the tables of schools, campuses, stages and scopes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sample.truth.school import COMPULSORY, LEFT_OUT, SchoolYear, urban_rural

# Declared by itself, and what figures can say against it.
DECLARED = {"rural_small_school": "is_rural_small_school", "dense_centre": "is_dense_centre",
            "built_by_2010": "is_built_by_2010", "built_by_2016": "is_built_by_2016",
            "rural_small_class": "is_rural_small_class_school"}  # fmt: skip
# Scope → which schools it leaves out (standard 1.1 and 1.2), told in this order.
SCOPES = ("R", "G3", "G4", "G5", "G6", "G8", "G9", "G11", "G13", "Q1", "Q3", "Q4", "Q6")
PUBLIC_ONLY = ("G8", "G11", "G13")


def dim_school(school: SchoolYear) -> dict[str, Any]:
    """One row of dim_school."""
    row, profile = school.listed, school.profile
    known = profile or dict.fromkeys(
        ("is_boarding", "is_counted", "parent_school_id", "founded_year")
    )
    pupils = [school.own_pupils(stage) or 0 for stage in COMPULSORY]
    return {
        "school_year": school.year, "county_id": row.county_id, "school_id": row.school_id,
        "school_name": row.school_name, "school_type": row.school_type,
        "ownership": row.ownership, "is_private": row.ownership == "10",
        "urban_rural_code": row.urban_rural_code,
        "urban_rural": urban_rural(row.urban_rural_code),
        "is_boarding": known["is_boarding"],
        "is_teaching_point": row.school_type == "218", "is_counted": known["is_counted"],
        "parent_school_id": known["parent_school_id"], "founded_year": known["founded_year"],
        "pupil_count": sum(pupils) if profile else None, "has_profile": profile is not None,
    }  # fmt: skip


def dim_campuses(school: SchoolYear) -> list[dict[str, Any]]:
    """Rows of dim_campus: a branch of which a stage is merged is its parent's campus; a school has
    a row for each campus that it lists."""
    row = school.listed
    owner = (school.parent or school).listed
    place = {
        "school_year": school.year, "county_id": row.county_id, "school_id": owner.school_id,
        "school_name": owner.school_name, "school_type": row.school_type,
        "urban_rural": urban_rural(row.urban_rural_code),
    }  # fmt: skip
    if school.campuses is None:
        return [
            place | {"campus_id": row.school_id, "campus_name": row.school_name,
                     "is_main": owner is row}
            | {f"{stage}_pupil_count": school.own_pupils(stage) for stage in COMPULSORY}
        ]  # fmt: skip
    rows = []
    for campus in school.campuses.rows:
        own_id = campus.campus_school_id or f"{row.school_id}-{campus.campus_name}"
        rows.append(place | {
            "campus_id": row.school_id if campus.is_main else own_id,
            "campus_name": f"{row.school_name}（{campus.campus_name}）",
            "is_main": owner is row and campus.is_main,
            "primary_pupil_count": campus.primary_pupil_count,
            "junior_pupil_count": campus.junior_pupil_count,
        })  # fmt: skip
    return rows


def dim_school_stages(school: SchoolYear) -> list[dict[str, Any]]:
    """Rows of dim_school_stage of one school."""
    rows = []
    for stage in school.stages():
        if stage not in COMPULSORY:
            continue
        reason = school.scope(stage)
        share = school.share(stage)
        rows.append({
            "school_stage_key": f"{school.listed.school_id}|{stage}|{school.year}",
            "school_year": school.year, **school.place, "stage": stage,
            "pupil_count": school.pupils(stage),
            "split_weight": None if share is None else float(share),
            "is_split": len(school.stages()) > 1,
            "is_in_scope": reason in ("in_scope", "profile_missing"), "scope_reason": reason,
        })  # fmt: skip
    return rows


def indicator_scope_rows(school: SchoolYear) -> Iterator[dict[str, Any]]:
    """Rows of bridge_indicator_scope of one school."""
    for stage in school.stages():
        if stage in COMPULSORY:
            for scope in SCOPES:
                reason = _scope_reason(school, stage, scope)
                yield {
                    "school_year": school.year, **school.place, "stage": stage, "scope_id": scope,
                    "is_in_scope": reason in ("in_scope", "boarding_unknown"),
                    "scope_reason": reason,
                }  # fmt: skip


def _scope_reason(school: SchoolYear, stage: str, scope: str) -> str:
    listed, count = school.listed, school.own_pupils(stage)
    is_boarding = (school.profile or {}).get("is_boarding")
    if listed.school_type in LEFT_OUT or (scope == "Q1" and stage != "junior"):
        return "excluded_type"
    if listed.ownership == "10" and scope in PUBLIC_ONLY:
        return "private_excluded"
    if scope == "G13" and is_boarding:
        return "boarding_excluded"
    if scope == "G13" and listed.urban_rural_code[:2] not in ("11", "12"):
        return "place_excluded"
    if scope == "R" and listed.school_type == "218" and count is not None and count < 50:
        return "teaching_point_below_50"
    return "boarding_unknown" if scope == "G13" and is_boarding is None else "in_scope"


def school_flag_rows(school: SchoolYear, largest_class: int | None) -> Iterator[dict[str, Any]]:
    """Rows of bridge_school_flag of one school: what it says, and what figures do not refute."""
    if school.profile is None or not set(COMPULSORY) & set(school.stages()):
        return
    for flag in (*DECLARED, "migrant_majority"):
        said = school.profile.get(DECLARED.get(flag, ""))
        seen = _is_seen(school, flag, largest_class)
        is_enough = flag in ("rural_small_school", "migrant_majority")
        if said or (said is None and is_enough and seen):
            yield {
                "school_year": school.year, "county_id": school.place["county_id"],
                "school_id": school.place["school_id"], "school_flag": flag, "is_declared": said,
                "is_held": seen is not False,
            }  # fmt: skip


def _is_seen(school: SchoolYear, flag: str, largest_class: int | None) -> bool | None:
    """Whether figures show the kind; None where one that could decide is not known."""
    counts = [school.pupils(stage) for stage in school.stages() if stage in COMPULSORY]
    pupils = None if None in counts else sum(counts)
    place = urban_rural(school.listed.urban_rural_code)
    if flag == "dense_centre":
        return place == "city"
    if flag.startswith("built_by_"):
        founded = school.profile["founded_year"]
        return None if founded is None else founded <= int(flag[-4:])
    if flag == "migrant_majority":
        moved = school.profile["migrant_pupil_count"]
        return None if None in (moved, pupils) else 2 * moved > pupils
    if place != "village":
        return False
    if flag == "rural_small_class":
        return None if largest_class is None else largest_class < 30
    return None if pupils is None else 50 <= pupils < 100
