"""Names of schools as people write them: the same said otherwise is the same, all else is not."""

from datetime import date

import pytest

from ingest import reference
from ingest.asker import Answer, Asker
from ingest.layout import load_layouts
from ingest.reference import Answers, Reference
from ingest.succession import Change

WORDS = load_layouts().vocabulary.schools
COUNTY, CITY_COUNTY = "990101", "990102"
TRIAL, FIRST, EAST, TOWN, MIDDLE, THROUGH, OTHER_TRIAL = (f"21990000{n:02d}" for n in range(1, 8))


@pytest.fixture
def ask() -> Asker:
    reference = Reference(WORDS)
    reference.add_county(COUNTY, "岚岫县")
    reference.add_county(CITY_COUNTY, "青泽区")
    reference.add_school(TRIAL, COUNTY, ["岚岫县实验小学"], "211")
    reference.add_school(FIRST, COUNTY, ["岚岫县第一小学", "一小"], "211")
    reference.add_school(EAST, COUNTY, ["岚岫县第一小学（东校区）"], "211")
    reference.add_school(TOWN, COUNTY, ["岚岫镇中心小学"], "211")
    reference.add_school(MIDDLE, COUNTY, ["岚岫县中学"], "341")
    reference.add_school(THROUGH, COUNTY, ["育才学校"], "345")
    reference.add_school(OTHER_TRIAL, CITY_COUNTY, ["青泽区实验小学"], "211")
    return Asker(reference)


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("2199000001", TRIAL),
        ("岚岫县实验小学", TRIAL),
        ("岚岫实验小学", TRIAL),
        ("县实验小学", TRIAL),
        ("江州市岚岫县实验小学", TRIAL),
        ("东江省江州市岚岫县实验小学", TRIAL),
        (" 岚岫县 “实验小学” ", TRIAL),
        ("岚岫县第1小学", FIRST),
        ("县第１小学", FIRST),
        ("1小", FIRST),
        ("岚岫县一小", FIRST),
        ("县一小", FIRST),
        ("岚岫县第一小学(东校区)", EAST),
        ("第一小学东校区", EAST),
        ("岚岫镇中心小学", TOWN),
        ("县中学", MIDDLE),
        ("江州市岚岫县中学", MIDDLE),
        ("岚岫县育才学校", THROUGH),
        ("育才学校小学部", THROUGH),
        ("岚岫县育才学校（高中部）", THROUGH),
    ],
)
def test_a_name_that_says_the_same_is_the_school(ask: Asker, text: str, school: str):
    assert ask.school(text, COUNTY) == Answer(school)


@pytest.mark.parametrize(
    "text",
    [
        "二小", "岚岫县第二小学", "岚岫县第一小学（西校区）", "中学", "小学", "中心小学",
        "镇中心小学", "青泽区第一小学", "岚岫县第一小学小学部", "岚岫县中学小学部", "岚岫县", "",
        "第一百零一小学",
    ],
)  # fmt: skip
def test_a_name_that_says_something_else_is_nobody(ask: Asker, text: str):
    assert ask.school(text, COUNTY) == Answer()


def test_a_name_that_fits_two_schools_is_refused_with_both(ask: Asker):
    assert ask.school("实验小学") == Answer(variant="several", others=(TRIAL, OTHER_TRIAL))
    assert ask.school("实验小学", CITY_COUNTY) == Answer(OTHER_TRIAL)


def test_what_other_names_end_in_may_be_any_of_them_unless_the_county_stands_before_it(ask: Asker):
    ask.reference.add_school("2199000020", COUNTY, ["青杨镇实验小学"])
    both = (TRIAL, "2199000020")
    assert ask.school("实验小学", COUNTY) == Answer(variant="several", others=both)
    assert ask.school("县实验小学", COUNTY).id == TRIAL
    ask.reference.add_school(TRIAL, COUNTY, ["岚岫县实验小学", "实验小学"])
    assert ask.school("实验小学", COUNTY).id == TRIAL


def test_nearest_names_are_told_and_never_taken(ask: Asker):
    assert ask.school("岚岫县试验小学", COUNTY) == Answer()
    assert ask.nearest("岚岫县试验小学", COUNTY) == "岚岫县实验小学"
    assert ask.nearest("安宁", COUNTY) == ""


def test_of_several_counties_the_nearest_name_of_any_is_told(ask: Asker):
    assert ask.nearest("岚岫县第一小学分校").startswith("岚岫县第一小学")
    assert ask.nearest("青泽区试验小学") == "青泽区实验小学"
    assert ask.nearest("试验小学") == "岚岫县实验小学、青泽区实验小学"


@pytest.mark.parametrize(
    ("text", "county"),
    [
        ("990101", COUNTY),
        ("岚岫县教育局", COUNTY),
        ("江州市岚岫县教育和体育局", COUNTY),
        ("青泽区人民政府", CITY_COUNTY),
        ("岚岫", None),
        ("江州市教育局", None),
    ],
)
def test_a_county_by_its_code_its_name_or_its_office(ask: Asker, text: str, county: str | None):
    assert ask.county(text) == county


def test_numbers_are_read_as_numbers(ask: Asker):
    bare = ask.spelling.bare
    pairs = {"第十一小学": "第11小学", "第二十小学": "第20小学", "第一百零三小学": "第103小学",
             "三中": "3中", "十里铺小学": "十里铺小学", "第十十小学": "第十十小学"}  # fmt: skip
    assert {text: bare(text) for text in pairs} == pairs


def test_a_look_is_remembered_without_the_text_and_answered_anew(ask: Asker):
    ask.school("岚岫县试验小学", COUNTY)
    ask.county("江州市教育局")
    assert "试验" not in "".join(ask.asked)
    assert Answers(ask.reference).are(ask.asked)
    ask.reference.add_school("2199000030", COUNTY, ["第一中学"])
    assert Answers(ask.reference).are(ask.asked)
    ask.reference.add_school("2199000031", COUNTY, ["县试验小学"])
    assert not Answers(ask.reference).are(ask.asked)


def change(before: str, after: str, kind: str, year: int, month: int = 9) -> Change:
    return Change(before, after, kind, date(year, month, 1))


def test_a_school_that_was_merged_is_its_successor_from_that_day_on(ask: Asker):
    ask.reference.add_change(change(EAST, FIRST, "merge", 2025), COUNTY, "")
    ask.reference.add_change(change(FIRST, TRIAL, "merge", 2026), COUNTY, "")
    days = {2024: EAST, 2025: FIRST, 2026: TRIAL}
    found = {year: ask.school(EAST, COUNTY, date(year, 9, 1)).id for year in days}
    assert found == days
    assert ask.school(EAST, COUNTY, date(2025, 9, 1)).named == EAST
    assert Answers(ask.reference).are(ask.asked)


def test_a_school_that_was_split_or_closed_is_refused(ask: Asker):
    for after in (FIRST, TOWN):
        ask.reference.add_change(change(EAST, after, "split", 2025), COUNTY, "")
    ask.reference.add_change(change(TRIAL, "", "close", 2025), COUNTY, "")
    day = date(2025, 9, 1)
    split = Answer(named=EAST, variant="split", others=(FIRST, TOWN))
    assert ask.school(EAST, COUNTY, day) == split
    assert ask.school(TRIAL, COUNTY, day) == Answer(named=TRIAL, variant="closed")
    assert ask.school(TRIAL, COUNTY, date(2024, 9, 1)).id == TRIAL


def test_a_school_goes_on_under_its_own_code_after_a_part_of_it_left(ask: Asker):
    for after in (FIRST, EAST):
        ask.reference.add_change(change(FIRST, after, "split", 2025), COUNTY, "")
    assert ask.school(FIRST, COUNTY, date(2025, 9, 1)) == Answer(FIRST)


def standing(ask: Asker, school: str, *days: tuple[int, int]) -> list[str]:
    return [ask.school(school, COUNTY, date(*day, 1)).id for day in days]


def test_a_school_with_another_code_is_called_by_the_old_one_before(ask: Asker):
    ask.reference.add_change(change(FIRST, EAST, "rename", 2024), COUNTY, "")
    ask.reference.add_change(change(EAST, TOWN, "rename", 2025, 2), COUNTY, "")
    days = ((2024, 8), (2024, 9), (2025, 1), (2025, 2))
    for code in (FIRST, EAST, TOWN):
        assert standing(ask, code, *days) == [FIRST, EAST, EAST, TOWN]
    assert ask.school(TOWN, COUNTY, date(2024, 8, 1)).speaker == FIRST
    assert Answers(ask.reference).are(ask.asked)


@pytest.mark.parametrize("is_listed", [False, True])
def test_what_takes_in_several_or_was_listed_before_has_a_past_of_its_own(
    ask: Asker, is_listed: bool
):
    ask.reference.add_change(change(FIRST, TRIAL, "rename", 2025), COUNTY, "")
    if is_listed:
        ask.reference.succession.list_in(TRIAL, 2024)
    else:
        ask.reference.add_change(change(EAST, TRIAL, "rename", 2025), COUNTY, "")
    assert standing(ask, TRIAL, (2024, 9), (2025, 9)) == [TRIAL, TRIAL]
    assert standing(ask, FIRST, (2024, 9), (2025, 9)) == [FIRST, TRIAL]


def test_a_school_that_kept_its_code_once_may_still_be_merged_later(ask: Asker):
    ask.reference.add_change(change(FIRST, FIRST, "rename", 2023), COUNTY, "")
    ask.reference.add_change(change(FIRST, TRIAL, "merge", 2025), COUNTY, "")
    assert standing(ask, FIRST, (2024, 9), (2025, 9)) == [FIRST, TRIAL]


def test_a_register_that_leads_in_a_circle_ends(ask: Asker):
    for before, after in ((FIRST, EAST), (EAST, FIRST), (TOWN, MIDDLE), (MIDDLE, TOWN)):
        kind = "rename" if FIRST in (before, after) else "merge"
        ask.reference.add_change(change(before, after, kind, 2025), COUNTY, "")
    assert {*standing(ask, FIRST, (2024, 9), (2025, 9))} <= {FIRST, EAST}
    assert {*standing(ask, TOWN, (2024, 9), (2025, 9))} <= {TOWN, MIDDLE}


def test_a_school_known_only_by_its_change_leads_to_its_successor(ask: Asker):
    old = "2199000090"
    ask.reference.add_change(change(old, TRIAL, "merge", 2020), COUNTY, "柳湾小学")
    assert ask.school("岚岫县柳湾小学", COUNTY, date(2025, 9, 1)).id == TRIAL
    ask.reference.add_change(change(EAST, "2199000091", "rename", 2020), COUNTY, "")
    unlisted = ask.school(EAST, COUNTY, date(2025, 9, 1))
    assert (unlisted.id, unlisted.variant, unlisted.others) == ("", "unlisted", ("2199000091",))


def test_what_many_files_ask_is_answered_once(monkeypatch):
    answered = []
    monkeypatch.setattr(reference, "_answer", lambda _, question: answered.append(question) or "")
    answers = Answers(Reference())
    assert all(answers.are({"school||a": "", "school||b": ""}) for _ in range(3))
    assert not answers.are({"school||a": FIRST})
    assert answered == ["school||a", "school||b"]
