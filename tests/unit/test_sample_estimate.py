"""The error of a sampled mean: right on average over every sample that could have been drawn."""

import csv
from fractions import Fraction
from itertools import combinations, product

import pytest
from scipy.stats import t

from sample.records.exam import SampleRow
from sample.truth.sample_estimate import Stratum, estimate, variance
from warehouse.settings import ROOT

CITY = [[50, 70, 90], [55, 60, 95], [10, 20, 60]]
VILLAGE = [[30, 35, 70], [5, 80, 85], [40, 41, 42]]


def drawn(schools: list[list[int]], stratum_schools: int, pupils: int) -> list[Stratum]:
    """Every sample of two of the schools and of two pupils in each."""
    weight = Fraction(len(schools) * pupils, stratum_schools * 2)
    return [
        Stratum([[(weight, Fraction(x)) for x in school] for school in chosen], len(schools))
        for two in combinations(schools, stratum_schools)
        for chosen in product(*(combinations(school, 2) for school in two))
    ]


def mean_of(strata: tuple[Stratum, ...]) -> Fraction:
    pairs = [pair for one in strata for school in one.schools for pair in school]
    return sum(w * x for w, x in pairs) / sum(w for w, _ in pairs)


def test_the_variance_is_right_on_average_over_all_samples():
    """With equal schools the mean is no ratio of two chances, and the estimate has no bias."""
    samples = list(product(drawn(CITY, 2, 3), drawn(VILLAGE, 2, 3)))
    means = [mean_of(strata) for strata in samples]
    whole = sum(map(sum, CITY + VILLAGE))
    assert sum(means) / len(means) == Fraction(whole, 18)
    true = sum((mean - Fraction(whole, 18)) ** 2 for mean in means) / len(means)
    told = [variance(list(strata), mean, 18) for strata, mean in zip(samples, means, strict=True)]
    assert sum(told) / len(told) == true


def test_when_everybody_is_examined_there_is_no_error():
    strata = [Stratum([[(Fraction(1), Fraction(x)) for x in school] for school in CITY], 3)]
    assert variance(strata, Fraction(sum(map(sum, CITY)), 9), 9) == 0


def test_the_scale_of_weights_does_not_matter():
    plan = [SampleRow("county", 5, 60)]
    takers = [("a", 2, 50), ("a", 2, 60), ("b", 3, 70), ("b", 4, 90), ("c", 3, 85), ("c", 3, 95)]
    one, ten = (
        estimate([(s, w * scale, Fraction(x)) for s, w, x in takers], plan, {}) for scale in (1, 10)
    )
    assert one == ten
    assert one["degrees_of_freedom"] == 2
    assert one["mean_score_high"] - one["mean_score"] == pytest.approx(
        4.302652730 * one["standard_error"]
    )


@pytest.mark.parametrize(
    ("weights", "plan", "reason"),
    [
        ((None, None, None), [], "no_weights"),
        ((1, 1, None), [], "weights_incomplete"),
        ((1, 1, 1), [], "population_unknown"),
        ((1, 1, 1), [SampleRow("county", 9, 90)], None),
        ((1, 1, 1), [SampleRow("county", 2, 90)], "population_too_small"),
        ((1, 1, 1), [SampleRow("county", 3, 2)], "population_too_small"),
        ((1, 1, 1), [SampleRow("city", 4, 40)], "stratum_unknown"),
        ((1, 1, 1), [SampleRow("city", 4, 40), SampleRow("town", 2, 9)], "one_school_in_stratum"),
        ((1, 1, 1), [SampleRow("city", 4, 40), SampleRow("town", 1, 9)], None),
        ((1, 1, 1), [SampleRow("city", 4, 40), SampleRow("town", 1, 9), SampleRow("village", 1, 9)],
         "stratum_without_sample"),
    ],
)  # fmt: skip
def test_a_mean_without_an_error_says_why(weights, plan, reason):
    takers = [
        (school, weight, Fraction(score))
        for school, weight, score in zip("abc", weights, (50, 60, 80), strict=True)
    ]
    kinds = {"a": "city", "b": "city", "c": "town"}
    assert estimate(takers, plan, kinds)["reason"] == reason


def test_the_quantiles_are_those_of_scipy():
    with (ROOT / "seeds" / "student_t.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["degrees_of_freedom"]) for row in rows] == list(range(1, 121))
    for row in rows:
        exact = t.ppf(0.975, int(row["degrees_of_freedom"]))
        assert float(row["quantile"]) == pytest.approx(exact, abs=5e-10)
