"""A register of examinations: every row names its own, and each is a submission of its own."""

from pathlib import Path

import pytest

from ingest.kept import register
from ingest.layout import Layout
from tests.unit.ingest_books import COUNTY, SCHOOL_LIST, read, workbook
from tests.unit.ingest_bureau import T1, T2, Bureau

HEADING = [
    "考试编号", "考试名称", "数据来源类型", "年级", "学期", "考试日期", "科目", "满分", "及格线",
    "优秀线", "低分线", "批准文号",
]  # fmt: skip


def paper(exam_id: str, subject: str, full: object = 100) -> list:
    """A row of 考试信息."""
    scores = [full, 60, 85, 40, ""]
    return [exam_id, "学业质量抽样监测", "抽样监测", 4, "下学期", "2026-05-23", subject, *scores]


def papers(*rows: list) -> dict[str, list[list]]:
    """A sheet of 考试信息; data begin in row 4."""
    return {"考试信息": [["考试信息"], [f"区县代码：{COUNTY}"], HEADING, *rows]}


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    return made


def test_each_examination_of_a_register_is_a_submission_of_its_own(bureau: Bureau):
    rows = [
        paper("E1", "语文"),
        paper("E2", "语文"),
        paper("E1", "数学"),
        [],
        paper("E2", "数学", "满"),
    ]
    bureau.put("考试.xlsx", workbook(papers(*rows)))
    bureau.ingest()
    assert bureau.rows("exam", "exam_id, subject, _row") == [
        ("E1", "chinese", 4),
        ("E1", "mathematics", 6),
        ("E2", "chinese", 5),
    ]
    counts = "period_kind, period, rows_in, rows_loaded, rows_rejected, rows_blank"
    assert bureau.rows("submission", counts, "form = 'exam'") == [
        ("exam", "E1", 3, 2, 0, 1),
        ("exam", "E2", 2, 1, 1, 0),
    ]
    assert bureau.rows("problem", "period, row_number, column_letter, field") == [
        ("E2", 8, "H", "full_score")
    ]


def test_a_later_file_replaces_only_the_examination_it_is_about(bureau: Bureau):
    bureau.put("甲.xlsx", workbook(papers(paper("E1", "语文"), paper("E2", "语文"))))
    bureau.ingest(T1)
    bureau.put("乙.xlsx", workbook(papers(paper("E2", "语文", 120))), modified=1_780_000_000)
    bureau.ingest(T2)
    packs = {path.parts[-3] for path in register.raw_tables(bureau.restricted)["exam"]}
    assert packs == {"E1", "E2"}
    received = bureau.rows("submission", "period, received_at", "form = 'exam'")
    assert received == [("E1", T1), ("E2", T1), ("E2", T2)]
    assert bureau.rows("exam", "exam_id, full_score") == [("E1", 100), ("E2", 100), ("E2", 120)]


def test_a_row_that_names_no_examination_goes_back_with_the_first():
    parsed = read(workbook(papers(paper("", "数学"), paper("E1", "语文"), paper("E2", "语文"))))
    first, second = parsed.parts
    assert [(p.row, p.column, p.code) for p in first.problems] == [(4, "A", "required_blank")]
    assert (first.counts.rows_in, first.counts.rows_rejected) == (2, 1)
    assert (second.counts.rows_in, second.counts.rows_rejected) == (1, 0)


def test_a_register_that_names_no_examination_at_all_is_held():
    parsed = read(workbook(papers(paper("", "数学"), paper("", "语文"))))
    assert parsed.parts == []
    assert [(p.code, p.sheet, p.cell) for p in parsed.problems] == [
        ("unknown_period", "考试信息", "A4")
    ]


def test_only_rows_may_name_their_own_period():
    content = {
        "name": "form", "label": "表", "version": 1, "level": "county", "title_words": [],
        "fields": [{"name": "exam_id", "headings": ["考试编号"], "type": "text"}],
    }  # fmt: skip
    assert Layout(**content, shape="rows", period="exam").names_its_periods
    with pytest.raises(ValueError, match="only rows may name their own period"):
        Layout(**content, shape="items", period="exam")


NAME = "2025-2026学年下学期四年级学业质量抽样监测"
SCORES = [["考号", "学校", "班级", "语文"], ["0001", "一小", "1班", 88]]


def named(exam_id: str, name: str = NAME) -> list:
    row = paper(exam_id, "语文")
    return [row[0], name, *row[2:]]


def scored(title: str = "成绩", *above: list) -> bytes:
    return workbook({"x": [[title], *above, *SCORES]})


@pytest.mark.parametrize(
    ("path", "data", "source"),
    [
        ("x.xlsx", scored("成绩册", ["考试名称", NAME]), "label"),
        ("x.xlsx", scored(f"岚岫县{NAME}成绩册"), "title"),
        (f"{NAME}/x.xlsx", scored(), "folder"),
        (f"{NAME}成绩.xlsx", scored(), "file"),
        ("E2026-04.xlsx", scored(), "file"),
    ],
)
def test_scores_that_name_their_examination_wait_for_its_form(
    bureau: Bureau, path: str, data: bytes, source: str
):
    bureau.put(path, data)
    assert bureau.ingest(T1).held_count == 1
    bureau.put("考试.xlsx", workbook(papers(named("E2026-04"))))
    result = bureau.ingest(T2)
    assert bureau.rows("assessment", "exam_id, school_id") == [("E2026-04", "2199000001")]
    (notes,) = [file.notes for file in result.files if file.name != "考试.xlsx"]
    assert [note.source for note in notes if note.kind == "exam"] == [source]


def test_a_name_of_two_examinations_is_refused(bureau: Bureau):
    bureau.put("考试.xlsx", workbook(papers(named("E1"), named("E2"))))
    bureau.put("x.xlsx", scored(f"{NAME}成绩册"))
    (problem,) = [p for file in bureau.ingest(T1).files for p in file.problems]
    assert (problem.code, problem.found) == ("unknown_period", "E1、E2")


def test_an_id_in_a_cell_and_the_name_of_another_examination_are_refused(bureau: Bureau):
    bureau.put("考试.xlsx", workbook(papers(named("E1"), named("E2", "七年级抽样监测"))))
    bureau.put("x.xlsx", scored("七年级抽样监测成绩册", ["考试编号：E1"]))
    assert [p.code for f in bureau.ingest(T1).files for p in f.problems] == ["unknown_period"]


def test_a_part_of_a_name_is_no_name(bureau: Bureau):
    bureau.put("考试.xlsx", workbook(papers(named("E1", "期中考试"))))
    bureau.put("x.xlsx", scored("八年级期中考试成绩册"))
    assert bureau.ingest(T1).held_count == 1


def test_full_marks_may_be_blank_on_a_standardised_scale_only(bureau: Bureau):
    made = papers(*(paper("E1", subject, full) for subject, full in [
        ("语文", ""), ("数学", 100), ("英语", ""), ("物理", "满"), ("历史", "—"),
        ("地理", "—"),
    ]))  # fmt: skip
    rows = made["考试信息"]
    scales = ["分数类型", "标准分", "", "", "标准分", "标准分", ""]
    for row, scale in zip(rows[2:], scales, strict=True):
        row.append(scale)
    bureau.put("考试.xlsx", workbook(made))
    bureau.ingest()
    assert bureau.rows("exam", "subject, score_scale, full_score") == [
        ("chinese", "standardised", None),
        ("history", "standardised", None),
        ("mathematics", None, 100),
    ]
    assert bureau.rows("problem", "row_number, column_letter, code") == [
        (6, "H", "required_blank"),
        (7, "H", "not_a_number"),
        (9, "H", "required_blank"),
    ]
