"""What was read of one form, sender and period in a file."""

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from ingest.kept.counts import Counts
from ingest.kept.schema import row_columns, row_schema
from ingest.layout import Layout
from ingest.problems import Problem
from ingest.tables.context import Context
from ingest.text import column_letter


@dataclass
class Part:
    """Good rows, problems, counts by sheet and the places of fields."""

    form: str
    context: Context
    rows: pa.Table
    problems: list[Problem] = field(default_factory=list)
    sheets: dict[str, Counts] = field(default_factory=dict)
    cell_map: list[dict[str, Any]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two tables of a file one submission."""
        return (self.form, self.context.county_id, self.context.sender_id, self.context.period)

    @property
    def counts(self) -> Counts:
        """Summed over the sheets."""
        return sum(self.sheets.values(), Counts())

    def keys(self, names: tuple[str, ...]) -> set[tuple]:
        """The values of a unique key in the good rows."""
        if not set(names) <= set(self.rows.column_names):
            return set()
        return set(zip(*(self.rows[name].to_pylist() for name in names), strict=True))

    def join(self, other: "Part") -> "Part":
        """Another sheet, or another table of a sheet, of the same submission."""
        return Part(
            self.form,
            self.context,
            pa.concat_tables([self.rows, other.rows]),
            self.problems + other.problems,
            {
                sheet: self.sheets.get(sheet, Counts()) + other.sheets.get(sheet, Counts())
                for sheet in {**self.sheets, **other.sheets}
            },
            self.cell_map + other.cell_map,
        )


def arrow_rows(
    layout: Layout,
    file: str,
    sheet: str,
    context: Context,
    row_numbers: list[int],
    columns: dict[str, list],
) -> pa.Table:
    """A typed table from columns of values; `row_numbers` count from 1."""
    count = len(row_numbers)
    period = context.period if layout.period == "exam" else int(context.period)
    constant = {
        "_file": file,
        "_sheet": sheet,
        "county_id": context.county_id,
        "sender_id": context.sender_id,
        layout.period_column: period,
    }
    arrays = []
    for name, kind in row_columns(layout):
        if name == "_row":
            arrays.append(pa.array(row_numbers, kind))
        elif name in constant:
            arrays.append(pa.repeat(pa.scalar(constant[name], kind), count))
        else:
            values = columns.get(name)
            arrays.append(pa.nulls(count, kind) if values is None else pa.array(values, kind))
    return pa.Table.from_arrays(arrays, schema=row_schema(layout))


def map_entry(
    form: str, sheet: str, block: int, name: str, column: int, item_row: int | None = None
) -> dict[str, Any]:
    """Where a field stands on a sheet; `column` and `item_row` count from 0."""
    return {
        "form": form,
        "sheet": sheet,
        "block": block,
        "field": name,
        "column_letter": column_letter(column),
        "item_row": None if item_row is None else item_row + 1,
    }
