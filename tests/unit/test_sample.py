"""The made-up county: the same bytes for the same seed, lawful numbers, errors where it says."""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from sample import write_county
from sample.identity import check_digit
from sample.world import simulate_county

SMALL = {"schools": 8, "pupils": 1200, "seed": 3}
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def nasty(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("nasty")
    write_county(folder, **SMALL, mess=2)
    return folder


@pytest.fixture(scope="module")
def truth(nasty) -> dict:
    return json.loads((nasty / "truth.json").read_text(encoding="utf-8"))


def fingerprint(folder: Path) -> str:
    """Names, bytes and times of every file."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
            if path.name != "truth.json":
                digest.update(str(path.stat().st_mtime_ns).encode())
    return digest.hexdigest()


def sheet_of(folder: Path, error: dict):
    book = openpyxl.load_workbook(folder / "files" / error["file"])
    return book[error["sheet"]]


def test_the_same_arguments_give_the_same_bytes_in_another_process(nasty, tmp_path):
    code = (
        "import sys; from pathlib import Path; from sample import write_county;"
        f"write_county(Path(sys.argv[1]), **{SMALL}, mess=2)"
    )
    subprocess.run(
        [sys.executable, "-c", code, tmp_path / "again"],
        cwd=ROOT, check=True, env={"PYTHONHASHSEED": "77", "TZ": "Asia/Shanghai"},
    )  # fmt: skip
    assert fingerprint(tmp_path / "again") == fingerprint(nasty)


def test_another_seed_gives_another_county(nasty, tmp_path):
    write_county(tmp_path, **{**SMALL, "seed": 4}, mess=2)
    assert fingerprint(tmp_path) != fingerprint(nasty)


def test_a_county_written_again_leaves_no_file_of_the_first(tmp_path):
    write_county(tmp_path, schools=6, pupils=600, mess=1, years=1)
    write_county(tmp_path, schools=4, pupils=500, mess=0, years=1)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    listed = {row["file_id"] for row in truth["marts"]["fct_submission"]["rows"]} - {None}
    found = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in found} == listed
    assert truth["errors"] == []


def test_files_of_somebody_else_are_not_touched(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "mine.xlsx").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        write_county(tmp_path, schools=4, pupils=500)
    assert (tmp_path / "files" / "mine.xlsx").read_bytes() == b"mine"


@pytest.mark.parametrize("arguments", [{"schools": 3}, {"years": 0}, {"mess": 3}])
def test_a_county_that_cannot_be_is_refused(tmp_path, arguments):
    with pytest.raises(ValueError, match=r"at least|is 1 to"):
        write_county(tmp_path, **{"schools": 8, "pupils": 800, **arguments})


def test_every_planted_error_stands_in_its_cell(nasty, truth):
    seen = Counter()
    for error in truth["errors"]:
        path = nasty / "files" / error["file"]
        assert path.is_file()
        if error["level"] == "file" or error["code"] == "duplicate_row":
            continue
        cell = sheet_of(nasty, error)[error["cell"]]
        assert cell_shows(error["code"], cell.value), (error, cell.value)
        seen[error["code"]] += 1
    assert seen.keys() >= {
        "id_digits_lost", "id_check_digit", "not_a_number", "not_in_code_list", "not_a_date",
        "required_blank", "not_yes_no", "out_of_range", "error_cell", "formula_without_value",
    }  # fmt: skip


def cell_shows(code: str, value: object) -> bool:
    if code == "id_digits_lost":
        return isinstance(value, int | float) and value > 1e15
    if code == "id_check_digit":
        number = str(value)[-18:]
        return check_digit(number[:17]) != number[17]
    if code == "required_blank":
        return value is None
    if code == "not_a_whole_number":
        return value % 1 != 0
    if code == "out_of_range":
        return value == 13 or value > 200
    return isinstance(value, str) and value != ""


def test_duplicate_rows_repeat_an_earlier_row(nasty, truth):
    errors = [error for error in truth["errors"] if error["code"] == "duplicate_row"]
    assert len(errors) == 4
    for error in errors:
        sheet = sheet_of(nasty, error)
        cell = sheet[error["cell"]]
        column = [str(row[0].value).strip() for row in
                  sheet.iter_rows(min_col=cell.column, max_col=cell.column)]  # fmt: skip
        assert column.count(str(cell.value).strip()) > 1


def test_every_kind_of_bad_file_is_there_and_its_correction_is_newer(nasty, truth):
    files = {error["code"]: error for error in truth["errors"] if error["level"] == "file"}
    assert files.keys() == {
        "unknown_form", "not_a_spreadsheet", "missing_heading", "extra_heading", "unknown_school",
        "unknown_county", "unknown_period", "empty_table",
    }  # fmt: skip
    for code in ("extra_heading", "unknown_county", "unknown_period", "empty_table"):
        spoilt = nasty / "files" / files[code]["file"]
        # where neither folder nor name may tell the period, the correction lies elsewhere
        (corrected,) = nasty.rglob(f"{spoilt.stem}*（更正）{spoilt.suffix}")
        assert corrected.stat().st_mtime > spoilt.stat().st_mtime
    assert sheet_of(nasty, files["extra_heading"])[files["extra_heading"]["cell"]].value
    broken = nasty / "files" / files["not_a_spreadsheet"]["file"]
    assert broken.read_bytes()[:2] != b"PK"


def test_a_school_takes_another_name_in_the_last_year(truth):
    (change,) = truth["marts"]["bridge_school_succession"]["rows"]
    names = {
        row["school_year"]: row["school_name"] for row in truth["marts"]["dim_school"]["rows"]
        if row["school_id"] == change["to_school_id"]
    }  # fmt: skip
    assert change["change_kind"] == "rename"
    assert [names[2024], names[2025]] == [change["from_school_name"], change["to_school_name"]]


def test_of_several_teaching_points_the_last_is_merged_and_its_people_go_along():
    world = simulate_county(0, schools=10, pupils=1200, years=2, seed=3, first_serial=1)
    (ended,) = [school for school in world.schools if school.ends_in]
    before, after = world.rosters[2024], world.rosters[2025]
    staff = {teacher.id_number for teacher in before if teacher.school is ended}
    here = {t.id_number for t in after if t.school is ended.successor and t.arrived.year == 2025}
    assert len(staff & here) >= len(staff) - 2
    assert not any(cohort.school is ended for cohort in world.history[2025])
    assert ended not in world.open_in(2025)


def test_figures_without_a_value_are_listed_with_the_reason(truth):
    columns = Counter((null["mart"], null["column"]) for null in truth["nulls"])
    # a profile that went back, and R2 and R3 of two stages whose teachers are known together only
    assert columns["fct_school_resource", "value"] == 7 + 4
    assert columns["fct_resource_balance", "cv"] == 7 + 2
    assert all(null["reason"] for null in truth["nulls"])


def test_usual_mess_has_ten_to_twenty_errors_and_a_clean_county_none(tmp_path):
    for mess, low, high in ((0, 0, 0), (1, 10, 20)):
        write_county(tmp_path, **SMALL, mess=mess)
        truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
        assert low <= len(truth["errors"]) <= high


def test_nasty_workbooks_use_every_date_style(nasty):
    months = set()
    for path in (nasty / "files").rglob("*学校填报/*.xlsx"):
        book = openpyxl.load_workbook(path)
        if "教职工花名册" in book.sheetnames:
            months |= {style(cell) for row in book["教职工花名册"].iter_rows(values_only=True)
                       for cell in row}  # fmt: skip
    assert {"serial", "dot", "chinese", "dash", "solid"} <= months


def style(cell: object) -> str | None:
    if isinstance(cell, datetime):
        return "serial"
    text = str(cell).strip()
    marks = {".": "dot", "年": "chinese", "-": "dash"}
    if len(text) < 9 and text[:2] in ("19", "20") and len(text) > 5:
        return next((name for mark, name in marks.items() if mark in text), "solid")
    return None


def test_some_hand_in_the_national_form(nasty, truth):
    def printed(sheet: str) -> set[str]:
        books = ((p, openpyxl.load_workbook(p, read_only=True)) for p in files)
        return {path.name.split("_")[0] for path, book in books if sheet in book.sheetnames}

    files = [p for p in nasty.rglob("*.xlsx") if "~" not in p.name and p.read_bytes()[:2] == b"PK"]
    schools = {row["school_id"]: row for row in truth["marts"]["dim_school"]["rows"]}
    types = Counter(schools[school_id]["school_type"] for school_id in printed("学校填报数据"))
    assert types == {"211": 1, "311": 1, "312": 1}
    assert len(printed("区县填报数据")) == 1


def test_the_edges_of_the_standard_are_in_the_county(tmp_path):
    write_county(tmp_path, schools=24, pupils=6000, years=1, mess=0)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    rows = truth["marts"]["fct_school_resource"]["rows"]
    exact = {row["value"]: row for row in rows if row["indicator_id"] == "R6"}
    assert exact[2000.0]["is_pass"]
    assert not exact[1700.0]["is_pass"] and exact[1700.0]["is_floor_pass"]
    assert any(row["is_borderline"] for row in rows)
    assert {row["scope_reason"] for row in rows} == {
        "in_scope", "teaching_point_below_50", "merged_into_parent", "excluded_type",
    }  # fmt: skip
    assert Fraction(str(exact[1700.0]["ratio_to_standard"])) == Fraction("0.85")


def test_sample_reads_no_clock(nasty, truth):
    newest = max(path.stat().st_mtime for path in (nasty / "files").rglob("*.*"))
    assert datetime.fromtimestamp(newest).date() <= date(2026, 7, 31)
    assert truth["arguments"]["seed"] == 3


def test_every_kind_of_disagreement_between_sources_is_planted(truth):
    rows = truth["marts"]["fct_reconciliation"]["rows"]
    assert {row["status"] for row in rows} == {
        "agree", "within_tolerance", "differ", "contradicting", "not_attributable", "missing_a",
        "missing_b",
    }  # fmt: skip
    # 50 yuan are what two decimals of 万元 may do
    edges = {row["difference"]: row["status"] for row in rows if row["tolerance"] == "50"}
    assert edges["50"] == "within_tolerance"
