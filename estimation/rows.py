"""Rows in, rows out: what dbt hands over of each paper, and what it gets back.

dbt's Python model calls `table` inside `dbt build`; Spark pipes the same rows through
`python -m estimation.rows`, tab by tab, sorted by the first four columns.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from math import isfinite
from typing import Any, NamedTuple

import numpy as np

from estimation import intervals
from estimation.intercept import ML, REML, Fit, NotEstimableError, effects, fit
from estimation.moments import Moments, spread

OUTCOME = "outcome"
ANOVA = "anova"


class Sum(NamedTuple):
    """A sum over the pupils of one school, or of all (`school_id` blank, `second` blank: Σa).

    With `second` blank it is N·Σa − n·Σ of all, which is the school's mean less that of all, times
    n·N. With both it is n·Σab − Σa·Σb, the product about the school's means, times n.
    """

    county_id: str
    exam_id: str
    subject: str
    model: str
    school_id: str
    first: str
    second: str
    pupil_count: int
    value: Decimal


class Figure(NamedTuple):
    """One figure of a model (`school_id` blank) or of a school in it. A model that cannot be
    estimated has the statistic `reason`, whose `term` is a code of `estimation.intercept`."""

    county_id: str
    exam_id: str
    subject: str
    model: str
    method: str
    school_id: str
    statistic: str
    term: str
    value: float | None


def estimated(sums: Iterable[Sum]) -> Iterator[Figure]:
    """All figures of all models; `sums` are sorted by county, exam, subject and model."""
    for key, rows in groupby(sums, key=lambda row: row[:4]):
        for found in _of_model(list(rows)):
            if found[-1] is None or isfinite(found[-1]):
                yield Figure(*key, *found)
            else:
                yield Figure(*key, *found[:-1], None)


def moments_of(rows: list[Sum]) -> Moments:
    """The sums of one model as arrays; one division each, of exact numbers."""
    totals = {row.first: row for row in rows if not row.school_id}
    covariates = sorted(set(totals) - {OUTCOME})
    place = {name: n for n, name in enumerate([OUTCOME, *covariates])}
    by_school: dict[str, list[Sum]] = defaultdict(list)
    for row in rows:
        if row.school_id:
            by_school[row.school_id].append(row)
    schools, size = sorted(by_school), len(place)
    pupils = int(totals[OUTCOME].pupil_count)
    counts = np.array([by_school[school][0].pupil_count for school in schools], dtype=float)
    means = np.zeros((len(schools), size))
    products = np.zeros((len(schools), size, size))
    for n, school in enumerate(schools):
        for row in by_school[school]:
            first = place[row.first]
            if row.second:
                second, share = place[row.second], float(row.value) / row.pupil_count
                products[n, first, second] = products[n, second, first] = share
            else:
                means[n, first] = float(row.value) / (row.pupil_count * pupils)
    origin = np.array([float(totals[name].value) / pupils for name in place])
    return Moments(tuple(schools), counts, means, products.sum(axis=0), origin, tuple(covariates))


def _of_model(rows: list[Sum]) -> Iterator[tuple[str, str, str, str, float | None]]:
    """(method, school, statistic, term, value)."""
    moments = moments_of(rows)
    if not moments.covariates:
        yield from _of_spread(moments)
    for method in (ML, REML):
        try:
            fitted = fit(moments, method)
        except NotEstimableError as error:
            yield method, "", "reason", str(error), None
            continue
        yield from ((method, "", *found) for found in _of_fit(fitted, moments))
        yield from ((method, *found) for found in _of_schools(fitted, moments))


def _of_spread(moments: Moments) -> Iterator[tuple[str, str, str, str, float | None]]:
    """Intervals of the two shares that squares alone give. The shares themselves are plain SQL."""
    schools, pupils = len(moments.schools), moments.pupil_count
    within = float(moments.within[0, 0])
    if schools < 2 or pupils <= schools or not within > 0:
        reason = "no_schools" if schools < 2 else "no_pupils" if pupils <= schools else "no_rest"
        yield ANOVA, "", "reason", reason, None
        return
    squares = spread(moments)
    for name, interval in (
        ("icc1", intervals.searle(squares)), ("eta_squared", intervals.noncentral(squares)),
    ):  # fmt: skip
        for end, value in zip(("low", "high"), interval, strict=True):
            yield ANOVA, "", f"{name}_{end}", "", value


def _of_fit(fitted: Fit, moments: Moments) -> Iterator[tuple[str, str, float | None]]:
    """(statistic, term, value) of the model."""
    low, high = intervals.profile(fitted)
    yield "tau_squared", "", fitted.tau_squared
    yield "sigma_squared", "", fitted.sigma_squared
    yield "icc", "", fitted.icc
    yield "icc_low", "", low
    yield "icc_high", "", high
    yield "minus2_log_likelihood", "", fitted.criterion
    for n, term in enumerate(("intercept", *moments.covariates)):
        yield "coefficient", term, float(fitted.coefficients[n])
        yield "coefficient_error", term, float(fitted.errors[n])


def _of_schools(fitted: Fit, moments: Moments) -> Iterator[tuple[str, str, str, float | None]]:
    """(school, statistic, term, value)."""
    found = effects(fitted)
    for n, school in enumerate(moments.schools):
        yield school, "residual", "", float(found.residual[n])
        yield school, "shrinkage", "", float(found.shrinkage[n])
        yield school, "effect", "", float(found.effect[n])
        yield school, "effect_cond_se", "", float(found.conditional_error[n])
        yield school, "effect_se", "", float(found.error[n])


def table(sums: Any) -> Any:
    """A pyarrow table of `Sum` columns as one of `Figure` columns, in the order of the keys."""
    import pyarrow as pa

    columns = [sums.column(name).to_pylist() for name in Sum._fields]
    rows = sorted(map(Sum._make, zip(*columns, strict=True)), key=lambda row: row[:7])
    figures = list(estimated(rows))
    text = [(name, pa.string()) for name in Figure._fields[:-1]]
    schema = pa.schema([*text, ("value", pa.float64())])
    return pa.table([list(column) for column in zip(*figures, strict=True)] or [[]] * len(schema),
                    schema=schema)  # fmt: skip


_NULL = r"\N"


def _read(line: str) -> Sum:
    *texts, pupils, value = line.rstrip("\n").split("\t")
    return Sum(*texts, int(pupils), Decimal(value))


def _written(figure: Figure) -> str:
    value = _NULL if figure.value is None else repr(figure.value)
    return "\t".join([*figure[:-1], value]) + "\n"


if __name__ == "__main__":
    sys.stdout.writelines(map(_written, estimated(map(_read, sys.stdin))))
