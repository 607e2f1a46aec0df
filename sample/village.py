"""What the county has set for the village teachers' allowance, school by school."""

from __future__ import annotations

from decimal import Decimal

from sample.chance import pick, stream
from sample.records.money import VillageRow
from sample.schools import School

CLASSES = ("class_1", "class_2", "class_2", "class_3")
DISTANCES = (Decimal("4.5"), Decimal("14.9"), Decimal(15), Decimal("15.1"), Decimal(38))
"""Below, at and above the distance at which the tiers part."""
FORGOTTEN = 4  # one village school in so many is not on the form


def village_rows(schools: list[School], county_id: str, seed: int) -> list[VillageRow]:
    """乡村教师补助学校核定表: public schools in villages, but those that were forgotten."""
    rng = stream(seed, county_id, "village")
    rows = []
    villages = [s for s in schools if s.urban_rural == "village" and not s.is_private]
    for turn, school in enumerate(villages):
        place = pick(rng, DISTANCES), pick(rng, CLASSES)
        if turn % FORGOTTEN != FORGOTTEN - 1:
            rows.append(VillageRow(school.school_id, *place))
    return rows
