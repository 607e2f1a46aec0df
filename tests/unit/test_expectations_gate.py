"""The gate itself: what is red, that nothing personal gets out, that the file is free again."""

import json
import re
import socket
from pathlib import Path

import duckdb
import pytest
import yaml

from expectations.gate import run_suite
from expectations.page import write_quality_page
from expectations.result import GateResult, RuleResult
from tests.unit.expectations_county import CANARY, build

# planted once, because importing Great Expectations takes seconds
WARNINGS = ("indoor_sports_is_gym", "gross_pay_is_its_parts")
RED = ("exchange_goes_to_another_school",)

TRIAL = {
    "fails_on_persons": {
        "type": "unexpected_rows_expectation",
        "kwargs": {"unexpected_rows_query": "select teacher_token from {batch}"},
        "meta": {"table": "raw.teacher_exchange"},
    },
    "raises_and_quotes_a_person": {
        "type": "unexpected_rows_expectation",
        "kwargs": {
            "unexpected_rows_query": "select 1 from {batch} where cast(teacher_token as int) > 0"
        },
        "meta": {"table": "raw.teacher_exchange"},
    },
    "warns_but_raises": {
        "type": "expect_column_values_to_be_between",
        "kwargs": {"column": "no_such_column", "min_value": 0},
        "severity": "warning",
        "meta": {"table": "raw.teacher_exchange", "reason": "a reason"},
    },
    "column_of_persons": {
        "type": "expect_column_values_to_be_in_set",
        "kwargs": {"column": "teacher_token", "value_set": ["nobody"]},
        "meta": {"table": "raw.teacher_exchange"},
    },
    "table_is_not_there": {
        "type": "expect_table_row_count_to_be_between",
        "kwargs": {"min_value": 1},
        "meta": {"table": "raw.nowhere"},
    },
    "holds": {
        "type": "expect_table_row_count_to_be_between",
        "kwargs": {"min_value": 1, "max_value": 1},
        "meta": {"table": "raw.teacher_exchange"},
    },
}


def trial_suite(folder: Path) -> Path:
    rules = [
        {
            "id": name,
            "severity": "critical",
            **rule,
            "meta": {"what": name, "mend": "…", **rule["meta"]},
        }
        for name, rule in TRIAL.items()
    ]
    text = yaml.safe_dump({"name": "trial", "expectations": rules})
    (folder / "trial.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("gate")
    return build("received", folder / "county.duckdb", WARNINGS + RED)


@pytest.fixture(scope="module")
def gates(county, tmp_path_factory) -> dict[str, GateResult]:
    """Three suites in one process, without any network."""
    folder = trial_suite(tmp_path_factory.mktemp("suites"))
    sound = build("published", folder / "sound.duckdb")
    real, socket.socket.connect = socket.socket.connect, no_network
    try:
        return {
            "received": run_suite("received", county),
            "published": run_suite("published", sound),
            "trial": run_suite("trial", county, folder=folder),
        }
    finally:
        socket.socket.connect = real


def no_network(self, address):
    raise AssertionError(f"a gate called {address}")


def outcomes(gate: GateResult) -> dict[str, str]:
    return {rule.id: rule.outcome for rule in gate.rules}


def test_a_sound_publication_is_green(gates):
    assert gates["published"].verdict == "green"
    assert set(outcomes(gates["published"]).values()) == {"success"}


def test_a_critical_rule_is_red_and_warnings_are_counted(gates):
    gate = gates["received"]
    assert gate.is_red
    assert [rule.id for rule in gate.red_rules] == list(RED)
    assert gate.warning_count == len(WARNINGS)
    failed = {rule for rule, outcome in outcomes(gate).items() if outcome != "success"}
    assert failed == {*WARNINGS, *RED}


def test_a_rule_that_raises_is_red_whatever_its_severity(gates):
    assert outcomes(gates["trial"]) == {
        "fails_on_persons": "failed",
        "raises_and_quotes_a_person": "error",
        "warns_but_raises": "error",
        "column_of_persons": "failed",
        "table_is_not_there": "error",
        "holds": "success",
    }
    assert {"warns_but_raises", "table_is_not_there"} < {r.id for r in gates["trial"].red_rules}


def test_an_engineer_learns_why_unless_the_message_quotes_a_cell(gates):
    errors = {rule.id: rule.error for rule in gates["trial"].rules}
    assert errors["raises_and_quotes_a_person"] == "ConversionException"
    assert "nowhere" in errors["table_is_not_there"]


def test_counts_are_shown(gates):
    counts = {rule.id: rule.counts for rule in gates["trial"].rules}
    assert counts["fails_on_persons"] == {"failing": 1}
    assert counts["column_of_persons"] == {"rows": 1, "failing": 1}
    assert counts["holds"] == {"rows": 1}


def test_a_rule_without_an_answer_is_red(county, monkeypatch):
    monkeypatch.setattr("expectations.gate._ask", lambda *given: {})
    gate = run_suite("received", county)
    assert gate.verdict == "red"
    assert {rule.error for rule in gate.red_rules} == {"did not run"}
    assert GateResult("nothing", ()).verdict == "red"


def test_nothing_to_judge_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        run_suite("received", tmp_path / "nothing.duckdb")
    assert list(tmp_path.iterdir()) == []


def test_no_value_of_a_person_gets_out(gates, tmp_path, county):
    with duckdb.connect(str(county), read_only=True) as connection:
        (stored,) = connection.execute("select teacher_token from raw.teacher_exchange").fetchone()
    assert stored == CANARY
    write_quality_page(list(gates.values()), tmp_path, run_id="20260101T000000Z")
    written = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert set(written) == {"index.html", "results.json"}
    for part in (CANARY, CANARY[:3], CANARY[3:], "110101"):
        assert not [name for name, text in written.items() if part.encode() in text]
        assert part not in repr(gates)


def test_nothing_is_printed(county, tmp_path, capfd, caplog):
    caplog.set_level("INFO")
    run_suite("trial", county, folder=trial_suite(tmp_path))
    said = capfd.readouterr()
    assert said.out == "" and caplog.text == ""
    for text in (said.out, said.err, caplog.text):
        assert CANARY not in text
        assert "{batch}" not in text
        assert "Calculating" not in text


def test_the_database_can_be_opened_again_with_another_configuration(gates, county):
    with duckdb.connect(str(county), config={"threads": 1}) as connection:
        connection.execute("create table was_free (id bigint)")
        connection.execute("drop table was_free")


def test_the_page_needs_no_script_and_nothing_from_elsewhere(gates, tmp_path):
    page = write_quality_page(list(gates.values()), tmp_path, run_id="20260101T000000Z")
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"""<script|(src|href)\s*=|https?:|url\(|@import""", text)
    assert "未通过" in text and "怎么办" in text


def test_the_page_is_the_same_for_the_same_results_and_escapes_everything(tmp_path):
    rule = RuleResult("x", "<b>1 < 2</b>", "…", "t", "critical", None, "failed", {"failing": 3})
    pages = [
        write_quality_page([GateResult("received", (rule,))], tmp_path / name, run_id="r")
        for name in ("first", "second")
    ]
    first, second = (page.read_text(encoding="utf-8") for page in pages)
    assert first == second
    assert "&lt;b&gt;1 &lt; 2&lt;/b&gt;" in first


def test_results_are_json(gates):
    again = json.loads(json.dumps(gates["received"].to_dict()))
    assert again["verdict"] == "red"
    assert again["red_rules"] == list(RED)
