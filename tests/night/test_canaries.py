"""Numbers and names of persons in places where nobody expects them stay with the kept files."""

import io
from collections.abc import Iterator

import duckdb
import openpyxl
import pytest

from ingest.columns.token import check_digit
from tests.night.runner import Ended, junheng, make_county
from tests.night.test_privacy import cells, contents
from warehouse.home import Home

pytestmark = pytest.mark.night

SCHOOL, YEAR = "2199000001", "2025-2026学年"
NAMES = ("亓龘燚", "仉靐")
"""Made up of characters that stand in no word."""
LABELS = [f"学校标识码：{SCHOOL}", YEAR]
STUDENT = ["学籍号", "姓名", "性别", "年级", "班级", "是否随迁子女", "是否住宿"]


def id_number(serial: int) -> str:
    seventeen = f"99010119800501{serial:03d}"
    return seventeen + check_digit(seventeen)


ID, PHONE = id_number(777), "13900007777"
CANARIES = (ID, ID[:17], PHONE, *NAMES)


def row(serial: int, **changes: str) -> list[str]:
    good = (f"G{id_number(serial)}", "安平", "男", "一年级", "1班", "否", "否")
    return list((dict(zip(STUDENT, good, strict=True)) | changes).values())


def workbook(sheets: dict[str, list[list]]) -> bytes:
    book, target = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells_of_row in rows:
            sheet.append(cells_of_row)
    book.save(target)
    return target.getvalue()


def students(*rows: list, labels: list = LABELS, heading: list = STUDENT) -> list[list]:
    return [[f"{YEAR}学生名册"], labels, heading, *rows]


def files() -> dict[str, bytes]:
    """File name → a workbook with canaries; each is held back or has a rejected row."""
    found = {
        f"{ID}_{PHONE}_学生.xlsx": {ID: students(row(1, 性别="?"))},
        "no_heading.xlsx": {"x": [[f"{YEAR}学生名册"], LABELS, row(2, 姓名=NAMES[0]), row(3)]},
    }
    for turn, canary in enumerate(CANARIES):
        found |= {
            f"heading{turn}.xlsx": {"x": students([*row(4), 1], heading=[*STUDENT, canary])},
            f"label{turn}.xlsx": {"x": students(row(5), labels=[f"学校标识码：{canary}", YEAR])},
            f"name{turn}.xlsx": {"x": students(row(5), labels=[f"学校名称：{canary}", YEAR])},
            f"unit{turn}.xlsx": {"x": students(row(5), labels=[*LABELS, f"单位：{canary}"])},
            f"period{turn}.xlsx": {"x": students(row(5), labels=[LABELS[0], f"学年：{canary}"])},
            f"shifted{turn}.xlsx": {
                "x": students(["1", *row(6)[:-1]], ["2", canary, *row(6)[:-2]])
            },
            f"swapped{turn}.xlsx": {"x": students(*(row(7, **{h: canary}) for h in STUDENT[2:]))},
        }
    return {name: workbook(sheets) for name, sheets in found.items()}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, list[Ended]]:
    """A county's home after a night with canaries, and what `check` and `refresh` printed."""
    folder = tmp_path_factory.mktemp("canaries")
    county = make_county(folder, schools=10, pupils=600, years=1, seed=9, mess=0)
    for name, data in files().items():
        (county.home.inbox / name).write_bytes(data)
    home = county.home.root
    said = [junheng("check", county.home.inbox, home=home), junheng("refresh", home=home)]
    return county.home, said


def test_what_is_printed_names_nobody(planted: tuple[Home, list[Ended]]):
    for ended in planted[1]:
        for canary in CANARIES:
            assert canary not in ended.out + ended.err


def test_what_waits_in_the_inbox_is_named_safely(planted: tuple[Home, list[Ended]]):
    home = planted[0]
    index = (home.work / "inbox_index.json").read_text(encoding="utf-8")
    shown = junheng("status", home=home.root).out
    for canary in CANARIES:
        assert canary not in index + shown


def kept(home: Home) -> Iterator[tuple[str, str]]:
    """Everything below the home but the received files: (where, text)."""
    for path in sorted(home.root.rglob("*")):
        below = path.relative_to(home.root).parts
        is_received = below[:2] == ("restricted", "files") or below[0] in {"inbox", "returned"}
        if is_received:
            continue
        yield "a name", path.name
        if path.suffix == ".duckdb":
            yield from cells(path)
        elif path.suffix == ".parquet":
            with duckdb.connect() as connection:
                rows = connection.execute("select * from read_parquet($1)", [str(path)]).fetchall()
            yield from ((str(path), str(cell)) for line in rows for cell in line)
        if path.is_file():
            yield str(path), path.read_bytes().decode("utf-8", errors="ignore")
    for folder in (home.published, home.logs):
        for path, data in contents(folder):
            yield str(path), data.decode("utf-8", errors="ignore")


def test_nothing_that_is_kept_names_anybody(planted: tuple[Home, list[Ended]]):
    for where, text in kept(planted[0]):
        for canary in CANARIES:
            assert canary not in text, where


def test_lists_and_comments_that_go_back_name_nobody(planted: tuple[Home, list[Ended]]):
    """The cells of the workbook itself are the sender's own."""
    books = sorted(planted[0].returned.rglob("*.xlsx"))
    assert len(books) == len(files())
    for path in books:
        book = openpyxl.load_workbook(path)
        texts = [path.name, *(str(cell.value) for line in book.worksheets[0] for cell in line)]
        texts += [c.comment.text for s in book for line in s for c in line if c.comment]
        for canary in CANARIES:
            assert canary not in "\n".join(texts), path.name
