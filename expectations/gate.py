"""Running a suite: the only module that imports Great Expectations."""

import logging
import os
import re
from itertools import groupby
from pathlib import Path
from typing import Any

from expectations.result import GateResult, RuleResult
from expectations.suite import FOLDER, QUERY, Rule, Suite, batch_query, gx_kwargs, load_suite
from warehouse.settings import Settings

# read while Great Expectations is imported, which happens inside run_suite
os.environ["GX_ANALYTICS_ENABLED"] = "false"

SAFE_FORMAT = {
    "result_format": "BASIC",
    "partial_unexpected_count": 0,
    "exclude_unexpected_values": True,
}
"""BASIC and SUMMARY quote failing values by default; this form holds counts only."""

COUNTS = {
    "unexpected_rows_expectation": {"failing": "observed_value"},
    "expect_table_row_count_to_be_between": {"rows": "observed_value"},
    "expect_column_values_to_be_in_set": {"rows": "element_count", "failing": "unexpected_count"},
    "expect_column_values_to_be_between": {"rows": "element_count", "failing": "unexpected_count"},
}
"""What may be shown of a result, by type; `observed_value` of other types is a value."""

QUOTES_NO_VALUE = {"CatalogException", "BinderException", "ParserException"}
"""DuckDB's errors that speak of names in the query only; the others quote cells."""


def get_ready() -> None:
    """Import what asking needs, which takes longer than most suites."""
    import great_expectations  # noqa: F401

    import expectations.duckdb_dialect  # noqa: F401


def run_suite(
    name: str, database: Path, *, read_only: bool = True, folder: Path = FOLDER
) -> GateResult:
    """Judge `database` by the suite `<folder>/<name>.yml`.

    A rule that raises, or gives no answer, is an error and makes the gate red. Afterwards the
    file is free again for DuckDB in this process. Raises SuiteError for a bad suite file and
    FileNotFoundError when there is no database.
    """
    suite = load_suite(name, folder)
    if not database.is_file():
        raise FileNotFoundError(f"{database}: nothing to judge")
    answers = _ask(suite, database, read_only)
    return GateResult(
        name, tuple(_judge(rule, answers.get(rule.id)) for rule in suite.expectations)
    )


def _ask(suite: Suite, database: Path, read_only: bool) -> dict[str, Any]:
    """Great Expectations' answers (results as dictionaries, or exceptions) by rule id."""
    import great_expectations as gx

    import expectations.duckdb_dialect  # noqa: F401 - registers duckdb+gx

    # what the gate found is told by us, and an error's text may quote a cell
    logger = logging.getLogger("great_expectations")
    logger.propagate = False
    logger.handlers = [logging.NullHandler()]

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    settings = Settings()
    config = {"memory_limit": settings.memory_limit, "threads": settings.threads}
    source = context.data_sources.add_sql(
        "database",
        connection_string=f"duckdb+gx:///{database.resolve()}",
        create_temp_table=False,
        kwargs={"connect_args": {"read_only": read_only, "config": config}},
    )
    answers: dict[str, Any] = {}
    try:
        by_table = sorted(suite.expectations, key=lambda rule: rule.meta.table)
        for table, rules in groupby(by_table, key=lambda rule: rule.meta.table):
            asset = source.add_query_asset(table, query=batch_query(suite, table))
            answers |= _ask_about(context, asset, suite, list(rules))
    finally:
        source.get_execution_engine().close()
        source.get_engine().dispose()
    return answers


def _ask_about(context: Any, asset: Any, suite: Suite, rules: list[Rule]) -> dict[str, Any]:
    import great_expectations as gx
    from great_expectations.expectations.expectation_configuration import (
        ExpectationConfiguration,
    )

    try:
        expectations = [
            ExpectationConfiguration(
                type=rule.type,
                kwargs=gx_kwargs(suite, rule),
                meta={"rule": rule.id},
                severity=rule.severity,
            ).to_domain_obj()
            for rule in rules
        ]
        asked = context.suites.add(gx.ExpectationSuite(asset.name, expectations=expectations))
        batch = asset.add_batch_definition_whole_table("all").get_batch()
        answer = batch.validate(asked, result_format=SAFE_FORMAT)
    except Exception as error:
        # whatever Great Expectations raised, these rules were not answered: red, not broken
        return {rule.id: error for rule in rules}
    found = (result.to_json_dict() for result in answer.results)
    return {result["expectation_config"]["meta"]["rule"]: result for result in found}


def _judge(rule: Rule, answer: Any) -> RuleResult:
    error = _error(answer)
    counts = {} if error else _counts(rule, answer["result"])
    if not error and QUERY in rule.kwargs and "failing" not in counts:
        error = "no count"
    outcome = "error" if error else "success" if answer["success"] is True else "failed"
    meta = rule.meta
    return RuleResult(
        id=rule.id,
        what=meta.what,
        mend=meta.mend,
        table=meta.table,
        severity=rule.severity,
        reason=meta.reason,
        outcome=outcome,
        counts=counts,
        error=error,
    )


def _counts(rule: Rule, result: dict[str, Any]) -> dict[str, int]:
    shown = {name: result.get(key) for name, key in COUNTS[rule.type].items()}
    return {name: value for name, value in shown.items() if isinstance(value, int)}


def _error(answer: Any) -> str | None:
    """Why there is no answer, in words that cannot hold a cell of the data."""
    if answer is None:
        return "did not run"
    if isinstance(answer, Exception):
        return _harmless(str(answer)) or type(answer).__name__
    info = answer.get("exception_info") or {}
    infos = [info] if "raised_exception" in info else list(info.values())
    for one in infos:
        if one.get("raised_exception"):
            return _harmless(one.get("exception_message") or "") or "raised"
    return None


def _harmless(message: str) -> str | None:
    kind = re.match(r"\s*\((?:\w+\.)*(\w+)\)\s*(.*)", message)
    if kind is None:
        return None
    return f"{kind[1]}: {kind[2]}" if kind[1] in QUOTES_NO_VALUE else kind[1]
