"""Every quirk of a sheet alone, with every other that fits it, and under every fault: what is
accepted gives exactly the expected rows, everything else the expected refusal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.golden import (
    class_faults,
    class_quirks,
    item_quirks,
    score_faults,
    score_quirks,
)
from tests.golden.canvas import Canvas, Quirk, fits, outcome, pairs, put, wanted


@dataclass(frozen=True)
class Golden:
    """A sheet of one form, the columns that are compared, and what may befall it."""

    canvas: Callable[[], Canvas]
    fields: tuple[str, ...]
    accepted: list[Quirk]
    bad: list[Quirk]

    def combinations(self) -> Iterator[tuple[Quirk, ...]]:
        """The plain sheet, every quirk, every two that fit, and every fault under every quirk."""
        yield ()
        yield from ((quirk,) for quirk in [*self.accepted, *self.bad])
        yield from pairs(self.accepted)
        yield from ((good, bad) for bad in self.bad for good in self.accepted if fits(good, bad))


SETS = {
    "classes": Golden(
        class_quirks.canvas,
        class_quirks.FIELDS,
        class_quirks.ACCEPTED,
        [*class_faults.REFUSED, *class_faults.REJECTED],
    ),
    "scores": Golden(
        score_quirks.canvas,
        score_quirks.FIELDS,
        score_quirks.ACCEPTED,
        [*score_faults.REFUSED, *score_faults.REJECTED],
    ),
    "items": Golden(
        item_quirks.canvas,
        item_quirks.FIELDS,
        item_quirks.ACCEPTED,
        [*item_quirks.REFUSED, *item_quirks.REJECTED],
    ),
}
CASES = [
    pytest.param(golden, quirks, id="-".join([name, *(quirk.name for quirk in quirks)]))
    for name, golden in SETS.items()
    for quirks in golden.combinations()
]


@pytest.mark.parametrize(("golden", "quirks"), CASES)
def test_a_layout(golden: Golden, quirks: tuple[Quirk, ...]):
    drawn = put(golden.canvas(), *quirks)
    assert outcome(drawn, golden.fields) == wanted(drawn)
