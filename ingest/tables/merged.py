"""Cells merged over several that are read: a word stands in each of them, a number is nobody's. One
sum over two classes is not the first one's, nor both's."""

from ingest.books.sheet import MergedValue, Sheet, cell_text, is_blank
from ingest.columns.base import Words
from ingest.columns.number import to_decimal
from ingest.field import FieldSpec
from ingest.tables.table import Table
from ingest.text import normal


def is_word(spec: FieldSpec) -> bool:
    """Whether a field holds words, or numbers that are names (codes, ids)."""
    return bool(spec.codes) or spec.kind not in {"integer", "decimal"}


def spread_merged(sheet: Sheet, table: Table, rows: list[int], words: Words) -> None:
    """Fill merged words into the `rows` of data they are merged over, and say of merged numbers
    and of values merged over unlike columns that they are merged."""
    specs, data = table.layout.by_name, set(rows)
    wordy = {place.at for name, place in table.places.items() if is_word(specs[name])}
    subjects = {place.at for place in table.subjects.values()}
    used = set(table.used)
    for top, bottom, left, right in sheet.merges:
        if top not in data or left not in used:
            continue
        value = sheet.rows[top][left]
        here = [top, *sorted(data.intersection(range(top + 1, bottom + 1)))]
        columns = [left, *sorted(used.intersection(range(left + 1, right + 1)))]
        if len(here) * len(columns) == 1 or _says_nothing(value, words):
            continue
        is_number = to_decimal(value, percent=True) is not None
        if len(columns) > 1 and (is_number or not subjects.issuperset(columns)):
            columns, value = columns[:1], MergedValue(cell_text(value))
        elif is_number and left not in wordy:
            value = MergedValue(cell_text(value))
        for r in here:
            for c in columns:
                sheet.rows[r][c] = value


def merged_items(
    sheet: Sheet, rows: list[int], column: int, words: Words
) -> dict[int, MergedValue]:
    """Of those `rows` of a form filled in downwards whose value is merged with another's, what
    stands there."""
    found: dict[int, MergedValue] = {}
    for top, bottom, left, right in sheet.merges:
        here = [r for r in rows if top <= r <= bottom]
        value = sheet.cell(top, left)
        if left <= column <= right and len(here) > 1 and not _says_nothing(value, words):
            found |= dict.fromkeys(here, MergedValue(cell_text(value)))
    return found


def _says_nothing(cell: object, words: Words) -> bool:
    return is_blank(cell) or (cell.__class__ is str and normal(cell) in words.null)
