"""Schools that sit on an edge of the standard; forms that leave something out or claim too much.

They are counted among the public primary schools with one stage, as far as a county has so many.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sample.schools import School

Profile = dict[str, Any]
ARTS = ("pe", "music", "fine_art", "arts")


def edges_of(schools: list[School]) -> dict[str, str]:
    """school_id → the edge it sits on."""
    parents = {school.parent_id for school in schools}
    lone = [s for s in schools if s.kind == "primary" and s.school_id not in parents]
    edges = {}
    for edge, (place, _) in EDGES.items():
        free = [s for s in lone if s.school_id not in edges and place in ("", s.urban_rural)]
        if free:
            edges[free[len(free) // 2].school_id] = edge
    points = [school for school in schools if school.kind == "point"]
    return edges | {
        point.school_id: edge
        for point, edge in zip(points[2:], ("silent", "says_yes", "says_no"), strict=False)
    }  # fmt: skip


def put_on_edge(profile: Profile, edge: str | None, is_first_year: bool) -> None:
    """Change a school's form for its edge; what is left out is left out in the first year only,
    so that the other years have their coefficients."""
    if edge in EDGES:
        EDGES[edge][1](profile, profile["primary_pupil_count"], is_first_year)
    elif edge is not None:
        profile["is_rural_small_school"] = {"says_yes": True, "says_no": False}.get(edge)
        # nobody of its own for PE and the arts: only who comes round counts, if anybody does
        profile.update({f"{kind}_teacher_count_primary": 0 for kind in ARTS})


def _equipment(per_pupil: int, less: int = 0) -> Callable[[Profile, int, bool], None]:
    def change(profile: Profile, pupils: int, is_first_year: bool) -> None:
        profile["equipment_value_yuan"] = Decimal(per_pupil * pupils - less)

    return change


def _grounds(profile: Profile, pupils: int, per_pupil: str) -> None:
    area = Decimal(per_pupil) * pupils // Decimal("0.01") / 100
    profile["outdoor_sports_area_m2"] = area - profile["indoor_sports_area_m2"]


def _prints_as_pass(profile: Profile, pupils: int, is_first_year: bool) -> None:
    _grounds(profile, pupils, "7.497")


def _two_print_as_pass(profile: Profile, pupils: int, is_first_year: bool) -> None:
    _grounds(profile, pupils, "7.497")
    profile["equipment_value_yuan"] = Decimal(2000 * pupils - 1)


def _blank(*fields: str) -> Callable[[Profile, int, bool], None]:
    def change(profile: Profile, pupils: int, is_first_year: bool) -> None:
        if is_first_year:
            profile.update(dict.fromkeys(fields))

    return change


def _no_pupils(profile: Profile, pupils: int, is_first_year: bool) -> None:
    if is_first_year:
        profile["primary_pupil_count"] = 0


def _dense(profile: Profile, pupils: int, is_first_year: bool) -> None:
    """Only with what the relaxed rule counts are the grounds enough."""
    _grounds(profile, pupils, "6.2")
    profile["is_dense_centre"] = True
    profile["other_sports_area_m2"] = Decimal("0.8") * pupils
    profile["rented_sports_area_m2"] = Decimal("0.6") * pupils


def _says(field: str) -> Callable[[Profile, int, bool], None]:
    """A claim that figures refute, with something to gain from it."""

    def change(profile: Profile, pupils: int, is_first_year: bool) -> None:
        profile[field] = True
        profile["visiting_pe_teacher_count"] = 2
        profile["other_sports_area_m2"] = Decimal(pupils)

    return change


def _built_late(profile: Profile, pupils: int, is_first_year: bool) -> None:
    profile["founded_year"] = 2017
    profile["is_built_by_2010"] = profile["is_built_by_2016"] = True


def _mostly_migrants(profile: Profile, pupils: int, is_first_year: bool) -> None:
    profile["migrant_pupil_count"] = pupils // 2 + 1


# Edge → place (city, town, village or anywhere) and change.
EDGES: dict[str, tuple[str, Callable[[Profile, int, bool], None]]] = {
    "dense": ("city", _dense),
    "two_print_as_pass": ("town", _two_print_as_pass),
    "prints_as_floor": ("town", _equipment(1700, 1)),
    "says_dense": ("village", _says("is_dense_centre")),
    "says_small": ("village", _says("is_rural_small_school")),
    "says_small_classes": ("town", _says("is_rural_small_class_school")),
    "standard": ("", _equipment(2000)),
    "floor": ("", _equipment(1700)),
    "below_floor": ("", _equipment(1700, 100)),
    "prints_as_pass": ("", _prints_as_pass),
    "blank_degree": ("", _blank("doctor_teacher_count_primary")),
    "blank_backbone": ("", _blank("backbone_teacher_count_primary")),
    "blank_equipment": ("", _blank("equipment_value_yuan")),
    "no_pupils": ("", _no_pupils),
    "built_late": ("", _built_late),
    "mostly_migrants": ("", _mostly_migrants),
}
