"""Sheets of scores as examination platforms export them and as schools type them."""

from decimal import Decimal

from tests.golden.canvas import Canvas, Quirk
from tests.unit.ingest_books import COUNTY_LABELS

FIELDS = ("class_name", "subject", "raw_score", "status")
SCORES = {"1班": (101.5, 88), "2班": (97, 0), "3班": (64.5, 120)}
SUBJECTS = ("chinese", "mathematics")


def canvas() -> Canvas:
    """Three pupils of three classes, two subjects; a nought that is a nought."""
    return Canvas(
        above=[["八年级期末考试成绩"], [*COUNTY_LABELS, "考试编号：", "2025-秋-8"]],
        heading=[["考号", "姓名", "学校", "班级", "语文", "数学"]],
        body=[
            [f"08{n}", f"考生{n}", "一小", name, *scores]
            for n, (name, scores) in enumerate(SCORES.items(), 1)
        ],
        expected=[
            (name, subject, Decimal(str(score)).quantize(Decimal("0.01")), "taken")
            for name, scores in SCORES.items()
            for subject, score in zip(SUBJECTS, scores, strict=True)
        ],
    )


WHO = ("考号", "姓名", "学校", "班级")
GROUPS = ("总分", "语文", "数学")


def _columns(c: Canvas, *below: str, title: str = "", total: bool = True, merge: bool = True):
    """The heading of a platform: groups of columns under 总分 and each subject."""
    groups = GROUPS if total else GROUPS[1:]
    upper, lower = list(WHO), [""] * len(WHO)
    for group in groups:
        upper += [group] + [""] * (len(below) - 1)
        lower += below
    rows = [[title] + [""] * (len(upper) - 1)] if title else []
    top = len(rows)
    c.heading = [*rows, upper, lower]
    if merge:
        c.merges += [("heading", 0, 0, 0, len(upper) - 1)] * top
        c.merges += [("heading", top, top + 1, n, n) for n in range(len(WHO))]
        c.merges += [
            ("heading", top, top, at, at + len(below) - 1)
            for at in range(len(WHO), len(upper), len(below))
            if len(below) > 1
        ]
    for row in c.body:
        scores = row[4:]
        sums = [sum(score for score in scores if isinstance(score, int | float))]
        row[4:] = [
            cell
            for score in ([*sums, *scores] if total else scores)
            for cell in (score, *range(1, len(below)))
        ]


def _subjects_over_score_and_ranks(c: Canvas) -> None:
    _columns(c, "原始分", "校内排名", "班级排名", title="综合成绩表-总分-全体-期末")


def _scaled_scores_between(c: Canvas) -> None:
    _columns(c, "原始成绩", "赋分成绩", "联考排名", "区县排名", "学校排名", "班级排名")


def _ranks_called_by_their_place(c: Canvas) -> None:
    _columns(c, "原始总分", "赋分总分", "班名", "校名", "县名", "市名", total=False)


def _groups_without_merges(c: Canvas) -> None:
    _columns(c, "分数", "校内排名", merge=False)


def _one_column_a_group(c: Canvas) -> None:
    _columns(c, "得分", total=False)


def _subject_below_the_kind(c: Canvas) -> None:
    c.heading = [[*WHO, "原始分", "", "班级排名", ""], ["", "", "", "", *("语文", "数学") * 2]]
    c.merges += [("heading", 0, 0, 4, 5), ("heading", 0, 0, 6, 7)]
    for row in c.body:
        row += [1, 2]


def _paths_in_one_row(c: Canvas) -> None:
    c.heading = [[*WHO, "语文/原始分", "语文/班级排名", "数学-原始分", "数学>班级排名"]]
    for row in c.body:
        row[4:] = [row[4], 3, row[5], 4]


def _short_codes_above(c: Canvas) -> None:
    c.heading.insert(0, ["KSH", "XM", "XX", "BJ", "YW", "SX"])


def _short_codes_alone(c: Canvas) -> None:
    c.heading = [["KSH", "XM", "XX", "BJ", "YW", "SX"]]


def _columns_of_no_use(c: Canvas) -> None:
    c.heading[0] += ["总分", "班名次", "校名次", "县名次", "标签", "学号"]
    for row in c.body:
        row += [sum(row[4:]), 1, 2, 3, "--", "21900711223"]


def _full_marks_in_the_heading(c: Canvas) -> None:
    c.heading[0][4:] = ["语文（分）", "数学（分）"]


def _status(c: Canvas, row: int, column: int, cell: object, status: str) -> None:
    c.body[row][4 + column] = cell
    at = next(i for i, e in enumerate(c.expected)
              if e[:2] == (list(SCORES)[row], SUBJECTS[column]))  # fmt: skip
    c.expected[at] = (*c.expected[at][:2], None, status)


def _less_than_nothing(c: Canvas) -> None:
    """Only the scale of the paper says whether that may be: it is set aside later, or not."""
    c.body[0][4] = -1
    c.expected[0] = (*c.expected[0][:2], -1, "taken")


def _absent(c: Canvas) -> None:
    _status(c, 0, 1, "缺考", "absent")
    _status(c, 1, 0, "Q", "absent")


def _cheated_and_exempt(c: Canvas) -> None:
    _status(c, 0, 0, "作弊", "cheated")
    _status(c, 2, 0, "免考", "exempt")
    _status(c, 2, 1, "缓考", "excused")


def _not_taken(c: Canvas) -> None:
    _status(c, 0, 1, "-", "not_taken")
    _status(c, 1, 1, "--", "not_taken")


def _blank_scores(c: Canvas) -> None:
    _status(c, 0, 1, "", "no_score")
    _status(c, 1, 1, None, "no_score")


def _full_marks_in_a_row(c: Canvas) -> None:
    c.body.insert(0, ["", "满分", "", "", 120, 150])


def _statistics_below(c: Canvas) -> None:
    c.below = [
        ["平均分", "", "", "", 87.67, 69.33],
        ["", "及格率", "", "", "66.7%", "33.3%"],
        ["最高分", "", "", "", 101.5, 120],
        ["参考人数", "", "", "", 3, 3],
    ]


def _scores_as_text(c: Canvas) -> None:
    for row in c.body:
        row[4:] = [f" {row[4]} ", f"{float(row[5])}"]


def _numbers_as_numbers(c: Canvas) -> None:
    for n, row in enumerate(c.body):
        row[0] = 20260801.0 + n


def _sheet_of_each_class(c: Canvas) -> None:
    for n, (name, scores) in enumerate(SCORES.items(), 1):
        c.more[name] = [*c.above, ["考号", "姓名", "班级", "语文", "数学"],
                        [f"08{n}", f"考生{n}", name, *scores]]  # fmt: skip


def _sheet_of_each_subject(c: Canvas) -> None:
    subject_sheets(c, "08")


def _sheet_of_each_subject_under_other_numbers(c: Canvas) -> None:
    """As in a specimen whose numbers were replaced sheet by sheet."""
    subject_sheets(c, "77")


def subject_sheets(c: Canvas, prefix: str) -> None:
    """A sheet for each subject; the prefix of the exam numbers is 08 on the first sheet."""
    for position, name in enumerate(("语文", "数学")):
        c.more[name] = [*c.above, ["考号", "姓名", "学校", "班级", name, ""],
                        ["", "", "", "", "分数", "学校排名"]]  # fmt: skip
        c.more[name] += [
            [f"{prefix}{n}", f"考生{n}", "一小", kind, scores[position], n]
            for n, (kind, scores) in enumerate(SCORES.items(), 1)
        ]


NUMBERED = frozenset({"sheet_of_each_class", "sheet_of_each_subject"})
CHANGED = frozenset({"sheet_of_each_class", "sheet_of_each_subject",
                     "sheet_of_each_subject_under_other_numbers"})  # fmt: skip
ACCEPTED = [
    Quirk(_subjects_over_score_and_ranks, "heading", is_late=True),
    Quirk(_scaled_scores_between, "heading", is_late=True),
    Quirk(_ranks_called_by_their_place, "heading", is_late=True),
    Quirk(_groups_without_merges, "heading", is_late=True),
    Quirk(_one_column_a_group, "heading", is_late=True),
    Quirk(_subject_below_the_kind, "heading", is_late=True),
    Quirk(_paths_in_one_row, "heading", is_late=True),
    Quirk(_short_codes_above, "heading"),
    Quirk(_short_codes_alone, "heading"),
    Quirk(_columns_of_no_use, "heading", frozenset({"absent", "cheated_and_exempt", "not_taken",
                                                    "blank_scores", "scores_as_text"})),
    Quirk(_full_marks_in_the_heading, "heading"),
    Quirk(_less_than_nothing, "body", CHANGED | {"absent", "cheated_and_exempt", "not_taken",
                                                 "blank_scores"}),
    Quirk(_absent, "body", CHANGED),
    Quirk(_cheated_and_exempt, "body", CHANGED),
    Quirk(_not_taken, "body", CHANGED),
    Quirk(_blank_scores, "body", CHANGED),
    Quirk(_full_marks_in_a_row, "body", CHANGED | NUMBERED | {"columns_of_no_use"}),
    Quirk(_statistics_below, "below"),
    Quirk(_scores_as_text, "body"),
    Quirk(_numbers_as_numbers, "body", NUMBERED),
    Quirk(_sheet_of_each_class, "sheets"),
    Quirk(_sheet_of_each_subject, "sheets"),
    Quirk(_sheet_of_each_subject_under_other_numbers, "sheets"),
]  # fmt: skip
