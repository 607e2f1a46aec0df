"""One file may be about many schools; two senders may not be about one."""

from pathlib import Path

import pytest

from ingest.given import Given
from tests.unit.ingest_books import (
    COUNTY,
    OTHER,
    SCHOOL,
    SCHOOL_LIST,
    class_sheet,
    read,
    workbook,
)
from tests.unit.ingest_bureau import T1, T2, T3, Bureau

TITLE = "2025-2026学年班级情况"
HEADING = ["学校", "年级", "班级", "学生人数"]
IN_FORCE = "sender_id, pupil_count"
SENT = "sender_id, period, status"
CLASSES = "form = 'class_roster'"


def together(*rows: list, above: list | None = None, heading: list | None = None) -> list[list]:
    """班级情况 of several schools; data begin in row 3, or below what stands above them."""
    return [[TITLE], *([above] if above else []), heading or HEADING, *rows]


def parts(rows: list[list], given: Given | None = None) -> list[tuple]:
    parsed = read(workbook({"x": rows}), given=given)
    assert parsed.problems == []
    return [
        (p.context.sender_id, p.context.by, p.rows["pupil_count"].to_pylist()) for p in parsed.parts
    ]


def test_rows_that_name_their_school_are_a_submission_each():
    rows = together(
        ["县第一小学", "一年级", "1班", 40],
        ["青杨镇中心小学", "一年级", "1班", 41],
        [],
        ["一小", "二年级", "1班", 42],
    )
    assert parts(rows) == [(SCHOOL, COUNTY, [40, 42]), (OTHER, COUNTY, [41])]
    signed = together(*rows[2:], above=["填报单位：青杨镇中心小学"])
    assert {by for _, by, _ in parts(signed)} == {OTHER}
    assert {by for _, by, _ in parts(rows, Given(folder="东片学区"))} != {COUNTY}


@pytest.mark.parametrize(
    "signed",
    [
        "填报单位：青山学区",
        "填报单位：青杨镇中心校",
        "单位：青山学区",
        "填报单位（盖章）：青杨镇人民政府",
    ],
)
def test_who_hands_in_for_several_schools_need_be_none_of_them(signed: str):
    rows = together(
        ["一小", "一年级", "1班", 40], ["青杨镇中心小学", "一年级", "1班", 41], above=[signed]
    )
    (first, by, _), (second, also, _) = parts(rows)
    assert (first, second, by) == (SCHOOL, OTHER, also)
    assert by.startswith("~")


def test_the_bureau_hands_in_as_the_county():
    rows = together(["一小", "一年级", "1班", 40], above=["填报单位：岚岫县教育局"])
    assert parts(rows) == [(SCHOOL, COUNTY, [40])]


def test_the_column_of_a_school_that_sends_its_own_rows_makes_it_nobody_elses():
    rows = together(["一小", "一年级", "1班", 40], ["一小", "二年级", "1班", 41])
    assert parts(rows) == [(SCHOOL, SCHOOL, [40, 41])]


def test_the_same_class_of_two_schools_is_no_duplicate_and_of_one_school_it_is():
    rows = together(
        ["一小", "一年级", "1班", 40],
        ["青杨镇中心小学", "一年级", "1班", 40],
        ["一小", "一年级", "1班", 40],
    )
    first, second = read(workbook({"x": rows})).parts
    assert [(p.code, p.cell) for p in first.problems] == [("duplicate_row", "B5")]
    assert (first.counts.rows_in, first.counts.rows_rejected, second.counts.rows_in) == (2, 1, 1)


def test_a_row_without_a_school_or_with_two_goes_back_and_every_row_is_counted():
    heading = ["学校标识码", "学校名称", *HEADING[1:]]
    rows = together(
        [SCHOOL, "一小", "一年级", "1班", 40],
        [SCHOOL, "青杨镇中心小学", "二年级", "1班", 41],
        ["", "", "三年级", "1班", 42],
        ["", "青杨镇中心小学", "一年级", "1班", 43],
        [OTHER, "", "二年级", "1班", 44],
        ["", "第九小学", "一年级", "1班", 45],
        heading=heading,
    )
    first, second = read(workbook({"x": rows})).parts
    problems = [(p.cell, p.code) for p in (*first.problems, *second.problems)]
    assert problems == [
        ("B4", "unknown_school"),
        ("A5", "required_blank"),
        ("B8", "unknown_school"),
    ]
    assert (first.counts.rows_in, first.counts.rows_loaded, first.counts.rows_rejected) == (4, 1, 3)
    assert (second.counts.rows_in, second.counts.rows_loaded) == (2, 2)
    assert "不是同一所学校" in first.problems[0].action


def test_a_column_without_a_single_known_school_holds_the_file():
    rows = together(["第九小学", "一年级", "1班", 40], ["", "一年级", "2班", 40])
    parsed = read(workbook({"x": rows}))
    assert [(p.code, p.cell) for p in parsed.problems] == [("unknown_school", "A3")]


def test_one_workbook_with_a_sheet_for_each_school():
    heading, row = HEADING[1:], ["一年级", "1班", 40]
    sheets = {name: [[TITLE], heading, row] for name in ("一小", "青杨镇中心小学")}
    parsed = read(workbook(sheets))
    assert parsed.problems == []
    assert [(p.context.sender_id, p.context.by) for p in parsed.parts] == [
        (SCHOOL, COUNTY), (OTHER, COUNTY),
    ]  # fmt: skip


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    return made


OWN = workbook({"班级情况": class_sheet(["一年级", "1班", 40])})
OF_MANY = workbook(
    {"x": together(["一小", "一年级", "1班", 39], ["青杨镇中心小学", "一年级", "1班", 41])}
)
BOTH = [(OTHER, "2025", "held"), (SCHOOL, "2025", "contested"), (SCHOOL, "2025", "held")]


def test_of_two_senders_neither_counts_and_both_hear_of_it(bureau: Bureau):
    bureau.put("一小.xlsx", OWN)
    bureau.ingest(T1)
    bureau.put("全镇.xlsx", OF_MANY, 1_770_000_900)
    result = bureau.ingest(T2)
    assert [p.code for file in result.files for p in file.problems] == ["claimed_by_another"]
    assert sorted(bureau.rows("submission", SENT, CLASSES)) == sorted(BOTH)
    assert bureau.sent_back() == ["2199000001/一小.退回.xlsx", "2199000001/全镇.退回.xlsx"]
    assert bureau.ingest(T3).held_count == 1
    assert sorted(bureau.rows("submission", SENT, CLASSES)) == sorted(BOTH)


def test_both_may_come_in_one_night(bureau: Bureau):
    bureau.put("一小.xlsx", OWN)
    bureau.put("全镇.xlsx", OF_MANY, 1_770_000_900)
    assert bureau.ingest(T1).held_count == 1
    assert sorted(bureau.rows("submission", SENT, CLASSES)) == sorted(BOTH)


def test_a_claim_that_is_withdrawn_is_forgotten(bureau: Bureau):
    bureau.put("一小.xlsx", OWN)
    bureau.ingest(T1)
    path = bureau.put("全镇.xlsx", OF_MANY, 1_770_000_900)
    bureau.ingest(T2)
    path.unlink()
    bureau.ingest(T3)
    assert (SCHOOL, "2025", "accepted") in bureau.rows("submission", SENT, CLASSES)
    assert bureau.sent_back() == []


def test_a_newer_file_of_the_first_sender_settles_nothing(bureau: Bureau):
    bureau.put("一小.xlsx", OWN)
    bureau.ingest(T1)
    bureau.put("全镇.xlsx", OF_MANY, 1_770_000_900)
    bureau.ingest(T2)
    newer = workbook({"班级情况": class_sheet(["一年级", "1班", 38])})
    bureau.put("一小二.xlsx", newer, 1_770_000_950)
    bureau.ingest(T3)
    sent = bureau.rows("submission", SENT, f"{CLASSES} and sender_id = '{SCHOOL}'")
    assert [status for *_, status in sent] == ["contested", "contested", "held"]


def test_somebody_decides_for_the_newcomer(bureau: Bureau):
    bureau.put("一小.xlsx", OWN)
    bureau.ingest(T1)
    bureau.put("全镇.xlsx", OF_MANY, 1_770_000_100)
    bureau.ingest(T2)
    assert bureau.ingest(T3, replace=True).held_count == 0
    received = bureau.rows("submission", "sender_id, received_at, status", CLASSES)
    assert received == [(SCHOOL, T1, "accepted"), (SCHOOL, T3, "accepted"), (OTHER, T3, "accepted")]


def test_somebody_decides_for_the_one_that_was_there(bureau: Bureau):
    bureau.put("一小.xlsx", OWN)
    bureau.ingest(T1)
    bureau.put("全镇.xlsx", OF_MANY, 1_770_000_900)
    bureau.ingest(T2)
    waiting = bureau.inbox / "全镇.xlsx"
    aside = waiting.rename(bureau.inbox.parent / "aside.xlsx")
    bureau.put("一小.xlsx", OWN)
    bureau.ingest(T3, replace=True)
    aside.rename(waiting)
    bureau.ingest("2026-03-04T00:00:00Z")
    sent = bureau.rows("submission", "sender_id, received_at, status", CLASSES)
    assert (SCHOOL, T3, "accepted") in sent


def test_the_rows_of_a_school_are_replaced_by_a_newer_file_of_the_same_sender(bureau: Bureau):
    bureau.put("甲.xlsx", OF_MANY)
    bureau.ingest(T1)
    newer = together(["一小", "一年级", "1班", 50], ["青杨镇中心小学", "一年级", "1班", 51])
    bureau.put("乙.xlsx", workbook({"x": newer}), 1_770_000_900)
    assert bureau.ingest(T2).held_count == 0
    assert bureau.rows("class_roster", IN_FORCE) == [
        (SCHOOL, 39), (SCHOOL, 50), (OTHER, 41), (OTHER, 51),
    ]  # fmt: skip
