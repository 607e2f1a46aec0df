"""The truth about value added: what each school adds, and what may be told of it."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from statistics import NormalDist
from typing import Any

from sample.deliveries import Received
from sample.records.exam import ExamRow
from sample.truth.fault import sittings_of
from sample.truth.prior import (
    KINDS,
    POINT,
    Exams,
    Kind,
    Taker,
    shares_of,
    takers_of,
    unreported,
)
from sample.truth.random_intercept import Pupils, Z, fitted
from sample.truth.score import FEWEST_SCHOOLS, RELEASABLE

Row = dict[str, Any]
Rows = list[Row]
LEAST_EFFECT = 0.1  # standard deviations
LEAST_PUPILS = 20
LEAST_SCHOOLS, DISCOVERY_RATE, BINS, PRINTED = 10, 0.05, 10, "reml"
RELIABILITY = 0.85
LEVEL = 0.95
PLACES = 2
MEAN_PLACES = 7
TERMS = ("prior", "prior_square", "school_mean_prior", "is_male", "is_migrant")


def value_added_rows(
    received: Received, county_id: str, papers: dict[str, dict[str, ExamRow]],
    years: dict[str, int],
) -> tuple[Rows, Rows]:  # fmt: skip
    """Rows of fct_value_added_model and of fct_value_added."""
    sat = {marks.period: sittings_of(received, marks)
           for marks in received.tables("assessment", county_id)}  # fmt: skip
    exams = Exams(received, county_id, papers, years, sat)
    models, schools = [], []
    for exam_id in sat:
        for kind in KINDS:
            if exams.kind(exam_id) != kind.outcome:
                continue
            for subject, paper in papers[exam_id].items():
                prior = exams.prior(exam_id, kind)
                takers = takers_of(exams, exam_id, paper, kind, prior)
                if not takers:
                    continue  # the paper is held
                base = {"county_id": county_id, "exam_id": exam_id, "subject": subject,
                        "model_id": kind.model_id}  # fmt: skip
                lawful = paper.source_type in RELEASABLE
                may_leave = lawful and kind.prior[0] in RELEASABLE and prior is not None
                for method in ("ml", "reml"):
                    model, rows = _run(takers, kind, method, prior)
                    seen = len({taker.school_id for taker in takers})
                    may_all = lawful or seen >= FEWEST_SCHOOLS
                    shared = base | {"method": method, "is_printed": method == PRINTED,
                                     "is_estimate": True}  # fmt: skip
                    models.append(shared | model | {"is_releasable": may_all})
                    schools += [shared | row | {"is_releasable": may_leave,
                                                "school_year": years[exam_id]}
                                for row in rows]  # fmt: skip
    return models, schools


def _pupils(matched: list[Taker], knows_more: bool) -> Pupils:
    """Columns of the model as whole numbers."""
    schools: dict[str, list[Taker]] = {}
    for taker in matched:
        schools.setdefault(taker.school_id, []).append(taker)
    if not knows_more:
        return Pupils({name: [(t.outcome, t.prior) for t in own] for name, own in schools.items()},
                      (PLACES, PLACES))  # fmt: skip
    centre = floor(sum(t.prior for t in matched) / len(matched) + 0.5)
    rows = {}
    for name, own in schools.items():
        mean = floor(sum(t.prior for t in own) / POINT / len(own) * 10**MEAN_PLACES + 0.5)
        rows[name] = [(t.outcome, t.prior, (t.prior - centre) ** 2, mean, int(t.is_male),
                       int(t.is_migrant)) for t in own]  # fmt: skip
    return Pupils(rows, (PLACES, PLACES, 2 * PLACES, MEAN_PLACES, 0, 0))


def _run(
    takers: list[Taker], kind: Kind, method: str, prior: str | None
) -> tuple[Row, Rows]:  # fmt: skip
    matched = [taker for taker in takers if taker.prior is not None]
    names = sorted({taker.school_id for taker in takers})
    pupils = _pupils(matched, kind.knows_more) if matched else Pupils({}, ())
    model, found = dict.fromkeys(("tau_squared", "slopes", "slope_ses")), {}
    unfit = None
    if matched and len(pupils.schools) < 2:
        unfit = "no_schools"
    elif matched and len(matched) <= len(pupils.schools) + len(pupils.places) - 1:
        unfit = "no_pupils"
    elif matched:
        model, found = fitted(pupils, method)
    shares = shares_of(takers)
    reason = "no_prior_exam" if prior is None else unreported(shares) or unfit
    percentiles = _percentiles(matched)
    rows = [
        {"school_id": name, **shares_of(own), "mean_residual": None, "shrinkage": None,
         "effect": None, "effect_sd": None, "effect_cond_se": None, "effect_se": None,
         "effect_low": None, "effect_high": None, "p_value": None, "band": None,
         "discovery_band": None, "conditional_percentile": percentiles.get(name),
         "effect_reliable_prior": None,
         **found.get(name, {}),
         "reason": reason or unreported(shares_of(own))
         or ("few_pupils" if shares_of(own)["matched_count"] < LEAST_PUPILS else None)}
        for name in names
        for own in [[taker for taker in takers if taker.school_id == name]]
    ]  # fmt: skip
    if found and not kind.knows_more:
        _free_of_error(rows, matched, model["slopes"][0])
    flags = _flag(rows, model.get("outcome_standard_deviation"))
    for row in rows:
        del row["prior_ceiling_ratio"]
    told = {f"{term}_slope{end}": value
            for end, values in (("", model.pop("slopes")), ("_se", model.pop("slope_ses")))
            for term, value in zip(TERMS, [*(values or []), *[None] * 5], strict=False)
            }  # fmt: skip
    if reason is None:
        reason = "no_difference" if model["tau_squared"] == 0 else flags.pop("why")
    flags.pop("why", None)
    return model | told | shares | flags | {
        "prior_exam_id": prior, "school_count": len(pupils.schools) if found else None,
        "reason": reason, "false_discovery_rate": DISCOVERY_RATE, "minimum_effect": LEAST_EFFECT,
        "prior_reliability": RELIABILITY,
        "is_reported": reason in (None, "no_difference", "few_schools"),
    }, rows  # fmt: skip


def _free_of_error(rows: Rows, matched: list[Taker], slope: float) -> None:
    """Effects if the prior were measured without error: the expectation is steeper."""
    own: dict[str, list[int]] = {}
    for taker in matched:
        own.setdefault(taker.school_id, []).append(taker.prior)
    fitted_rows = [row for row in rows if row["school_id"] in own]
    means = {school: sum(priors) / len(priors) / POINT for school, priors in own.items()}
    weight = sum(row["shrinkage"] for row in fitted_rows)
    if not weight:
        return
    centre = sum(row["shrinkage"] * means[row["school_id"]] for row in fitted_rows) / weight
    for row in fitted_rows:
        more = slope * (1 / RELIABILITY - 1) * (means[row["school_id"]] - centre)
        row["effect_reliable_prior"] = row["shrinkage"] * (row["mean_residual"] - more)


def _percentiles(matched: list[Taker]) -> dict[str, float]:
    """Mean over a school's pupils of the rank within a tenth of the prior, ties by half."""
    priors = sorted(taker.prior for taker in matched)
    first = {value: turn for turn, value in reversed(list(enumerate(priors)))}
    bins: dict[int, list[Taker]] = {}
    for taker in matched:
        bins.setdefault(BINS * first[taker.prior] // len(matched), []).append(taker)
    found: dict[str, list[Fraction]] = {}
    for members in bins.values():
        scores = [taker.outcome for taker in members]
        rank = {score: Fraction(100 * (2 * sum(s < score for s in scores) + scores.count(score)),
                                2 * len(scores)) for score in set(scores)}  # fmt: skip
        for taker in members:
            found.setdefault(taker.school_id, []).append(rank[taker.outcome])
    return {school: float(sum(values) / len(values)) for school, values in found.items()}


def _flag(rows: Rows, spread: float | None) -> Row:
    """Put intervals and bands into the schools' rows; how many stand out."""
    for row in rows:
        if row["effect"] is not None:
            row["effect_sd"] = row["effect"] / spread
        if row["effect_se"] is not None:
            row["effect_low"] = row["effect"] - Z * row["effect_se"]
            row["effect_high"] = row["effect"] + Z * row["effect_se"]
            row["p_value"] = 2 * NormalDist().cdf(-abs(row["effect"]) / row["effect_se"])
    compared = [r for r in rows if r["reason"] is None and r["p_value"] is not None]
    has_bands = len(compared) >= LEAST_SCHOOLS
    ordered = sorted(row["p_value"] for row in compared)
    passing = [p for turn, p in enumerate(ordered)
               if p <= (turn + 1) * DISCOVERY_RATE / len(ordered)]  # fmt: skip
    for row in compared if has_bands else []:
        is_large = abs(row["effect_sd"]) >= LEAST_EFFECT
        side = "above" if row["effect"] > 0 else "below"
        is_off = row["effect_low"] > 0 or row["effect_high"] < 0
        row["band"] = side if is_large and is_off else "about"
        is_found = row["p_value"] <= max(passing, default=-1)
        row["discovery_band"] = side if is_large and is_found else "about"
    for row in rows:
        if row["reason"] is None and row["band"] is None:
            row["reason"] = "no_difference" if row["p_value"] is None else "few_schools"
        row["is_reported"] = row["reason"] in (None, "no_difference", "few_schools")
    counts: Row = {"why": None if has_bands else "few_schools"}
    for name, column in (("", "band"), ("discovery_", "discovery_band")):
        for side in ("above", "below"):
            number = sum(row[column] == side for row in rows)
            counts[f"{name}{side}_count"] = number if has_bands else None
    counts["expected_false_flag_count"] = (1 - LEVEL) * len(compared) if has_bands else None
    is_fitted = any(row["effect"] is not None for row in rows)
    return counts | {"compared_school_count": len(compared) if is_fitted else None}
