"""Intervals of schools' effects hold the truth as often as they say."""

import re

import pytest

from tests.unit.estimation_coverage import BETWEEN, REST, SCHOOLS, simulated
from warehouse.settings import ROOT

PAGE = ROOT / "docs" / "decisions" / "value-added.md"
NUMBER = re.compile(r"\d+(?:\.\d+)?")

pytestmark = pytest.mark.night


def printed() -> dict[tuple[str, int], list[float]]:
    """Rows of the page's table by share between schools and number of schools."""
    rows = {}
    for text in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in text.strip("|").split("|")]
        if len(cells) == 6 and NUMBER.fullmatch(cells[0]):
            rows[cells[0], int(cells[1])] = [float(NUMBER.match(cell)[0]) for cell in cells[2:]]
    return rows


@pytest.mark.parametrize("schools", SCHOOLS)
@pytest.mark.parametrize("between", BETWEEN)
def test_intervals_hold_the_truth_as_the_page_says(between: float, schools: int):
    found = simulated(schools, between)
    coverage, silent, flags, wrong = printed()[f"{between / (between + REST**2):.3f}", schools]
    assert found.silent_count == pytest.approx(silent, abs=2)
    assert 100 * found.coverage == pytest.approx(coverage, abs=0.5)
    assert found.flag_count == pytest.approx(flags, abs=0.05)
    assert 100 * found.wrong_share == pytest.approx(wrong, abs=0.5)
    if schools >= 40 and between > 0:
        assert 0.93 <= found.coverage <= 0.97
