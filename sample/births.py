"""The children who are still to come to school, cohort by cohort."""

from __future__ import annotations

from sample.chance import stream
from sample.pupils import Cohort
from sample.records.answers import BirthRow
from sample.standing import LAST_YEAR, Standing

COHORTS = 7  # the one that entered this autumn, and those that are born
# Of a thousand children counted so many come to school in the county.
ENTERING = (962, 990)
FEWER = 45  # in a thousand from cohort to cohort that nobody has seen in school yet
MIGRANTS = (60, 110)
MOVING = 6  # in a thousand that a cohort grows or shrinks each year until it enters


def birth_rows(
    history: dict[int, list[Cohort]], standing: Standing, county_id: str, year: int, seed: int
) -> list[BirthRow]:
    """出生和学前适龄人口: a cohort is near what it was in the form of the year before.

    On the edge the youngest are not counted yet.
    """
    rows = []
    for entry in range(year, year + COHORTS - (standing == "edge")):
        rng = stream(seed, county_id, "births", entry)
        seen = history[min(entry, LAST_YEAR)]
        entrants = sum(cohort.count for cohort in seen if cohort.grade == 1)
        children = entrants * 1000 // rng.randint(*ENTERING)
        for _ in range(entry - LAST_YEAR):
            children = children * (1000 - FEWER) // 1000
        migrants = children * rng.randint(*MIGRANTS) // 1000
        moved = children * MOVING * (entry - year) * rng.choice((-1, 1)) // 1000
        rows.append(BirthRow(entry, children - migrants, max(0, migrants + moved)))
    return rows
