"""The truth's own rules about quality and readiness, by hand."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from sample.deliveries import Delivery, Received, Table
from sample.records.answers import MonitoringRow, SpecialRow, SurveyRow
from sample.truth.item import Cycle
from sample.truth.item_quality import quality_verdicts, share_of
from sample.truth.item_result import result_verdicts
from sample.truth.readiness import distance_rows, readiness_rows, region_rows

COUNTY = "990101"


def cycle(**records: list) -> Cycle:
    tables = [
        Table(form, COUNTY, "", COUNTY, "", "school_year", "2025", rows)
        for form, rows in records.items()
    ]
    day = dt.datetime(2025, 10, 1)
    received = Received.of([Delivery(table.form, [table], day) for table in tables])
    return Cycle(received, COUNTY, "2026", 2025, 2025, [])


def by_item(rows: Iterator[dict]) -> dict[str, dict]:
    return {row["indicator_id"]: row for row in rows}


def result(year: int, rate: str, level: int | None = 3) -> MonitoringRow:
    return MonitoringRow(year, 8, "chinese", level, Decimal(rate), "")


def test_a_share_is_judged_exactly_and_not_by_its_print():
    limit = Fraction(95, 100)
    assert share_of(95, 100, limit)["verdict"] == "met"
    assert share_of(1899, 2000, limit) == {
        "value": 0.9495, "numerator": 1899.0, "denominator": 2000.0, "verdict": "not_met",
        "is_borderline": True, "reason": "share_too_low",
    }  # fmt: skip
    assert not share_of(1898, 2000, limit)["is_borderline"]


@pytest.mark.parametrize(
    ("rate", "verdict", "reason"),
    [
        ("14.9", "met", None),
        ("15", "incomplete", "rate_at_limit"),
        ("15.1", "not_met", "subject_fails"),
    ],
)
def test_a_rate_at_the_limit_decides_nothing(rate: str, verdict: str, reason: str | None):
    rows = by_item(result_verdicts(cycle(monitoring_result=[result(2021, "40", 1),
                                                            result(2024, rate)])))  # fmt: skip
    assert (rows["Q9"]["verdict"], rows["Q9"]["reason"]) == (verdict, reason)
    assert rows["Q9-level"]["verdict"] == "met"


def test_the_questionnaire_decides_and_not_the_visits():
    month = dt.date(2025, 11, 1)
    rows = [SurveyRow(month, "questionnaire", "parent", 30, 20, 17),
            SurveyRow(month, "visit", "parent", 20, 20, 0),
            SurveyRow(dt.date(2026, 4, 1), "questionnaire", "parent", 20, 20, 0)]  # fmt: skip
    approval = by_item(result_verdicts(cycle(survey=rows)))["S1"]
    assert (approval["verdict"], approval["value"]) == ("met", 0.85)
    assert by_item(result_verdicts(cycle()))["S1"]["reason"] == "survey_missing"


def test_the_list_of_disabled_children_and_the_county_must_agree():
    rows = [SpecialRow("primary", "home_teaching", None, 19),
            SpecialRow("primary", "deferred", None, 1)]  # fmt: skip
    facts = {"disabled_child_count": 20, "disabled_child_enrolled_count": 19}

    def judged(**records: list) -> tuple[str, str | None, str]:
        row = by_item(quality_verdicts(cycle(**records)))["Q2"]
        return row["verdict"], row.get("reason"), row.get("rests_on", "rows")

    assert judged(special_education=rows, county_facts=[facts]) == ("met", None, "rows")
    more = facts | {"disabled_child_count": 21}
    assert judged(special_education=rows, county_facts=[more]) == (
        "incomplete", "sources_disagree", "rows",
    )  # fmt: skip
    assert judged(county_facts=[more]) == ("not_met", "share_too_low", "county_total")
    assert judged() == ("incomplete", "nothing_received", "county_total")


def verdict(cycle_id: str, item: str, word: str, value: float = 1.0, limit: float = 1.0) -> dict:
    return {"entity_type": "county", "county_id": COUNTY, "cycle_id": cycle_id, "stage": "",
            "indicator_id": item, "verdict": word, "value": value, "limit_value": limit,
            "is_borderline": False}  # fmt: skip


def test_an_item_that_nothing_judges_is_open_and_a_veto_has_its_name():
    distances = distance_rows([
        verdict("2025", "Q1", "not_met", 0.5, 0.75), verdict("2026", "Q1", "met", 0.75, 0.75),
        verdict("2026", "V1", "not_met", 1, 0),
    ])  # fmt: skip
    assert [row["distance"] for row in distances] == [-0.25, 0, -1]
    assert distances[1]["distance_change"] == 0.25
    first, now = readiness_rows(distances, [], {"2025": 2024, "2026": 2025})
    assert (first["reason"], first["plan_status"], first["met_count_change"]) == (
        "item_fails", "not_due", None,
    )  # fmt: skip
    assert (now["reason"], now["plan_status"], now["met_count_change"]) == ("veto", "behind", 1)
    assert now["item_count"] == 31 and now["incomplete_count"] == 29
    assert now["newly_met_count"] == 1
    regions = region_rows([now, now | {"county_id": "990201", "verdict": "met"}])
    ready = {row["region_id"]: (row["county_count"], row["met_county_count"]) for row in regions}
    assert ready == {"990000": (2, 1), "990100": (1, 0), "990200": (1, 1)}
