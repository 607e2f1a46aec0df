"""Intervals of the share of variance between schools, each by the method that goes with it."""

from math import inf

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtri, fdtri, ncfdtr, ndtr, ndtri

from estimation.intercept import Fit, criterion_between
from estimation.moments import Spread

LEVEL = 0.95


def searle(spread: Spread, level: float = LEVEL) -> tuple[float, float]:
    """Of the ANOVA estimate ICC(1): Searle's F interval with n0 in the place of one size
    (Searle, Casella and McCulloch 1992, Variance Components, 3.7; exact for schools of one size).
    Ends below 0 are 0."""
    observed = spread.between_mean / spread.within_mean
    freedom = spread.school_count - 1, spread.pupil_count - spread.school_count
    ends = []
    for share in ((1 + level) / 2, (1 - level) / 2):
        quotient = observed / float(fdtri(*freedom, share))
        ends.append(max(0.0, (quotient - 1) / (quotient + spread.effective_size - 1)))
    return ends[0], ends[1]


def noncentral(spread: Spread, level: float = LEVEL) -> tuple[float, float]:
    """Of η² = SSB / SST: the noncentralities under which the observed F would be as far out as the
    level allows, as shares λ / (λ + N) (Steiger 2004, Psychological Methods 9: 164-182)."""
    observed = spread.between_mean / spread.within_mean
    freedom = spread.school_count - 1, spread.pupil_count - spread.school_count

    def end(share: float) -> float:
        def beyond(noncentrality: float) -> float:
            return float(ncfdtr(*freedom, noncentrality, observed)) - share

        if beyond(0.0) <= 0:
            return 0.0
        far = 1.0
        while beyond(far) > 0:
            far *= 2
        return brentq(beyond, 0.0, far, xtol=1e-12, rtol=1e-13)

    low, high = end((1 + level) / 2), end((1 - level) / 2)
    return low / (low + spread.pupil_count), high / (high + spread.pupil_count)


def profile(fitted: Fit, level: float = LEVEL) -> tuple[float, float]:
    """Of the model's ICC: profile likelihood, all θ whose criterion is within the χ² quantile of
    the lowest (Pinheiro and Bates 2000, Mixed-Effects Models, 2.4; θ / (1 + θ) is monotone)."""
    low, high = criterion_between(fitted, float(chdtri(1, 1 - level)))
    return low / (1 + low), 1.0 if high == inf else high / (1 + high)


def normal(
    value: np.ndarray, error: np.ndarray, level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of values with normal errors: intervals, and the chances of ones as far from 0 where they
    are 0. NaN without an error."""
    known = np.where(error > 0, error, np.nan)
    far = reach(level) * known
    return value - far, value + far, 2 * ndtr(-np.abs(value) / known)


def reach(level: float = LEVEL) -> float:
    """Errors from a value to the ends of its normal interval."""
    return float(ndtri((1 + level) / 2))
