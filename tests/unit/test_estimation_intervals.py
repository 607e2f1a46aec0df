"""Intervals of the share between schools, by the values of the standard and by slow definitions."""

from math import exp, lgamma, log

import pytest
from scipy.special import betainc

from estimation.intercept import REML, fit
from estimation.intervals import noncentral, profile, searle
from estimation.moments import Spread, spread
from tests.unit.estimation_sums import exam_moments, moments
from tests.unit.test_estimation_fit import Pupils

TOY = [(school, (score,)) for school, scores in
       {"A": (80, 85, 90, 95), "B": (60, 65, 70, 75), "C": (70, 75, 80, 85)}.items()
       for score in scores]  # fmt: skip


def test_eight_schools_of_thirty_at_a_share_of_15_percent_can_decide_nothing():
    """standard.md 12.15: 0.05 to 0.46."""
    share = 0.15
    quotient = 1 + 30 * share / (1 - share)
    low, high = searle(Spread(8, 240, between=7 * quotient, within=232, effective_size=30))
    assert (round(low, 2), round(high, 2)) == (0.05, 0.46)


def test_the_squares_of_the_toy_are_those_worked_out_by_hand():
    squares = spread(moments(TOY))
    assert (squares.between, squares.within) == pytest.approx((800, 375), rel=1e-12)
    assert squares.effective_size == pytest.approx(4, rel=1e-12)
    low, high = searle(squares)
    assert low < 0.6825 < high
    low, high = noncentral(squares)
    assert low < 0.6809 < high


def noncentral_share(noncentrality: float, squares: Spread) -> float:
    """P(F ≤ observed) by the sum over central distributions that defines the noncentral one."""
    numerator, denominator = squares.school_count - 1, squares.pupil_count - squares.school_count
    observed = squares.between_mean / squares.within_mean
    at = numerator * observed / (numerator * observed + denominator)
    half = noncentrality / 2
    total = 0.0
    for n in range(4000):
        weight = exp(n * log(half) - half - lgamma(n + 1))
        total += weight * float(betainc(numerator / 2 + n, denominator / 2, at))
    return total


@pytest.mark.parametrize("squares", [spread(moments(TOY)), spread(exam_moments(False))],
                         ids=["toy", "example"])  # fmt: skip
def test_the_ends_for_eta_squared_leave_out_a_fortieth_each(squares: Spread):
    low, high = noncentral(squares)
    for share, end in ((0.975, low), (0.025, high)):
        noncentrality = end * squares.pupil_count / (1 - end)
        assert noncentral_share(noncentrality, squares) == pytest.approx(share, abs=1e-7)


@pytest.mark.parametrize("seed", range(4))
def test_the_profile_ends_where_the_likelihood_has_fallen_by_the_quantile(seed: int):
    pupils = Pupils(seed, schools=9)
    found = fit(pupils.moments, REML)

    def lowest(share: float) -> float:
        """Of all pairs of variances with this share, by matrices over every pupil."""
        ratio = share / (1 - share)
        scale = found.sigma_squared
        tried = [scale * (0.3 + n / 400) for n in range(1200)]
        return min(pupils.criterion(ratio * sigma, sigma, REML) for sigma in tried)

    low, high = profile(found)
    assert 0 <= low <= found.icc < high < 1
    for end in (low, high):
        if end > 0:
            assert lowest(end) == pytest.approx(found.criterion + 3.841458820694124, abs=2e-4)
    assert low > 0 or lowest(1e-12) <= found.criterion + 3.8415


def test_no_difference_at_all_ends_at_zero():
    rows = [(f"S{n}", (score,)) for n in range(4) for score in (50, 60, 70, 80)]
    squares = spread(moments(rows))
    assert searle(squares)[0] == 0 and noncentral(squares) == (0, 0)
    low, high = profile(fit(moments(rows), REML))
    assert low == 0 and 0 < high < 1
