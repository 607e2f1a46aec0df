"""The truth's own arithmetic, held against published worked examples."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from sample.records.people import MoveRow, TeacherRow
from sample.records.premises import CampusRow
from sample.records.school import SchoolRow
from sample.retirement import retirement_month
from sample.truth.campus import Campuses
from sample.truth.exchange import backbone_judged, exchange_judged
from sample.truth.numbers import (
    coefficient_of_variation,
    quantile,
    split_shares,
    variance_components,
    weighted_moments,
)
from sample.truth.place import dim_campuses
from sample.truth.resource import amount
from sample.truth.school import SPLIT, WEIGHT, SchoolYear, schools_of
from sample.truth.staff import count_reason, eligibility_reason

PUPILS = (45, 37, 89, 76, 55)
BOOKS = (279, 137, 935, 160, 402)


def test_the_coefficient_of_variation_is_weighted_by_pupils():
    """差异系数, the circulated teaching example: 6.3344, 3.2639, 0.5153 (not 0.4888)."""
    pairs = [(p, Fraction(b, p)) for p, b in zip(PUPILS, BOOKS, strict=True)]
    mean, variance = weighted_moments(pairs)
    assert float(mean) == pytest.approx(6.3344, abs=5e-5)
    assert float(variance) ** 0.5 == pytest.approx(3.2639, abs=5e-5)
    assert coefficient_of_variation(pairs) == pytest.approx(0.5153, abs=5e-5)
    unweighted = coefficient_of_variation((1, value) for _, value in pairs)
    assert unweighted == pytest.approx(0.4888, abs=5e-5)


def test_a_nine_year_school_is_split_one_to_one_point_one():
    """A=166, B=210, T=23226: 9711.63 and 13514.37."""
    shares = split_shares(SPLIT["primary", "junior"], {"primary": 166, "junior": 210})
    assert float(shares["primary"] * 23226) == pytest.approx(9711.63, abs=0.005)
    assert float(shares["junior"] * 23226) == pytest.approx(13514.37, abs=0.005)


def test_a_twelve_year_school_is_split_in_three():
    """A=600, B=400, C=500: .35294, .25882."""
    shares = split_shares(
        SPLIT["primary", "junior", "senior"], {"primary": 600, "junior": 400, "senior": 500}
    )
    assert float(shares["primary"]) == pytest.approx(0.35294, abs=5e-6)
    assert float(shares["junior"]) == pytest.approx(0.25882, abs=5e-6)
    assert sum(shares.values()) == 1


class Handed:
    """What came in of one county and year: its list and its profiles."""

    def __init__(self, *schools: dict):
        self.rows = {
            "school_list": [
                SchoolRow("990101", "岚岫县", s["school_id"], s["school_id"], None, s["kind"], "7",
                          "121") for s in schools
            ],
            "school_profile": list(schools),
        }  # fmt: skip

    def records(self, form: str, county_id: str, year: int) -> list:
        return self.rows[form]

    def tables(self, form: str, county_id: str, year: int) -> list:
        return []


def school(school_id: str, kind: str, pupils: tuple, area: int, **more: object) -> dict:
    return {
        "school_id": school_id, "kind": kind, "is_counted": True, "parent_school_id": None,
        "is_included_in_parent": None, "outdoor_sports_area_m2": area, "indoor_sports_area_m2": 0,
        "backbone_teacher_count_primary": 3, **more,
    } | dict(zip(("primary_pupil_count", "junior_pupil_count"), pupils, strict=True))  # fmt: skip


def has(school: SchoolYear, stage: str, indicator: str) -> Fraction | None:
    """The amount where nothing is missing."""
    least, most = amount(school, stage, indicator, is_relaxed=False)
    return least if least == most else None


def found(*schools: dict) -> dict[str, SchoolYear]:
    return {s.listed.school_id: s for s in schools_of(Handed(*schools), "990101", 2025)}


def test_a_nine_year_branch_gives_its_primary_parent_only_the_primary_share():
    branch = {"is_counted": False, "parent_school_id": "lone"}
    here = found(school("lone", "211", (300, None), 1000),
                 school("nine", "312", (166, 210), 23226, **branch))  # fmt: skip
    assert float(has(here["lone"], "primary", "R5")) == pytest.approx(10711.63, abs=0.005)
    assert float(has(here["nine"], "junior", "R5")) == pytest.approx(13514.37, abs=0.005)
    assert here["lone"].pupils("primary") == 466
    assert [row["school_id"] for row in dim_campuses(here["nine"])] == ["lone"]


def test_a_primary_branch_gives_nothing_to_the_junior_part_of_its_parent():
    branch = {"is_counted": False, "parent_school_id": "nine"}
    here = found(school("nine", "312", (166, 210), 23226),
                 school("twig", "211", (45, None), 1000, **branch))  # fmt: skip
    assert float(has(here["nine"], "primary", "R5")) == pytest.approx(10711.63, abs=0.005)
    assert float(has(here["nine"], "junior", "R5")) == pytest.approx(13514.37, abs=0.005)


def test_campuses_are_split_one_by_one_where_they_add_up():
    """166 and 210 pupils share 23226 m² as above; 400 primary pupils have 2000 m² to themselves."""
    nine = school("nine", "312", (566, 210), 25226, teaching_area_m2=0, equipment_value_yuan=0,
                  multimedia_room_count=0, senior_pupil_count=None)  # fmt: skip
    here = found(nine)["nine"]
    main = CampusRow("本部", None, True, 166, 210, 0, 0, 0, 0, 0, 23226, None, None, 0, 0)
    east = CampusRow("东校区", None, False, 400, 0, 0, 0, 0, 0, 0, 2000, None, None, 0, 0)
    campuses = Campuses([main, east], WEIGHT)
    assert campuses.add_up_to(here)
    assert not Campuses([main, east._replace(primary_pupil_count=399)], WEIGHT).add_up_to(here)
    assert not Campuses([main, east._replace(is_main=True)], WEIGHT).add_up_to(here)
    here.campuses = campuses
    assert float(has(here, "primary", "R5")) == pytest.approx(11711.63, abs=0.005)
    assert float(has(here, "junior", "R5")) == pytest.approx(13514.37, abs=0.005)
    assert [row["campus_id"] for row in dim_campuses(here)] == ["nine", "nine-东校区"]


@pytest.mark.parametrize("pupils", [49, 60])
def test_a_point_in_its_parents_form_counts_once(pupils):
    inside = {"is_counted": False, "parent_school_id": "nine", "is_included_in_parent": True}
    here = found(school("nine", "312", (166 + pupils, 210), 24226,
                        backbone_teacher_count_primary=7),
                 school("point", "218", (pupils, None), 1000, **inside))  # fmt: skip
    assert here["nine"].pupils("primary") == 166 and here["point"].pupils("primary") == pupils
    assert float(has(here["nine"], "junior", "R5")) == pytest.approx(13514.37, abs=0.005)
    assert has(here["nine"], "primary", "R2") == 4


def test_a_total_without_stages_is_the_figure_of_an_only_stage():
    totals = {"backbone_teacher_count_primary": None, "backbone_teacher_count": 9}
    here = found(school("lone", "211", (300, None), 1000, **totals),
                 school("nine", "312", (166, 210), 1000, **totals),
                 school("half", "312", (80, 0), 1000, **totals),
                 school("none", "312", (80, 90), 1000, backbone_teacher_count=0,
                        backbone_teacher_count_primary=None))  # fmt: skip
    assert [has(here[name], "primary", "R2") for name in here] == [9, None, 9, 0]
    assert has(here["none"], "junior", "R2") == 0


def test_a_school_without_pupils_stays_and_has_no_amount():
    here = found(school("lone", "211", (0, None), 1000), school("nine", "312", (80, 0), 1000))
    assert here["lone"].stages() == ("primary",) and here["nine"].stages() == ("primary",)
    assert has(here["lone"], "primary", "R5") is None
    assert has(here["nine"], "primary", "R5") == 1000


def test_what_is_missing_can_only_add_or_only_take_off():
    here = found(school("lone", "211", (300, None), 1000, teaching_area_m2=Decimal(900),
                        indoor_sports_area_m2=None, associate_teacher_count_primary=4,
                        bachelor_teacher_count_primary=9, master_teacher_count_primary=0,
                        doctor_teacher_count_primary=None))["lone"]  # fmt: skip
    assert amount(here, "primary", "R1", is_relaxed=False) == (13, None)
    assert amount(here, "primary", "R4", is_relaxed=False) == (None, 900)
    assert amount(here, "primary", "R5", is_relaxed=False) == (1000, None)


def test_attached_classes_share_the_campus_of_their_host():
    """60 and 400 with 1 and 1.1 make 500."""
    here = found(school("host", "311", (60, 400), 1000), school("plain", "311", (0, 400), 1000))
    assert here["host"].stages() == ("primary", "junior")
    assert has(here["host"], "primary", "R5") == 120 and has(here["host"], "junior", "R5") == 880
    assert here["plain"].stages() == ("junior",) and has(here["plain"], "junior", "R5") == 1000


def test_the_spread_between_schools():
    """Three schools of four: SSB 800, SSW 375, eta² 0.6809, ICC1 0.6825."""
    parts = variance_components([(80, 85, 90, 95), (60, 65, 70, 75), (70, 75, 80, 85)])
    assert (parts["ssb"], parts["ssw"], parts["n0"]) == (800, 375, 4)
    assert float(parts["eta_squared"]) == pytest.approx(0.6809, abs=5e-5)
    assert float(parts["icc1"]) == pytest.approx(0.6825, abs=5e-5)


def test_one_school_has_no_spread_and_a_negative_correlation_is_clipped():
    assert variance_components([(1, 2, 3)])["icc1"] is None
    assert variance_components([(1, 9), (2, 8)])["icc1"] == 0


def test_quartiles_are_interpolated():
    scores = [Fraction(score) for score in (1, 2, 3, 4)]
    assert [quantile(scores, Fraction(part, 4)) for part in (1, 2, 3)] == [
        Fraction(7, 4), Fraction(5, 2), Fraction(13, 4),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("birth", "is_male", "month"),
    [
        ((1964, 12), True, (2024, 12)),
        ((1965, 1), True, (2025, 2)),
        ((1965, 4), True, (2025, 5)),
        ((1965, 5), True, (2025, 7)),
        ((1969, 12), False, (2024, 12)),
        ((1970, 1), False, (2025, 2)),
        ((1981, 9), False, (2039, 9)),
        ((1976, 9), True, (2039, 9)),
        ((1999, 1), True, (2062, 1)),
    ],
)
def test_retirement_comes_later_month_by_month(birth, is_male, month):
    """国务院关于渐进式延迟法定退休年龄的办法, annexes for men and for women of 55."""
    assert retirement_month(dt.date(*birth, 1), is_male) == dt.date(*month, 1)


def teacher(**changes) -> TeacherRow:
    day = dt.date(2000, 9, 1)
    row = TeacherRow("甲", "1", "male", day, day, day, "bachelor", "first", "chinese", "primary",
                     "teacher", "staffed", "in_post", "none", None, False, "none")  # fmt: skip
    return row._replace(**changes)


@pytest.mark.parametrize(
    ("changes", "private", "tenure", "left", "reason"),
    [
        ({}, False, 72, 61, "eligible"),
        ({}, False, 71, 61, "tenure_short"),
        ({}, False, 72, 60, "near_retirement"),
        ({"deferral_reason": "nursing"}, False, 72, 61, "deferred"),
        ({"post_status": "seconded", "deferral_reason": "illness"}, False, 72, 61, "not_in_post"),
        ({"stage": "senior"}, True, 0, 0, "not_public"),
        ({"stage": "senior"}, False, 0, 0, "not_compulsory"),
    ],
)
def test_the_first_reason_in_order_is_given(changes, private, tenure, left, reason):
    assert eligibility_reason(teacher(**changes), private, tenure, left) == reason


@pytest.mark.parametrize(
    ("form", "end", "planned", "share", "reason"),
    [
        ("rotation", (2024, 6), None, None, ("counted", 10)),
        ("rotation", (2024, 5), None, None, ("too_short", 9)),
        ("rotation", None, (2025, 8), None, ("counted", 24)),
        ("rotation", None, None, None, ("pending", None)),
        ("circuit_teaching", (2024, 8), None, "50", ("counted", 12)),
        ("circuit_teaching", (2024, 8), None, "49.99", ("lesson_share_low", 12)),
        ("circuit_teaching", None, None, "49.99", ("lesson_share_low", None)),
        ("cross_school_teaching", (2024, 8), None, None, ("lesson_share_missing", 12)),
        ("cross_school_teaching", (2023, 12), None, None, ("too_short", 4)),
    ],
)
def test_which_moves_count(form, end, planned, share, reason):
    dates = [None if day is None else dt.date(*day, 1) for day in (end, planned)]
    move = MoveRow("甲", "1", "a", "b", form, dt.date(2023, 9, 1), *dates,
                   None if share is None else Decimal(share), False)  # fmt: skip
    assert count_reason(move) == reason


@pytest.mark.parametrize(
    ("part", "whole", "open_count", "missing", "verdict"),
    [
        (100, 1000, 0, 0, ("met", False, None)),
        (1000, 10_001, 0, 0, ("not_met", True, None)),
        (99, 1000, 0, 0, ("not_met", False, None)),
        (99, 1000, 1, 0, ("incomplete", False, "move_undecided")),
        (98, 1000, 1, 3, ("not_met", False, None)),
        (100, 1000, 0, 1, ("incomplete", False, "some_rosters_missing")),
        (0, 0, 0, 0, ("not_applicable", False, "nobody_eligible")),
        (5, 0, 0, 1, ("incomplete", False, "some_rosters_missing")),
        (5, None, 0, None, ("incomplete", False, "roster_missing")),
    ],
)
def test_the_exchange_limit_is_reached_exactly(part, whole, open_count, missing, verdict):
    row = {"exchanged_count": part, "eligible_count": whole}
    assert exchange_judged(row, [None] * open_count, missing) == verdict


@pytest.mark.parametrize(
    ("part", "whole", "unknown", "undecided", "verdict"),
    [
        (2, 10, 0, [], ("met", False, None)),
        (1, 10, 0, [], ("not_met", False, None)),
        (1, 10, 1, [], ("incomplete", False, "title_unknown")),
        (0, 10, 1, [], ("not_met", False, None)),
        (2, 9, 0, [False], ("met", False, None)),
        (2, 10, 0, [False], ("incomplete", False, "move_undecided")),
        (1, 9, 0, [True], ("incomplete", False, "move_undecided")),
        (None, 10, 10, [], ("incomplete", False, "title_unknown")),
        (0, 0, 0, [], ("not_applicable", False, "nobody_exchanged")),
        (0, 0, 0, [False], ("incomplete", False, "move_undecided")),
    ],
)
def test_the_backbone_half_asks_what_is_still_open(part, whole, unknown, undecided, verdict):
    row = {
        "exchanged_count": whole, "backbone_exchanged_count": part, "title_unknown_count": unknown,
    }  # fmt: skip
    assert backbone_judged(row, undecided) == verdict
