"""The benchmarks do what they say; how long they take is not asked here."""

from pathlib import Path

import pytest

from benchmarks.__main__ import measure
from benchmarks.cases import CASES

ROWS = {"read": 30, "read-bare": 33, "read-pandas": 30, "schools": 5, "schools-bare": 4,
        "hash": 4, "again": 5, "start": 2, "quality-bare": 3600,
        "gate": 3600, "gate-bare": 3600, "kept-hash": 25, "kept-again": 25, "kept-quiet": 25,
        "kept-one": 1, "kept-raw": 520, "marts-bare": 4683, "night-corrected": 4,
        "night-city": 23_598}  # fmt: skip
SIZES = {"read": 30, "quality": 3600, "gate": 3600, "marts": 4, "night": 4}


# these are done on the way to another: to dbt's statements without dbt, to a second night
ON_THE_WAY = {"quality", "quality-1gb", "marts", "night", "night-again"}


@pytest.mark.parametrize("name", [name for name in CASES if name not in ON_THE_WAY])
def test_a_case_does_the_whole_work(name: str, tmp_path: Path):
    size = SIZES.get(name.partition("-")[0], 2)
    found = measure(name, size, tmp_path)
    listed = 1 if name == "read" else 0  # the row of the list of schools
    assert found["rows"] == ROWS[name] + listed
    assert found["seconds"] > 0
    assert found["peak_mb"] > 1


def test_every_reference_is_a_case():
    assert {case.reference for case in CASES.values()} <= {"", *CASES}
    for case in CASES.values():
        assert not case.reference or case.sizes[0] in CASES[case.reference].sizes
