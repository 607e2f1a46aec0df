"""Seeded chance: every part of the county draws from a stream of its own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, *parts: object) -> random.Random:
    """A generator that depends on the seed and the named parts only.

    A text seed is hashed with SHA-512 by the standard library, so the numbers do not depend on
    PYTHONHASHSEED, and a draw added in one part of the county moves no number in another.
    """
    return random.Random("|".join(str(part) for part in (seed, *parts)))


def pick(rng: random.Random, items: Sequence[T]) -> T:
    """One item, faster than `rng.choice`."""
    return items[int(rng.random() * len(items))]


def weighted(rng: random.Random, table: Sequence[tuple[T, float]]) -> T:
    """One item of (item, weight) pairs; the weights need not add up to 1."""
    point = rng.random() * sum(weight for _, weight in table)
    for item, weight in table:
        point -= weight
        if point < 0:
            return item
    return table[-1][0]


def clamp(value: float, low: float, high: float) -> float:
    """The value, held between two limits."""
    return max(low, min(high, value))
