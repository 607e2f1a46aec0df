"""Every quirk of a sheet of classes, alone and with every other that fits it."""

import pytest

from tests.golden.canvas import Quirk, fits, outcome, pairs, put, wanted
from tests.golden.class_faults import REFUSED, REJECTED
from tests.golden.class_quirks import ACCEPTED, FIELDS, canvas

BAD = [*REFUSED, *REJECTED]
WITH_BAD = [(good, bad) for bad in BAD for good in ACCEPTED if fits(good, bad)]


def _names(value: object) -> str | None:
    return value.name if isinstance(value, Quirk) else None


def _check(*quirks: Quirk) -> None:
    drawn = put(canvas(), *quirks)
    assert outcome(drawn, FIELDS) == wanted(drawn)


def test_the_plain_sheet():
    _check()


@pytest.mark.parametrize("quirk", [*ACCEPTED, *BAD], ids=_names)
def test_one_quirk(quirk: Quirk):
    _check(quirk)


@pytest.mark.parametrize(("one", "other"), pairs(ACCEPTED), ids=_names)
def test_two_quirks(one: Quirk, other: Quirk):
    _check(one, other)


@pytest.mark.parametrize(("good", "bad"), WITH_BAD, ids=_names)
def test_a_fault_under_a_quirk(good: Quirk, bad: Quirk):
    _check(good, bad)
