"""The loops behind the truth of fct_score_variance, by values that others computed."""

from fractions import Fraction

import pytest
from scipy.special import betainc, ncfdtr
from scipy.stats import f

from sample.truth.variance import f_quantile, incomplete_beta, noncentral_f, variance_row

TOY = [[Fraction(score) for score in group]
       for group in ((80, 85, 90, 95), (60, 65, 70, 75), (70, 75, 80, 85))]  # fmt: skip


def test_schools_of_one_size_have_by_likelihood_what_mean_squares_say():
    """Searle, Casella and McCulloch 1992, 4.1: MSW and (MSB − MSW) ÷ n."""
    row = variance_row(TOY, Fraction(100), True)
    assert row["sigma_squared"] == pytest.approx(375 / 9, rel=1e-12)
    assert row["tau_squared"] == pytest.approx((400 - 375 / 9) / 4, rel=1e-12)
    assert row["icc_reml"] == pytest.approx(row["icc1"], rel=1e-12)
    assert row["icc_reml_low"] < row["icc_reml"] < row["icc_reml_high"]
    assert row["school_mean_sd_percent"] == pytest.approx((800 / 12) ** 0.5, rel=1e-12)


def test_three_schools_decide_nothing_and_thirty_far_apart_do():
    row = variance_row(TOY, Fraction(100), True)
    assert (row["definitions_agree"], row["decision"]) == (True, "undecided")
    apart = [[Fraction(n), Fraction(n + 1)] for n in range(30)]
    assert variance_row(apart, Fraction(100), True)["decision"] == "above"
    assert variance_row(apart, Fraction(100), False)["decision"] is None
    alike = [[Fraction(n % 50) for n in range(500)] for _ in range(30)]
    assert variance_row(alike, Fraction(100), True)["decision"] == "below"


@pytest.mark.parametrize(
    ("groups", "reason"),
    [
        ([], "no_schools"),
        ([(1, 2)], "no_schools"),
        ([(1,), (2,)], "no_pupils"),
        ([(5, 5), (5, 5)], "no_variance"),
        ([(5, 5), (6, 6)], "no_rest"),
    ],
)
def test_what_cannot_be_told_has_a_reason_and_no_interval(groups: list, reason: str):
    row = variance_row([[Fraction(s) for s in group] for group in groups], Fraction(100), True)
    assert row["reason"] == reason
    assert row["icc_reml"] is None and row["icc1_low"] is None and row["decision"] is None


@pytest.mark.parametrize(("a", "b", "x"), [(1, 2, 0.3), (0.5, 300, 1e-4), (600, 900, 0.4)])
def test_the_incomplete_beta_function_is_that_of_a_library(a: float, b: float, x: float):
    assert incomplete_beta(a, b, x) == pytest.approx(float(betainc(a, b, x)), rel=1e-10)


def test_the_distributions_of_f_are_those_of_a_library():
    assert f_quantile(0.975, 7, 232) == pytest.approx(f.ppf(0.975, 7, 232), rel=1e-11)
    for shift in (0.0, 3.0, 700.0):
        wanted = float(ncfdtr(64, 3994, shift, 12.2))
        assert noncentral_f(12.2, 64, 3994, shift) == pytest.approx(wanted, rel=1e-9)
