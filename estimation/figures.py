"""What is told of a model: of its paper as a whole, and of each school in it."""

from collections.abc import Iterator
from math import sqrt
from typing import NamedTuple

import numpy as np

from estimation import intervals
from estimation.intercept import ML, REML, Fit, NotEstimableError, effects, fit
from estimation.moments import Moments, spread

ANOVA = "anova"
OF_ALL = ("",)


class Told(NamedTuple):
    """One statistic: a value for each of `schools`, or one of the whole model (`OF_ALL`). NaN where
    nobody knows it. A model that cannot be estimated has the statistic `reason`, whose `term` is a
    code of `estimation.intercept`."""

    method: str
    statistic: str
    term: str
    schools: tuple[str, ...]
    values: np.ndarray


def told(moments: Moments) -> Iterator[Told]:
    """All statistics of one model, by ML and by REML; without covariates also by mean squares."""
    if not moments.covariates:
        yield from _of_spread(moments)
    for method in (ML, REML):
        try:
            fitted = fit(moments, method)
        except NotEstimableError as error:
            yield _reason(method, str(error))
            continue
        for statistic, term, value in _of_fit(fitted, moments):
            yield Told(method, statistic, term, OF_ALL, np.array([value]))
        for statistic, values in _of_schools(fitted):
            yield Told(method, statistic, "", moments.schools, values)


def _reason(method: str, code: str) -> Told:
    return Told(method, "reason", code, OF_ALL, np.array([np.nan]))


def _of_spread(moments: Moments) -> Iterator[Told]:
    """Intervals of the two shares that squares alone give. The shares themselves are plain SQL."""
    schools, pupils = len(moments.schools), moments.pupil_count
    within = float(moments.within[0, 0])
    if schools < 2 or pupils <= schools or not within > 0:
        reason = "no_schools" if schools < 2 else "no_pupils" if pupils <= schools else "no_rest"
        yield _reason(ANOVA, reason)
        return
    squares = spread(moments)
    for name, interval in (
        ("icc1", intervals.searle(squares)), ("eta_squared", intervals.noncentral(squares)),
    ):  # fmt: skip
        for end, value in zip(("low", "high"), interval, strict=True):
            yield Told(ANOVA, f"{name}_{end}", "", OF_ALL, np.array([value]))


def _of_fit(fitted: Fit, moments: Moments) -> Iterator[tuple[str, str, float]]:
    """(statistic, term, value) of the model."""
    low, high = intervals.profile(fitted)
    yield "tau_squared", "", fitted.tau_squared
    yield "sigma_squared", "", fitted.sigma_squared
    yield "icc", "", fitted.icc
    yield "icc_low", "", low
    yield "icc_high", "", high
    yield "interval_level", "", intervals.LEVEL
    yield "interval_reach", "", intervals.reach()
    yield "minus2_log_likelihood", "", fitted.criterion
    yield "outcome_sd", "", sqrt((moments.within + moments.between)[0, 0] / moments.pupil_count)
    for n, term in enumerate(("intercept", *moments.covariates)):
        yield "coefficient", term, float(fitted.coefficients[n])
        yield "coefficient_error", term, float(fitted.errors[n])


def _of_schools(fitted: Fit) -> Iterator[tuple[str, np.ndarray]]:
    """(statistic, a value for each school)."""
    found = effects(fitted)
    low, high, chance = intervals.normal(found.effect, found.error)
    yield "residual", found.residual
    yield "shrinkage", found.shrinkage
    yield "effect", found.effect + 0.0  # no school below zero by nothing
    yield "effect_cond_se", found.conditional_error
    yield "effect_se", found.error
    yield "effect_low", low
    yield "effect_high", high
    yield "p_value", chance
