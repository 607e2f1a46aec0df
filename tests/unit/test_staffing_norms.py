"""Lessons and loads of the seeds, held against what is printed of the programme of 2022."""

import csv
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from warehouse.settings import ROOT

# 义务教育课程方案(2022年版): least and most per cent of the nine years' lessons.
SHARES = {
    ("morality",): (6, 8), ("chinese",): (20, 22), ("mathematics",): (13, 15), ("english",): (6, 8),
    ("history", "geography"): (3, 4), ("science", "physics", "chemistry", "biology"): (8, 10),
    ("it",): (1, 3), ("pe",): (10, 11), ("music", "fine_art", "arts"): (9, 11),
    ("labour", "other"): (14, 18),
}  # fmt: skip
WEEKLY = {1: 26, 2: 26, 3: 30, 4: 30, 5: 30, 6: 30, 7: 34, 8: 34, 9: 34}
# New lessons are given in 35 weeks of a year, in 33 of the last.
WEEKS = {**dict.fromkeys(range(1, 9), 35), 9: 33}
ALL_LESSONS = 9522
# 浙江省义务教育课程设置及比例(2023年版) prints these shares of the subjects that it has alike.
PRINTED = {("morality",): "6.6", ("it",): "2.2", ("pe",): "10.6", ("music", "fine_art"): "11.0"}


def seed(name: str) -> list[dict[str, str]]:
    with (ROOT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


NORMS = seed("lesson_norm")


def by_grade(curriculum: str) -> dict[str, Counter]:
    """Subject → grade → weekly lessons."""
    lessons: dict[str, Counter] = defaultdict(Counter)
    for row in NORMS:
        if row["curriculum_id"] == curriculum:
            for grade in range(int(row["grade_from"]), int(row["grade_to"]) + 1):
                assert grade not in lessons[row["subject"]], "two rows for a grade"
                lessons[row["subject"]][grade] = Decimal(row["weekly_lesson_count"])
    return lessons


def nine_years(subjects: tuple[str, ...]) -> Decimal:
    """Lessons of some subjects in the nine years of the nation's curriculum."""
    lessons = by_grade("CN-2022")
    return sum(
        (lessons[subject][grade] * WEEKS[grade] for subject in subjects for grade in WEEKS),
        Decimal(0),
    )


def test_a_week_has_the_lessons_of_the_programme():
    lessons = by_grade("CN-2022")
    for grade, total in WEEKLY.items():
        assert sum(of_grade[grade] for of_grade in lessons.values()) == total, grade
    assert nine_years(tuple(lessons)) == ALL_LESSONS


@pytest.mark.parametrize("subjects", SHARES, ids="+".join)
def test_a_subject_has_its_share_of_the_nine_years(subjects: tuple[str, ...]):
    least, most = SHARES[subjects]
    assert least <= 100 * nine_years(subjects) / ALL_LESSONS <= most


@pytest.mark.parametrize("subjects", PRINTED, ids="+".join)
def test_a_province_prints_the_same_share(subjects: tuple[str, ...]):
    share = 100 * nine_years(subjects) / ALL_LESSONS
    assert share.quantize(Decimal("0.1")) == Decimal(PRINTED[subjects])


def test_a_curriculum_has_one_region_and_one_span():
    spans = {
        (row["curriculum_id"], row["region_code"], row["valid_from"], row["valid_to"])
        for row in NORMS
    }
    assert len(spans) == len({span[0] for span in spans})


def test_every_subject_that_is_taught_has_a_load():
    loads = {(row["stage"], row["subject"]) for row in seed("teaching_load")
             if row["region_code"] == "000000"}  # fmt: skip
    for subject, grades in by_grade("CN-2022").items():
        for grade in grades:
            assert ("primary" if grade <= 6 else "junior", subject) in loads


def test_a_teacher_of_several_subjects_is_one_teacher():
    shares: Counter = Counter()
    for row in seed("subject_taught"):
        shares[row["subject"]] += Decimal(row["share"])
    assert set(shares.values()) == {1}
