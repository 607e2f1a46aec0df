"""The truth about the spread between schools: the share under three definitions, with intervals.

The variances follow from the two equations that restricted maximum likelihood sets (Searle,
Casella and McCulloch 1992, Variance Components, 6.6) by halving, the F distributions from the
continued fraction of the incomplete beta function. Where the sources leave room: the limit of Q9
is that of the year's standard, and a year without a school list has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import exp, fsum, inf, lgamma, log, log1p
from statistics import NormalDist
from typing import Any

from sample.truth.numbers import root, variance_components

Row = dict[str, Any]
LIMIT = Fraction(15, 100)
LOW, HIGH = 0.025, 0.975
SHARES = ("eta_squared", "icc1", "icc_reml")
METHODS = ("noncentral_f", "searle_f", "profile_likelihood")


def variance_row(
    groups: Sequence[Sequence[Fraction]], full_score: Fraction, is_limited: bool
) -> Row:
    """Figures of fct_score_variance from the scores of each school's takers."""
    row: Row = dict.fromkeys(
        ("tau_squared", "sigma_squared", "school_mean_sd_percent", "definitions_agree", "decision",
         *(f"{share}{end}" for share in SHARES for end in ("", "_low", "_high"))),
    )  # fmt: skip
    parts = variance_components(groups) if groups else dict.fromkeys(("ssb", "ssw", "n0"))
    pupils, schools = sum(map(len, groups)), len(groups)
    for name, key in (("between_sum_of_squares", "ssb"), ("within_sum_of_squares", "ssw"),
                      ("effective_school_size", "n0"), ("eta_squared", "eta_squared"),
                      ("icc1", "icc1")):  # fmt: skip
        value = parts.get(key)
        row[name] = None if value is None else float(value)
    row["total_sum_of_squares"] = float(parts["ssb"] + parts["ssw"]) if groups else None
    if groups:
        row["school_mean_sd_percent"] = 100 * root(parts["ssb"] / pupils) / float(full_score)
    row["limit_value"] = float(LIMIT) if is_limited else None
    row["reason"] = _reason(schools, pupils, parts)
    if row["reason"] is None:
        row |= _restricted(groups, float(parts["ssw"]))
        row |= _by_squares(schools, pupils, parts)
    for share, method in zip(SHARES, METHODS, strict=True):
        row[f"{share}_interval_method"] = None if row[f"{share}_low"] is None else method
    return row | (_against_limit(row, parts) if is_limited and row["reason"] is None else {})


def _reason(schools: int, pupils: int, parts: Row) -> str | None:
    if schools < 2:
        return "no_schools"
    if pupils == schools:
        return "no_pupils"
    if parts["ssb"] + parts["ssw"] == 0:
        return "no_variance"
    return "no_rest" if parts["ssw"] == 0 else None


def _against_limit(row: Row, parts: Row) -> Row:
    sides = {parts["eta_squared"] < LIMIT, parts["icc1"] < LIMIT, row["icc_reml"] < LIMIT}
    decision = "undecided"
    if all(row[f"{share}_high"] < LIMIT for share in SHARES):
        decision = "below"
    elif all(row[f"{share}_low"] >= LIMIT for share in SHARES):
        decision = "above"
    return {"definitions_agree": len(sides) == 1, "decision": decision}


class _Restricted:
    """What restricted maximum likelihood sees, school by school, at a share ρ between schools:
    the variance of a school's mean in units of the total variance is ρ + (1 − ρ) / n."""

    def __init__(self, groups: Sequence[Sequence[Fraction]], within: float):
        self.sizes = [len(group) for group in groups]
        centre = sum(map(sum, groups)) / sum(self.sizes)
        self.means = [float(sum(group) / len(group) - centre) for group in groups]
        self.within, self.pupils = within, sum(self.sizes)

    def weights(self, share: float) -> list[float]:
        return [1 / (share + (1 - share) / size) for size in self.sizes]

    def squares(self, share: float) -> float:
        """The generalised sum of squares: total variance times the degrees of freedom."""
        weights, mean = self._mean(share)
        between = fsum(w * (own - mean) ** 2 for w, own in zip(weights, self.means, strict=True))
        return self.within / (1 - share) + between

    def unequal(self, share: float) -> float:
        """Squares of the weighted means less what is expected of them: zero at the estimate,
        positive where the schools differ more than the share allows."""
        weights, mean = self._mean(share)
        total = self.squares(share) / (self.pupils - 1)
        found = fsum((w * (own - mean)) ** 2 for w, own in zip(weights, self.means, strict=True))
        return found / total - fsum(weights) + fsum(w * w for w in weights) / fsum(weights)

    def criterion(self, share: float) -> float:
        """−2 restricted log likelihood but for constants, at the best total variance."""
        weights, _ = self._mean(share)
        spread = (self.pupils - len(self.sizes)) * log1p(-share) - fsum(map(log, weights))
        freedom = self.pupils - 1
        return freedom * log(self.squares(share)) + spread + log(fsum(weights))

    def _mean(self, share: float) -> tuple[list[float], float]:
        weights = self.weights(share)
        return weights, fsum(map(float.__mul__, weights, self.means)) / fsum(weights)


def _restricted(groups: Sequence[Sequence[Fraction]], within: float) -> Row:
    paper = _Restricted(groups, within)
    least, most = 0.0, 1 - 1e-9
    share = halved(paper.unequal, least, most) if paper.unequal(0.0) > 0 else 0.0
    total = paper.squares(share) / (paper.pupils - 1)
    highest = paper.criterion(share) + NormalDist().inv_cdf(HIGH) ** 2

    def left(at: float) -> float:
        return highest - paper.criterion(at)

    return {
        "tau_squared": share * total, "sigma_squared": (1 - share) * total, "icc_reml": share,
        "icc_reml_low": 0.0 if left(0.0) >= 0 else halved(lambda at: -left(at), 0.0, share),
        "icc_reml_high": halved(left, share, most),
    }  # fmt: skip


def _by_squares(schools: int, pupils: int, parts: Row) -> Row:
    above, below = schools - 1, pupils - schools
    observed = float((parts["ssb"] / above) / (parts["ssw"] / below))
    size = float(parts["n0"])
    row: Row = {}
    for end, probability in (("low", HIGH), ("high", LOW)):
        quotient = observed / f_quantile(probability, above, below)
        row[f"icc1_{end}"] = max(0.0, (quotient - 1) / (quotient + size - 1))
        noncentrality = _noncentrality(probability, observed, above, below)
        row[f"eta_squared_{end}"] = noncentrality / (noncentrality + pupils)
    return row


def halved(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that is positive at `low` and not at `high` turns, to the last digit."""
    while True:
        middle = (low + high) / 2
        if not low < middle < high:
            return middle
        low, high = (middle, high) if function(middle) > 0 else (low, middle)


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Regularised incomplete beta function by its continued fraction, in Lentz's way."""
    if x <= 0 or x >= 1:
        return float(x > 0)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    tiny, c = 1e-300, 1.0
    d = 1 / ((1 - (a + b) * x / (a + 1)) or tiny)
    fraction = d
    for m in range(1, 10_000):
        before = fraction
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for step in (even, odd):
            d = 1 / ((1 + step * d) or tiny)
            c = (1 + step / c) or tiny
            fraction *= d * c
        if abs(fraction - before) <= 1e-16 * abs(fraction):
            break
    return exp(_log_beta_term(a, b, x)) * fraction / a


def _log_beta_term(a: float, b: float, x: float) -> float:
    """ln of x^a (1 − x)^b / B(a, b)."""
    return a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)


def f_quantile(probability: float, above: int, below: int) -> float:
    """Quantile of the F distribution."""
    x = halved(lambda x: probability - incomplete_beta(above / 2, below / 2, x), 0.0, 1.0)
    return below * x / (above * (1 - x))


def _noncentrality(probability: float, observed: float, above: int, below: int) -> float:
    """The noncentrality under which F falls below the observed with this probability."""

    def beyond(noncentrality: float) -> float:
        return noncentral_f(observed, above, below, noncentrality) - probability

    if beyond(0.0) <= 0:
        return 0.0
    far = 1.0
    while beyond(far) > 0:
        far *= 2
    return halved(beyond, 0.0, far)


def noncentral_f(observed: float, above: int, below: int, noncentrality: float) -> float:
    """P(F ≤ observed): central distributions, weighted as Poisson counts them; each incomplete
    beta from the next by one term, downwards, so that only like signs are added."""
    if observed == 0:
        return 0.0
    a, b, half = above / 2, below / 2, noncentrality / 2
    x = above * observed / (above * observed + below)
    last = int(half + 12 * (half + 12) ** 0.5) + 12
    first = max(0, int(half - 12 * (half + 12) ** 0.5) - 12)
    share = incomplete_beta(a + last, b, x)
    parts = []
    for n in range(last, first - 1, -1):
        count = n * log(half) if half else (0.0 if n == 0 else -inf)
        parts.append(exp(count - half - lgamma(n + 1)) * share)
        if n > first:
            share += exp(_log_beta_term(a + n - 1, b, x)) / (a + n - 1)
    return fsum(parts)
