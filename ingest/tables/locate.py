"""Finding the table of a sheet: its form, where its heading stands, which column is what."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import zip_longest

from ingest.books.sheet import Sheet, is_blank
from ingest.layout import FieldSpec, Layout, Vocabulary
from ingest.tables.grid import Grid
from ingest.tables.headings import IGNORED, HeadingIndex
from ingest.text import normal

_DEPTHS = (1, 2)


@dataclass
class Place:
    """A column (or, in a form filled in downwards, a row) with the unit its heading names."""

    at: int
    unit: str | None = None


@dataclass
class Table:
    """A form's table on a sheet. Rows and columns count from 0."""

    layout: Layout
    heading_row: int
    body: int
    places: dict[str, Place] = field(default_factory=dict)
    subjects: list[tuple[str, Place]] = field(default_factory=list)
    extra: list[tuple[int, int, str]] = field(default_factory=list)
    twice: list[tuple[int, int, str]] = field(default_factory=list)
    strange_units: list[tuple[int, int, str, FieldSpec]] = field(default_factory=list)
    unnamed: list[int] = field(default_factory=list)
    value_column: int = -1
    item_column: int = -1
    below: int = 0
    title_rank: tuple[int, int] = (0, 0)

    @property
    def missing(self) -> list[FieldSpec]:
        """Required fields without a heading."""
        there = self.places.keys() | {spec.name for *_, spec in self.strange_units}
        absent = [f for f in self.layout.fields if f.required and f.name not in there]
        if self.layout.wide and not self.subjects:
            absent.append(self.layout.wide.score)
        return absent

    @property
    def matched(self) -> int:
        """How many headings were understood."""
        return len(self.places) + len(self.subjects)

    @property
    def coverage(self) -> float:
        """Share of the required headings that are there."""
        required = sum(f.required for f in self.layout.fields) + bool(self.layout.wide)
        return 1 - len(self.missing) / max(required, 1)


@dataclass(frozen=True)
class Heading:
    """What stands over one column: its readings, best first, the text to show, and its row."""

    readings: tuple[str, ...]
    text: str
    row: int


def _headings(grid: Grid, row: int, depth: int) -> list[Heading]:
    """A word in the upper row reaches over the filled cells of the lower row to its right."""
    top = grid.rows[row]
    if depth == 1:
        return [Heading((text,) if text else (), text, row) for text in top]
    bottom = grid.rows.get(row + 1, [])
    held, result = "", []
    for over, under in zip_longest(top, bottom, fillvalue=""):
        held = over or (held if under else "")
        if not under:
            result.append(Heading((over,) if over else (), over, row))
        elif held:
            result.append(Heading((held + under, under), f"{held}/{under}", row + 1))
        else:
            result.append(Heading((under,), under, row + 1))
    return result


def assign(layout: Layout, index: HeadingIndex, grid: Grid, row: int, depth: int) -> Table:
    """Read `depth` rows from `row` on as the heading of a form."""
    table = Table(layout, row, row + depth)
    subjects: dict[str, Place] = {}
    for column, heading in enumerate(_headings(grid, row, depth)):
        if not heading.readings:
            table.unnamed.append(column)
            continue
        found = [index.meaning(layout.name, reading) for reading in heading.readings]
        meaning = next(filter(None, found), None)
        if meaning is None:
            if strange := _strange_unit(layout, index, heading):
                table.strange_units.append((heading.row, column, *strange))
            else:
                table.extra.append((heading.row, column, heading.text))
            continue
        table.below += len(found) > 1 and found[0] is not None
        if meaning.field == IGNORED:
            continue
        subject = meaning.subject
        known, key = (subjects, subject) if subject else (table.places, meaning.field)
        if key in known:
            table.twice.append((heading.row, column, heading.text))
        else:
            known[key] = Place(column, meaning.unit)
    table.subjects = list(subjects.items())
    return table


def _strange_unit(
    layout: Layout, index: HeadingIndex, heading: Heading
) -> tuple[str, FieldSpec] | None:
    """(unit, field) of a heading that is known but for the unit in its bracket."""
    for reading in heading.readings:
        if found := index.named(layout.name, reading):
            meaning, unit = found
            spec = layout.wide.score if meaning.subject else layout.by_name[meaning.field]
            if spec.unit:
                return unit, spec
    return None


def _assign_items(
    layout: Layout,
    index: HeadingIndex,
    sheet: Sheet,
    row: int,
    columns: tuple[int, int, int | None],
) -> Table:
    item, value, unit_column = columns
    table = Table(layout, row, row + 1, item_column=item, value_column=value)
    for r in range(row + 1, len(sheet.rows)):
        text = _word(sheet, r, item)
        meaning = index.meaning(layout.name, text) if text else None
        if text and meaning is None:
            heading = Heading((text,), text, r)
            if strange := _strange_unit(layout, index, heading):
                table.strange_units.append((r, item, *strange))
                continue
        if text and meaning is None and not is_blank(sheet.cell(r, value)):
            # a heading between items, or an item that says nothing, loses nothing
            table.extra.append((r, item, text))
        if meaning is None or meaning.field == IGNORED:
            continue
        unit = _word(sheet, r, unit_column) if unit_column is not None else ""
        if meaning.field in table.places:
            table.twice.append((r, item, text))
        elif unit and not index.is_fitting(unit, layout.by_name[meaning.field]):
            table.strange_units.append((r, unit_column, unit, layout.by_name[meaning.field]))
        else:
            table.places[meaning.field] = Place(r, unit or meaning.unit)
    return table


def _word(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cell(row, column)
    return normal(cell) if cell.__class__ is str else ""


def _item_tables(sheet: Sheet, grid: Grid, index: HeadingIndex, words: Vocabulary) -> list[Table]:
    headings = {
        kind: set(map(normal, getattr(words.items, kind))) for kind in ("item", "value", "unit")
    }

    def first(cells: list[str], kind: str) -> int | None:
        return next((c for c, text in enumerate(cells) if text in headings[kind]), None)

    for row, cells in grid.rows.items():
        item, value = first(cells, "item"), first(cells, "value")
        if item is not None and value is not None:
            columns = (item, value, first(cells, "unit"))
            return [
                _assign_items(form.layout, index, sheet, row, columns)
                for form in index.forms.values()
                if form.layout.shape == "items"
            ]
    return []


def _row_tables(grid: Grid, index: HeadingIndex) -> list[Table]:
    """For each form the best reading among its most promising rows."""
    hits: dict[str, Counter] = {}
    for row, cells in grid.rows.items():
        for text in set(cells):
            for form in index.users_of(text) if text else ():
                hits.setdefault(form, Counter())[row] += 1
    tables = []
    for form, rows in hits.items():
        layout = index.forms[form].layout
        if layout.shape == "items":
            continue
        readings = [
            assign(layout, index, grid, row, depth)
            for row, _ in rows.most_common(3)
            for depth in _DEPTHS
        ]
        tables.append(max(readings, key=_clearness))
    return tables


def _clearness(table: Table) -> tuple[int, ...]:
    """Of two readings that understand as much, the one that joins a word with the word below it
    (语文 over 原始分) leaves no heading behind among the data; else the one of fewer rows."""
    depth = table.body - table.heading_row
    return table.matched, -len(table.extra), table.below, -depth, -table.heading_row


def title_rank(layout: Layout, texts: list[str], sheet_name: str) -> tuple[int, int]:
    """How clearly a title names a form: 2 above the table, 1 on the sheet's tab, and the length."""
    for rank, places in ((2, texts), (1, [normal(sheet_name)])):
        lengths = [
            len(word) for word in layout.title_words if any(normal(word) in text for text in places)
        ]
        if lengths:
            return rank, max(lengths)
    return 0, 0


def candidates(sheet: Sheet, grid: Grid, index: HeadingIndex, words: Vocabulary) -> list[Table]:
    """Every form's best reading of the sheet, with how clearly a title names it."""
    tables = _item_tables(sheet, grid, index, words) + _row_tables(grid, index)
    for table in tables:
        texts = grid.above(table.heading_row)
        table.title_rank = title_rank(table.layout, texts, sheet.name)
    return [table for table in tables if table.matched]
