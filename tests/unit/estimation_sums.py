"""Sums for the estimator: of the published example, and of pupils that a test makes up."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from estimation.moments import Moments
from estimation.rows import OUTCOME, Sum, moments_of

EXAM = Path(__file__).with_name("estimation_exam_sums.csv")
"""65 schools of Inner London (Goldstein, Rasbash et al. 1993, Oxford Review of Education 19:
425-433): pupils, and exact sums of normexam (y) and standLRT (x)."""

KEY = ("990101", "JS-2026", "mathematics", "model")


def exam_sums(with_prior: bool) -> list[Sum]:
    """The published example as rows that dbt would hand over."""
    with EXAM.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [OUTCOME, "prior"] if with_prior else [OUTCOME]
    letters = dict(zip(names, "yx", strict=False))
    return sums_of(
        [
            (
                row["school"],
                int(row["pupils"]),
                {name: Decimal(row[f"sum_{letter}"]) for name, letter in letters.items()},
                {
                    (one, other): Decimal(row["sum_" + "".join(sorted(a + b))])
                    for one, a in letters.items()
                    for other, b in letters.items()
                },
            )
            for row in rows
        ],
        names,
    )


def pupil_sums(pupils: Iterable[tuple[str, Sequence]], covariates: Sequence[str] = ()) -> list[Sum]:
    """The sums of (school, (outcome, covariates…)) by plain loops."""
    names = [OUTCOME, *covariates]
    schools: dict[str, list[dict]] = {}
    for school, values in pupils:
        exact = [Decimal(str(value)) for value in values]
        schools.setdefault(school, []).append(dict(zip(names, exact, strict=True)))
    return sums_of(
        [
            (
                school,
                len(rows),
                {name: sum(row[name] for row in rows) for name in names},
                {(a, b): sum(row[a] * row[b] for row in rows) for a in names for b in names},
            )
            for school, rows in schools.items()
        ],
        names,
    )


def sums_of(schools: list[tuple[str, int, dict, dict]], names: Sequence[str]) -> list[Sum]:
    """(school, n, Σa, Σab) as `Sum` rows."""
    pupils = sum(n for _, n, _, _ in schools)
    total = {name: sum(sums[name] for _, _, sums, _ in schools) for name in names}
    rows = [Sum(*KEY, "", name, "", pupils, total[name]) for name in names]
    for school, n, sums, products in schools:
        for place, a in enumerate(names):
            rows.append(Sum(*KEY, school, a, "", n, pupils * sums[a] - n * total[a]))
            rows += [
                Sum(*KEY, school, a, b, n, n * products[a, b] - sums[a] * sums[b])
                for b in names[place:]
            ]
    return rows


def exam_moments(with_prior: bool) -> Moments:
    """The published example as arrays."""
    return moments_of(exam_sums(with_prior))


def moments(pupils: Iterable[tuple[str, Sequence]], covariates: Sequence[str] = ()) -> Moments:
    """Made-up pupils as arrays."""
    return moments_of(pupil_sums(pupils, covariates))
