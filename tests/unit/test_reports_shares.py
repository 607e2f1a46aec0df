"""Work that several processes share: the same answers in the same order, and no silent loss."""

import os
import signal

import pytest

from reports.shares import in_processes, share


def double(numbers: list[int]) -> list[int]:
    return [2 * number for number in numbers]


def where(_: object) -> int:
    return os.getpid()


def refuse(number: int) -> int:
    if number:
        raise ValueError(f"no {number}")
    return number


def die(number: int) -> int:
    if number:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize(
    "count, processes, least, parts",
    [(0, 2, 5, 1), (4, 2, 5, 1), (9, 2, 5, 1), (10, 2, 5, 2), (100, 3, 5, 3), (100, 1, 5, 1)],
)
def test_everything_is_dealt_out_once_and_nobody_gets_too_little(count, processes, least, parts):
    shares = share(range(count), processes, least)
    assert len(shares) == parts
    assert sorted(page for part in shares for page in part) == list(range(count))
    if parts > 1:
        assert min(map(len, shares)) >= least


def test_answers_come_in_the_order_of_the_shares_from_processes_of_their_own():
    assert in_processes(double, [([1, 2],), ([3],), ([],)]) == [[2, 4], [6], []]
    here, there, elsewhere = in_processes(where, [(1,), (2,), (3,)])
    assert here == os.getpid() and len({here, there, elsewhere}) == 3


def test_what_goes_wrong_elsewhere_is_raised_here():
    with pytest.raises(ValueError, match="no 7"):
        in_processes(refuse, [(0,), (7,)])
    with pytest.raises(MemoryError):
        in_processes(die, [(0,), (1,)])
