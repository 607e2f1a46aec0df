"""What a model is estimated from: sums by school, and no pupil."""

from dataclasses import dataclass
from math import fsum

import numpy as np


@dataclass(frozen=True)
class Moments:
    """Sums of the pupils of J schools over an outcome and p covariates, in this order.

    schools: J names, ascending, so that no sum depends on who came first.
    counts: (J,) pupils.
    means: (J, 1 + p) means by school, less the mean of all pupils.
    within: (1 + p, 1 + p) squares and products about the means of schools, summed over schools.
    origin: (1 + p,) means of all pupils.
    covariates: p names.
    """

    schools: tuple[str, ...]
    counts: np.ndarray
    means: np.ndarray
    within: np.ndarray
    origin: np.ndarray
    covariates: tuple[str, ...] = ()

    @property
    def pupil_count(self) -> float:
        """Pupils of all schools."""
        return fsum(self.counts)

    @property
    def between(self) -> np.ndarray:
        """(1 + p, 1 + p) squares and products of the schools' means, weighted by pupils."""
        return np.einsum("j,ja,jb->ab", self.counts, self.means, self.means)


@dataclass(frozen=True)
class Spread:
    """Analysis of variance of one outcome; squares as sums, `effective_size` the n0 of Searle."""

    school_count: int
    pupil_count: float
    between: float
    within: float
    effective_size: float

    @property
    def between_mean(self) -> float:
        """Mean square between schools."""
        return self.between / (self.school_count - 1)

    @property
    def within_mean(self) -> float:
        """Mean square within schools."""
        return self.within / (self.pupil_count - self.school_count)


def spread(moments: Moments) -> Spread:
    """Squares between and within schools of the outcome: SSB, SSW and n0 = (N - Σn²/N) / (J - 1).
    Only for two schools and more, of which one has two pupils."""
    pupils, schools = moments.pupil_count, len(moments.schools)
    size = (pupils - fsum(moments.counts**2) / pupils) / (schools - 1)
    between = fsum(moments.counts * moments.means[:, 0] ** 2)
    return Spread(schools, pupils, between, float(moments.within[0, 0]), size)
