"""Exact arithmetic for the truth: fractions all the way, one rounding to a double at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

Number = int | Decimal | Fraction


def ratio(numerator: Number | None, denominator: Number | None) -> float | None:
    """The quotient as a double; nothing over nothing or zero is nothing."""
    if numerator is None or not denominator:
        return None
    return float(Fraction(numerator) / Fraction(denominator))


def two_decimals(value: Fraction) -> Fraction:
    """The number as form II-2 prints it: half a hundredth goes up."""
    return Fraction(int(value * 100 + Fraction(1, 2)), 100)


def root(value: Fraction) -> float:
    """Square root of an exact number, rounded once."""
    with localcontext() as context:
        context.prec = 60
        return float((Decimal(value.numerator) / Decimal(value.denominator)).sqrt())


def weighted_moments(pairs: Iterable[tuple[Number, Number]]) -> tuple[Fraction, Fraction]:
    """Mean and population variance of (weight, value) pairs: 差异系数, standard section 2.2."""
    pairs = [(Fraction(weight), Fraction(value)) for weight, value in pairs]
    total = sum(weight for weight, _ in pairs)
    mean = sum(weight * value for weight, value in pairs) / total
    variance = sum(weight * (value - mean) ** 2 for weight, value in pairs) / total
    return mean, variance


def coefficient_of_variation(pairs: Iterable[tuple[Number, Number]]) -> float:
    """差异系数 of (pupils, value) pairs."""
    mean, variance = weighted_moments(pairs)
    return root(variance / mean**2)


def quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Linear interpolation between order statistics (Hyndman and Fan, type 7)."""
    position = share * (len(ordered) - 1)
    below = int(position)
    if below + 1 == len(ordered):
        return ordered[below]
    return ordered[below] + (position - below) * (ordered[below + 1] - ordered[below])


def least_squares(rows: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    """Coefficients of an ordinary regression: the normal equations, by elimination with pivots."""
    size = len(rows[0])
    table = [
        [sum(row[i] * row[j] for row in rows) for j in range(size)]
        + [sum(row[i] * value for row, value in zip(rows, values, strict=True))]
        for i in range(size)
    ]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(table[k][i]))
        table[i], table[pivot] = table[pivot], table[i]
        for k in range(size):
            if k != i:
                share = table[k][i] / table[i][i]
                table[k] = [a - share * b for a, b in zip(table[k], table[i], strict=True)]
    return [table[i][size] / table[i][i] for i in range(size)]


def split_shares(weights: dict[str, Number], pupils: dict[str, int]) -> dict[str, Fraction]:
    """Share of a campus resource that goes to each stage: standard section 2.3."""
    total = sum(Fraction(weights[stage]) * count for stage, count in pupils.items())
    return {stage: Fraction(weights[stage]) * count / total for stage, count in pupils.items()}


def variance_components(groups: Sequence[Sequence[Number]]) -> dict[str, Fraction | None]:
    """校际差异: sums of squares, n0, eta² and ICC1 (clipped at 0) of scores by school."""
    groups = [[Fraction(score) for score in group] for group in groups if group]
    counts = [len(group) for group in groups]
    k, n = len(groups), sum(counts)
    means = [sum(group) / len(group) for group in groups]
    grand = sum(sum(group) for group in groups) / n
    ssb = sum(c * (mean - grand) ** 2 for c, mean in zip(counts, means, strict=True))
    ssw = sum((s - m) ** 2 for group, m in zip(groups, means, strict=True) for s in group)
    result: dict[str, Fraction | None] = {
        "ssb": ssb, "ssw": ssw, "n0": None, "eta_squared": None, "icc1": None
    }  # fmt: skip
    if k < 2 or n == k:
        return result
    result["n0"] = n0 = (n - Fraction(sum(c * c for c in counts), n)) / (k - 1)
    msb, msw = ssb / (k - 1), ssw / (n - k)
    result["eta_squared"] = ssb / (ssb + ssw) if ssb + ssw else None
    spread = msb + (n0 - 1) * msw
    result["icc1"] = max(Fraction(0), (msb - msw) / spread) if spread else None
    return result


def is_near(part: int, whole: int, limit: Fraction, tolerance: Fraction) -> bool:
    """Whether a share that is too small prints as the limit."""
    return bool(whole) and (limit - tolerance) * whole <= part < limit * whole
