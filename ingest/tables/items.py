"""Forms filled in downwards: the columns 填报项目 and 填报值, an item in each row."""

from functools import lru_cache

from ingest.books.sheet import Sheet, is_blank
from ingest.layout import Layout, Vocabulary
from ingest.tables.assign import strange_unit
from ingest.tables.grid import Grid, Signs
from ingest.tables.headings import IGNORED, HeadingIndex, Meaning
from ingest.tables.paths import Heading
from ingest.tables.table import Place, Table
from ingest.text import normal
from ingest.vocabulary import ItemWords


@lru_cache(maxsize=8)
def _column_words(items: ItemWords) -> tuple[dict[str, set[str]], Signs]:
    """The headings of each column as they are compared, and what those of the items begin with."""
    kinds = ("item", "value", "unit")
    headings = {kind: set(map(normal, getattr(items, kind))) for kind in kinds}
    return headings, Signs({word[0] for word in headings["item"]})


def item_tables(sheet: Sheet, grid: Grid, index: HeadingIndex, words: Vocabulary) -> list[Table]:
    """The sheet read as each form that is filled in downwards, if it has the two columns."""
    headings, signs = _column_words(words.items)

    def first(cells: list[str], kind: str) -> int | None:
        return next((c for c, text in enumerate(cells) if text in headings[kind]), None)

    for row, found in grid.beginning_with(signs):
        if not found & headings["item"]:
            continue
        cells = grid.words(row)
        item, value = first(cells, "item"), first(cells, "value")
        if item is not None and value is not None:
            columns = (item, value, first(cells, "unit"))
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
    columns: tuple[int, int, int | None],
    words: Vocabulary,
) -> Table:
    item, value, unit_column = columns
    table = Table(layout, row, row + 1, item_column=item, value_column=value)
    for r in rows:
        text = _word(sheet, r, item)
        meaning = index.meaning(layout.name, text) if text else None
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
