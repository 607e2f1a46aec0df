"""Made-up counties whose true school effects are known: how often an interval holds the truth.

`python -m tests.unit.estimation_coverage` prints the table of docs/decisions/value-added.md.
"""

from typing import NamedTuple

import numpy as np

from estimation.intercept import REML, effects, fit
from estimation.intervals import normal
from estimation.moments import Moments

SEEDS = 200
SIZES = (20, 120)
SLOPE, REST = 0.56, 0.75
LEAST_EFFECT = 0.1
"""Standard deviations of the outcome, as in seeds/value_added_model.csv."""
BETWEEN = (0.09, 0.02, 0.0)
SCHOOLS = (10, 14, 22, 40, 65)


class County(NamedTuple):
    """Sums of the pupils, the effects of their schools less their mean, the outcome's spread."""

    moments: Moments
    truth: np.ndarray
    spread: float


class Found(NamedTuple):
    """Over all counties of a kind. Shares 0 to 1, flags by county; NaN where there is none."""

    coverage: float
    silent_count: int
    flag_count: float
    wrong_share: float


def county(schools: int, between: float, seed: int) -> County:
    """Pupils of one county; effects know nothing of the prior."""
    rng = np.random.default_rng([seed, schools])
    counts = rng.integers(*SIZES, size=schools)
    school = np.repeat(np.arange(schools), counts)
    effect = rng.normal(0, between**0.5, schools)
    prior = rng.normal(0, 1, len(school))
    outcome = SLOPE * prior + effect[school] + rng.normal(0, REST, len(school))
    columns = np.column_stack([outcome, prior])
    means = np.column_stack([np.bincount(school, column) / counts for column in columns.T])
    apart = columns - means[school]
    names = tuple(f"{turn:03d}" for turn in range(schools))
    origin = columns.mean(axis=0)
    moments = Moments(
        names, counts.astype(float), means - origin, apart.T @ apart, origin, ("prior",)
    )
    return County(moments, effect - effect.mean(), float(outcome.std()))


def simulated(schools: int, between: float) -> Found:
    """What REML says of many counties. Silent is one where τ² is 0: nothing is told of it."""
    held, told, flags, wrong, silent = 0, 0, 0, 0, 0
    for seed in range(SEEDS):
        made = county(schools, between, seed)
        fitted = fit(made.moments, REML)
        if fitted.tau_squared == 0:
            silent += 1
            continue
        found = effects(fitted)
        low, high, _ = normal(found.effect, found.error)
        held += int(((low <= made.truth) & (made.truth <= high)).sum())
        told += schools
        above = (low > 0) & (found.effect >= LEAST_EFFECT * made.spread)
        below = (high < 0) & (found.effect <= -LEAST_EFFECT * made.spread)
        flags += int(above.sum() + below.sum())
        wrong += int((above & (made.truth <= 0)).sum() + (below & (made.truth >= 0)).sum())
    if between == 0:
        wrong = flags
    return Found(held / told, silent, flags / SEEDS, wrong / flags if flags else float("nan"))


def line(schools: int, between: float) -> str:
    """A row of the table."""
    found = simulated(schools, between)
    share = between / (between + REST**2)
    return (
        f"| {share:.3f} | {schools} | {100 * found.coverage:.1f} % | {found.silent_count} | "
        f"{found.flag_count:.2f} | {100 * found.wrong_share:.1f} % |"
    )


if __name__ == "__main__":
    for one in BETWEEN:
        for many in SCHOOLS:
            print(line(many, one))
