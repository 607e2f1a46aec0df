"""Rows of data above their heading, as after a sort that took the heading along. They would be
passed over like titles and notes."""

from ingest.books.sheet import Sheet, cell_text, is_blank
from ingest.columns.base import Words
from ingest.columns.number import to_decimal
from ingest.field import FieldSpec
from ingest.problems import Problem, make
from ingest.tables.body import holds_number
from ingest.tables.headings import HeadingIndex
from ingest.tables.labels import Labels
from ingest.tables.paths import is_code_row
from ingest.tables.table import Table
from ingest.text import normal


def data_above(
    tables: list[Table], sheet: Sheet, start: int, labels: Labels, index: HeadingIndex, words: Words
) -> list[Problem]:
    """What is wrong with the rows from `start` to the heading of the first of the tables: a row
    there that would do as one of these tables'."""
    tables = [table for table in tables if table.layout.shape != "items"]
    said = {label.row for values in labels.values.values() for label in values}
    for r in range(start, tables[0].heading_row if tables else start):
        row = sheet.rows[r]
        if r in said or is_code_row(row, index.path_words):
            continue
        if any(_would_do(table, row, words) for table in tables):
            column = next(c for c, cell in enumerate(row) if not is_blank(cell))
            place = {"sheet": sheet.name, "row": r + 1, "column": column}
            return [make("ambiguous_table", variant="above", expected=str(r + 1), **place)]
    return []


def _would_do(table: Table, row: list, words: Words) -> bool:
    """Whether a row fills what the form requires and half of the columns, with a number or a word
    of a list where one belongs. A title in every column of a merged row, or a heading in English,
    does not."""
    specs = table.layout.by_name
    required = [p.at for name, p in table.places.items() if specs[name].required]
    filled = {c for c in table.used if c < len(row) and not is_blank(row[c])}
    if not required or not filled.issuperset(required) or 2 * len(filled) < len(table.used):
        return False
    if len({cell_text(row[c]) for c in filled}) == 1:
        return False
    scores = (p.at for p in table.subjects.values() if p.at in filled)
    typed = ((specs[name], p.at) for name, p in table.places.items() if p.at in filled)
    return any(to_decimal(row[c]) is not None for c in scores) or any(
        _is_value(spec, row[c], words) for spec, c in typed
    )


def _is_value(spec: FieldSpec, cell: object, words: Words) -> bool:
    """Whether a cell is what its column is for, and could not be a heading."""
    if spec.codes or spec.kind == "boolean":
        word = normal(cell_text(cell))
        return word in words.known and word not in words.null
    if spec.kind == "token":
        return holds_number(cell)
    is_number = spec.kind in {"integer", "decimal"} or bool(spec.digits)
    return is_number and to_decimal(cell, percent=True) is not None
