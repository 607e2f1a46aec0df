"""All figures about teachers on the move, of one county."""

from __future__ import annotations

from typing import Any

from sample.deliveries import Received
from sample.records.school import GroupRow
from sample.truth.exchange import exchange_rows
from sample.truth.flow import flow_rows, school_rows
from sample.truth.ledger import contradiction_rows, school_contradictions
from sample.truth.move import move_rows
from sample.truth.posting import posting_rows
from sample.truth.staff import Staff, eligibility_rows
from sample.truth.tie import Ties

Rows = list[dict[str, Any]]


def mobility_marts(
    received: Received, county_id: str, years: list[int], staff: Staff, groups: list[GroupRow],
    scope: Rows,
) -> dict[str, Rows]:  # fmt: skip
    """Rows of every mart about exchange; `scope` are those of bridge_indicator_scope."""
    listed = eligibility_rows(staff)
    eligible = {(r["teacher_id_number"], r["school_year"]): r["is_eligible"] for r in listed}
    ties = Ties.of(received, county_id, groups)
    here: dict[int, Rows] = {}
    for row in listed:
        here.setdefault(row["school_year"], []).append(row)
    ledgers = {
        int(table.period): move_rows(
            staff, int(table.period), staff.moves[int(table.period)], eligible, ties
        )
        for table in received.tables("teacher_exchange", county_id)
    }
    rostered = {year + 1 for year, senders in staff.senders.items() if senders}
    scoped: dict[int, set[str]] = {}
    for row in scope:
        if row["scope_id"] == "G11" and row["is_in_scope"]:
            scoped.setdefault(row["school_year"], set()).add(row["school_id"])
    contradictions = contradiction_rows(received, staff, years)
    return {
        "fct_exchange_reconciliation": contradictions,
        "fct_school_exchange_reconciliation": list(school_contradictions(contradictions)),
        "fct_teacher_eligibility": listed,
        "fct_teacher_posting": posting_rows(county_id, staff.rosters, staff.changes),
        "fct_teacher_move": [row for year in sorted(ledgers) for row in ledgers[year]],
        "fct_teacher_exchange": [
            row for year in sorted(rostered | ledgers.keys())
            for row in exchange_rows(staff, year, here.get(year, []), ledgers.get(year), groups)
        ],
        "fct_exchange_flow": [
            row for year in sorted(ledgers) for row in flow_rows(county_id, year, ledgers[year])
        ],
        "fct_school_exchange": list(school_rows(staff, ledgers, here, scoped)),
    }  # fmt: skip
