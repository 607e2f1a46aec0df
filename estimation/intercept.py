"""The random-intercept model, by maximum likelihood and by restricted maximum likelihood.

    outcome = covariates · β + effect of the school + rest,
    effect ~ N(0, τ²), rest ~ N(0, σ²), θ = τ² / σ²

The likelihood needs no more than sums by school: with w = n / (1 + nθ) the weight of a school's
means, X'V⁻¹X · σ² is the products within schools plus the weighted products of the means, and so
on for the outcome (Goldstein 2011, Multilevel Statistical Models, ch. 2; the criterion is that of
lme4: Bates, Mächler, Bolker and Walker 2015, J. Stat. Software 67(1), eq. 34 and 39). β and σ² have
closed forms for a given θ, so that one number is searched for: where the criterion's slope is zero.
"""

from dataclasses import dataclass
from math import fsum, inf, log, pi

import numpy as np
from scipy.optimize import brentq

from estimation.moments import Moments

ML, REML = "ml", "reml"

_STEPS = 37
_REACH = 18.0
_RANK = 1e-10
"""Share of its variance that a covariate must have of its own: less is rounding."""


class NotEstimableError(ValueError):
    """What the sums cannot tell. The message is a code:

    no_schools: fewer than two schools
    no_pupils: not more pupils than schools and coefficients
    no_variance: the outcome does not vary
    no_rest: within schools nothing is left to chance
    collinear: a covariate does not vary, or follows from the others
    """


@dataclass(frozen=True)
class Fit:
    """A fitted model in the units of its data.

    coefficients, errors: (1 + p,) intercept first, and their standard errors.
    criterion: −2 log likelihood; for REML the restricted one, in the covariates' own units.
    ratio: θ.
    """

    method: str
    tau_squared: float
    sigma_squared: float
    coefficients: np.ndarray
    errors: np.ndarray
    criterion: float
    ratio: float
    at: "_Profile"

    @property
    def icc(self) -> float:
        """Share of the variance that lies between schools."""
        return self.tau_squared / (self.tau_squared + self.sigma_squared)


def fit(moments: Moments, method: str = REML) -> Fit:
    """Estimate the model. Raises NotEstimableError."""
    profile = _Profile(_standardised(moments), method)
    ratio = _lowest(profile)
    criterion, sigma, beta, products = profile.solved(ratio)
    y, x = float(profile.scales[0]), profile.scales[1:]
    covariance = np.linalg.inv(products) * sigma
    # from standardised to own units, and from the mean of all pupils to zero
    back = np.diag(np.concatenate(([1.0], 1.0 / x))) * y
    back[0, 1:] = -y * moments.origin[1:] / x
    coefficients = back @ beta
    coefficients[0] += moments.origin[0]
    errors = np.sqrt(np.einsum("ab,bc,ac->a", back, covariance, back))
    return Fit(
        method, ratio * sigma * y * y, sigma * y * y, coefficients, errors,
        criterion + profile.own_units, ratio, profile,
    )  # fmt: skip


@dataclass(frozen=True)
class Effects:
    """What each of the J schools adds, in the units of the outcome; all arrays are (J,).

    residual: mean outcome less what the covariates lead to expect.
    shrinkage: λ = nθ / (1 + nθ), how much of it is taken for the school's own.
    effect: λ · residual; the pupils' mean of what is expected makes these sum to zero.
    conditional_error: √(τ²(1 − λ)), as lme4 prints it: the model's coefficients taken as known.
    error: of the effect's difference from the mean of these schools, coefficients estimated; NaN
        where τ² is estimated as zero and nothing is known of it.
    """

    residual: np.ndarray
    shrinkage: np.ndarray
    effect: np.ndarray
    conditional_error: np.ndarray
    error: np.ndarray


def effects(fitted: Fit) -> Effects:
    """Shrunken effects of the schools with both errors.

    The prediction error follows Henderson (1975, Biometrics 31: 423-447), for the contrast of a
    school with the mean of all: d(1 − 2/J) + Σd/J² + (l − l̄)'Cov(β)(l − l̄), where d = τ²(1 − λ) and
    l = λ(1, means of the covariates).
    """
    profile, scale = fitted.at, fitted.at.scales[0]
    _, sigma, beta, products = profile.solved(fitted.ratio)
    design, counts = profile.design, profile.counts
    residual = profile.outcome - design @ beta
    shrinkage = counts * fitted.ratio / (1 + counts * fitted.ratio)
    unexplained = fitted.ratio * sigma * (1 - shrinkage)
    leverage = shrinkage[:, None] * design
    leverage = leverage - leverage.mean(axis=0)
    covariance = np.linalg.inv(products) * sigma
    schools = len(counts)
    variance = (
        unexplained * (1 - 2 / schools)
        + fsum(unexplained) / schools**2
        + np.einsum("ja,ab,jb->j", leverage, covariance, leverage)
    )
    if fitted.ratio == 0:
        variance = np.full(schools, np.nan)
    return Effects(
        residual * scale, shrinkage, shrinkage * residual * scale,
        np.sqrt(unexplained) * scale, np.sqrt(variance) * scale,
    )  # fmt: skip


def _standardised(moments: Moments) -> tuple[Moments, np.ndarray]:
    """Each column by its standard deviation, so that no unit decides what rounding does."""
    schools, pupils = len(moments.schools), moments.pupil_count
    if schools < 2:
        raise NotEstimableError("no_schools")
    if pupils <= schools + len(moments.covariates):
        raise NotEstimableError("no_pupils")
    total = moments.within + moments.between
    scales = np.sqrt(np.diag(total) / pupils)
    if not scales[0] > 0:
        raise NotEstimableError("no_variance")
    if not all(scales > 0):
        raise NotEstimableError("collinear")
    correlation = total[1:, 1:] / pupils / np.outer(scales[1:], scales[1:])
    if len(correlation) and np.linalg.eigvalsh(correlation)[0] < _RANK:
        raise NotEstimableError("collinear")
    return (
        Moments(
            moments.schools, moments.counts, moments.means / scales,
            moments.within / np.outer(scales, scales), moments.origin, moments.covariates,
        ),
        scales,
    )  # fmt: skip


class _Profile:
    """The criterion as a function of θ alone, in standardised units."""

    def __init__(self, standardised: tuple[Moments, np.ndarray], method: str):
        moments, self.scales = standardised
        self.counts, self.is_restricted = moments.counts, method == REML
        self.outcome = moments.means[:, 0]
        self.design = np.column_stack([np.ones(len(self.counts)), moments.means[:, 1:]])
        size = self.design.shape[1]
        self.inner = np.zeros((size, size))
        self.inner[1:, 1:] = moments.within[1:, 1:]
        self.inner_outcome = np.concatenate(([0.0], moments.within[1:, 0]))
        self.inner_squares = float(moments.within[0, 0])
        self.squares = self.design[:, :, None] * self.design[:, None, :]
        self.with_outcome = self.design * self.outcome[:, None]
        self.freedom = moments.pupil_count - (size if self.is_restricted else 0)
        # what the criterion would be larger by in the data's own units
        self.own_units = 2 * self.freedom * log(self.scales[0])
        if self.is_restricted:
            self.own_units += 2 * fsum(np.log(self.scales[1:]))
        inside = np.linalg.lstsq(self.inner[1:, 1:], self.inner_outcome[1:], rcond=None)[0]
        rest = self.inner_squares - float(self.inner_outcome[1:] @ inside)
        if not rest > _RANK * moments.pupil_count:
            raise NotEstimableError("no_rest")

    def solved(self, ratio: float) -> tuple[float, float, np.ndarray, np.ndarray]:
        """(criterion, σ², β, X'V⁻¹X · σ²) at θ."""
        weights = self.counts / (1 + self.counts * ratio)
        products = self.inner + np.einsum("j,jab->ab", weights, self.squares)
        with_outcome = self.inner_outcome + np.einsum("j,ja->a", weights, self.with_outcome)
        squares = self.inner_squares + fsum((weights * self.outcome**2).tolist())
        beta = np.linalg.solve(products, with_outcome)
        sigma = float(squares - beta @ with_outcome) / self.freedom
        criterion = self.freedom * (log(2 * pi * sigma) + 1) + fsum(
            np.log1p(self.counts * ratio).tolist()
        )
        if self.is_restricted:
            criterion += float(np.linalg.slogdet(products)[1])
        return criterion, sigma, beta, products

    def slopes(self, ratios: np.ndarray) -> np.ndarray:
        """Derivative of the criterion by θ, at each of several."""
        weights = self.counts / (1 + self.counts * ratios[:, None])
        products = self.inner + self._summed(weights)
        with_outcome = self.inner_outcome + np.einsum("rj,ja->ra", weights, self.with_outcome)
        squares = self.inner_squares + np.einsum("rj,j->r", weights, self.outcome**2)
        beta = np.linalg.solve(products, with_outcome[:, :, None])[:, :, 0]
        sigma = (squares - np.einsum("ra,ra->r", beta, with_outcome)) / self.freedom
        residual = self.outcome - np.einsum("ja,ra->rj", self.design, beta)
        found = weights.sum(axis=1) - ((weights * residual) ** 2).sum(axis=1) / sigma
        if self.is_restricted:
            changed = np.linalg.solve(products, self._summed(weights**2))
            found -= np.trace(changed, axis1=1, axis2=2)
        return found

    def slope(self, at: float) -> float:
        """Derivative of the criterion by θ, at the θ of a logarithm."""
        return float(self.slopes(np.exp([at]))[0])

    def _summed(self, weights: np.ndarray) -> np.ndarray:
        return np.einsum("rj,jab->rab", weights, self.squares)


def _lowest(profile: _Profile) -> float:
    """θ where the criterion is lowest. A minimiser stops where the criterion no longer changes in
    its last digits, at half of them for θ: so the slope's zeros are searched for. There can be more
    than one with schools of very different size, and none where schools differ less than chance."""
    logs = np.linspace(-_REACH, _REACH, _STEPS) - log(fsum(profile.counts) / len(profile.counts))
    slopes = profile.slopes(np.exp(logs))
    found = [0.0]
    for n in np.flatnonzero((slopes[:-1] < 0) & (slopes[1:] >= 0)):
        at = brentq(profile.slope, logs[n], logs[n + 1], xtol=1e-15, rtol=1e-14)
        found.append(float(np.exp(at)))
    return min(found, key=lambda ratio: (profile.solved(ratio)[0], ratio))


def criterion_between(fitted: Fit, limit: float) -> tuple[float, float]:
    """The θ below and above the estimate at which the criterion is `limit` higher: (0, …) where it
    is not so high at zero, (…, inf) where it never gets there."""
    profile, ratio = fitted.at, fitted.ratio
    highest = profile.solved(ratio)[0] + limit

    def above(at: float) -> float:
        return profile.solved(at)[0] - highest

    low = 0.0
    if ratio > 0 and above(0.0) > 0:
        low = brentq(above, 0.0, ratio, xtol=1e-16, rtol=1e-14)
    far = max(ratio, 1 / float(np.max(profile.counts)))
    for _ in range(200):
        if above(far) > 0:
            return low, brentq(above, ratio, far, xtol=1e-16, rtol=1e-14)
        far *= 2
    return low, inf
