"""Every verdict of one county, cycle by cycle, with what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sample.deliveries import Received
from sample.truth.ahead import AHEAD, ahead_rows
from sample.truth.balance import balance_rows, balance_verdicts
from sample.truth.change import Changes
from sample.truth.dispute import mark_disputes
from sample.truth.effect import effect_rows
from sample.truth.exchange import exchange_verdicts
from sample.truth.forecast import Forecast
from sample.truth.gap import gap_rows
from sample.truth.item import item_verdicts
from sample.truth.pay import parity_verdict
from sample.truth.resource import composite_rows, pass_rows, resource_rows
from sample.truth.school import schools_of
from sample.truth.staff import Staff
from sample.truth.submission import cycles_of

Row = dict[str, Any]
Marts = dict[str, list[Row]]


def verdict_marts(received: Received, county_id: str, staff: Staff, known: Marts) -> Marts:
    """Rows of the marts of resources, of verdicts and of the years ahead; of those `known`, the
    verdicts on pay and on moves of staff are made."""
    marts: Marts = {
        name: [] for name in ("fct_school_resource", "fct_resource_balance", "fct_resource_gap",
                              "fct_indicator_verdict", "fct_exchange_effect", *AHEAD)
    }  # fmt: skip
    verdicts = marts["fct_indicator_verdict"]
    changes = Changes.of(received, county_id)
    years = sorted(int(table.period) for table in received.tables("school_list", county_id))
    by_year = {year: schools_of(received, county_id, year) for year in years}
    for cycle, (year, finance_year, exchange_year) in cycles_of(received, county_id).items():
        listed = by_year[year]
        mark_disputes(received, county_id, year, listed)
        resources = resource_rows(cycle, dt.date(year, 9, 1), listed)
        balance = balance_rows(cycle, county_id, resources)
        marts["fct_school_resource"] += resources
        marts["fct_resource_balance"] += balance
        marts["fct_resource_gap"] += gap_rows(cycle, resources, listed)
        marts["fct_exchange_effect"] += effect_rows(cycle, year, staff, listed, resources, balance)
        ahead = Forecast.of(received, county_id, year, by_year)
        for name, rows in ahead_rows(cycle, county_id, ahead, listed, resources).items():
            marts[name] += rows
        schools = list(composite_rows(resources))
        items = item_verdicts(received, county_id, cycle, year, finance_year)
        verdicts += _as_composed(schools, changes, year)
        verdicts += [*pass_rows(cycle, county_id, schools), *balance_verdicts(balance)]
        verdicts += _of_staff(cycle, county_id, known, finance_year, exchange_year)
        verdicts += _as_composed(items, changes, year)
    return marts


def _as_composed(rows: list[Row], changes: Changes, year: int) -> Iterator[Row]:
    """The schools' rows with what each was made of in that year, the county's as they are."""
    for row in rows:
        is_school = row["entity_type"] in ("school", "school_stage")
        made_of = {"composition_id": changes.composition(row["entity_id"], year)}
        yield row | made_of if is_school else row


def _of_staff(
    cycle: str, county_id: str, known: Marts, finance_year: int, exchange_year: int
) -> Iterator[Row]:
    for row in known["fct_salary_parity"]:
        if (row["finance_year"], row["definition"], row["stratum_type"]) == (
            finance_year, "default", "all",
        ):  # fmt: skip
            yield parity_verdict(cycle, row)
    moves = [
        row for row in known["fct_teacher_exchange"]
        if row["entity_type"] == "county" and row["school_year"] == exchange_year
        and row["count_mode"] == "new"
    ]  # fmt: skip
    yield from exchange_verdicts(cycle, county_id, moves[0] if moves else None)
