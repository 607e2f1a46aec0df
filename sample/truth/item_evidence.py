"""The truth about items that only a document answers: what the newest one says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sample.truth.school import LEFT_OUT

if TYPE_CHECKING:
    from sample.truth.item import Cycle

# Item of the form → indicator.
OF_THE_COUNTY = {item: item for item in ("G1", "G2", "G10", "Q5", "Q7", "Q8")} | {
    "G8": "G8-pay", "G15": "G15-care", **{f"V{n}": f"V{n}" for n in range(1, 7)}
}  # fmt: skip
OF_SCHOOLS = ("Q3", "Q6")
ADVERSE = ("not_fulfilled", "present")
UNCERTAIN = ("V4", "V5", "V6")


def evidence_verdicts(cycle: Cycle) -> Iterator[dict[str, Any]]:
    """Verdicts on the county, and of Q3 and Q6 on each school."""
    documents: dict[tuple[str, str | None], list[Any]] = {}
    for row in cycle.received.records("evidence", cycle.county_id, cycle.school_year):
        documents.setdefault((row.evidence_item, row.school_id), []).append(row)
    said = {key: _newest(rows) for key, rows in documents.items()}
    for item, indicator in OF_THE_COUNTY.items():
        of_schools = {word for (name, school), word in said.items() if name == item and school}
        word = "adverse" if "adverse" in of_schools else said.get((item, None), "missing")
        yield _verdict(item, indicator, word)
    for item in OF_SCHOOLS:
        for school in cycle.schools:
            if not any(stage != "senior" for stage in school.stages()):
                continue
            row = _verdict(item, item, said.get((item, school.listed.school_id), "missing"))
            if school.listed.school_type in LEFT_OUT:
                row |= {"verdict": "not_applicable", "reason": "excluded_type", "value": None}
            yield row | {"school_id": school.listed.school_id}


def _newest(rows: list[Any]) -> str:
    day = max(row.document_date for row in rows)
    words = {row.finding in ADVERSE for row in rows if row.document_date == day}
    if len(words) > 1:
        return "contradicting"
    return "adverse" if words.pop() else "good"


def _verdict(item: str, indicator: str, word: str) -> dict[str, Any]:
    limit = 0.0 if item.startswith("V") else 1.0
    verdict = {"good": "met", "adverse": "not_met"}.get(word, "incomplete")
    return {
        "indicator_id": indicator, "threshold_id": f"CN-2017|{indicator}|all",
        "limit_value": limit, "rests_on": "evidence", "verdict": verdict,
        "value": {"met": limit, "not_met": 1 - limit}.get(verdict),
        "reason": None if word == "good" else f"evidence_{word}",
        "is_threshold_uncertain": item in UNCERTAIN,
    }  # fmt: skip
