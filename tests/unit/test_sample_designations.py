"""Which schools of the made-up county are weak or strong, as its bureau has it."""

from collections import Counter

import pytest

from sample.designations import designation_rows
from sample.schools import make_schools

SCHOOLS = make_schools("990101", "岚岫县", 20, 1, 1)


def designated(standing: str) -> dict[str, str]:
    rows = designation_rows(SCHOOLS, standing, "岚岫县", 2025)
    assert len({row.school_id for row in rows}) == len(rows)
    return {row.school_id: row.designation for row in rows}


@pytest.mark.parametrize(("standing", "weak"), [("close", 2), ("edge", 3)])
def test_the_weakest_are_weak_and_the_strongest_strong(standing, weak):
    found = designated(standing)
    assert Counter(found.values()) == {"weak": weak, "strong": 2}
    effect = {kind: [s.effect for s in SCHOOLS if found.get(s.school_id) == kind]
              for kind in ("weak", "strong", None)}  # fmt: skip
    assert max(effect["weak"]) < min(effect["strong"])
    assert not any(s.is_private or s.kind == "branch" for s in SCHOOLS if s.school_id in found)


def test_a_weak_county_designates_none():
    assert designated("weak") == {}
