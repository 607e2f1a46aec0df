"""A remark that says why there is no score: the nought beside it never enters a mean."""

import pytest

from tests.unit.ingest_books import COUNTY_LABELS, found, only, read, workbook


def scores(remark: str, *cells: object, heading: str = "备注") -> list[list]:
    """A pupil's row of 语文 and 数学 (or 语文 alone) with a remark."""
    subjects = ["语文", "数学"][: len(cells)]
    return [["期末成绩表"], [*COUNTY_LABELS, "考试编号：E1"], ["考号", *subjects, heading],
            ["081", *cells, remark]]  # fmt: skip


def statuses(*given: object, **more: str) -> list[tuple]:
    rows = only({"x": scores(*given, **more)}).rows
    return list(zip(rows["raw_score"].to_pylist(), rows["status"].to_pylist(), strict=True))


ABSENT, OPEN = (None, "absent"), (None, "no_score")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("缺考", 0, 0), [ABSENT, ABSENT]),
        (("缺 考", "", 0), [ABSENT, ABSENT]),
        (("全缺", 0, 0), [ABSENT, ABSENT]),
        (("病假", 0, ""), [ABSENT, ABSENT]),
        (("缺考", 90, ""), [(90, "taken"), ABSENT]),
        (("数学缺考", 0, 0), [(0, "taken"), ABSENT]),
        (("缺考：数学", 90, 0), [(90, "taken"), ABSENT]),
        (("语文、数学缺考", 0, 0), [ABSENT, ABSENT]),
        (("体育免考", 90, 0), [(90, "taken"), (0, "taken")]),
        (("作弊", 0, 0), [(None, "cheated")] * 2),
        (("转入生", 0, ""), [(0, "taken"), OPEN]),
        (("无", 0, ""), [(0, "taken"), OPEN]),
        (("无缺考", 90, ""), [(90, "taken"), OPEN]),
        (("缺考", 0), [ABSENT]),
    ],
)
def test_a_remark_is_heeded(given: tuple, expected: list):
    assert statuses(*given) == expected


@pytest.mark.parametrize("heading", ["备注", "考试状态", "缺考情况"])
def test_wherever_it_stands(heading: str):
    assert statuses("缺考", 0, 0, heading=heading) == [ABSENT, ABSENT]


@pytest.mark.parametrize(
    ("given", "cell"),
    [
        (("缺考", 90, 0), "C4"),
        (("缺考一科", 90, 0), "C4"),
        (("数学缺考", 90, 80), "C4"),
        (("英语听力缺考", 0, 90), "B4"),
        (("缺考", 90), "B4"),
    ],
)
def test_a_remark_that_may_mean_a_score_or_not_sends_the_row_back(given: tuple, cell: str):
    parsed = read(workbook({"x": scores(*given)}))
    assert found(parsed) == {("unclear_remark", cell)}
    (problem,) = parsed.parts[0].problems
    assert "缺考" in problem.action
