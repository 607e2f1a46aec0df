"""Holding the marts against truth.json, cell by cell."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

TOLERANCE = 1e-9
Tokenise = Callable[[str, str], str]
"""(plain column of the truth file, plain number) → token."""
TOKEN_COLUMNS = {"teacher_id_number": "teacher_token", "student_number": "student_token"}
TOTALS = {
    "dim_student": (
        "(select school_year, school_id, grade, count(*) as count from marts.dim_student "
        "group by all)"
    ),
    "dim_teacher": (
        "(select school_year, school_id, count(*) as count from marts.dim_teacher group by all)"
    ),
    "fct_assessment_score": (
        "(select exam_id, subject, status, student_token is not null as is_matched, "
        "count(*) as count from marts.fct_assessment_score group by all)"
    ),
    "fct_score_fault": (
        "(select exam_id, subject, fault_code, cell, count(*) as count "
        "from marts.fct_score_fault group by all)"
    ),
    "fct_teacher_pay": (
        "(select teacher_token, finance_year, payment_year, county_id, school_id, "
        "count(*) as component_count, sum(amount_yuan) as amount_yuan "
        "from marts.fct_teacher_pay group by all)"
    ),
}
"""Where a mart about persons is too long to list, its sums are held against the truth."""


def differences(database: Path, truth: dict, tokenise: Tokenise) -> list[str]:
    """Every figure of the truth file that its mart does not show, in words; empty when equal."""
    with duckdb.connect(str(database), read_only=True) as connection:
        marts = [
            line
            for mart, expected in sorted(truth["marts"].items())
            for line in _compare(connection, mart, _source(mart), expected, tokenise)
        ]
        totals = [
            line
            for mart, expected in sorted(truth["totals"].items())
            for line in _compare(connection, f"{mart} in total", TOTALS[mart], expected, tokenise)
        ]
        nulls = [line for null in truth["nulls"] for line in _not_null(connection, null, tokenise)]
    return marts + totals + nulls


def _source(mart: str) -> str:
    return f"{'reports' if mart.startswith('rpt_') else 'marts'}.{mart}"


def _not_null(
    connection: duckdb.DuckDBPyConnection, null: dict, tokenise: Tokenise
) -> Iterator[str]:
    """A figure that a planted fault makes null must be there and be null, its verdict open."""
    key = _with_tokens(null["key"], tokenise)
    where = " and ".join(f"{name} = ?" for name in key)
    found = connection.execute(
        f"select {null['column']} from marts.{null['mart']} where {where}", list(key.values())
    ).fetchall()
    if found != [("incomplete",) if null["column"] == "verdict" else (None,)]:
        yield f"{null['mart']} {key} {null['column']}: {found} where {null['reason']}"


def _compare(
    connection: duckdb.DuckDBPyConnection,
    mart: str,
    source: str,
    expected: dict,
    tokenise: Tokenise,
) -> Iterator[str]:
    rows = [_with_tokens(row, tokenise) for row in expected["rows"]]
    key = [TOKEN_COLUMNS.get(name, name) for name in expected["key"]]
    columns = sorted({name for row in rows for name in row})
    if not columns:
        (count,) = connection.execute(f"select count(*) from {source}").fetchone()
        if count:
            yield f"{mart}: truth has no row, the mart {count}"
        return
    cursor = connection.execute(f"select {', '.join(columns)} from {source}")
    found = {}
    for values in cursor.fetchall():
        row = dict(zip(columns, map(_plain, values), strict=True))
        found[tuple(row[name] for name in key)] = row
    wanted = {tuple(row[name] for name in key): row for row in rows}
    for missing in sorted(wanted.keys() - found.keys(), key=str):
        yield f"{mart} {missing}: not in the mart"
    for extra in sorted(found.keys() - wanted.keys(), key=str):
        yield f"{mart} {extra}: not in the truth"
    for entity in sorted(wanted.keys() & found.keys(), key=str):
        for name, value in _shown(wanted[entity], found[entity]).items():
            if not same(value, found[entity][name]):
                yield f"{mart} {entity} {name}: truth {value!r}, mart {found[entity][name]!r}"


def _shown(wanted: dict, found: dict) -> dict:
    """What must stand in a row: where the truth leaves open whether a text is withheld, no text."""
    if "is_suppressed" in wanted or not found.get("is_suppressed") or "text" not in wanted:
        return wanted
    return {**{name: value for name, value in wanted.items() if name != "title"}, "text": None}


def _with_tokens(row: dict, tokenise: Tokenise) -> dict:
    return {
        TOKEN_COLUMNS.get(name, name): tokenise(name, value) if name in TOKEN_COLUMNS else value
        for name, value in row.items()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def same(wanted: Any, found: Any) -> bool:
    """Doubles within 1e-9 · max(1, |x|), everything else exactly."""
    if wanted is None or found is None:
        return wanted is found
    if isinstance(found, Decimal):
        return Decimal(str(wanted)) == found
    if isinstance(found, bool) or isinstance(wanted, bool):
        return wanted is found
    if isinstance(found, float):
        return abs(float(wanted) - found) <= TOLERANCE * max(1.0, abs(found))
    return wanted == found
