"""`junheng whatif`: what it says comes true when the changes are really made, and until then
nothing of the warehouse is touched."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest

from refresh.whatif.aside import sweep
from tests.night.runner import County, junheng
from tests.night.whatif_sheets import WORDS, sheet, unlike_truth
from tests.unit.ingest_books import workbook
from tests.unit.whatif_county import HEADING
from warehouse.files import sha256_of
from warehouse.home import Home, open_home
from warehouse.lock import locked
from warehouse.runs import current_run

pytestmark = pytest.mark.night

STAGES = {"primary": "小学", "junior": "初中"}
PICKED = """
select profile.school_id, profile.multimedia_room_count, class.grade, class.class_name,
    class.pupil_count, profile.equipment_value_yuan
from staging.stg_school_profile as profile
inner join intermediate.int_county_newest_cycle as cycle
    on profile.school_year = cycle.statistics_school_year
inner join staging.stg_class_roster as class
    on profile.school_id = class.sender_id and profile.school_year = class.school_year
inner join staging.stg_submission as submission
    on profile._file = submission._file and submission.file_name like '%.xlsx'
where profile.school_id not in (select sender_id from staging.stg_campus)
    and profile.multimedia_room_count > 2
    and profile.equipment_value_yuan is not null
    and class._file = profile._file
order by profile.school_id, class.grade, class.class_name
limit 1
"""
PUBLISHED = """
select file_id_b, sheet_b, cell_b
from marts.fct_reconciliation
where school_id = ? and fact = ? and source_a = 'school_profile'
    and source_b = 'education_statistics'
order by school_year desc
limit 1
"""
FACTS = {
    "网络多媒体教室间数": "multimedia_room_count",
    "教学仪器设备资产值（账面原值）": "equipment_value_yuan",
}


@pytest.fixture(scope="module")
def home(county: County, tmp_path_factory: pytest.TempPathFactory) -> Home:
    root = tmp_path_factory.mktemp("whatif") / "home"
    shutil.copytree(county.home.root, root)
    return open_home(root)


@pytest.fixture(scope="module")
def lines(county: County) -> list[list]:
    """Less of one thing, more of another, and a larger class, of one school."""
    with duckdb.connect(str(county.database), read_only=True) as connection:
        found = connection.execute(PICKED).fetchone()
    school, rooms, _, class_name, pupils, yuan = found
    grade = "一二三四五六七八九"[found[2] - 1]
    return [
        [school, "学校基本情况", None, "网络多媒体教室间数", rooms - 2, "报废"],
        [school, "学校基本情况", None, "教学仪器设备资产值", float(yuan) / 5_000, "采购"],
        [school, "班级情况", f"{grade}年级{class_name}", "学生人数", pupils + 20, None],
    ]


def ask(home: Home, folder: Path, lines: list[list], **more: object) -> tuple[int, str, Path]:
    path, out = folder / "改动.xlsx", folder / "测算.xlsx"
    path.write_bytes(workbook({"假设改动": [["假设改动"], HEADING, *lines]}))
    out.unlink(missing_ok=True)
    ended = junheng("whatif", path, "--out", out, home=home.root, **more)
    return ended.code, ended.out + ended.err, out


def hashes(home: Home) -> dict[str, str]:
    """Every file of a home but those of the what-ifs themselves."""
    own = (home.work / "whatif", home.what_if)
    return {
        str(path): sha256_of(path)
        for path in sorted(home.root.rglob("*"))
        if path.is_file() and not any(path.is_relative_to(folder) for folder in own)
    }


def cells(county: County, school_id: str, row: dict) -> Iterator[tuple[Path, str, str]]:
    """The cell that a change names, and that of the statistics, which must say the same. Branches
    have cells of their own behind the school's."""
    files = {sha256_of(path): path for path in (county.source / "files").rglob("*.xlsx")}
    (own,) = (path for path in files.values() if path.name == row["原值所在文件"])
    yield own, row["工作表"], row["单元格"]
    if fact := FACTS.get(row["项目"]):
        with duckdb.connect(str(county.database), read_only=True) as connection:
            found = connection.execute(PUBLISHED, [school_id, fact]).fetchone()
        file_id, name, cell = (place.split("；")[0] for place in found)
        yield files[file_id], name, cell


def verdicts(rows: list[dict], side: str) -> dict[tuple, tuple]:
    return {
        (row["条目"], row["学段"]): (row[side], row[f"{side}结论"], row["标准"]) for row in rows
    }


def test_a_what_if_touches_nothing_while_a_night_is_at_work(
    home: Home, lines: list[list], tmp_path: Path
):
    before = hashes(home)
    with locked(home, "refresh"):
        (home.work / "lock.json").unlink()
        code, said, out = ask(home, tmp_path, lines)
    assert code == 0, said
    assert hashes(home) == before
    # what depends on how fast the machine was
    assert not list(home.root.rglob("hint_ts.json"))
    assert "都没有动" in said
    assert sorted(path.name for path in (home.work / "whatif").iterdir()) == ["dbt", "lock"]
    items = {row["项目"]: row for row in sheet(out, "变化的项目") if row["全县或学校"] != "岚岫县"}
    assert {"每百名学生拥有网络多媒体教室数", "生均教学仪器设备值"} <= set(items)
    assert {row["变化"] for row in items.values()} <= {"改善", "变差", "只是数值有变"}
    again, _, _ = ask(home, tmp_path, lines)
    assert again == 0


def test_the_made_up_countys_own_changes_give_what_its_truth_says(
    home: Home, county: County, tmp_path: Path
):
    path, out = county.source / "what-if.xlsx", tmp_path / "测算.xlsx"
    ended = junheng("whatif", path, "--out", out, "--json", home=home.root)
    assert ended.code == 0, ended.out + ended.err
    assert not list(unlike_truth(out, county))
    schools = {(row["学校"], row["学段"]): row for row in sheet(out, "变化的学校")}
    truth = county.truth["marts"]
    called = {row["school_id"]: row["school_name"] for row in truth["dim_school"]["rows"]
              if row["school_year"] == 2025}  # fmt: skip
    before = {(row["entity_id"], row["stage"]): row["value"]
              for row in truth["fct_indicator_verdict"]["rows"]
              if row["indicator_id"] == "R" and row["cycle_id"] == "2026"}  # fmt: skip
    turned = 0
    for row in county.truth["what_if"]["rows"]:
        if row["indicator_id"] != "R" or row["verdict"] == "incomplete":
            continue
        shown = schools.get((called[row["entity_id"]], STAGES[row["stage"]]))
        if shown is None:
            assert row["value"] == before[row["entity_id"], row["stage"]], row
        else:
            told = (shown["改动后达标项数"], shown["改动后结论"])
            assert told == (row["value"], WORDS[row["verdict"]]), row
            turned += shown["改动前达标项数"] != shown["改动后达标项数"]
    assert turned
    assert json.loads(ended.out)["turned"]


def test_lines_that_cannot_be_followed_compute_nothing(
    home: Home, lines: list[list], tmp_path: Path
):
    wrong = [[lines[0][0], "学校基本情况", None, "网络多媒体教室间数", "许多", None]]
    code, said, out = ask(home, tmp_path, [*lines[:1], *wrong])
    assert (code, out.exists()) == (10, False)
    assert "E4" in said
    assert "应为 整数" in said


def test_another_year_or_other_code_is_refused(home: Home, lines: list[list], tmp_path: Path):
    path = tmp_path / "改动.xlsx"
    path.write_bytes(workbook({"假设改动": [["2019-2020学年 假设改动"], HEADING, lines[0]]}))
    ended = junheng("whatif", path, home=home.root)
    assert (ended.code, "2019" in ended.err) == (51, True)
    nowhere = junheng("whatif", path, "--out", tmp_path / "无" / "测算.xlsx", home=home.root)
    assert (nowhere.code, "找不到文件" in nowhere.err) == (51, True)
    manifest = home.published / str(current_run(home)) / "manifest.json"
    told = manifest.read_text(encoding="utf-8")
    facts = json.loads(told)
    facts["fingerprint"]["code"] = "0" * 64
    manifest.chmod(0o640)
    manifest.write_text(json.dumps(facts), encoding="utf-8")
    ended = junheng("whatif", path, home=home.root)
    manifest.write_text(told, encoding="utf-8")
    assert (ended.code, "junheng refresh" in ended.err) == (51, True)


def test_a_killed_what_if_leaves_nothing_that_the_next_command_does_not_sweep(
    home: Home, lines: list[list], tmp_path: Path
):
    before = hashes(home)
    code, _, out = ask(home, tmp_path, lines, die_at=("refresh.build:run_models", 1))
    assert (code, out.exists()) == (-9, False)
    assert list((home.work / "whatif").glob("*.duckdb"))
    sweep(home)
    assert not list((home.work / "whatif").glob("*.duckdb*"))
    assert hashes(home) == before


def test_a_value_that_stays_changes_no_verdict(home: Home, lines: list[list], tmp_path: Path):
    same = [*lines[0][:4], lines[0][4] + 2, None]
    code, said, out = ask(home, tmp_path, [same])
    assert code == 0, said
    rows = sheet(out, "结论")
    assert verdicts(rows, "改动前") == verdicts(rows, "改动后")
    assert sheet(out, "变化的项目") == sheet(out, "变化的学校") == []
    assert "与原值相同" in sheet(out, "我的改动")[0]["提示"]


def test_what_it_says_comes_true_when_the_cells_it_names_are_changed(
    home: Home, county: County, lines: list[list], tmp_path: Path
):
    code, said, out = ask(home, tmp_path, lines)
    assert code == 0, said
    promised = sheet(out, "结论")
    for row in sheet(out, "我的改动"):
        for path, name, place in cells(county, lines[0][0], row):
            delivered = home.inbox / path.name
            book = openpyxl.load_workbook(delivered if delivered.exists() else path)
            cell = book[name][place]
            # a school may have filled in yuan where the form asks for ten thousands
            held, old, new = (float(value) for value in (cell.value, row["原值"], row["新值"]))
            assert round(held / old, 6) in {1, 10_000} or path.name != row["原值所在文件"], row
            unit = 1 if held / old < 100 else 10_000
            cell.value = round(held + (new - old) * unit, 2)
            book.save(delivered)
    run_id = current_run(home)
    night = junheng("refresh", home=home.root)
    assert night.code in {0, 10}, night.out + night.err
    assert current_run(home) != run_id
    same = [*lines[0][:4], lines[0][4], None]
    code, said, out = ask(home, tmp_path, [same])
    assert code == 0, said
    assert verdicts(sheet(out, "结论"), "改动前") == verdicts(promised, "改动后")
    assert verdicts(promised, "改动前") != verdicts(promised, "改动后")


def test_a_template_is_for_the_newest_assessment(home: Home, tmp_path: Path):
    path = tmp_path / "改动.xlsx"
    assert junheng("template", "whatif", path, home=home.root).code == 0
    said = {cell.value for row in openpyxl.load_workbook(path).worksheets[0] for cell in row}
    assert {"990101", "岚岫县", "2025-2026学年"} <= said
    assert junheng("template", "假设改动", path, home=home.root).code == 51
