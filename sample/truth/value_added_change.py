"""The truth about value added from year to year: what changes, and how alike two years are."""

from __future__ import annotations

from math import atanh, fsum, sqrt, tanh
from typing import Any

from sample.truth.change import Changes
from sample.truth.group_score import year_before
from sample.truth.random_intercept import Z
from sample.truth.value_added import LEAST_EFFECT, LEAST_SCHOOLS

Rows = list[dict[str, Any]]
RUN = ("county_id", "exam_id", "subject", "model_id", "method")


def change_rows(changes: Changes, exams: Rows, models: Rows, schools: Rows) -> tuple[Rows, Rows]:
    """Rows of fct_value_added_change and of fct_value_added_stability."""
    earlier = {exam["exam_id"]: year_before(exam, exams) for exam in exams}
    spreads = {_key(row, *RUN): row.get("outcome_standard_deviation") for row in models}
    by_school = {_key(row, *RUN, "school_id"): row for row in schools}
    told: Rows = []
    pairs: dict[tuple, list[tuple[float, float]]] = {}
    for row in schools:
        previous = earlier[row["exam_id"]]
        if previous is None:
            continue
        run = _key(row, *RUN)
        before = by_school.get(_key(row | {"exam_id": previous}, *RUN, "school_id"))
        reason = _reason(changes, row, before)
        base = {name: row[name] for name in (*RUN, "is_printed", "school_id", "school_year")}
        base |= {"previous_exam_id": previous, "effect_sd": row["effect_sd"],
                 "previous_effect_sd": before and before["effect_sd"], "reason": reason,
                 "is_releasable": row["is_releasable"]
                 and (before is None or before["is_releasable"])}  # fmt: skip
        pairs.setdefault(run, [])
        figures = dict.fromkeys(("change_sd", "change_sd_se", "change_sd_low", "change_sd_high",
                                 "change_band"))  # fmt: skip
        if reason is None:
            pairs[run].append((row["effect_sd"], before["effect_sd"]))
            errors = [one["effect_se"] / spreads[_key(one, *RUN)] for one in (row, before)]
            figures = _change(row["effect_sd"] - before["effect_sd"], sqrt(fsum(
                error**2 for error in errors)))  # fmt: skip
        told.append(base | figures)
    by_run = {_key(row, *RUN): row for row in models}
    return told, [
        dict(zip(RUN, run, strict=True))
        | {"is_printed": by_run[run]["is_printed"], "previous_exam_id": earlier[run[1]],
           "is_releasable": by_run[run]["is_releasable"]} | _alike(found)
        for run, found in pairs.items()
    ]  # fmt: skip


def _key(row: dict[str, Any], *names: str) -> tuple:
    return tuple(row[name] for name in names)


def _reason(changes: Changes, now: dict[str, Any], before: dict[str, Any] | None) -> str | None:
    if not now["is_reported"]:
        return now["reason"]
    if before is None:
        return "no_earlier"
    made_of = [changes.composition(row["school_id"], row["school_year"]) for row in (now, before)]
    if made_of[0] != made_of[1]:
        return "school_changed"
    if not before["is_reported"]:
        return "earlier_unreported"
    unknown = now["effect_se"] is None or before["effect_se"] is None
    return "no_difference" if unknown else None


def _change(change: float, error: float) -> dict[str, Any]:
    low, high = change - Z * error, change + Z * error
    is_off = abs(change) >= LEAST_EFFECT and (low > 0 or high < 0)
    return {
        "change_sd": change, "change_sd_se": error, "change_sd_low": low, "change_sd_high": high,
        "change_band": ("risen" if change > 0 else "fallen") if is_off else "about",
    }  # fmt: skip


def _alike(pairs: list[tuple[float, float]]) -> dict[str, Any]:
    """Correlation of two years with Fisher's interval."""
    count = len(pairs)
    result: dict[str, Any] = {"school_count": count, "correlation": None, "correlation_low": None,
                              "correlation_high": None, "reason": "few_schools"}  # fmt: skip
    if count < LEAST_SCHOOLS:
        return result
    means = [fsum(pair[side] for pair in pairs) / count for side in (0, 1)]
    apart = [(now - means[0], then - means[1]) for now, then in pairs]
    spread = sqrt(fsum(a * a for a, _ in apart)) * sqrt(fsum(b * b for _, b in apart))
    r = fsum(a * b for a, b in apart) / spread
    reach = Z / sqrt(count - 3)
    return result | {
        "correlation": r, "correlation_low": tanh(atanh(r) - reach),
        "correlation_high": tanh(atanh(r) + reach), "reason": None,
    }  # fmt: skip
