"""Suite files: parsed strictly, and every rule finds its fault by plain SQL."""

from pathlib import Path

import duckdb
import pytest
import yaml

from expectations.suite import (
    QUERY,
    SuiteError,
    batch_query,
    gx_kwargs,
    load_suite,
    suite_names,
)
from tests.unit.expectations_county import FAULTS, fill

RULE = {
    "id": "a_rule",
    "type": "unexpected_rows_expectation",
    "kwargs": {"unexpected_rows_query": "select 1 from {batch}"},
    "severity": "critical",
    "meta": {"what": "应当如此", "mend": "这样更正", "table": "raw.exam"},
}


@pytest.fixture(scope="module", params=["received", "published"])
def sound(request):
    """A database on which all rules of one suite hold, and the suite's name."""
    with duckdb.connect() as connection:
        fill(connection, request.param)
        yield connection, request.param


def failing(connection, suite, rule) -> int:
    """How many rows break the rule, asked without Great Expectations."""
    kwargs, rows = gx_kwargs(suite, rule), batch_query(suite, rule.meta.table)
    if QUERY in kwargs:
        query = kwargs[QUERY]
    elif "column" in kwargs:
        query = f"select 1 from ({rows}) where {' or '.join(broken_by(**kwargs))}"
    else:
        query = f"select 1 where (select count(*) from ({rows})) < {kwargs['min_value']}"
    return connection.execute(f"select count(*) from ({query})").fetchone()[0]


def broken_by(column, value_set=None, min_value=None, max_value=None) -> list[str]:
    words = ", ".join(f"'{word}'" for word in value_set or [])
    tests = [
        (value_set, f"{column} not in ({words})"),
        (min_value, f"{column} < {min_value}"),
        (max_value, f"{column} > {max_value}"),
    ]
    return [test for given, test in tests if given is not None]


def all_failing(connection, name: str, *faults: str, only: str = "") -> dict[str, int]:
    """The rules that fail with the faults planted; the database is left as it was."""
    suite = load_suite(name)
    connection.execute("begin")
    for fault in faults:
        connection.execute(FAULTS[name][fault])
    asked = [rule for rule in suite.expectations if only in {"", rule.id}]
    counts = {rule.id: failing(connection, suite, rule) for rule in asked}
    connection.execute("rollback")
    return {rule: count for rule, count in counts.items() if count}


def write(folder: Path, **changes) -> Path:
    suite = {"name": "trial", "expectations": [{**RULE, **changes}]}
    (folder / "trial.yml").write_text(yaml.safe_dump(suite), encoding="utf-8")
    return folder


def test_every_rule_holds_on_a_sound_database(sound):
    assert all_failing(*sound) == {}


def test_every_rule_finds_its_fault(sound):
    connection, name = sound
    blind = [x for x in FAULTS[name] if not all_failing(connection, name, x, only=x)]
    assert blind == []


def test_no_rule_is_without_a_planted_fault(sound):
    assert {rule.id for rule in load_suite(sound[1]).expectations} == set(FAULTS[sound[1]])


def test_all_suites_parse_and_stay_small_enough_for_one_night():
    assert suite_names() == ["published", "received"]
    assert sum(len(load_suite(name).expectations) for name in suite_names()) <= 100


def test_an_empty_inbox_misses_every_required_form():
    with duckdb.connect() as connection:
        fill(connection, "received", is_empty=True)
        missing = all_failing(connection, "received")
    critical = {r.id for r in load_suite("received").expectations if r.severity == "critical"}
    assert set(missing) & critical == {
        "school_list_received",
        "school_profile_coverage",
        "class_roster_coverage",
        "teacher_roster_coverage",
        "student_roster_coverage",
        "teacher_exchange_received",
        "payroll_received",
        "civil_servant_pay_received",
        "county_facts_received",
    }


def test_coverage_counts_each_missing_school_and_spares_one_of_25():
    with duckdb.connect() as connection:
        fill(connection, "received")
        two = all_failing(connection, "received", "school_profile_coverage")
        one = all_failing(connection, "received", "every_school_sent_every_form")
    assert two["school_profile_coverage"] == 2
    assert one == {"every_school_sent_every_form": 1}


def test_the_roster_that_eligibility_is_judged_by_is_asked_for():
    with duckdb.connect() as connection:
        fill(connection, "received")
        connection.execute("delete from raw.submission where _file = 'old2199000010'")
        one = all_failing(connection, "received")
        connection.execute("delete from raw.school_list where school_year = 2023")
        none = all_failing(connection, "received")
    assert one == none == {"every_school_sent_every_form": 1}


TOTALS = "full_time_teacher_count_primary = null, full_time_teacher_count = 6"


@pytest.mark.parametrize(
    ("change", "speaks"),
    [
        (TOTALS, set()),
        (f"{TOTALS}, certified_teacher_count = 7", {"teacher_parts_within_total"}),
        (f"{TOTALS}, backbone_teacher_count = 7", {"teacher_parts_within_total"}),
        (f"{TOTALS}, primary_pupil_count = 15", {"profile_agrees_with_classes"}),
        (
            "full_time_teacher_count_primary = null, full_time_teacher_count = 25",
            {"teacher_load_is_plausible"},
        ),
        ("class_count = 2, class_count_31_to_35 = 2", set()),
        (
            "class_count = 2, class_count_up_to_25 = 0, class_count_26_to_30 = 3, "
            "class_count_31_to_35 = 0, class_count_36_to_40 = 0, class_count_41_to_45 = 0, "
            "class_count_46_to_50 = 0, class_count_51_to_55 = 0, class_count_56_to_60 = 0, "
            "class_count_61_to_65 = 0, class_count_from_66 = 0",
            {"profile_parts_within_whole"},
        ),
        (
            "last_year_funding_budget_yuan = 100, last_year_training_budget_yuan = 101",
            {"profile_parts_within_whole"},
        ),
    ],
)
def test_totals_of_the_national_form_are_held_against_their_parts(change: str, speaks: set[str]):
    with duckdb.connect() as connection:
        fill(connection, "received")
        connection.execute(f"update raw.school_profile set {change} where school_id = '2199000010'")
        assert set(all_failing(connection, "received")) == speaks


def test_a_school_with_senior_pupils_nobody_asked_for_is_not_held_against_its_classes():
    with duckdb.connect() as connection:
        fill(connection, "received")
        connection.execute("update raw.class_roster set pupil_count = 90 where sender_id = "
                           "'2199000010'")  # fmt: skip
        alone = all_failing(connection, "received", only="profile_agrees_with_classes")
        connection.execute("update raw.school_list set school_type = '345' where school_id = "
                           "'2199000010'")  # fmt: skip
        unasked = all_failing(connection, "received", only="profile_agrees_with_classes")
        connection.execute("update raw.school_profile set senior_pupil_count = 0")
        asked = all_failing(connection, "received", only="profile_agrees_with_classes")
    assert (len(alone), len(unasked), len(asked)) == (1, 0, 1)


def test_a_form_that_contains_a_branch_is_held_against_its_own_classes():
    with duckdb.connect() as connection:
        fill(connection, "received")
        own, branch = connection.execute(
            "select min(school_id), max(school_id) from raw.school_profile"
        ).fetchone()
        connection.execute(
            "update raw.school_profile set primary_pupil_count = 120 where school_id = ?", [own]
        )
        alone = all_failing(connection, "received", only="profile_agrees_with_classes")
        connection.execute(
            "update raw.school_profile set parent_school_id = ?, is_included_in_parent = true "
            "where school_id = ?",
            [own, branch],
        )
        together = all_failing(connection, "received", only="profile_agrees_with_classes")
    assert (alone, together) == ({"profile_agrees_with_classes": 1}, {})


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": "red"},
        {"kwargs": {**RULE["kwargs"], "mostly": 0.9}},
        {"kwargs": {}},
        {"meta": {**RULE["meta"], "note": "?"}},
        {"meta": {"what": "没有表", "mend": "?"}},
        {"severity": "info"},
        {"severity": "warning"},
        {"meta": {**RULE["meta"], "reason": "a critical rule needs no excuse"}},
        {"type": "expect_column_values_to_match_regex"},
        {"id": "有汉字"},
        {"kwargs": {"unexpected_rows_query": "select 1 from {nowhere}"}},
    ],
    ids=str,
)
def test_a_suite_file_with_anything_unknown_is_refused(changes, tmp_path):
    load_suite("trial", write(tmp_path))
    with pytest.raises(SuiteError, match=r"trial\.yml"):
        load_suite("trial", write(tmp_path, **changes))


def test_ids_are_used_once(tmp_path):
    suite = {"name": "trial", "expectations": [RULE, RULE]}
    (tmp_path / "trial.yml").write_text(yaml.safe_dump(suite), encoding="utf-8")
    with pytest.raises(SuiteError, match="a_rule"):
        load_suite("trial", tmp_path)


def test_a_missing_suite_is_a_suite_error(tmp_path):
    with pytest.raises(SuiteError, match=r"nothing\.yml"):
        load_suite("nothing", tmp_path)


def test_queries_hand_over_no_column():
    for name in suite_names():
        suite = load_suite(name)
        for rule in suite.expectations:
            if QUERY in rule.kwargs:
                assert gx_kwargs(suite, rule)[QUERY].startswith("select 1 as failing from (")
