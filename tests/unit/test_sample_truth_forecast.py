"""The truth about pupils to come: small counties worked out by hand."""

from fractions import Fraction

import pytest

from sample.truth.forecast import Ahead, Forecast

GRADES = range(1, 10)
NINE = {"primary", "junior"}


def county(children: dict[int, int], **schools: list[dict[int, int] | None]) -> Forecast:
    """Nine-year schools in 2023, 2024 and 2025: grade → pupils of each; no roster where None, and
    no school where a year has an empty one."""
    years = (2023, 2024, 2025)
    rosters = {
        year: {name: of[turn] for name, of in schools.items() if of[turn] != {}}
        for turn, year in enumerate(years)
    }
    stages = {year: dict.fromkeys(rosters[year], NINE) for year in years}
    forecast = Forecast(2025, rosters, stages, children)
    forecast.see()
    return forecast


def flat(pupils: int) -> dict[int, int]:
    """So many in every grade."""
    return dict.fromkeys(GRADES, pupils)


def test_of_two_pairs_of_years_the_range_is_what_was_seen():
    forecast = county({}, a=[flat(100), flat(90), flat(99)])
    assert [forecast.progression(2, 3, name) for name in ("low", "middle", "high")] == [
        Fraction(9, 10), Fraction(189, 190), Fraction(11, 10)
    ]  # fmt: skip
    assert forecast.progression(2, 4, "low") == Fraction(81, 100)


def test_a_school_opened_last_year_shares_the_intake_with_the_others_of_that_year():
    new = flat(0) | {1: 20}
    forecast = county({2024: 200, 2025: 200, 2026: 150}, a=[flat(80)] * 3, b=[{}, {}, new])
    assert forecast.share("b", "primary") == Fraction(20, 100)
    # of 200 children 80 came, then 100
    assert forecast.grade("b", 1, 2026, "middle") == 150 * Fraction(180, 400) * Fraction(1, 5)
    # its first class moves up as those of the county do: all who were in grade 1 went on
    assert forecast.grade("b", 2, 2026, "high") == 20


def test_nothing_is_said_where_a_roster_or_the_children_are_missing():
    forecast = county({}, a=[flat(80)] * 3, b=[flat(40), flat(40), None])
    assert forecast.stage("b", "junior", 2026, "low") == Ahead(
        None, None, None, "class_roster_missing"
    )
    assert forecast.stage("a", "primary", 2026, "low") == Ahead(480, None, None, "births_missing")
    # b's juniors of 2025 are not known: one pair of years is left, and all who left a entered
    junior = forecast.stage("a", "junior", 2026, "low")
    assert junior == Ahead(240, Fraction(240), Fraction(80), None)


def test_a_year_alone_shows_no_step():
    forecast = county({2026: 90}, a=[{}, {}, flat(80)])
    assert forecast.stage("a", "primary", 2026, "high").reason == "no_year_pair"


@pytest.mark.parametrize("scenario", ["low", "middle", "high"])
def test_a_grade_without_pupils_stays_without(scenario):
    empty = flat(50) | {4: 0, 5: 0}
    forecast = county({}, a=[empty] * 3)
    assert forecast.grade("a", 6, 2026, scenario) == 0
    assert forecast.grade("a", 4, 2026, scenario) == "ratio_unseen"
