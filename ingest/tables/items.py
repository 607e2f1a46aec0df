"""Forms filled in downwards: the columns 填报项目 and 填报值, an item in each row."""

import re

from ingest.books.sheet import Sheet, is_blank
from ingest.layout import Layout, Vocabulary
from ingest.tables.assign import strange_unit
from ingest.tables.grid import Grid
from ingest.tables.headings import IGNORED, HeadingIndex, Meaning
from ingest.tables.paths import Heading
from ingest.tables.table import Place, Table
from ingest.text import normal

# How an item may be numbered: 1.班级总数, （2）班级总数.
_NUMBER = re.compile(r"^[(]?\d{1,3}[).、]")


def item_tables(sheet: Sheet, grid: Grid, index: HeadingIndex, words: Vocabulary) -> list[Table]:
    """The sheet read as each form that is filled in downwards, if it has the two columns."""
    headings = index.items

    def all_of(cells: list[str], kind: str) -> list[int]:
        return [c for c, text in enumerate(cells) if text in headings[kind]]

    for row, found in grid.beginning_with(index.signs):
        if not found & headings["item"]:
            continue
        cells = grid.words(row)
        items, values = all_of(cells, "item"), all_of(cells, "value")
        if items and values:
            columns = (items, values, next(iter(all_of(cells, "unit")), None))
            footers = tuple(map(normal, words.footer_words))
            rows = [r for r in range(row + 1, len(sheet.rows)) if not _ends(sheet, r, footers)]
            return [
                _assign(form.layout, index, sheet, row, rows, columns, words)
                for form in index.forms.values()
                if form.layout.shape == "items"
            ]
    return []


def _assign(
    layout: Layout,
    index: HeadingIndex,
    sheet: Sheet,
    row: int,
    rows: list[int],
    columns: tuple[list[int], list[int], int | None],
    words: Vocabulary,
) -> Table:
    (item, *items), (value, *values), unit_column = columns
    table = Table(layout, row, row + 1, item_column=item, value_column=value)
    table.rivals = [*((c, item) for c in items), *((c, value) for c in values)]
    for r in rows:
        text = _word(sheet, r, item)
        bare = _NUMBER.sub("", text)
        meaning = index.meaning(layout.name, text) or index.meaning(layout.name, bare)
        is_unknown = bool(text) and meaning is None
        strange = is_unknown and strange_unit(layout, index, Heading((text,), (text,), r))
        if strange:
            table.strange_units.append((r, item, *strange))
        elif is_unknown and not is_blank(sheet.cell(r, value)):
            # a heading between items, or an item that says nothing, loses nothing
            table.extra.append((r, item, text))
        if meaning is None or meaning.field == IGNORED:
            continue
        unit = _unit(sheet, r, unit_column, words) if unit_column is not None else ""
        if meaning.field in table.places:
            table.twice.append((r, item, text, table.places[meaning.field].at))
        elif unit and not _is_sound(unit, meaning, index, layout):
            table.strange_units.append((r, unit_column, unit, layout.by_name[meaning.field]))
        else:
            table.places[meaning.field] = Place(r, unit or meaning.unit)
    return table


def _unit(sheet: Sheet, row: int, column: int, words: Vocabulary) -> str:
    """The unit in a cell, without brackets, 单位: and 人民币."""
    unit = _word(sheet, row, column).strip("()[]").rpartition(":")[2]
    for prefix in map(normal, words.unit_prefixes):
        unit = unit.removeprefix(prefix) or unit
    return unit


def _is_sound(unit: str, meaning: Meaning, index: HeadingIndex, layout: Layout) -> bool:
    """Whether a unit can be that of an item, and is the one that the item itself names."""
    spec = layout.by_name[meaning.field]
    if not index.is_fitting(unit, spec):
        return False
    both = [one for one in (unit, meaning.unit) if one and spec.unit]
    return len({index.factor(one, spec.unit) for one in both}) < 2


def _ends(sheet: Sheet, row: int, footers: tuple[str, ...]) -> bool:
    """Whether a row is what stands below a form: 填表人 and the like."""
    texts = (cell for cell in sheet.rows[row] if cell.__class__ is str and not is_blank(cell))
    return normal(next(texts, "")).startswith(footers)


def _word(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cell(row, column)
    return normal(cell) if cell.__class__ is str else ""
