"""Real exports of two examination platforms, de-identified: the figures of every class and subject
equal a calculation made straight from the cells by other means."""

from collections import defaultdict
from pathlib import Path
from statistics import mean, pstdev

import openpyxl
import pytest

from ingest.given import Given
from ingest.tables.parse import parse
from ingest.tables.reader import Parsed
from tests.conftest import unavailable
from tests.unit.ingest_books import COUNTY, FILE, reader

EXPORTS = Path(__file__).parents[3] / "shared" / "data" / "exam_exports"
CODES = {
    "语文": "chinese", "数学": "mathematics", "英语": "english", "物理": "physics",
    "化学": "chemistry", "生物": "biology", "政治": "morality", "历史": "history",
    "地理": "geography",
}  # fmt: skip
SPECIMENS = {
    "qitian_zonghe_chengjibiao.xlsx": ("总分-综合成绩表", {"原始分"}, 813, 0),
    "haofenshu_paihangbang.xlsx": ("总分", {"分数", "原始成绩"}, 811, 4863),
}
EXAM = "2025-05-高三"
Figures = dict[tuple[str, str], tuple[int, float, float]]


def _figures(scores: dict[tuple[str, str], list[float]]) -> Figures:
    return {key: (len(values), mean(values), pstdev(values)) for key, values in scores.items()}


def _from_the_cells(path: Path, sheet: str, kinds: set[str]) -> Figures:
    """By fixed positions: subjects in row 2, what stands under them in row 3, pupils from row 4."""
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    class_column = rows[1].index("班级")
    scores, subject = defaultdict(list), None
    columns = {}
    for column, (upper, lower) in enumerate(zip(rows[1], rows[2], strict=True)):
        subject = upper or subject
        if subject in CODES and lower in kinds:
            columns[column] = CODES[subject]
    for row in rows[3:]:
        for column, code in columns.items():
            if row[column] not in {None, "", "-", "--"}:
                scores[row[class_column], code].append(float(row[column]))
    return _figures(scores)


def _read(path: Path, given: Given | None = None, exam_name: str = "") -> Parsed:
    knowing = reader()
    if exam_name:
        knowing.reference.add_exam(EXAM, COUNTY, exam_name)
    return parse(path.read_bytes(), FILE, knowing, given)


def _as_read(parsed: Parsed) -> Figures:
    (part,) = parsed.parts
    assert part.problems == []
    scores = defaultdict(list)
    for row in part.rows.to_pylist():
        if row["status"] == "taken":
            scores[row["class_name"], row["subject"]].append(float(row["raw_score"]))
    return _figures(scores)


@pytest.fixture(params=SPECIMENS, ids=lambda name: name.partition("_")[0])
def specimen(request: pytest.FixtureRequest) -> Path:
    path = EXPORTS / request.param
    if not path.exists():
        unavailable(f"needs {path.name} beside the checkout, in ../shared/data/exam_exports")
    return path


def test_every_class_and_subject_has_the_figures_of_its_cells(specimen: Path):
    sheet, kinds, pupils, again = SPECIMENS[specimen.name]
    parsed = _read(specimen, Given(period=EXAM))
    assert parsed.problems == []
    wanted = _from_the_cells(specimen, sheet, kinds)
    assert len(wanted) > 100
    assert _as_read(parsed) == wanted
    (part,) = parsed.parts
    assert part.context.period == EXAM
    assert (part.counts.rows_loaded, part.counts.rows_rejected) == (pupils, 0)
    # 好分数 lists every pupil once more on the sheet of each subject
    assert part.counts.rows_blank == again


def test_it_is_known_by_the_name_that_the_exam_form_gives(specimen: Path):
    title = openpyxl.load_workbook(specimen).worksheets[0]["A1"].value
    name = title.split(" - ")[-1].split("-全体-")[-1]
    parsed = _read(specimen, exam_name=name)
    assert parsed.problems == []
    assert {part.context.period for part in parsed.parts} == {EXAM}


def test_without_an_exam_it_is_held_and_says_so(specimen: Path):
    assert {problem.code for problem in _read(specimen).problems} == {"unknown_period"}
