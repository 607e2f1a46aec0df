"""Words that are code: what a file says stays text, in whatever we write and print of it."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from ingest.kept.schema import row_schema
from ingest.layout import load_layouts
from ingest.problems import make
from ingest.run import IngestResult
from ingest.text import legible, safe_name
from tests.faults.raw import parts_of, zipped
from tests.night.runner import junheng
from tests.unit.ingest_books import SCHOOL, SCHOOL_LABELS, SCHOOL_LIST, workbook
from tests.unit.ingest_bureau import T1, Bureau

WICKED = [
    "=cmd|'/C calc'!A0", "=HYPERLINK(\"//192.0.2.1/\",\"甲\")", "+1+1", "-1+1", "@SUM(1)",
    "\t=1+1", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)",
    "'; drop table raw.problem; --", "\"; select 1; --", "{found}{0}%s", "../../../x", "{{ 7*7 }}",
    "\x1b]0;x\x07\x1b[2J", "a\r\n=1+1",
]  # fmt: skip
TAB = "=1+1&<b>"


def table(word: str) -> list[list]:
    heading = ["年级", "班级", "学生人数", word]
    return [["2025-2026学年班级情况"], SCHOOL_LABELS, heading, ["一年级", "1班", word, word]]


def renamed(data: bytes, name: str) -> bytes:
    """The same workbook, its sheet called as no program would let it be."""
    parts = parts_of(data)
    escaped = name.replace("&", "&amp;").replace("<", "&lt;")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'"x"', f'"{escaped}"'.encode())
    return zipped(parts)


def csv(rows: list[list]) -> bytes:
    cells = (['"' + str(cell).replace('"', '""') + '"' for cell in row] for row in rows)
    return "\n".join(map(",".join, cells)).encode()


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    made = Bureau(tmp_path_factory.mktemp("wicked"))
    schools = [*SCHOOL_LIST[:2], [*SCHOOL_LIST[2]], [*SCHOOL_LIST[3]]]
    schools[2][3], schools[3][3] = WICKED[0], WICKED[6]
    made.put("学校名录.xlsx", workbook({"学校名录": schools}))
    for number, word in enumerate(WICKED):
        spoken = word if word.isprintable() else word.replace("\x1b", "").replace("\x07", "")
        made.put(f"{number}.xlsx", renamed(workbook({"x": table(spoken)}), f"{TAB}{number}"))
        made.put(f"=cmd {number}.csv", csv(table(word)))
    wrong = [["一年级", f"{number}班", word] for number, word in enumerate(WICKED)]
    rows = [*table("")[:2], ["年级", "班级", "学生人数"], *wrong, ["一年级", "99班", 40]]
    made.put("=1+1.csv", csv(rows), 1_760_000_000)  # older: nothing else is mended by it
    return made


@pytest.fixture(scope="module")
def taken(bureau: Bureau) -> IngestResult:
    return bureau.ingest(T1, workers=2)


def test_every_file_is_taken_or_held_for_itself(bureau: Bureau, taken: IngestResult):
    assert (taken.accepted_count, taken.held_count) == (2, 2 * len(WICKED))
    codes = {code for (code,) in bureau.rows("problem", "code")}
    assert codes == {"extra_heading", "not_a_number"}


def test_what_goes_back_holds_no_formula_no_link_and_no_markup_of_ours(
    bureau: Bureau, taken: IngestResult
):
    paths = list(bureau.returned.rglob("*.xlsx"))
    assert len(paths) == 2 * len(WICKED) + 1
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        for name, content in parts.items():
            assert b"TargetMode" not in content, (path.name, name)
            assert b"<script" not in content and b"<img" not in content, (path.name, name)
            assert not re.search(rb"<f[ >/]", content), (path.name, name)
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        for cells in book.worksheets[0].iter_rows():
            assert {cell.data_type for cell in cells} <= {"s", "n"}
            assert all(cell.value is None for cell in cells if cell.data_type == "n")
            links = [cell.hyperlink for cell in cells if cell.hyperlink]
            assert all(link.location and not link.target for link in links)


def test_no_word_of_a_file_becomes_a_name(bureau: Bureau, taken: IngestResult):
    layouts = load_layouts()
    for path in (bureau.restricted / "rows").rglob("*.parquet"):
        parts = path.relative_to(bureau.restricted / "rows").parts
        assert all(re.fullmatch(r"[0-9A-Za-z_.-]+", part) for part in parts)
        if path.name == "rows.parquet":
            known = row_schema(layouts.forms[parts[0]]).names
            assert pq.read_schema(path).names == known
    folders = {path.name for path in bureau.returned.iterdir()}
    assert folders <= {SCHOOL, "unknown"}


def test_a_terminal_is_shown_nothing_but_letters(tmp_path: Path):
    for number, word in enumerate(WICKED):
        (tmp_path / f"{number}.csv").write_bytes(csv(table(word)))
    heading = ["\x1b[31m年级", "班级\u202e", "学生人数\x9b2J", "备注\x07"]
    (tmp_path / "b.csv").write_bytes(csv([*table("x")[:2], heading, ["一年级", "1班", 1, "\x1b"]]))
    names = {"a\x1b[2J\nb.csv": csv(table("x"))}
    (tmp_path / "c.zip").write_bytes(zipped(names))
    ended = junheng("check", tmp_path, home=tmp_path / "none")
    assert ended.code == 10
    unseen = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]"
    assert not re.search(unseen, ended.out + ended.err)


DDE = "cmd|'/C calc'!A0"


def test_links_and_formulas_of_a_sender_are_not_followed_and_not_copied(tmp_path: Path):
    """They stay where the sender put them; what we add to his workbook has none of them."""
    book = openpyxl.load_workbook(io.BytesIO(workbook({"x": table("备用")})))
    sheet = book.active
    sheet["D4"], sheet["C4"] = f"={DDE}", '=HYPERLINK("//192.0.2.1/","40")'
    sheet["D3"].hyperlink = "//192.0.2.1/"
    sheet["A4"].hyperlink = "file://192.0.2.1/share/a.xlsx"
    target = io.BytesIO()
    book.save(target)
    bureau = Bureau(tmp_path)
    bureau.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    bureau.put("a.xlsx", target.getvalue())
    assert bureau.ingest(T1).held_count == 1
    (path,) = bureau.returned.rglob("*.xlsx")
    ours, theirs = openpyxl.load_workbook(path).worksheets
    said = [cell for line in ours.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in said} == {"s"}
    assert all(not cell.hyperlink or not cell.hyperlink.target for cell in said)
    assert not any("192.0.2.1" in cell.value or DDE in cell.value for cell in said)
    assert theirs["D4"].value == f"={DDE}"


def test_what_is_shown_stands_on_one_line_and_moves_nothing():
    assert legible("甲\x1b[2J\u202e乙\r\n丙\u3000丁") == "甲\ufffd[2J\ufffd乙 丙\u3000丁"
    assert safe_name("a\x00b/\x85c") == "a\ufffdb/ c"
    problem = make("extra_heading", sheet="x\n", found="\x1b]0;x\x07", expected="a\nb")
    assert problem.found == "\ufffd]0;x\ufffd"
    assert not re.search(r"[\x00-\x1f]", "".join((problem.expected, problem.action)))
