"""The truth about where a school stands: against the county, its stratum, its past and its pupils'
start, in standard deviations and bands."""

from __future__ import annotations

from typing import Any

from sample.truth.change import Changes
from sample.truth.group_score import year_before
from sample.truth.score import FEWEST_SCHOOLS

Rows = list[dict[str, Any]]
FAR, OFF = 0.5, 0.2  # standard deviations


def standing_rows(changes: Changes, marts: dict[str, Rows]) -> Rows:
    """Rows of fct_school_standing, from the truth about scores, value added and schools."""
    exams = {exam["exam_id"]: exam for exam in marts["dim_exam"]}
    takers = [row for row in marts["fct_quality_score"]
              if row["denominator"] == "takers" and row["t_score"] is not None]  # fmt: skip
    scores = {(r["entity_type"], r["entity_id"], r["exam_id"], r["subject"]): r for r in takers}
    places = {(row["school_id"], row["school_year"]): row["urban_rural"]
              for row in marts["dim_school"]}  # fmt: skip
    rows: Rows = []
    for (kind, school_id, exam_id, subject), score in sorted(scores.items()):
        if kind != "school":
            continue
        exam, own = exams[exam_id], score["t_score"]
        county_id, year = score["county_id"], exam["school_year"]
        base = {"county_id": county_id, "school_id": school_id, "school_year": year,
                "exam_id": exam_id, "subject": subject, "pupil_count": score["pupil_count"],
                "t_score": own, "difference_low": None, "difference_high": None,
                "is_releasable": exam["is_school_level_releasable"]}  # fmt: skip
        references: list[tuple[str, str, float]] = []
        place = places.get((school_id, year))
        peers = [places.get((other, year)) for (kind, other, *paper) in scores
                 if kind == "school" and paper == [exam_id, subject]]  # fmt: skip
        if len(peers) >= FEWEST_SCHOOLS:
            references.append(("county", county_id, 50.0))
        stratum = scores.get(("stratum", f"{county_id}|{place}", exam_id, subject))
        if stratum is not None and peers.count(place) >= FEWEST_SCHOOLS:
            references.append(("stratum", stratum["entity_id"], stratum["t_score"]))
        references += _past(changes, scores, exams, exam, school_id, subject)
        for comparison, reference_id, reference in references:
            difference = (own - reference) / 10
            rows.append(base | {
                "comparison": comparison, "reference_id": reference_id,
                "reference_t_score": reference, "difference": difference, "band": _band(difference),
            })  # fmt: skip
    return rows + _added(marts)


def _past(
    changes: Changes, scores: dict, exams: dict, exam: dict, school_id: str, subject: str
) -> list[tuple[str, str, float]]:
    """The same school, whatever its code was, in the exam of the year before."""
    earlier = year_before(exam, list(exams.values()))
    composition = changes.composition(school_id, exam["school_year"])
    return [
        ("past", earlier, score["t_score"])
        for (kind, other, exam_id, name), score in scores.items()
        if (kind, exam_id, name) == ("school", earlier, subject)
        and changes.composition(other, exam["school_year"] - 1) == composition
    ]


def _added(marts: dict[str, Rows]) -> Rows:
    key = ("exam_id", "subject", "model_id", "method")
    spreads = {tuple(row[name] for name in key): row["outcome_standard_deviation"]
               for row in marts["fct_value_added_model"]
               if "outcome_standard_deviation" in row}  # fmt: skip
    rows = []
    for row in marts["fct_value_added"]:
        if row["is_printed"] and row["is_reported"]:
            spread = spreads[tuple(row[name] for name in key)]
            ends = [None if row[name] is None else row[name] / spread
                    for name in ("effect_low", "effect_high")]  # fmt: skip
            rows.append({
                **{name: row[name] for name in ("county_id", "school_id", "school_year", "exam_id",
                                                "subject", "is_releasable")},
                "band": row["band"] or "undecided",
                "pupil_count": row["matched_count"], "t_score": None, "comparison": "value_added",
                "reference_id": row["model_id"], "reference_t_score": None,
                "difference": row["effect_sd"], "difference_low": ends[0],
                "difference_high": ends[1],
            })  # fmt: skip
    return rows


def _band(difference: float) -> str:
    side = "above" if difference > 0 else "below"
    size = abs(difference)
    return f"far_{side}" if size >= FAR else side if size >= OFF else "near"
