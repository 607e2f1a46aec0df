"""The truth about places: rows of the tables of schools, campuses and stages."""

from __future__ import annotations

from typing import Any

from sample.truth_school import COMPULSORY, SPLIT, SchoolYear, urban_rural


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
            "is_split": school.listed.school_type in SPLIT,
            "is_in_scope": reason in ("in_scope", "profile_missing"), "scope_reason": reason,
        })  # fmt: skip
    return rows
