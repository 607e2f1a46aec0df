"""班级情况 in every dress that is read."""

from tests.golden.canvas import Canvas, Quirk
from tests.golden.class_codes import CODED, CODES
from tests.golden.class_ends import BELOW
from tests.unit.ingest_books import SCHOOL_LABELS

FIELDS = ("grade", "class_name", "pupil_count")


def canvas() -> Canvas:
    """A plain sheet: title, labels, one heading row, four classes."""
    return Canvas(
        above=[["2025-2026学年班级情况"], list(SCHOOL_LABELS)],
        heading=[["年级", "班级", "学生人数"]],
        body=[
            ["一年级", "1班", 40],
            ["一年级", "2班", 41],
            ["二年级", "1班", 38],
            ["六年级", "1班", 36],
        ],
        expected=[(1, "1班", 40), (1, "2班", 41), (2, "1班", 38), (6, "1班", 36)],
    )


def _title_over_the_table(c: Canvas) -> None:
    c.above[0] += [""] * (3 - len(c.above[0]))
    c.merges.append(("above", 0, 0, 0, 2))


def _title_on_the_tab(c: Canvas) -> None:
    c.above = [list(SCHOOL_LABELS)]
    c.name = "2025-2026学年班级情况"


def _notes_above(c: Canvas) -> None:
    c.above = [
        ["附件3"],
        [
            "说明：1.本表由学校填写。\n2.学校：请填全称，该说明部分请勿删除。\n3.年级、班级按实际填写。"
        ],
        [],
        *c.above,
        ["", "", "2025年9月1日"],
    ]


def _labels_cell_by_cell(c: Canvas) -> None:
    c.above = [["班级情况表"], ["学校标识码", 2199000001, "学校", "一小"], ["学年：", "2025-2026"]]


def _labels_full_width(c: Canvas) -> None:
    c.above = [["２０２５—２０２６学年　班 级 情 况"], ["学校标识码：２１９９０００００１"]]


def _unit_above(c: Canvas) -> None:
    c.above.append(["", "", "单位：人"])


def _heading_with_line_feeds(c: Canvas) -> None:
    c.heading = [["年\n级", "班级\n（必填）", "学生\n 人数"]]


def _heading_with_wide_blanks(c: Canvas) -> None:
    c.heading = [["年　级　", " 班 级", "学生人数\u3000"]]


def _heading_by_other_names(c: Canvas) -> None:
    c.heading = [["*年级：", "班级名称", "人数（人）"]]


def _units_below_the_heading(c: Canvas) -> None:
    c.heading.append(["", "", "（人）"])


def _bare_units_below_the_heading(c: Canvas) -> None:
    c.heading.append(["", "", "人"])


def _group_over_the_heading(c: Canvas) -> None:
    c.heading.insert(0, ["班级基本信息", "", "学生"])
    c.merges.append(("heading", 0, 0, 0, 1))


def _heading_merged_down(c: Canvas) -> None:
    c.heading = [["年级", "班级", "规模"], ["", "", "学生人数"]]
    c.merges += [("heading", 0, 1, 0, 0), ("heading", 0, 1, 1, 1)]


def _whole_below_the_heading(c: Canvas) -> None:
    c.heading = [["年级", "班级", "学生人数"], ["", "", "合计"]]


def _heading_of_three_rows(c: Canvas) -> None:
    c.heading = [["基本情况", "", ""], ["班级", "", "学生"], ["年级", "班级", "学生人数"]]
    c.merges += [("heading", 0, 0, 0, 2), ("heading", 1, 1, 0, 1)]


def _heading_of_four_rows(c: Canvas) -> None:
    c.heading = [
        ["基本情况", "", ""],
        ["班级", "", "规模"],
        ["年级", "班级", "学生人数"],
        ["", "", "小计"],
    ]
    c.merges += [("heading", 0, 0, 0, 2), ("heading", 2, 3, 0, 0), ("heading", 2, 3, 1, 1)]


def _blank_rows(c: Canvas) -> None:
    c.body[1:1] = [[], ["", " ", "\u3000"]]
    c.body += [["/", "／", "——"], ["无", "", ""], []]


def _sums(c: Canvas) -> None:
    c.body.insert(2, ["一年级小计", "", 81])
    c.body += [["合计", "4", 155], ["其中：女生", "", 70]]


def _sums_among_the_classes(c: Canvas) -> None:
    c.body.insert(2, ["一年级", "小 计", 81])
    c.body.append(["六年级", "汇总：", 36])


def _dots(c: Canvas) -> None:
    c.body.insert(2, ["…", "……", "…"])


def _parts(c: Canvas) -> None:
    c.body.insert(0, ["一、小学低段"])
    c.body.insert(4, ["小学部"])


def _sample_row(c: Canvas) -> None:
    c.body.insert(0, ["示例：一年级", "1班", 45])


def _sample_told_by_its_remark(c: Canvas) -> None:
    c.heading = [[*row, "备注" if row is c.heading[0] else ""] for row in c.heading]
    c.body.insert(0, ["一年级", "1班", 45, "（示例，填表时请删除）"])


def _grade_merged_over_its_classes(c: Canvas) -> None:
    c.body[1][0] = ""
    c.merges.append(("body", 0, 1, 0, 0))


def _numbers_as_text(c: Canvas) -> None:
    for row, text in zip(c.body, ("４０", "'41", " 38 ", "36"), strict=True):
        row[2] = text


def _words_as_typed(c: Canvas) -> None:
    for row, (grade, name) in zip(
        c.body,
        (("小学一年级", "１班"), ("1", " 2 班"), ("二 年级", "1\u3000班"), (6, "1班 ")),
        strict=True,
    ):
        row[:2] = [grade, name]


def _cached_formula(c: Canvas) -> None:
    c.body[0][2] = ("=20+20", 40)


def _next_to_the_edge(c: Canvas) -> None:
    c.left = 3


def _ghost_cells(c: Canvas) -> None:
    c.ghosts = [(2000, 1), (3, 700), (5000, 300)]


def _explaining_sheets(c: Canvas) -> None:
    c.more = {
        "填表说明": [["年级", "班级", "说明"], ["填中文", "如1班", "学生人数填整数"]],
        "Sheet9": [],
    }
    c.hidden = {"码表": [["一年级"], ["二年级"]]}


def _classes_again_on_other_sheets(c: Canvas) -> None:
    top = [["2025-2026学年班级情况"], list(SCHOOL_LABELS), ["年级", "班级", "学生人数"]]
    c.more = {"一年级": [*top, ["一年级", "1班", 40], ["一年级", "2班", 41]],
              "六年级": [*top, ["六年级", "1班", 36], ["六年级", "2班", 35]]}  # fmt: skip
    c.expected = [*c.expected, (6, "2班", 35)]


def _column(c: Canvas, heading: str, cells: list) -> None:
    c.heading = [[*row, heading if row is c.heading[0] else ""] for row in c.heading]
    for row, cell in zip(c.body, cells, strict=True):
        row.append(cell)


def _cells_merged_over_two_columns(c: Canvas) -> None:
    c.heading = [["年级", "班级", "", "学生人数"]]
    c.body = [[grade, name, "", count] for grade, name, count in c.body]
    c.merges += [("heading", 0, 0, 1, 2), *(("body", n, n, 1, 2) for n in range(3))]


def _remarks(c: Canvas) -> None:
    _column(c, "备注", ["", "含寄宿生", "", ""])


def _serial_numbers(c: Canvas) -> None:
    c.heading[0].insert(0, "序号")
    for number, row in enumerate(c.body, 1):
        row.insert(0, number)


def _strips_beside_each_other(c: Canvas) -> None:
    c.heading = [[*c.heading[0], "", *c.heading[0]]]
    c.body = [[*c.body[0], "", *c.body[2]], [*c.body[1], "", *c.body[3]]]


SHIFTED = frozenset({"page_break", "page_break_with_title", "rows_behind_the_end", "sums", "dots",
                     "sums_among_the_classes",
                     "parts", "sample_row", "sample_told_by_its_remark", "blank_rows",
                     "grade_merged_over_its_classes"})  # fmt: skip
MENDED = frozenset({"error_cell", "no_value", "half_a_pupil", "less_than_nobody",
                    "unknown_grade", "slipped", "all_classes_or_one"})  # fmt: skip
ACCEPTED = [
    Quirk(_title_over_the_table, "above"),
    Quirk(_title_on_the_tab, "above"),
    Quirk(_notes_above, "above", frozenset({"page_break_with_title"})),
    Quirk(_labels_cell_by_cell, "above"),
    Quirk(_labels_full_width, "above"),
    Quirk(_unit_above, "above", frozenset({"page_break_with_title"})),
    Quirk(_heading_with_line_feeds, "heading"),
    Quirk(_heading_with_wide_blanks, "heading"),
    Quirk(_heading_by_other_names, "heading"),
    Quirk(_units_below_the_heading, "heading"),
    Quirk(_bare_units_below_the_heading, "heading"),
    Quirk(_group_over_the_heading, "heading"),
    Quirk(_heading_merged_down, "heading"),
    Quirk(_whole_below_the_heading, "heading"),
    Quirk(_heading_of_three_rows, "heading"),
    Quirk(_heading_of_four_rows, "heading"),
    Quirk(
        _cells_merged_over_two_columns,
        "heading",
        SHIFTED
        | MENDED
        | {
            *CODES,
            "words_for_a_number",
            "number_with_unit",
            "blank_count",
            "cached_formula",
            "numbers_as_text",
        },
        is_late=True,
    ),
    Quirk(_remarks, "heading"),
    Quirk(
        _serial_numbers,
        "heading",
        SHIFTED | CODES | {"grade_merged_over_its_classes"},
        is_late=True,
    ),
    Quirk(
        _strips_beside_each_other,
        "heading",
        SHIFTED | CODES | {"grade_merged_over_its_classes"},
        is_late=True,
    ),
    *CODED,
    Quirk(_blank_rows, "body"),
    Quirk(_sums, "body"),
    Quirk(_sums_among_the_classes, "body"),
    Quirk(_dots, "body"),
    Quirk(_parts, "body"),
    Quirk(_sample_row, "body"),
    Quirk(_sample_told_by_its_remark, "body", frozenset({"remarks", "codes_that_are_letters"})),
    Quirk(_grade_merged_over_its_classes, "body"),
    Quirk(_numbers_as_text, "body"),
    Quirk(_words_as_typed, "body"),
    Quirk(_cached_formula, "body"),
    *BELOW,
    Quirk(_next_to_the_edge, "sheet"),
    Quirk(_ghost_cells, "sheet"),
    Quirk(_explaining_sheets, "sheets"),
    # a row that is wrong here and right there is loaded from there
    Quirk(
        _classes_again_on_other_sheets,
        "sheets",
        MENDED,
    ),
]
