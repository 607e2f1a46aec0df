"""Suites as files: Great Expectations' own keys, parsed strictly and without importing it."""

from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from warehouse.strict import faults

FOLDER = Path(__file__).parent
BATCH = "batch"
QUERY = "unexpected_rows_query"

Text = Annotated[str, Field(min_length=1)]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class SuiteError(Exception):
    """A suite file cannot be used; the message names the file and the key (exit code 51)."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RowsKwargs(_Strict):
    """`unexpected_rows_expectation`: the rows this query finds are what is wrong."""

    unexpected_rows_query: Text


class RowCountKwargs(_Strict):
    """`expect_table_row_count_to_be_between`."""

    min_value: int | None = None
    max_value: int | None = None


class InSetKwargs(_Strict):
    """`expect_column_values_to_be_in_set`."""

    column: Word
    value_set: list[str] = Field(min_length=1)


class BetweenKwargs(_Strict):
    """`expect_column_values_to_be_between`."""

    column: Word
    min_value: float | None = None
    max_value: float | None = None


KWARGS: dict[str, type[_Strict]] = {
    "unexpected_rows_expectation": RowsKwargs,
    "expect_table_row_count_to_be_between": RowCountKwargs,
    "expect_column_values_to_be_in_set": InSetKwargs,
    "expect_column_values_to_be_between": BetweenKwargs,
}
"""The types in use; a type is added here together with what may be shown of its result."""


class RuleMeta(_Strict):
    """What people read: the rule as a sentence, what to do, the table it is about."""

    what: Text
    mend: Text
    table: Text
    reason: Text | None = None


class Rule(_Strict):
    """One expectation. `critical` stops publication, `warning` is counted and says why."""

    id: Word
    type: str
    kwargs: dict[str, Any]
    severity: Literal["critical", "warning"]
    meta: RuleMeta

    @model_validator(mode="after")
    def _check(self) -> "Rule":
        if self.type not in KWARGS:
            raise ValueError(f"{self.id}: type {self.type!r} is not one of {sorted(KWARGS)}")
        KWARGS[self.type].model_validate(self.kwargs)
        if (self.severity == "warning") != (self.meta.reason is not None):
            raise ValueError(f"{self.id}: a warning needs meta.reason, anything else has none")
        return self


class SuiteMeta(_Strict):
    """`tables`: names for queries. `{name}` stands for the query, `{batch}` for a rule's own."""

    tables: dict[Word, Text] = {}


class Suite(_Strict):
    """One file of rules."""

    name: Word
    meta: SuiteMeta = SuiteMeta()
    expectations: list[Rule] = Field(min_length=1)

    @model_validator(mode="after")
    def _check(self) -> "Suite":
        ids = [rule.id for rule in self.expectations]
        if twice := sorted({name for name in ids if ids.count(name) > 1}):
            raise ValueError(f"ids are used twice: {', '.join(twice)}")
        for rule in self.expectations:
            batch_query(self, rule.meta.table)
            gx_kwargs(self, rule)
        return self


def load_suite(name: str, folder: Path = FOLDER) -> Suite:
    """The suite `<folder>/<name>.yml`; raises SuiteError for an unknown key or a bad value."""
    path = folder / f"{name}.yml"
    try:
        suite = Suite.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise SuiteError(f"{path.name}: {faults(error)}") from error
    except (OSError, yaml.YAMLError) as error:
        raise SuiteError(f"{path.name}: {error}") from error
    if suite.name != name:
        raise SuiteError(f"{path.name}: name is {suite.name!r}, expected {name!r}")
    return suite


def suite_names(folder: Path = FOLDER) -> list[str]:
    """Every suite there is, for the check that parses them all."""
    return sorted(path.stem for path in folder.glob("*.yml"))


def batch_query(suite: Suite, table: str) -> str:
    """The rows a rule about `table` looks at: a named query of the suite, or the table itself."""
    named = suite.meta.tables.get(table, f"select * from {table}")  # noqa: S608 - a file of ours
    return _expand(named, suite.meta.tables, ())


def gx_kwargs(suite: Suite, rule: Rule) -> dict[str, Any]:
    """`kwargs` for Great Expectations.

    A query is wrapped so that it hands over one constant a row: what it found stays in the
    database, whatever a result format or a log would have shown of it.
    """
    if QUERY not in rule.kwargs:
        return dict(rule.kwargs)
    tables = {**suite.meta.tables, BATCH: batch_query(suite, rule.meta.table)}
    found = _expand(rule.kwargs[QUERY], tables, ())
    wrapped = f"select 1 as failing from (\n{found}\n) as found"  # noqa: S608 - a file of ours
    # the comment: Great Expectations prints a notice for a query that does not name {batch}
    return {QUERY: f"{wrapped} /* {{{BATCH}}} */"}


def _expand(query: str, tables: Mapping[str, str], inside: tuple[str, ...]) -> str:
    """`query` with every `{name}` replaced by that query in brackets."""
    parts = []
    for text, name, _, _ in Formatter().parse(query):
        parts.append(text)
        if name is None:
            continue
        if name not in tables or name in inside:
            raise ValueError(f"{{{name}}} is not a table of this suite or stands inside itself")
        parts.append(f"({_expand(tables[name], tables, (*inside, name))})")
    return "".join(parts).strip()
