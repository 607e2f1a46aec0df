"""Reading a published table with the labels people read. No figure is computed here."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from reports.parts import Format, ReportError, TablePart, Words
from warehouse.database import identifier

SHORT = 20_000
"""Rows of a table that is kept in memory. A longer one comes from the database each time that it is
gone through, some rows at a time: a city's may have a million."""
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Column:
    """A column as a reader sees it."""

    name: str
    label: str
    unit: str
    format: Format
    is_light: bool
    tint: int | None = None
    """Where in a row the verdict stands that colours this column."""


@dataclass(frozen=True)
class Table:
    """The rows of a table in the order and with the columns a report asks for.

    A row may be longer than `columns`: verdicts that only colour stand behind them.
    """

    columns: list[Column]
    rows: Collection[tuple[Any, ...]]


class _Stored(Collection[tuple[Any, ...]]):
    """The rows of a query that may be too many to be kept."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, query: str, values: list[Any]
    ) -> None:
        self._connection, self._query, self._values = connection, query, values

    def __len__(self) -> int:
        counting = f"select count(*) from ({self._query})"  # noqa: S608 - ours
        return self._connection.execute(counting, self._values).fetchone()[0]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        # a cursor of its own: what else is asked meanwhile would end this answer
        found = self._connection.cursor().execute(self._query, self._values)
        while some := found.fetchmany(_AT_ONCE):
            yield from some

    def __contains__(self, row: object) -> bool:
        return any(row == other for other in self)


def read(
    connection: duckdb.DuckDBPyConnection,
    part: TablePart,
    *,
    is_distinct: bool = False,
    where: Mapping[str, Any] | None = None,
) -> Table:
    """The rows of `part`; raises ReportError for a table, a column or a label that is missing."""
    types = _types(connection, part.table)
    names = part.columns or [name for name in types if name != "is_suppressed"]
    wanted = [*names, *part.tints.values()]
    needed = [*wanted, *(key.removeprefix("-") for key in part.order)]
    if missing := [name for name in needed if name not in types]:
        raise ReportError(f"{part.table}: no column {', '.join(missing)}")
    labels = _labels(connection, part)
    if unnamed := [name for name in names if name not in labels]:
        raise ReportError(f"{part.table}: no label in the dictionary for {', '.join(unnamed)}")
    tints = {name: wanted.index(verdict) for name, verdict in part.tints.items()}
    columns = [
        Column(
            name,
            *labels[name],
            _format(part, name, types[name]),
            name in part.lights,
            tints.get(name),
        )
        for name in names
    ]
    query, values = _query(part.table, wanted, part.order, is_distinct, where)
    if where is None and are_many(connection, [part.table]):
        return Table(columns, _Stored(connection, query, values))
    return Table(columns, connection.execute(query, values).fetchall())


def rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    names: list[str],
    order: list[str],
    is_distinct: bool = False,
    where: Mapping[str, Any] | None = None,
) -> list[tuple[Any, ...]]:
    """The named columns of a table, sorted by `order` (empty values last).

    `where` keeps the rows in which its columns have its values.
    """
    return connection.execute(*_query(table, names, order, is_distinct, where)).fetchall()


def _query(
    table: str,
    names: list[str],
    order: list[str],
    is_distinct: bool,
    where: Mapping[str, Any] | None,
) -> tuple[str, list[Any]]:
    chosen = ", ".join(identifier(name) for name in names)
    keys = ", ".join(
        f"{identifier(key.removeprefix('-'))} {'desc' if key[0] == '-' else 'asc'} nulls last"
        for key in order
    )
    kept = " and ".join(f"{identifier(name)} = ?" for name in where or ())
    query = (
        f"select {'distinct' if is_distinct else ''} {chosen} "  # noqa: S608 - names are checked
        f"from {identifier(table)} {'where ' + kept if kept else ''} "
        f"{'order by ' + keys if keys else ''}"
    )
    return query, list(where.values()) if where else []


def are_many(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> bool:
    """Whether these tables have more rows together than should be in memory; raises ReportError for
    one that is missing."""
    total = 0
    for name in names:
        _types(connection, name)
        found = connection.execute(f"select count(*) from {identifier(name)}")  # noqa: S608
        total += found.fetchone()[0]
    return total > SHORT


def label(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> str:
    """Label and unit of one column, for an axis."""
    part = TablePart(table=table, columns=[column])
    found = _labels(connection, part).get(column)
    if found is None:
        raise ReportError(f"{table}: no label in the dictionary for {column}")
    return with_unit(*found)


def with_unit(text: str, unit: str, separator: str = "") -> str:
    """A label with its unit in brackets, if it has one."""
    return f"{text}{separator}（{unit}）" if unit else text


def plain(value: Any) -> Any:
    """Decimals as floats: what sheets and charts can hold."""
    return float(value) if isinstance(value, Decimal) else value


def _types(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    # of information_schema DuckDB would look through every table that there is
    try:
        found = connection.execute("select name, type from pragma_table_info(?)", [table])
    except duckdb.CatalogException as error:
        raise ReportError(f"{table}: not in the publication") from error
    return dict(found.fetchall())


def _labels(connection: duckdb.DuckDBPyConnection, part: TablePart) -> dict[str, tuple[str, str]]:
    found = connection.execute(
        "select column_name, label, coalesce(unit, '') from dictionary where table_name = ?",
        [part.table],
    ).fetchall()
    labels = {name: (text, unit) for name, text, unit in found if text}
    return labels | {name: (text, "") for name, text in part.headings.items()}


def _format(part: TablePart, name: str, data_type: str) -> Format:
    if name in part.formats:
        return part.formats[name]
    if data_type == "BOOLEAN":
        return "yes_no"
    if data_type == "DATE":
        return "date"
    if data_type in {"BIGINT", "INTEGER"}:
        return "integer"
    return "text" if data_type == "VARCHAR" else "decimal2"


def written(value: Any, form: Format, words: Words) -> str:
    """A value as text, as a sheet would show it."""
    if value is None:
        return words.nothing
    if form == "sign":
        return words.signs[value]
    if form == "yes_no":
        return words.yes if value else words.no
    if form in {"text", "word"} or isinstance(value, str):
        return str(value)
    if form == "date":
        return value.isoformat() if isinstance(value, date) else str(value)
    if form in {"percent1", "percent2"}:
        return f"{float(value) * 100:,.{form[-1]}f}%"
    digits = {"integer": ",.0f", "plain": ".0f", "decimal1": ",.1f", "decimal2": ",.2f"}
    return format(float(value), digits.get(form, ",.3f"))
