"""What schools got in single items, as a marking platform prints it for the county."""

from decimal import Decimal
from pathlib import Path

from tests.unit.ingest_books import COUNTY, SCHOOL_LIST, workbook
from tests.unit.ingest_bureau import Bureau

HEADING = [
    "学校",
    "科目",
    "题型",
    "小题号",
    "题组",
    "小题满分（分）",
    "实考人数",
    "得分率",
    "得分合计",
]


def sheet(*rows: list) -> dict[str, list[list]]:
    """A sheet of item scores; data begin in row 4."""
    above = [["岚岫县2026年九年级小题得分情况"], [f"区县代码：{COUNTY}", "考试编号：E1"]]
    return {"小题得分": [*above, HEADING, *rows]}


def test_items_are_read_with_their_numbers_as_labels(tmp_path: Path):
    bureau = Bureau(tmp_path)
    bureau.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    bureau.put("小题得分.xlsx", workbook(sheet(
        ["一小", "语文", "选择", 1, "积累", 2.5, 40, 0.9, 90],
        ["一小", "语文", "阅读", "６（2）", "现代文 阅读", 12, "３８", "70%", 319.5],
        ["青杨镇中心小学", "语文", "阅读", "6(2)", "阅读", 12, 0, 0, 0],
        ["一小", "数学", "选择", "1", "", 3, 40, 0.9, "一百"],
        ["全县合计", "数学", "", "", "", 3, 400, 0.9, 1080],
    )))  # fmt: skip
    bureau.ingest()
    columns = "subject, item_number, question_group, full_score, pupil_count, score_sum, exam_id"
    assert bureau.rows("item_score", columns) == [
        ("chinese", "1", "积累", Decimal("2.50"), 40, Decimal("90.00"), "E1"),
        ("chinese", "6(2)", "现代文阅读", Decimal("12.00"), 38, Decimal("319.50"), "E1"),
        ("chinese", "6(2)", "阅读", Decimal("12.00"), 0, Decimal("0.00"), "E1"),
    ]
    assert bureau.rows("problem", "row_number, column_letter, code", "row_number is not null") == [
        (7, "E", "required_blank"),
        (7, "I", "not_a_number"),
    ]
