"""docs/add-a-form.md, followed to the letter in a copy of the checkout."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import openpyxl
import pytest

from warehouse.settings import ROOT

pytestmark = pytest.mark.night
STEP = re.compile(r"^## \d\. [^`\n]*`([^`]+)`\n.*?^```(?:yaml|sql|csv)\n(.*?)^```$", re.M | re.S)
SCHOOLS = [["区县代码", "区县名称", "学校标识码", "学校名称", "办学类型", "举办者类型", "城乡分类"],
           ["990101", "岚岫县", "2199000001", "岚岫县第一小学", "小学", "7", "111"]]  # fmt: skip
BOOKS = [["图书类别", "册数", "金额（元）"], ["文学", 1200, 36000], ["科普", "很多", 100]]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("checkout") / "junheng"
    left_out = shutil.ignore_patterns(".venv", ".git", "build", "*cache*")
    shutil.copytree(ROOT, copy, ignore=left_out)
    page = (ROOT / "docs" / "add-a-form.md").read_text(encoding="utf-8")
    steps = STEP.findall(page)
    assert len(steps) == 6
    for path, content in steps:
        mode = "a" if path.endswith(".csv") else "x"
        with (copy / path).open(mode, encoding="utf-8") as file:
            file.write(content)
    return copy


def run(checkout: Path, *command: str, **more: str) -> subprocess.CompletedProcess:
    path = os.pathsep.join(filter(None, (str(checkout), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path, **more}
    return subprocess.run(
        [sys.executable, *command], cwd=checkout, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def workbook(path: Path, title: str, labels: str, rows: list[list]) -> None:
    book = openpyxl.Workbook()
    for row in ([title], [labels], *rows):
        book.active.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def test_the_configuration_of_the_new_form_is_complete(checkout: Path):
    files = ("tests/unit/test_configuration.py", "tests/unit/test_configuration_forms.py")
    ended = run(checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files)
    assert ended.returncode == 0, ended.stdout


def test_its_rows_arrive_and_its_wrong_cell_goes_back(checkout: Path, tmp_path: Path):
    home = tmp_path / "home"
    workbook(home / "inbox" / "名录.xlsx", "2025-2026学年学校名录", "", SCHOOLS)
    labels = "学校标识码：2199000001"
    workbook(home / "inbox" / "图书.xlsx", "2025-2026学年图书情况", labels, BOOKS)
    taken = run(checkout, "-m", "refresh", "ingest", "--home", str(home))
    assert taken.returncode == 10, taken.stdout + taken.stderr
    assert run(checkout, "-m", "refresh", "load", "--home", str(home)).returncode == 0
    built = run(
        checkout, "-m", "dbt.cli.main", "build", "--select", "+stg_school_book",
        "--indirect-selection", "cautious", "--exclude-resource-type", "unit_test",
        JUNHENG_HOME=str(home),
    )  # fmt: skip
    assert built.returncode == 0, built.stdout
    with duckdb.connect(str(home / "restricted" / "work" / "dev.duckdb"), read_only=True) as found:
        rows = found.execute(
            "select sender_id, school_year, book_kind, book_count, book_value_yuan "
            "from staging.stg_school_book"
        ).fetchall()
    assert rows == [("2199000001", 2025, "文学", 1200, 36000)]
    assert [path.name for path in (home / "returned").rglob("*.xlsx")] == ["图书.退回.xlsx"]
