"""docs/add-a-year.md, followed to the letter in a copy of the checkout."""

import re
import shutil
from pathlib import Path

import pytest

from tests.night.test_add_a_form import SCHOOLS, STEP, run, workbook
from warehouse.settings import ROOT

pytestmark = pytest.mark.night
PAGE = (ROOT / "docs" / "add-a-year.md").read_text(encoding="utf-8")
CLASSES = [
    ["班级人数", "年级", "班级", "班主任"],
    [40, "一年级", "1班", "安平"],
    [41, "二年级", "1班", "安宁"],
]
LAST_YEAR = [["年级", "班级", "学生人数"], ["一年级", "1班", 39]]


def take_line(path: Path, line: str) -> None:
    """Put a line of the page in the place of the one that begins the same; a new one before the
    fields."""
    text = path.read_text(encoding="utf-8")
    start = re.match(r"\s*(- \{name: \w+|\w+:)", line)[0]
    old = re.search(f"^{re.escape(start)}.*$", text, re.M)
    changed = text.replace(old[0], line) if old else text.replace("fields:\n", f"{line}\nfields:\n")
    assert changed != text
    path.write_text(changed, encoding="utf-8")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("checkout") / "junheng"
    left_out = shutil.ignore_patterns(".venv", ".git", "build", "*cache*")
    shutil.copytree(ROOT, copy, ignore=left_out)
    return copy


def test_the_page_from_the_first_file_to_the_last(checkout: Path, tmp_path: Path):
    home = tmp_path / "home"
    labels = "学校标识码：2199000001"
    inbox = home / "inbox"
    workbook(inbox / "名录.xlsx", "2026-2027学年学校名录", "", SCHOOLS)
    workbook(inbox / "上年.xlsx", "2025-2026学年班级情况", labels, LAST_YEAR)
    workbook(inbox / "班级.xlsx", "2026-2027学年班级情况", labels, CLASSES)

    said = run(checkout, "-m", "refresh", "check", str(inbox), "--home", str(home), "--lang", "en")
    quoted = re.findall(r"^x [A-Z]\d+: (.*?) … (to accept it: .*)$", PAGE, re.M)
    assert len(quoted) == 2
    for first, last in quoted:
        assert first in said.stdout
        assert last in said.stdout
    held = run(checkout, "-m", "refresh", "ingest", "--home", str(home))
    assert (held.returncode, [p.name for p in inbox.glob("*.xlsx")]) == (10, ["班级.xlsx"])

    (seed, line), (layout, lines) = STEP.findall(PAGE)
    with (checkout / seed).open("a", encoding="utf-8") as file:
        file.write(line)
    for line in lines.splitlines():
        take_line(checkout / layout, line)

    taken = run(checkout, "-m", "refresh", "ingest", "--home", str(home))
    assert taken.returncode == 0, taken.stdout
    assert not list(inbox.glob("*.xlsx"))
    assert not list((home / "returned").rglob("*.xlsx"))
    strict = ("tests/unit/test_configuration.py", "tests/unit/test_configuration_forms.py")
    checked = run(checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", *strict)
    assert checked.returncode == 0, checked.stdout
    assert run(checkout, "-m", "refresh", "load", "--home", str(home)).returncode == 0
    built = run(
        checkout, "-m", "dbt.cli.main", "build", "--select", "+stg_class_roster",
        "assessment_cycle", "--indirect-selection", "cautious",
        "--exclude-resource-type", "unit_test", JUNHENG_HOME=str(home),
    )  # fmt: skip
    assert built.returncode == 0, built.stdout
