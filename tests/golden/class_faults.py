"""班级情况 with a fault: the file that is held back and the row that is sent back, and why."""

from functools import partial

from tests.golden.canvas import Canvas, Quirk
from tests.unit.ingest_books import SCHOOL_LABELS


def _refuse(code: str, part: str, c: Canvas, **changes: object) -> None:
    c.refusal = code
    for name, value in changes.items():
        setattr(c, name, value)
    del part


def _refusal(name: str, part: str, code: str, **changes: object) -> Quirk:
    apply = partial(_refuse, code, part, **changes)
    apply.__name__ = name
    return Quirk(apply, part)


TOP = [["2025-2026学年班级情况"], list(SCHOOL_LABELS)]
REFUSED = [
    _refusal("two_periods", "above", "unknown_period",
             above=[["2025-2026学年班级情况"], [*SCHOOL_LABELS, "学年：2024-2025学年"]]),
    _refusal("no_period", "above", "unknown_period", above=[["班级情况"], list(SCHOOL_LABELS)]),
    _refusal("two_schools", "above", "contradicting_labels",
             above=[TOP[0], [SCHOOL_LABELS[0], "学校名称：青杨镇中心小学"]]),
    _refusal("unknown_unit_above", "above", "unknown_unit", above=[*TOP, ["", "", "单位：打"]]),
    _refusal("heading_gone", "heading", "missing_heading", heading=[["年级", "班级"]]),
    _refusal("heading_renamed", "heading", "missing_heading",
             heading=[["年级", "班级", "学生总人数"]]),
    _refusal("heading_twice", "heading", "ambiguous_table",
             heading=[["年级", "班级", "学生人数", "人数"]]),
    _refusal("last_years_count", "heading", "missing_heading",
             heading=[["年级", "班级", "上学年"], ["", "", "学生人数"]]),
    _refusal("last_years_count_beside", "heading", "extra_heading",
             heading=[["年级", "班级", "本学年", "上学年"], ["", "", "学生人数", "学生人数"]]),
    _refusal("unknown_unit", "heading", "unknown_unit", heading=[["年级", "班级", "学生人数(打)"]]),
    _refusal("only_men", "heading", "extra_heading",
             heading=[["年级", "班级", "学生人数"], ["", "", "男"]]),
    _refusal("codes_or_data", "codes", "ambiguous_table", codes=[[1, 2, 3]]),
    _refusal("rows_behind_the_end", "below", "ambiguous_table",
             below=[["填表人：安平"], ["五年级", "1班", 33]]),
    _refusal("rows_under_another_title", "below", "ambiguous_table",
             below=[["学校名称：青杨镇中心小学"], ["五年级", "1班", 33]]),
    _refusal("sheets_that_differ", "sheets", "ambiguous_table",
             more={"一年级": [*TOP, ["年级", "班级", "学生人数"], ["一年级", "1班", 39]]}),
    _refusal("hidden_table", "sheets", "hidden_sheet",
             hidden={"旧": [*TOP, ["年级", "班级", "学生人数"], ["一年级", "1班", 39]]}),
    _refusal("a_sheet_of_no_form", "sheets", "unknown_form",
             more={"随手记": [["电费", "水费"], [120, 80]]}),
]  # fmt: skip


def _reject(code: str, row: int, column: int, cell: object, c: Canvas) -> None:
    c.body[row][column] = cell
    c.rejections = [code]
    del c.expected[row]


def _rejection(name: str, code: str, row: int, column: int, cell: object) -> Quirk:
    apply = partial(_reject, code, row, column, cell)
    apply.__name__ = name
    return Quirk(apply, "body")


def _slipped(c: Canvas) -> None:
    """一年级,2班,1,041: a comma too many."""
    c.body[1] = ["一年级", "2班", 1, "041"]
    c.rejections = ["under_no_heading"]
    del c.expected[1]


REJECTED = [
    _rejection("error_cell", "error_cell", 0, 2, ("=1/0", "#DIV/0!")),
    _rejection("no_value", "formula_without_value", 1, 2, "=C99*2"),
    _rejection("words_for_a_number", "not_a_number", 2, 2, "三十八"),
    _rejection("number_with_unit", "not_a_number", 2, 2, "38人"),
    _rejection("half_a_pupil", "not_a_whole_number", 3, 2, 36.5),
    _rejection("less_than_nobody", "out_of_range", 0, 2, -1),
    _rejection("unknown_grade", "not_in_code_list", 1, 0, "预备班"),
    _rejection("all_classes_or_one", "row_or_total", 1, 1, "全年级"),
    _rejection("so_many_classes", "row_or_total", 2, 1, "共2个班"),
    _rejection("blank_count", "required_blank", 2, 2, ""),
    Quirk(_slipped, "body", frozenset({"remarks", "strips_beside_each_other"})),
]
