"""Real files that a reader cannot bear: each costs itself, says so, and leaves no child behind."""

import random
import string
from pathlib import Path

from ingest.books.limits import Limits
from tests.faults.processes import children
from tests.faults.raw import MAIN, xlsx
from tests.unit.ingest_books import SCHOOL_LIST, class_sheet, workbook
from tests.unit.ingest_bureau import T1, T2, Bureau


def greedy() -> bytes:
    """Ten gigabytes of text, each cell the same half megabyte."""
    text = "".join(random.Random(1).choices(string.ascii_letters, k=500_000))
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    shared = f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>'.encode()
    return xlsx(cells, sharedStrings=shared)


def test_a_greedy_and_an_endless_file_cost_themselves(tmp_path: Path):
    before = children()
    bureau = Bureau(tmp_path)
    bureau.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    bureau.put("a.xlsx", greedy())
    bureau.put("b.csv", "\n".join(f"一年级,{n}班,40" for n in range(4_000_000)).encode())
    bureau.put("班级.xlsx", workbook({"x": class_sheet(["一年级", "1班", 40])}))
    limits = Limits(worker_bytes=1 << 30, file_seconds=1)
    result = bureau.ingest(T1, limits=limits, workers=2)
    assert {file.name: file.status for file in result.files} == {
        "学校名录.xlsx": "accepted", "班级.xlsx": "accepted", "a.xlsx": "held", "b.csv": "held",
    }  # fmt: skip
    assert bureau.rows("problem", "file_name, code") == [
        ("a.xlsx", "reader_failed"), ("b.csv", "reader_failed"),
    ]  # fmt: skip
    assert children() == before


def test_a_file_with_more_problems_than_anybody_reads_says_that(tmp_path: Path):
    bureau = Bureau(tmp_path)
    bureau.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    wrong = [["一年级", f"{number}班", "多"] for number in range(30)]
    bureau.put("班级.xlsx", workbook({"x": class_sheet(*wrong)}))
    bureau.ingest(T1, limits=Limits(problems=29))
    assert bureau.rows("problem", "code, found") == [("over_limit", "问题过多")]
    (submission,) = bureau.manifests()["班级.xlsx"].submissions
    assert (submission.rows_in, submission.rows_rejected) == (30, 30)
    bureau.ingest(T2, limits=Limits(problems=30))
    assert bureau.manifests()["班级.xlsx"].status == "held"


def test_a_file_beyond_the_limit_is_not_read_to_its_end(tmp_path: Path):
    bureau = Bureau(tmp_path)
    bureau.put("a.csv", b"a,b\n" * 1000)
    bureau.ingest(T1, limits=Limits(file_bytes=1000))
    assert bureau.rows("problem", "code, found") == [("over_limit", "文件过大")]
