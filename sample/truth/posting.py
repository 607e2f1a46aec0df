"""The truth about where people were posted, and since when they are there."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any, NamedTuple

from sample.records.people import TeacherRow
from sample.truth.change import Changes

Rosters = dict[int, dict[str, tuple[str, TeacherRow]]]
"""School year → identity number → school of the roster, and the roster's row."""


class Stay(NamedTuple):
    """One year of a person's posting."""

    year: int
    school_id: str
    row: TeacherRow


def postings(rosters: Rosters, changes: Changes, number: str) -> list[list[Stay]]:
    """A person's years, those of one posting together: in one school from year to year, or in
    what that school has become by September."""
    found: list[list[Stay]] = []
    for year in sorted(rosters):
        if number not in rosters[year]:
            continue
        stay = Stay(year, *rosters[year][number])
        last = found[-1][-1] if found else None
        goes_on = (
            last is not None
            and last.year == year - 1
            and changes.successor(last.school_id, dt.date(year, 9, 1)) == stay.school_id
        )
        if goes_on:
            found[-1].append(stay)
        else:
            found.append([stay])
    return found


def arrival(rosters: Rosters, changes: Changes, number: str, year: int) -> dt.date:
    """Since when a person on the roster of a year is in the school, or in one that is now part
    of it."""
    posting = next(p for p in postings(rosters, changes, number) if year in {s.year for s in p})
    here = next(stay for stay in posting if stay.year == year)
    # of several that became one another the last roster before each speaks
    before = [
        stay.row.arrival_month
        for stay, after in pairwise(posting)
        if after.year <= year and stay.school_id != after.school_id
    ]
    return min([here.row.arrival_month, *before])


def posting_rows(county_id: str, rosters: Rosters, changes: Changes) -> list[dict[str, Any]]:
    """Rows of fct_teacher_posting, keyed by plain identity number."""
    newest = max((year for year in rosters if rosters[year]), default=0)
    rows = []
    for number in sorted({number for roster in rosters.values() for number in roster}):
        for turn, posting in enumerate(postings(rosters, changes, number)):
            first, last = posting[0], posting[-1]
            start = dt.date(first.year, 9, 1)
            if turn == 0:
                start = min(start, *(stay.row.arrival_month for stay in posting))
            end = dt.date(last.year + 1, 9, 1).isoformat() if last.year < newest else None
            rows.append({
                "teacher_id_number": number, "county_id": county_id, "school_id": last.school_id,
                "first_school_id": first.school_id, "valid_from": start.isoformat(),
                "valid_to": end, "school_year_first": first.year, "school_year_last": last.year,
            })  # fmt: skip
    return rows
