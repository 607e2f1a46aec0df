"""学校变更表 tells who stands for whom on a day; files are read by it, and read again by it."""

from pathlib import Path

import pytest

from tests.unit.ingest_books import (
    COUNTY,
    OTHER,
    SCHOOL,
    SCHOOL_LIST,
    exchange_row,
    exchange_sheet,
    workbook,
)
from tests.unit.ingest_bureau import T1, T2, T3, Bureau

OLD = "2199000009"
CHANGES = [
    "变更前学校标识码",
    "变更前学校名称",
    "变更后学校标识码",
    "变更后学校名称",
    "变更类型",
    "变更年月",
]
MERGED = [OLD, "柳湾小学", SCHOOL, "岚岫县第一小学", "合并", "2025-09"]
SENT = "sender_id, sender_name, period, status"


def changes(*rows: list) -> bytes:
    return workbook({"x": [["2025-2026学年学校变更表"], [f"区县代码：{COUNTY}"], CHANGES, *rows]})


def classes(school: str, year: int, count: int = 40) -> bytes:
    title = [f"{year}-{year + 1}学年班级情况"]
    return workbook({"x": [title, [f"学校标识码：{school}"], ["年级", "班级", "人数"],
                           ["一年级", "1班", count]]})  # fmt: skip


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    return made


def sent(bureau: Bureau) -> list[tuple]:
    return bureau.rows("submission", SENT, "form = 'class_roster'")


def test_a_school_that_was_merged_stays_itself_before_and_is_its_successor_after(bureau: Bureau):
    bureau.put("old.xlsx", classes(OLD, 2024))
    bureau.put("new.xlsx", classes(OLD, 2025))
    assert bureau.ingest(T1).held_count == 2
    bureau.put("变更.xlsx", changes(MERGED))
    result = bureau.ingest(T2)
    assert result.held_count == 0
    assert sent(bureau) == [
        (SCHOOL, "岚岫县第一小学", "2025", "accepted"), (OLD, "柳湾小学", "2024", "accepted"),
    ]  # fmt: skip
    notes = [n for f in result.files for n in f.notes if n.kind == "successor"]
    assert [(n.text, n.source, n.cell) for n in notes] == [
        ("柳湾小学 → 岚岫县第一小学", "label", "A2")
    ]


def test_a_merged_school_in_a_column_is_its_successor_and_check_says_so(bureau: Bureau):
    bureau.put("变更.xlsx", changes(MERGED))
    groups = [
        ["2025-2026学年教育集团名册"],
        ["集团编号", "集团名称", "类型", "学校名称", "角色", "加入年月"],
        ["J1", "甲", "教育集团", "柳湾小学", "龙头校", "2024-09"],
    ]
    bureau.put("g.xlsx", workbook({"x": groups}))
    result = bureau.ingest(T1)
    assert bureau.rows("school_group", "school_id") == [(SCHOOL,)]
    notes = [n for f in result.files for n in f.notes if n.kind == "successor"]
    assert [(n.text, n.source) for n in notes] == [("柳湾小学 → 岚岫县第一小学", "rows")]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [
                [OLD, "柳湾小学", SCHOOL, "岚岫县第一小学", "拆分", "2025-09"],
                [OLD, "柳湾小学", OTHER, "青杨镇中心小学", "拆分", "2025-09"],
            ],
            "岚岫县第一小学、青杨镇中心小学",
        ),
        ([[OLD, "柳湾小学", "", "", "停办", "2025-02"]], "停办"),
        ([[OLD, "柳湾小学", "2199000077", "新校", "更名", "2025-08"]], "2199000077"),
    ],
)
def test_a_school_without_one_known_successor_is_refused(bureau: Bureau, rows: list, words: str):
    bureau.put("变更.xlsx", changes(*rows))
    bureau.put("new.xlsx", classes(OLD, 2025))
    bureau.put("old.xlsx", classes(OLD, 2024))
    (problem,) = [p for file in bureau.ingest(T1).files for p in file.problems]
    assert (problem.code, words in problem.action) == ("unknown_school", True)
    assert (OLD, "柳湾小学", "2024", "accepted") in sent(bureau)


def test_a_move_is_from_the_school_as_it_was_called_in_its_first_month(bureau: Bureau):
    renamed = [OLD, "柳湾小学", SCHOOL, "岚岫县第一小学", "更名", "2026-01"]
    bureau.put("变更.xlsx", changes(renamed))
    bureau.ingest(T1)
    bureau.put("x.xlsx", workbook({"x": exchange_sheet(
        exchange_row(1, 原任教学校="柳湾小学", 开始年月="2025-12"),
        exchange_row(2, 原任教学校="柳湾小学", 开始年月="2026-01"),
        exchange_row(3, 原任教学校="青杨镇中心小学", 交流学校="柳湾小学", 开始年月="2026-03"),
        year=2025,
    )}))  # fmt: skip
    bureau.ingest(T2)
    moves = bureau.rows("teacher_exchange", "_row, from_school_id, to_school_id, start_month")
    assert [(row, before, after) for row, before, after, _ in moves] == [
        (4, OLD, OTHER), (5, SCHOOL, OTHER), (6, OTHER, SCHOOL),
    ]  # fmt: skip


def test_a_school_that_was_closed_sent_teachers_before_and_none_after(bureau: Bureau):
    bureau.put("变更.xlsx", changes([OLD, "柳湾小学", "", "", "停办", "2025-09"]))
    bureau.ingest(T1)
    bureau.put("x.xlsx", workbook({"x": exchange_sheet(
        exchange_row(1, 原任教学校="柳湾小学", 开始年月="2025-08"),
        exchange_row(2, 原任教学校="柳湾小学", 开始年月="2025-09"),
        exchange_row(3, 开始年月="九月"),
        year=2025,
    )}))  # fmt: skip
    bureau.ingest(T2)
    assert bureau.rows("teacher_exchange", "_row, from_school_id") == [(4, OLD)]
    assert bureau.rows("problem", "cell, code") == [
        ("C5", "unknown_school"), ("F6", "not_a_date"),
    ]  # fmt: skip


def test_two_files_for_what_is_now_one_school_contradict_one_another(bureau: Bureau):
    bureau.put("变更.xlsx", changes(MERGED))
    bureau.put("a.xlsx", classes(SCHOOL, 2025))
    bureau.put("b.xlsx", classes(OLD, 2025, 41), 1_770_000_900)
    result = bureau.ingest(T1)
    assert [p.code for file in result.files for p in file.problems] == ["claimed_by_another"]


def test_a_new_name_in_a_newer_list_is_shown_for_every_file_whenever_it_came(bureau: Bureau):
    bureau.put("a.xlsx", classes(SCHOOL, 2025))
    bureau.ingest(T1)
    assert sent(bureau) == [(SCHOOL, "岚岫县第一小学", "2025", "accepted")]
    row = [*SCHOOL_LIST[2][:3], "岚岫县明德小学", "岚岫县第一小学", *SCHOOL_LIST[2][5:]]
    newer = [["2026-2027学年学校名录"], SCHOOL_LIST[1], row, SCHOOL_LIST[3]]
    bureau.put("名录.xlsx", workbook({"x": newer}))
    bureau.ingest(T2)
    assert sent(bureau) == [(SCHOOL, "岚岫县明德小学", "2025", "accepted")]
    bureau.put("b.xlsx", classes(OTHER, 2025))
    bureau.ingest(T3)
    assert len(sent(bureau)) == 2
