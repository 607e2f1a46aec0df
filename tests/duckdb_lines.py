"""Which tests run on a second line of DuckDB as well (`make duckdb-2`), and which need not.

The rule: a file runs twice when what it asks opens DuckDB. It runs once when nothing that it calls
does (`ONCE`, with the reason), or when another file asks the same of DuckDB (`SPARED`), for the
sake of time. `tests/unit/test_duckdb_lines.py` sees that every file is placed exactly once.
"""

import os
from fnmatch import fnmatch

WANTED = os.environ.get("JUNHENG_TEST_DUCKDB", "")
"""The version of DuckDB that this run promises; empty: the one of requirements.lock, all tests."""

TWICE = (
    "tests/night/test_add_a_form.py",
    "tests/night/test_canaries.py",
    "tests/night/test_load.py",
    "tests/night/test_missing.py",
    "tests/night/test_privacy.py",
    "tests/night/test_rebuild.py",
    "tests/night/test_rebuild_by_hand.py",
    "tests/night/test_second_night.py",
    "tests/night/test_truth.py",
    "tests/night/test_value_added_example.py",
    "tests/night/test_whatif.py",
    "tests/unit/test_build.py",
    "tests/unit/test_duckdb_lines.py",
    "tests/unit/test_expectations_gate.py",
    "tests/unit/test_expectations_judge.py",
    "tests/unit/test_expectations_suites.py",
    "tests/unit/test_models_build.py",
    "tests/unit/test_publication.py",
    "tests/unit/test_refresh_commands.py",
    "tests/unit/test_reports.py",
    "tests/unit/test_reports_forms.py",
    "tests/unit/test_reports_long.py",
    "tests/unit/test_reports_shares.py",
    "tests/unit/test_score_tallies.py",
    "tests/unit/test_scores_unmoved.py",
    "tests/unit/test_small_cells.py",
    "tests/unit/test_warehouse.py",
    "tests/unit/test_whatif_apply.py",
    "tests/unit/test_whatif_plan.py",
)
"""Files whose tests open DuckDB."""

ROOMS = ("ingest", "estimation", "sample")
"""Rooms that never import DuckDB, so that their tests run once."""

ONCE = {
    "tests/faults/*": "hostile files: readers only",
    "tests/golden/*": "layouts: readers only",
    "tests/unit/test_configuration*.py": "reads what is written, runs nothing",
    "tests/unit/test_docs.py": "reads what is written, runs nothing",
    "tests/unit/test_estimation_*.py": "the room estimation has no DuckDB",
    "tests/unit/test_ingest_*.py": "the room ingest has no DuckDB",
    "tests/unit/test_reports_specs.py": "reads what is written, runs nothing",
    "tests/unit/test_sample*.py": "the made-up county has no DuckDB",
    "tests/unit/test_staffing_norms.py": "reads seeds alone",
    "tests/unit/test_templates*.py": "the room ingest has no DuckDB",
    "tests/unit/test_whatif_changes.py": "reads the form of changes: the room ingest",
}
"""Files that open no DuckDB, by pattern, with the reason."""

SPARED = {
    "tests/browser/*": "the look of pages and workbooks: test_reports asks what DuckDB gives them",
    "tests/night/test_add_a_province.py": "other seeds, the models of test_truth",
    "tests/night/test_add_a_year.py": "other layouts, the models of test_truth",
    "tests/night/test_many_counties.py": "one night after another, the models of test_truth",
    "tests/night/test_published_reports.py": "the look of pages and workbooks",
    "tests/night/test_set_aside.py": "which workbooks go back; the faults are those of test_truth",
    "tests/night/test_spark.py": "Spark's side; test_truth holds both lines to the same truth",
    "tests/night/test_stopped.py": "nights of test_second_night, killed at one moment or another",
    "tests/night/test_whatif_close.py": "the steps of test_whatif on another county",
    "tests/unit/test_benchmarks.py": "the statements of the models and the gate, measured",
}
"""Files that open DuckDB and still run once, by pattern, with the reason."""

ONE_OF_MANY = {"tests/night/test_truth.py": "small-2-usual"}
"""Files of which one case is enough on the second line."""


def is_again(file: str) -> bool:
    """Whether a file of tests (its path from the root of the checkout) runs on each line."""
    return file in TWICE


def places(file: str) -> list[str]:
    """Where a file of tests is placed; one place is right."""
    patterns = [*TWICE, *ONCE, *SPARED]
    return [pattern for pattern in patterns if fnmatch(file, pattern)]


def is_wanted(node: str) -> bool:
    """Whether a test of a file that runs again runs again itself."""
    file, _, test = node.partition("::")
    return ONE_OF_MANY.get(file, "") in test
