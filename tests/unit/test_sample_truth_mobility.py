"""The truth about teachers on the move, by hand: what two schools are to each other, and which way
people go."""

import datetime as dt

import pytest

from sample.records.school import GroupRow
from sample.truth.flow import flow_rows
from sample.truth.tie import Ties

JOINED = dt.date(2020, 9, 1)


def member(group_id: str, school_id: str, role: str, until: dt.date | None = None) -> GroupRow:
    return GroupRow(group_id, group_id, "group", None, school_id, role, JOINED, until, None)


TIES = Ties(
    {2024: {"strong": "strong", "weak": "weak"}, 2025: {"strong": "strong", "weak": "weak"}},
    {2024: True, 2025: False},
    [
        member("g", "strong", "lead"), member("g", "weak", "member"), member("g", "side", "member"),
        member("h", "helped", "helped"), member("h", "helper", "helper"),
        member("i", "helped", "lead"), member("i", "helper", "member"),
        member("k", "side", "lead", dt.date(2024, 9, 1)), member("k", "helper", "member"),
    ],
    True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("origin", "target", "year", "flow"),
    [
        ("strong", "weak", 2024, "strong_to_weak"),
        ("weak", "strong", 2024, "weak_to_strong"),
        ("strong", "other", 2024, "other"),
        ("strong", "weak", 2025, "strong_to_weak"),
        ("strong", "other", 2025, None),  # a row of that list went back
        ("strong", "weak", 2023, None),
    ],
)
def test_who_is_on_no_list_is_neither_weak_nor_strong(origin, target, year, flow):
    assert TIES.designation_flow(origin, target, year) == flow


@pytest.mark.parametrize(
    ("origin", "target", "year", "flow"),
    [
        ("strong", "weak", 2024, "lead_to_member"),
        ("weak", "strong", 2024, "member_to_lead"),
        ("weak", "side", 2024, "within_group"),
        ("helper", "helped", 2024, "within_group"),  # leads in one, follows in another
        ("side", "helper", 2023, "lead_to_member"),
        ("side", "helper", 2024, "other"),  # left on that day
        ("strong", "far", 2024, "other"),
    ],
)
def test_roles_are_those_of_a_group_of_both(origin, target, year, flow):
    assert TIES.role_flow(origin, target, year) == flow
    assert Ties({}, {}, [], False).role_flow(origin, target, year) is None


def move(flow: str, *, is_backbone: bool | None, is_counted: bool = True) -> dict:
    return {"flow": flow, "designation_flow": None, "role_flow": "other", "is_leader": False,
            "is_backbone": is_backbone, "is_counted_new": is_counted,
            "is_counted_in_force": False}  # fmt: skip


def test_net_is_less_those_who_went_the_other_way():
    moves = [
        move("town_to_village", is_backbone=True), move("town_to_village", is_backbone=False),
        move("town_to_village", is_backbone=None), move("village_to_town", is_backbone=False),
        move("level", is_backbone=True, is_counted=False),
    ]  # fmt: skip
    rows = {
        (row["direction_kind"], row["direction"]): row
        for row in flow_rows("990101", 2024, moves) if row["count_mode"] == "new"
    }  # fmt: skip
    down = rows["place", "town_to_village"]
    assert (down["exchanged_count"], down["backbone_exchanged_count"]) == (3, 1)
    assert (down["net_exchanged_count"], down["net_backbone_count"]) == (2, 1)
    assert down["exchanged_share"] == 0.75
    assert rows["place", "level"]["exchanged_count"] == 0
    # of nobody is a designation known
    assert rows["designation", "strong_to_weak"]["exchanged_count"] is None
    assert rows["designation", "unknown"]["exchanged_count"] == 4
