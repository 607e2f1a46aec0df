"""The truth about groups, districts and pairs: what their members have, score and record."""

from __future__ import annotations

from typing import Any

from sample.deliveries import Received
from sample.records.school import GroupRow
from sample.truth.change import Changes
from sample.truth.group_balance import group_balance_rows, names_of
from sample.truth.group_coverage import coverage_rows
from sample.truth.group_flow import group_flow_marts
from sample.truth.group_score import group_score_rows
from sample.truth.norm import followed_rows
from sample.truth.pair import activity_rows, pair_rows
from sample.truth.school_standing import standing_rows

Rows = list[dict[str, Any]]


def group_marts(
    received: Received, county_id: str, groups: list[GroupRow], years: list[int],
    marts: dict[str, Rows],
) -> dict[str, Rows]:  # fmt: skip
    """Rows of the marts about groups, from the truth about schools and examinations in `marts`."""
    changes, named = Changes.of(received, county_id), names_of(received, county_id)
    resources, qualities = marts["fct_school_resource"], marts["fct_quality_score"]
    activities = activity_rows(received, county_id, groups, named, years)
    quality, scores = group_score_rows(changes, groups, named, marts["dim_exam"], qualities)
    indexes, coverage = coverage_rows(received, county_id, groups, marts)
    ledgers = [int(table.period) for table in received.tables("teacher_exchange", county_id)]
    return group_flow_marts(county_id, groups, named, ledgers, marts) | {
        "fct_group_balance": group_balance_rows(received, county_id, groups, resources),
        "fct_group_quality": quality,
        "fct_group_score": scores,
        "fct_school_index": indexes,
        "fct_group_coverage": coverage,
        "fct_school_standing": standing_rows(changes, marts),
        "fct_norm_followed": followed_rows(changes, marts),
        "fct_group_activity": activities,
        "fct_pair_progress": pair_rows(
            county_id, changes, groups, named, years, marts | {"fct_group_activity": activities}
        ),
    }
