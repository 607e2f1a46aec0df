"""The people of the made-up county: how many, where, and with which numbers."""

from collections import Counter

import pytest

from sample.identity import check_digit
from sample.schools import KINDS, kinds_of
from sample.world import simulate_county


@pytest.fixture(scope="module")
def world():
    """The default county's people, without their workbooks."""
    return simulate_county(0, schools=60, pupils=38_000, years=3, seed=1, first_serial=1)


# GB 11643-1999, examples of the standard.
@pytest.mark.parametrize(
    ("first", "last"), [("11010519491231002", "X"), ("37010119010203997", "3")]
)
def test_check_digits_are_those_of_the_standard(first, last):
    assert check_digit(first) == last


def test_everybody_has_a_number_of_his_own_from_nowhere(world):
    pupils = {p.student_number for cohorts in world.history.values() for c in cohorts
              for p in c.pupils()}  # fmt: skip
    people = {t.id_number for roster in world.rosters.values() for t in roster}
    numbers = people | {number[1:] for number in pupils}
    assert len(numbers) == len(people) + len(pupils)
    assert all(n[:6] == "990101" and check_digit(n[:17]) == n[17] for n in numbers)


def test_sixty_schools_are_of_the_declared_kinds():
    counts = Counter(kinds_of(60))
    assert counts == {kind: spec[3] for kind, spec in KINDS.items()}
    types = Counter(KINDS[kind][0] for kind in counts.elements())
    assert types == {"211": 31, "218": 6, "311": 14, "312": 6, "345": 1, "341": 1, "342": 1}
    assert set(kinds_of(12)) == set(KINDS)


def test_the_default_county_has_the_declared_size(world):
    for year, cohorts in world.history.items():
        assert sum(c.count for c in cohorts) == pytest.approx(38_000, rel=0.02)
        assert sum(t.post_category == "teacher" for t in world.rosters[year]) == pytest.approx(
            2600, rel=0.05
        )
        points = Counter(c.school.school_id for c in cohorts for _ in c.pupils()
                         if c.school.kind == "point")  # fmt: skip
        assert {46, 50} <= set(points.values())
    pairs = {row.group_id for row in world.groups if row.valid_from.year == 2025}
    assert len({row.group_id for row in world.groups} - pairs) == 8
    assert len(pairs) == 8


def test_the_same_children_move_up_and_some_classes_are_too_large(world):
    def grade(year, number):
        return {p.student_number for c in world.history[year] if c.grade == number
                for p in c.pupils()}  # fmt: skip

    for before, after in ((1, 2), (6, 7), (8, 9)):
        stayed = len(grade(2023, before) & grade(2024, after)) / len(grade(2023, before))
        assert stayed > 0.9
    sizes = [(c.grade, len(m)) for c in world.history[2025] for m in c.classes if c.grade < 10]
    large = sum(size > (45 if number < 7 else 50) for number, size in sizes) / len(sizes)
    assert 0.005 < large < 0.1


def test_no_name_of_a_large_county_means_two_schools():
    large = simulate_county(0, schools=300, pupils=20_000, years=1, seed=1, first_serial=1)
    names = Counter(name for s in large.schools for name in {s.name, *s.aliases})
    assert set(names.values()) == {1}
