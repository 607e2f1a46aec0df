"""Rules are rows: docs/add-a-province.md followed to the letter, and one changed limit, each in a
copy of the checkout over the rows of one made-up county."""

import csv
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.night.runner import County, junheng
from tests.night.test_add_a_form import STEP, run
from warehouse.home import open_home
from warehouse.settings import ROOT

pytestmark = pytest.mark.night
PAGE = (ROOT / "docs" / "add-a-province.md").read_text(encoding="utf-8")
MARTS = {
    "fct_school_resource": 5, "fct_resource_balance": 4, "fct_indicator_verdict": 5, "fct_class": 5,
    "fct_teacher_exchange": 5, "fct_salary_parity": 5,
}  # fmt: skip
"""Mart → length of its key, which stands first in the answer."""
KEYS = {
    "fct_school_resource": "cycle_id, county_id, school_id, stage, indicator_id",
    "fct_resource_balance": "cycle_id, county_id, stage, indicator_id",
    "fct_indicator_verdict": "cycle_id, indicator_id, stage, entity_type, entity_id",
    "fct_class": "county_id, school_id, school_year, grade, class_name",
    "fct_teacher_exchange": "county_id, school_year, count_mode, entity_type, entity_id",
    "fct_salary_parity": "county_id, finance_year, definition, stratum_type, stratum",
}


@pytest.fixture(scope="module")
def loaded(county: County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's home with a dev database of raw rows."""
    root = tmp_path_factory.mktemp("province") / "home"
    shutil.copytree(county.home.root, root)
    assert junheng("load", home=root).code == 0
    return root


class Built:
    """The marts that a checkout makes of the county's rows."""

    def __init__(self, checkout: Path, loaded: Path, folder: Path):
        self.checkout = checkout
        self.database = folder / "dev.duckdb"
        shutil.copy(open_home(loaded).dev, self.database)
        done = run(
            checkout, "-m", "dbt.cli.main", "build", "--exclude-resource-type", "unit_test",
            "--exclude-resource-type", "test", "--target-path", str(folder / "dbt"),
            JUNHENG_HOME=str(loaded), JUNHENG_DATABASE=str(self.database),
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-3000:]

    def rows(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def mart(self, name: str) -> dict[tuple, tuple]:
        """Key → whole row."""
        length = MARTS[name]
        found = self.rows(f"select {KEYS[name]}, columns(*) from marts.{name}")
        return {row[:length]: row for row in found}


def copied(folder: Path) -> Path:
    left_out = shutil.ignore_patterns(".venv", ".git", "build", "data", "*cache*")
    shutil.copytree(ROOT, folder / "junheng", ignore=left_out)
    return folder / "junheng"


@pytest.fixture(scope="module")
def before(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(ROOT, loaded, tmp_path_factory.mktemp("before"))


def change_limit(checkout: Path, threshold_id: str, value: str) -> None:
    path = checkout / "seeds" / "threshold.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (row,) = [row for row in rows if row["threshold_id"] == threshold_id]
    row["value"] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def changed(before: Built, after: Built) -> dict[str, set[tuple]]:
    """Mart → keys of the rows that are not the same."""
    found = {}
    for name in MARTS:
        old, new = before.mart(name), after.mart(name)
        assert old.keys() == new.keys(), name
        found[name] = {key for key in old if old[key] != new[key]}
    return found


def test_a_changed_standard_changes_exactly_the_verdicts_that_depend_on_it(
    before: Built, loaded: Path, tmp_path: Path
):
    checkout = copied(tmp_path)
    change_limit(checkout, "CN-2017|R6|primary", "4000")
    after = Built(checkout, loaded, tmp_path)
    found = changed(before, after)

    judged = set(before.rows(
        "select cycle_id, county_id, school_id, stage, indicator_id from marts.fct_school_resource "
        "where threshold_id = 'CN-2017|R6|primary'"
    ))  # fmt: skip
    assert found["fct_school_resource"] == judged and judged
    # a school's verdict takes four answers of an indicator; its number of passes takes the first
    old, new = outcomes(before), outcomes(after)
    changed_at_all = {key for key in old if old[key] != new[key]}
    changed_passes = {key for key in old if old[key][0] != new[key][0]}
    turned = {key for key in found["fct_indicator_verdict"] if key[3] == "school_stage"}
    assert changed_passes and changed_passes <= turned <= changed_at_all
    assert {key[1:3] for key in found["fct_indicator_verdict"]} <= {
        ("R", "primary"), ("R-school", "primary")
    }  # fmt: skip
    others = set(MARTS) - {"fct_school_resource", "fct_indicator_verdict"}
    assert not any(found[name] for name in others)
    rule = "select limit_text from reports.rpt_balance__rule where threshold_id = '{}'"
    assert before.rows(rule.format("CN-2017|R6|primary")) == [("2000.00",)]
    assert after.rows(rule.format("CN-2017|R6|primary")) == [("4000.00",)]


def outcomes(built: Built) -> dict[tuple, tuple]:
    """Key of a primary school's verdict → what it takes of R6."""
    found = built.rows(
        "select cycle_id, school_id, is_pass, is_floor_pass, is_borderline, is_floor_borderline "
        "from marts.fct_school_resource "
        "where indicator_id = 'R6' and stage = 'primary'"
    )
    return {(row[0], "R", "primary", "school_stage", row[1]): row[2:] for row in found}


def test_a_changed_limit_of_a_coefficient_changes_that_coefficient_alone(
    before: Built, loaded: Path, tmp_path: Path
):
    checkout = copied(tmp_path)
    change_limit(checkout, "CN-2017|CV-R1|junior", "0.001")
    found = changed(before, Built(checkout, loaded, tmp_path))
    cycles = {cycle for (cycle,) in before.rows("select cycle_id from marts.fct_resource_balance")}
    assert found["fct_resource_balance"] == {(c, "990101", "junior", "R1") for c in cycles}
    assert found["fct_indicator_verdict"] == {
        (c, "CV-R1", "junior", "county", "990101") for c in cycles
    }
    others = set(MARTS) - {"fct_resource_balance", "fct_indicator_verdict"}
    assert not any(found[name] for name in others)


@pytest.fixture(scope="module")
def province(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("page")
    checkout = copied(folder)
    steps = STEP.findall(PAGE)
    assert len(steps) == 4
    for path, content in steps:
        with (checkout / path).open("a", encoding="utf-8") as file:
            file.write(content)
    return Built(checkout, loaded, folder)


def test_the_seeds_of_the_page_are_strict(province: Built):
    files = ("tests/unit/test_configuration.py", "tests/unit/test_configuration_rules.py")
    ended = run(province.checkout, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files)
    assert ended.returncode == 0, ended.stdout


def test_the_provinces_rules_judge_from_their_day_on(province: Built, before: Built):
    where = "select distinct cycle_id, threshold_id from marts.fct_school_resource where {}"
    standards = province.rows(
        where.format("indicator_id = 'R6' and stage = 'primary'") + " order by 1"
    )
    assert standards == [
        ("2024", "CN-2017|R6|primary"), ("2025", "CN-2017|R6|primary"),
        ("2026", "LX-2025|R6|primary"),
    ]  # fmt: skip
    relaxed = province.rows(where.format("school_flag = 'rural_small_school'") + " order by 1")
    assert relaxed == [
        ("2025", "CN-2024|R3|primary|rural_small_school"),
        ("2026", "LX-2025|R3|primary|rural_small_school"),
    ]
    coefficient = (
        "select cv_limit, threshold_id, is_threshold_uncertain, verdict = 'met' "
        "from marts.fct_resource_balance "
        "where cycle_id = '2026' and indicator_id = 'R6' and stage = 'junior'"
    )
    assert before.rows(coefficient)[0][:3] == (0.45, "CN-2017|CV-R6|junior", False)
    assert province.rows(coefficient)[0][:3] == (0.3, "LX-2025|CV-R6|junior", True)
    rules = "select cycle_id, school_id, stage, indicator_id, standard, threshold_id from {}"
    rules = rules.format("marts.fct_school_resource")
    moved = set(province.rows(rules)) - set(before.rows(rules))
    assert moved and {row[2] for row in moved} == {"primary"}
    # grade 6 makes the rosters of the junior stage contradict the profiles: whether a value is
    # sure may change there, what it is may not
    values = (
        "select cycle_id, school_id, indicator_id, numerator, denominator, value, is_in_scope, "
        "floor, floor_threshold_id from marts.fct_school_resource where stage = 'junior'"
    )
    junior = before.rows(values)
    assert junior and set(province.rows(values)) == set(junior)


def test_the_report_says_whose_rule_it_was_and_what_was_not_checked(province: Built):
    found = province.rows(
        "select threshold_id, region_name, rule_set_name, certainty_text "
        "from reports.rpt_balance__rule where rule_set_id = 'LX-2025' order by 1"
    )
    name = "岚省优质均衡标准（2025）"
    assert found == [
        ("LX-2025|CV-R6|junior", "本省", name, "未核实：起始日待核实"),
        ("LX-2025|R3|primary|rural_small_school", "本省", name, "已核实"),
        ("LX-2025|R6|primary", "本省", name, "已核实"),
    ]
    (text,) = province.rows(
        "select rule_text from reports.rpt_balance__overview "
        "where indicator_id = 'CV-R6' and stage = 'junior'"
    )[0]
    assert text == f"{name}（未核实）"


def test_grade_six_is_junior_from_its_day_on(province: Built):
    found = province.rows(
        "select distinct school_year, stage, class_limit from marts.fct_class where grade = 6 "
        "order by 1"
    )
    assert found == [(2023, "primary", 45), (2024, "primary", 45), (2025, "junior", 50)]
