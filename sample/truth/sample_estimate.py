"""The truth about sampled examinations: the county's mean and how sure it is, by plain loops.

A ratio of two estimated totals with schools drawn in strata and pupils in schools, linearised:
Cochran, Sampling Techniques (1977), 6.4 and 11.8; Särndal, Swensson and Wretman (1992), 5.6.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scipy.special import stdtrit

from sample.deliveries import Received, Table
from sample.records.exam import ExamRow, SampleRow
from sample.truth.fault import sittings_of
from sample.truth.numbers import root
from sample.truth.school import urban_rural

SAMPLED = ("national_monitoring", "sampled_monitoring")
Pair = tuple[Fraction, Fraction]
"""Weight and score of a taker."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Schools of a stratum: weights and scores of their takers, and how many there are."""

    schools: list[list[Pair]]
    population: int | None


def estimate_rows(
    received: Received, marks: Table, papers: dict[str, ExamRow], year: int
) -> list[dict[str, Any]]:
    """Rows of fct_sample_estimate of one examination."""
    listed = received.records("exam_candidate", marks.county_id, marks.period)
    weights = {row.exam_number: getattr(row, "sampling_weight", None) for row in listed}
    source = next(iter(papers.values())).source_type
    if source not in SAMPLED and not any(weights.values()):
        return []
    plan = received.records("exam_sample", marks.county_id, marks.period)
    kinds = {
        row.school_id: urban_rural(row.urban_rural_code)
        for row in received.records("school_list", marks.county_id, year)
    }
    rows = []
    for subject in papers:
        taken = [s for s in sittings_of(received, marks)
                 if s.subject == subject and s.status == "taken"]  # fmt: skip
        if taken:
            pairs = [(s.school_id, weights.get(s.number), Fraction(s.mark)) for s in taken]
            base = {"county_id": marks.county_id, "exam_id": marks.period, "subject": subject}
            rows.append(base | estimate(pairs, plan, kinds))
    return rows


def estimate(
    takers: list[tuple[str, Any, Fraction]], plan: list[SampleRow], kinds: dict[str, str]
) -> dict[str, Any]:
    """Figures of (school, weight, score) triples, drawn from the strata of a plan."""
    strata = [row for row in plan if row.sample_stratum != "county"] or plan
    figures: dict[str, Any] = {
        "basis": "sample_only", "taker_count": len(takers),
        "school_count": len({school for school, _, _ in takers}),
        "population_school_count": sum(r.population_school_count for r in strata) or None,
        "population_pupil_count": sum(r.population_pupil_count for r in strata) or None,
        "sample_mean_score": float(sum(score for *_, score in takers) / len(takers)),
        "mean_score": None, "standard_error": None, "degrees_of_freedom": None,
        "mean_score_low": None, "mean_score_high": None, "design_effect": None,
        "reason": "no_weights",
    }  # fmt: skip
    if not all(weight for _, weight, _ in takers):
        if any(weight for _, weight, _ in takers):
            figures["reason"] = "weights_incomplete"
        return figures
    pairs = [(Fraction(weight), score) for _, weight, score in takers]
    mean = sum(w * x for w, x in pairs) / sum(w for w, _ in pairs)
    figures |= {"basis": "weighted", "mean_score": float(mean)}
    found = _strata(takers, strata, kinds)
    figures["reason"] = reason = _reason(found, strata, len(takers))
    if reason in (None, "population_unknown"):
        pupils = figures["population_pupil_count"]
        spread = variance(list(found.values()), mean, pupils)
        simple = _simple_variance(pairs, mean, pupils)
        freedom = figures["school_count"] - len(found)
        half = float(stdtrit(min(freedom, 120), 0.975)) * root(spread)
        figures |= {
            "standard_error": root(spread), "degrees_of_freedom": freedom,
            "mean_score_low": float(mean) - half, "mean_score_high": float(mean) + half,
            "design_effect": float(spread / simple) if simple else None,
        }  # fmt: skip
    return figures


def _strata(
    takers: list[tuple[str, Any, Fraction]], strata: list[SampleRow], kinds: dict[str, str]
) -> dict[str | None, Stratum]:
    planned = {row.sample_stratum: row.population_school_count for row in strata}
    is_whole = set(planned) <= {"county"}
    schools: dict[str | None, dict[str, list[Pair]]] = defaultdict(lambda: defaultdict(list))
    for school, weight, score in takers:
        stratum = "county" if is_whole else kinds.get(school)
        schools[stratum][school].append((Fraction(weight), score))
    return {
        name: Stratum(list(members.values()), planned.get(name))
        for name, members in schools.items()
    }


def _reason(
    found: dict[str | None, Stratum], strata: list[SampleRow], taker_count: int
) -> str | None:
    """The first thing that keeps the county's mean from an error, or its error from being whole."""
    sizes = [(len(one.schools), one.population) for one in found.values()]
    if strata and any(population is None for _, population in sizes):
        return "stratum_unknown"
    if any(row.sample_stratum not in found for row in strata):
        return "stratum_without_sample"
    pupils = sum(row.population_pupil_count for row in strata)
    if strata and (taker_count > pupils or any(drawn > there for drawn, there in sizes)):
        return "population_too_small"
    if any(drawn == 1 and there != 1 for drawn, there in sizes) or all(n == 1 for n, _ in sizes):
        return "one_school_in_stratum"
    return None if strata else "population_unknown"


def variance(strata: list[Stratum], mean: Fraction, pupils: int | None) -> Fraction:
    """Variance of the weighted mean; without a population of its first stage, uncorrected."""
    whole = sum(w for one in strata for school in one.schools for w, _ in school)
    result = Fraction(0)
    for one in strata:
        drawn = len(one.schools)
        share = Fraction(drawn, one.population) if one.population else Fraction(0)
        if drawn > 1:
            totals = [sum(w * (x - mean) for w, x in school) for school in one.schools]
            result += (1 - share) * drawn * _spread(totals)
        for school in one.schools:
            if pupils and one.population and len(school) > 1:
                size = sum(w for w, _ in school) / whole * pupils * share
                rest = max(Fraction(0), 1 - len(school) / size)
                parts = [w * (x - mean) for w, x in school]
                result += share * rest * len(school) * _spread(parts)
    return result / whole**2


def _spread(values: list[Fraction]) -> Fraction:
    """Sample variance."""
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def _simple_variance(pairs: list[Pair], mean: Fraction, pupils: int | None) -> Fraction:
    """Of the mean of as many pupils drawn one by one, without putting them back."""
    n, whole = len(pairs), sum(w for w, _ in pairs)
    spread = sum(w * (x - mean) ** 2 for w, x in pairs) / whole * n / (n - 1)
    return spread / n * (1 - Fraction(n, pupils) if pupils else 1)
