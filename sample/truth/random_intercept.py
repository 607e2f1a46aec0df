"""The random-intercept model by other equations than the warehouse's.

The share ρ of the variance that lies between schools is searched for by halving, where the slope of
the likelihood by ρ turns (Searle, Casella and McCulloch 1992, Variance Components, 6.6 and 6.8);
effects and their errors come from the mixed model equations, written out with a row for every
coefficient and every school (Henderson 1975, Biometrics 31: 423-447).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, log, pi
from statistics import NormalDist

from sample.truth.variance import halved

Matrix = list[list[float]]
Z = NormalDist().inv_cdf(0.975)
MOST = 1 - 1e-9


@dataclass(frozen=True, slots=True)
class Pupils:
    """Pupils by school as whole numbers: outcome first, then what the model knows; `places` says
    how many decimal places of each column are in the whole number."""

    schools: dict[str, list[tuple[int, ...]]]
    places: tuple[int, ...]


class Model:
    """What the likelihood sees of the pupils, at a share ρ: units of the total variance."""

    def __init__(self, pupils: Pupils, is_restricted: bool):
        self.names = sorted(pupils.schools)
        rows = [pupils.schools[name] for name in self.names]
        self.sizes = [len(school) for school in rows]
        self.count, width = sum(self.sizes), len(pupils.places)
        totals = [sum(row[a] for school in rows for row in school) for a in range(width)]
        self.origin = [total / self.count / 10**p
                       for total, p in zip(totals, pupils.places, strict=True)]  # fmt: skip
        self.means: Matrix = []
        parts: list[list[list[float]]] = [[[] for _ in range(width)] for _ in range(width)]
        for school, n in zip(rows, self.sizes, strict=True):
            own = [sum(row[a] for row in school) for a in range(width)]
            apart = [self.count * s - n * t for s, t in zip(own, totals, strict=True)]
            self.means.append([value / (n * self.count * 10**p)
                               for value, p in zip(apart, pupils.places, strict=True)])  # fmt: skip
            for a in range(width):
                for b in range(width):
                    square = n * sum(row[a] * row[b] for row in school) - own[a] * own[b]
                    parts[a][b].append(square / (n * 10 ** (pupils.places[a] + pupils.places[b])))
        self.within = [[fsum(cell) for cell in line] for line in parts]
        squares = [self.within[a][a] + fsum(n * m[a] ** 2 for n, m in zip(
            self.sizes, self.means, strict=True)) for a in range(width)]  # fmt: skip
        # every column by its own spread, so that the equations are well conditioned
        self.scales = [(square / self.count) ** 0.5 for square in squares]
        self.within = [[cell / self.scales[a] / self.scales[b] for b, cell in enumerate(line)]
                       for a, line in enumerate(self.within)]  # fmt: skip
        self.means = [[m / s for m, s in zip(line, self.scales, strict=True)]
                      for line in self.means]  # fmt: skip
        self.design = [[1.0, *line[1:]] for line in self.means]
        self.width, self.is_restricted = width, is_restricted
        self.freedom = self.count - (width if is_restricted else 0)

    def _mixed(self, inner: float, weights: Sequence[float]) -> Matrix:
        """X'X, X'y and y'y at weights of what is within and of each school's mean, y last."""
        rows = [[*x, m[0]] for x, m in zip(self.design, self.means, strict=True)]
        place = [None, *range(1, self.width), 0]
        return [
            [
                (0.0 if i is None or j is None else inner * self.within[i][j])
                + fsum(w * row[a] * row[b] for w, row in zip(weights, rows, strict=True))
                for b, j in enumerate(place)
            ]
            for a, i in enumerate(place)
        ]

    def at(self, share: float) -> tuple[float, float, list[float], Matrix]:
        """(−2 log likelihood, total variance, coefficients, X'V⁻¹X) in the spreads' units."""
        weights = [1 / (share + (1 - share) / n) for n in self.sizes]
        table = self._mixed(1 / (1 - share), weights)
        left = [line[:-1] for line in table[:-1]]
        beta = _solved(left, [line[-1] for line in table[:-1]])
        squares = table[-1][-1] - fsum(b * t for b, t in zip(beta, table[-1], strict=False))
        total = squares / self.freedom
        value = self.freedom * (log(2 * pi * total) + 1) + fsum(
            (n - 1) * log(1 - share) + log(1 - share + n * share) for n in self.sizes
        )
        if self.is_restricted:
            value += _log_determinant(left)
        return value, total, beta, left

    def slope(self, share: float) -> float:
        """How −2 log likelihood changes with the share."""
        _, total, beta, left = self.at(share)
        changed = self._mixed(
            (1 - share) ** -2,
            [-((share + (1 - share) / n) ** -2) * (1 - 1 / n) for n in self.sizes],
        )
        ends = [*(-b for b in beta), 1.0]
        squares = fsum(e * f * cell for e, line in zip(ends, changed, strict=True)
                       for f, cell in zip(ends, line, strict=True))  # fmt: skip
        value = squares / total + fsum(
            (n - 1) * (1 / (1 - share + n * share) - 1 / (1 - share)) for n in self.sizes
        )
        if self.is_restricted:
            inverse = _inverted(left)
            value += fsum(inverse[a][b] * changed[b][a]
                          for a in range(self.width) for b in range(self.width))  # fmt: skip
        return value


def fitted(pupils: Pupils, method: str) -> tuple[dict, dict[str, dict]]:
    """Figures of the model, and of every school in it."""
    model = Model(pupils, method == "reml")
    share = halved(lambda at: -model.slope(at), 0.0, MOST) if model.slope(0.0) < 0 else 0.0
    value, total, beta, left = model.at(share)

    def room(at: float) -> float:
        return value + Z * Z - model.at(at)[0]

    y, scales = model.scales[0], model.scales[1:]
    slopes = [b * y / s for b, s in zip(beta[1:], scales, strict=True)]
    centre = fsum(b * o for b, o in zip(slopes, model.origin[1:], strict=True))
    inverse = _inverted(left)
    shift = [1.0, *(-o / s for o, s in zip(model.origin[1:], scales, strict=True))]
    spread = fsum(a * b * cell for a, line in zip(shift, inverse, strict=True)
                  for b, cell in zip(shift, line, strict=True))  # fmt: skip
    own = value + 2 * model.freedom * log(y)
    if model.is_restricted:
        own += 2 * fsum(map(log, scales))
    figures = {
        "tau_squared": share * total * y * y, "sigma_squared": (1 - share) * total * y * y,
        "icc": share, "minus2_log_likelihood": own, "outcome_standard_deviation": y,
        "icc_low": 0.0 if room(0.0) >= 0 else halved(lambda at: -room(at), 0.0, share),
        "icc_high": halved(room, share, MOST),
        "intercept": model.origin[0] + beta[0] * y - centre,
        "intercept_se": (total * spread) ** 0.5 * y, "slopes": slopes,
        "slope_ses": [(total * inverse[a + 1][a + 1]) ** 0.5 * y / s
                      for a, s in enumerate(scales)],
    }  # fmt: skip
    return figures, _effects(model, share, total, beta)


def _effects(model: Model, share: float, total: float, beta: list[float]) -> dict[str, dict]:
    """Residual, effect and errors of each school, in the outcome's units."""
    y, schools, width = model.scales[0], len(model.sizes), model.width
    residuals = [m[0] - fsum(b * x for b, x in zip(beta, d, strict=True))
                 for m, d in zip(model.means, model.design, strict=True)]  # fmt: skip
    if share == 0:
        return {
            name: {"mean_residual": r * y, "shrinkage": 0.0, "effect": 0.0, "effect_cond_se": 0.0}
            for name, r in zip(model.names, residuals, strict=True)
        }
    table = model._mixed(1.0, model.sizes)
    rest = (1 - share) / share
    equations = [line[:-1] + [n * d[a] for n, d in zip(model.sizes, model.design, strict=True)]
                 for a, line in enumerate(table[:-1])]  # fmt: skip
    right = [line[-1] for line in table[:-1]]
    for j, (n, d) in enumerate(zip(model.sizes, model.design, strict=True)):
        school = [0.0] * schools
        school[j] = n + rest
        equations.append([n * x for x in d] + school)
        right.append(n * model.means[j][0])
    inverse = _inverted(equations)
    solution = [fsum(c * r for c, r in zip(line, right, strict=True)) for line in inverse]
    block = [line[width:] for line in inverse[width:]]
    rows = [fsum(line) / schools for line in block]
    everything = fsum(rows) / schools
    result = {}
    for j, (name, n) in enumerate(zip(model.names, model.sizes, strict=True)):
        error = (1 - share) * total * (block[j][j] - 2 * rows[j] + everything)
        alone = 1 / (n / (1 - share) + 1 / share)
        result[name] = {
            "mean_residual": residuals[j] * y, "shrinkage": n * share / (n * share + 1 - share),
            "effect": solution[width + j] * y, "effect_cond_se": (alone * total) ** 0.5 * y,
            "effect_se": error**0.5 * y,
        }  # fmt: skip
    return result


def _solved(left: Matrix, right: list[float]) -> list[float]:
    table = [[*line, value] for line, value in zip(left, right, strict=True)]
    return [line[-1] for line in _eliminated(table)]


def _inverted(matrix: Matrix) -> Matrix:
    size = len(matrix)
    table = [[*line, *(float(i == j) for j in range(size))] for i, line in enumerate(matrix)]
    return [line[size:] for line in _eliminated(table)]


def _eliminated(table: Matrix) -> Matrix:
    """Gauss and Jordan with pivots: the left square becomes the unit matrix."""
    size = len(table)
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(table[k][i]))
        table[i], table[pivot] = table[pivot], table[i]
        lead = table[i][i]
        table[i] = [cell / lead for cell in table[i]]
        for k in range(size):
            if k != i and table[k][i]:
                share = table[k][i]
                table[k] = [a - share * b for a, b in zip(table[k], table[i], strict=True)]
    return table


def _log_determinant(matrix: Matrix) -> float:
    """Of a positive definite one, by its Cholesky factor."""
    size = len(matrix)
    factor = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = matrix[i][j] - fsum(factor[i][k] * factor[j][k] for k in range(j))
            factor[i][j] = rest**0.5 if i == j else rest / factor[j][j]
    return 2 * fsum(log(factor[i][i]) for i in range(size))
