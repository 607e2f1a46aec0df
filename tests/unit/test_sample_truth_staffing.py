"""The truth's own rules about staff, by hand."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest

from sample.records.people import MoveRow
from sample.truth.change import Changes
from sample.truth.crew import hosted
from sample.truth.lesson import Lessons, shortages, subject_rows
from sample.truth.post import is_unfilled
from sample.truth.staff import Staff

SUBJECTS = ("chinese", "mathematics", "english", "science", "morality", "pe", "music", "fine_art",
            "it")  # fmt: skip


def rows(classes: dict[int, int] | None, teachers: list[str] | None) -> dict[str, dict]:
    here = Lessons(
        None if classes is None else Counter(classes),
        None if teachers is None else [(subject, False) for subject in teachers],
    )
    return {row["subject"]: row for row in subject_rows({}, "primary", here)}


def test_seven_first_classes_need_four_teachers_of_chinese():
    """7 classes × 8 lessons = 56 = 4 × 14."""
    found = rows({1: 7}, ["chinese"] * 3)
    assert found["chinese"]["needed_teacher_count"] == 4
    assert (found["chinese"]["uncovered_lesson_count"], found["chinese"]["shortage_count"]) == (
        14, 1,
    )  # fmt: skip
    assert rows({1: 7}, ["chinese"] * 4)["chinese"]["shortage_count"] == 0
    assert "english" not in found and rows({3: 1}, [])["english"]["lesson_count"] == 2


def test_a_teacher_of_arts_is_half_one_of_music():
    found = rows({1: 9}, ["arts", "music"])
    assert (found["music"]["teacher_count"], found["fine_art"]["teacher_count"]) == (1.5, 0.5)
    assert found["fine_art"]["shortage_count"] == 0.5


def test_enough_teachers_of_the_wrong_subjects_is_a_structural_shortage():
    everything = rows({1: 9, 2: 9}, [s for s in SUBJECTS for _ in range(12)])
    assert shortages(list(everything.values()))["subject_shortage_count"] == 0
    wrong = rows({1: 9, 2: 9}, ["chinese"] * 60)
    found = shortages(list(wrong.values()))
    assert found["overall_shortage_count"] == 0
    assert found["structural_shortage_count"] == found["subject_shortage_count"] > 0
    few = shortages(list(rows({1: 9, 2: 9}, []).values()))
    assert few["structural_shortage_count"] == 0
    assert few["overall_shortage_count"] == few["needed_teacher_count"]


def test_nothing_is_said_without_a_roster():
    assert rows({1: 7}, None)["chinese"]["shortage_count"] is None
    assert rows(None, ["pe"])["pe"]["missing_reason"] == "class_roster_missing"
    assert shortages(list(rows({1: 7}, None).values()))["subject_shortage_count"] is None


@pytest.mark.parametrize(
    ("in_post", "contract", "posts", "found"),
    [
        (9, 1, 10, True),
        (10, 1, 10, False),
        (9, 0, 10, False),
        (9, 1, None, None),
        (9, 0, None, False),
        (None, None, 10, None),
    ],
)
def test_one_known_no_is_enough_for_no(in_post, contract, posts, found):
    held = {"staffed_in_post_count": in_post, "contract_teacher_count": contract}
    assert is_unfilled(held, posts) is found


def test_an_exchange_is_in_force_on_the_first_of_september():
    def move(number: str, start: tuple[int, int], end: tuple[int, int]) -> MoveRow:
        return MoveRow("甲", number, "a", "b", "rotation", dt.date(*start, 1), dt.date(*end, 1),
                       None, None, False)  # fmt: skip

    ledger = [move("new", (2024, 9), (2025, 6)), move("october", (2024, 10), (2025, 8)),
              move("ends", (2023, 9), (2024, 9)), move("over", (2023, 9), (2024, 8)),
              move("short", (2024, 9), (2025, 5))]  # fmt: skip
    part = move("part", (2024, 9), (2025, 8))._replace(
        exchange_form="circuit_teaching", lesson_share_percent=Decimal("49.99")
    )
    staff = Staff("1", {}, {}, {}, {}, {2024: [*ledger, part]}, Changes("1", []))
    assert set(hosted(staff, 2024)) == {"new", "ends"}
