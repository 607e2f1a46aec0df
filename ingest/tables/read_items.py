"""A form filled in downwards: every item a cell, the whole form one row."""

from ingest.books.sheet import Sheet
from ingest.columns import Setting, read_column
from ingest.kept.counts import Counts
from ingest.problems import Problem
from ingest.tables.context import Context
from ingest.tables.merged import merged_items
from ingest.tables.part import Part, arrow_rows, map_entry
from ingest.tables.table import Table
from ingest.tables.typed import fault_problem, unit_factor


def read_items(
    file: str, table: Table, sheet: Sheet, context: Context, setting: Setting
) -> list[Part]:
    """One row; a bad cell rejects it, with the problem at that item's value cell."""
    layout, at = table.layout, table.value_column
    values: dict[str, list] = {}
    problems: list[Problem] = []
    cell_map = []
    merged = merged_items(sheet, [p.at for p in table.places.values()], at, setting.words)
    for name, place in table.places.items():
        spec = layout.by_name[name]
        cell = merged.get(place.at) or sheet.cell(place.at, at)
        column = read_column([cell], spec, setting, unit_factor(spec, place.unit, setting))
        problems += [
            fault_problem(fault, spec, cell, sheet.name, place.at, at, setting)
            for fault in column.faults.values()
        ]
        values[name] = column.values
        cell_map.append(map_entry(layout.name, sheet.name, 1, name, at, place.at))
    numbers = [] if problems else [table.heading_row + 1]
    if problems:
        values = {name: [] for name in values}
    counts = Counts(1, len(numbers), 1 - len(numbers), 0)
    counts.check()
    rows = arrow_rows(layout, file, sheet.name, context, numbers, values)
    return [Part(layout.name, context, rows, problems, {sheet.name: counts}, cell_map)]
