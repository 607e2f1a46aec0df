"""What may stand below the rows of 班级情况."""

from tests.golden.canvas import Canvas, Quirk


def _footers(c: Canvas) -> None:
    c.below = [["注：人数为9月1日在册人数"], [], ["填表人：安平", "", "审核人：安宁"]]


def _signatures_and_remarks(c: Canvas) -> None:
    c.below = [
        ["1.人数为9月1日在册人数"],
        ["", "", "二〇二五年九月二十日"],
        ["校长（签字）：安平", "", "经办：安宁"],
        ["学校负责人：安平", "统计：安宁"],
        ["", "", "岚岫县第一小学（盖章）"],
        ["第 1 页，共 1 页"],
    ]


def _page_break(c: Canvas) -> None:
    c.below = [*map(list, c.heading), ["五年级", "1班", 33]]
    c.expected = [*c.expected, (5, "1班", 33)]


def _page_break_with_title(c: Canvas) -> None:
    c.below = [*map(list, c.above), *map(list, c.heading), ["五年级", "1班", 33]]
    c.expected = [*c.expected, (5, "1班", 33)]


def _table_below(c: Canvas) -> None:
    c.below = [[], ["二、初中部分班级情况"], ["年级", "班级", "学生人数"], ["初一", "1班", 50]]
    c.expected = [*c.expected, (7, "1班", 50)]


def _table_of_another_school_below(c: Canvas) -> None:
    c.below = [
        [],
        ["学校名称：青杨镇中心小学"],
        ["年级", "班级", "学生人数"],
        ["三年级", "9班", 19],
    ]
    c.expected = [*c.expected, (3, "9班", 19)]


BELOW = [
    Quirk(_footers, "below"),
    Quirk(_signatures_and_remarks, "below"),
    Quirk(_page_break, "below"),
    Quirk(_page_break_with_title, "below"),
    Quirk(_table_below, "below"),
    Quirk(_table_of_another_school_below, "below"),
]
