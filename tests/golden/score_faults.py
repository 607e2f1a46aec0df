"""Sheets of scores with a fault: what is held back and what is sent back, and why."""

from tests.golden.canvas import Canvas, Quirk
from tests.golden.score_quirks import CHANGED, NUMBERED, WHO, subject_sheets
from tests.unit.ingest_books import COUNTY_LABELS


def _refused(code: str, c: Canvas) -> None:
    c.refusal = code


def _ranks_alone(c: Canvas) -> None:
    _refused("missing_heading", c)
    c.heading = [[*WHO, "班级排名", ""], ["", "", "", "", "语文", "数学"]]


def _two_scores_of_a_subject(c: Canvas) -> None:
    _refused("ambiguous_table", c)
    c.heading = [[*WHO, "语文", ""], ["", "", "", "", "原始分", "得分"]]


def _parts_of_a_subject(c: Canvas) -> None:
    _refused("extra_heading", c)
    c.heading = [[*WHO, "语文", "数学"], ["", "", "", "", "客观题", "主观题"]]


def _nobody_named(c: Canvas) -> None:
    _refused("missing_heading", c)
    c.heading[0][0] = "座位"


def _no_exam_named(c: Canvas) -> None:
    _refused("unknown_period", c)
    c.above = [["八年级期末考试成绩"], list(COUNTY_LABELS)]


def _a_subject_sheet_that_differs(c: Canvas) -> None:
    _refused("ambiguous_table", c)
    subject_sheets(c, "08")
    c.more["语文"][-1][4] = 65


def _pupils_under_other_numbers_and_scores(c: Canvas) -> None:
    _refused("ambiguous_table", c)
    subject_sheets(c, "77")
    c.more["语文"][-1][4] = 65


REFUSED = [
    Quirk(_ranks_alone, "heading"),
    Quirk(_two_scores_of_a_subject, "heading"),
    Quirk(_parts_of_a_subject, "heading"),
    Quirk(_nobody_named, "heading"),
    Quirk(_no_exam_named, "above"),
    Quirk(_a_subject_sheet_that_differs, "sheets", NUMBERED | {"numbers_as_numbers", "absent",
          "cheated_and_exempt"}),
    Quirk(_pupils_under_other_numbers_and_scores, "sheets"),
]  # fmt: skip


def _words(c: Canvas) -> None:
    c.body[1][5] = "优秀"
    c.rejections = ["not_a_number"]
    del c.expected[2:4]


REJECTED = [Quirk(_words, "body", CHANGED)]
