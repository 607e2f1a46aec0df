"""What a night finds wrong with rows that were taken: kept, merged into what goes back, and gone
with its file."""

import csv
from pathlib import Path

import openpyxl
import pytest

from ingest.books.limits import Limits
from ingest.kept.faults import Fault
from ingest.problems import english, fault_problem, messages
from ingest.run import send_back_faults
from tests.unit.ingest_books import COUNTY, SCHOOL_LIST, class_sheet, workbook
from tests.unit.ingest_bureau import T2, Bureau
from warehouse.settings import ROOT

SAYS = {"found": "班级不存在：9班", "expected": "学生名册中的班级", "action": "请核对班级名称。"}
ROWS = class_sheet(["一年级", "9班", 40], ["二年级", "1班", "四十"])


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    made.put("a.xlsx", workbook({"班级情况": ROWS}))
    made.ingest()
    return made


def fault(bureau: Bureau, **place: object) -> Fault:
    place = {"sheet": "班级情况", "row": 4, "column": "B"} | place
    problem = fault_problem("class_unknown", field="class_name", **place, **SAYS)
    return Fault(bureau.manifests()["a.xlsx"].file, "class_roster", COUNTY, "2025", problem)


def send_back(bureau: Bureau, *faults: Fault, **more: object) -> None:
    send_back_faults(list(faults), bureau.restricted, bureau.returned, workers=1, **more)


def lines(bureau: Bureau) -> list[tuple]:
    (name,) = bureau.sent_back()
    book = openpyxl.load_workbook(bureau.returned / name)
    return [row[1:4] for row in book["退回说明"].iter_rows(min_row=5, values_only=True)]


def test_they_stand_beside_what_could_not_be_read(bureau: Bureau):
    send_back(bureau, fault(bureau))
    assert lines(bureau) == [
        ("班级情况", "C5", "四十"),
        ("班级情况", "B4", "班级不存在：9班"),
    ]
    (name,) = bureau.sent_back()
    cell = openpyxl.load_workbook(bureau.returned / name)["班级情况"]["B4"]
    assert cell.fill.start_color.rgb == "FFFF9999"
    assert cell.comment.text == "班级不存在：9班 → 学生名册中的班级\n请核对班级名称。"


def test_what_is_the_same_is_not_written_again(bureau: Bureau):
    send_back(bureau, fault(bureau))
    (path,) = bureau.returned.rglob("*.xlsx")
    before = path.stat().st_mtime_ns
    send_back(bureau, fault(bureau))
    bureau.ingest(T2)
    assert path.stat().st_mtime_ns == before


def test_without_faults_only_what_could_not_be_read_is_left(bureau: Bureau):
    send_back(bureau, fault(bureau))
    send_back(bureau)
    assert lines(bureau) == [("班级情况", "C5", "四十")]


def test_a_taking_in_keeps_them_until_the_file_is_replaced(bureau: Bureau):
    send_back(bureau, fault(bureau))
    right = class_sheet(["一年级", "1班", 40], ["二年级", "1班", 40])
    bureau.put("b.xlsx", workbook({"班级情况": right}), 1_770_000_900)
    bureau.ingest(T2)
    assert bureau.sent_back() == []


def test_a_large_file_gets_a_list_of_both(bureau: Bureau):
    send_back(bureau, fault(bureau), limits=Limits(annotated_rows=4))
    (name,) = bureau.sent_back()
    book = openpyxl.load_workbook(bureau.returned / name)
    assert book.sheetnames == ["退回说明"]
    assert [row[2] for row in lines(bureau)] == ["四十", "班级不存在：9班"]


def test_a_fault_of_no_single_cell_is_listed(bureau: Bureau):
    send_back(bureau, fault(bureau, sheet=None, row=None, column=None))
    assert lines(bureau)[-1] == (None, None, "班级不存在：9班")


def test_a_number_of_a_person_is_not_repeated():
    said = SAYS | {"found": "班级不存在：99010120150301001X"}
    assert "9901" not in fault_problem("class_unknown", "s", 4, "B", "class_name", **said).found


def test_every_fault_has_its_english():
    with (ROOT / "seeds" / "score_fault.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["fault_code"] for row in csv.DictReader(file)}
    assert set(messages()["score"]) == codes
    problem = fault_problem("class_unknown", "s", 4, "B", "class_name", **SAYS)
    assert english(problem).startswith("s B4: no form of the school names the class; found")
