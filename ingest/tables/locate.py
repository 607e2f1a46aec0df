"""Finding the table of a sheet: every form's best reading of it."""

from collections import defaultdict
from functools import cache
from itertools import chain

from ingest.books.sheet import Sheet
from ingest.layout import Layout, Vocabulary
from ingest.tables.assign import assign
from ingest.tables.grid import Grid
from ingest.tables.headings import HeadingIndex
from ingest.tables.items import item_tables
from ingest.tables.paths import DEEPEST, Heading, is_code_row, read_headings
from ingest.tables.table import Table
from ingest.text import normal

_PROMISING = 3
Hits = dict[int, int]
"""By row how many words of a form are in it, top to bottom."""
_BETWEEN = "\n"
"""Stands between texts that are searched together: no normalised word holds it."""
ENOUGH = 0.5
"""The share of a form's required headings with which a row may be its heading."""


class _Bands:
    """The rows that may be a heading, each reading of them made once."""

    def __init__(self, grid: Grid, index: HeadingIndex):
        self.grid, self.index = grid, index
        self._made: dict[tuple[int, int], list[Heading]] = {}

    def read(self, layout: Layout, top: int, depth: int) -> Table:
        """`depth` rows from `top` on, as the heading of a form."""
        headings = self._made.get((top, depth))
        if headings is None:
            headings = read_headings(self.grid, top, depth, self.index.path_words)
            self._made[top, depth] = headings
        table = assign(layout, self.index, headings, top, depth)
        table.left_behind = self._headings_in(layout, top + depth)
        return table

    def _headings_in(self, layout: Layout, row: int) -> int:
        """How many words of a row are headings of a form, or steps of such."""
        form = self.index.forms[layout.name]
        words = self.grid.words(row)
        return sum(bool(word) and (word in form.exact or word in form.steps) for word in words)

    def deeper(self, layout: Layout, anchors: list[int]) -> list[Table]:
        """Every heading of two rows and more that has one of the promising rows in it."""
        bands = {
            (top, depth)
            for row in anchors
            for depth in range(2, DEEPEST + 1)
            for top in range(row - depth + 1, row + 1)
        }
        grid = self.grid
        bands = [b for b in sorted(bands) if b[0] in grid and b[0] + b[1] - 1 in grid]
        return [self.read(layout, *band) for band in bands]

    def is_whole(self, table: Table) -> bool:
        """Whether one row is all there is to a heading: nothing unknown in it, nothing missing,
        and no words below it that belong to it."""
        if table.extra or table.missing or table.twice or table.strange_units:
            return False
        if table.left_behind:
            return False
        below = self.grid.words(table.body)
        filled = [word for word in below if word]
        if filled and all(word.strip("()") in self.index.units for word in filled):
            return False
        whole = self.index.path_words.whole
        if not self.grid.holds_numbers(table.body) and any(word in whole for word in filled):
            return False
        width = len(self.grid.words(table.heading_row))
        return not any(below[c] for c in (*table.unnamed, *range(width, len(below)))
                       if c < len(below))  # fmt: skip


def _row_tables(sheet: Sheet, grid: Grid, index: HeadingIndex, *, alone: bool) -> list[Table]:
    """For each form the best reading among its most promising rows. Forms of which too few words
    are there for half a heading are read only where no other has half of its own; `alone`, where
    no form filled in downwards was met, none where the first decides."""
    hits = {form: rows for form, rows in _hits(grid, index).items()
            if index.forms[form].layout.shape != "items"}  # fmt: skip
    if not hits:
        return []
    bands, counts = _Bands(grid, index), {form: max(rows.values()) for form, rows in hits.items()}
    first = max(sorted(counts), key=counts.get)

    @cache
    def read(form: str) -> Table:
        return _best(bands, index.forms[form].layout, hits[form], counts[first])

    if alone and _decides(read(first), hits, sheet, grid, index):
        return [read(first)]
    hopeless = {form for form, n in counts.items() if _is_hopeless(index, form, n, counts[first])}
    tables = [read(form) for form in hits if form not in hopeless]
    if not any(table.coverage >= ENOUGH for table in tables):
        tables += [read(form) for form in hits if form in hopeless]
    return tables


def _decides(
    table: Table, hits: dict[str, Hits], sheet: Sheet, grid: Grid, index: HeadingIndex
) -> bool:
    """Whether the other forms need not be read: a title above the table names its form more
    clearly than theirs, which ranks before all else, and no word of theirs stands above its
    heading, where a table would come first. What stands below is found after it."""
    if table.coverage < ENOUGH:
        return False
    others = [form for form in hits if form != table.layout.name]
    if any(row < table.heading_row for form in others for row in hits[form]):
        return False
    own = title_rank(table.layout, grid.above(table.heading_row), sheet.name)
    texts = [_BETWEEN.join(grid.above(_below_codes(sheet, table.body, index)))]
    layouts = [index.forms[form].layout for form in others]
    return own[0] > 0 and all(title_rank(one, texts, sheet.name) < own for one in layouts)


def _is_hopeless(index: HeadingIndex, form: str, count: int, most: int) -> bool:
    """Whether no row can have half of a form's required headings, and no rows joined are tried:
    a row has at most as many headings as it has words of the form."""
    return 2 * count < most and count < ENOUGH * index.forms[form].layout.fewest_needed


def _best(bands: _Bands, layout: Layout, rows: Hits, most: int) -> Table:
    """A form's best reading; rows are joined where it has as much to say as any other."""
    count = max(rows.values())
    promising = sorted(rows, key=rows.get, reverse=True)[:_PROMISING]
    anchors = [row for row in promising if 2 * rows[row] >= count]
    readings = [bands.read(layout, row, 1) for row in anchors]
    best = topmost(max(readings, key=_clearness), readings)
    if not bands.is_whole(best) and 2 * count >= most:
        readings += bands.deeper(layout, anchors)
        best = topmost(max(readings, key=_clearness), readings)
    return best


def _hits(grid: Grid, index: HeadingIndex) -> dict[str, Hits]:
    """By form how many known words each row has."""
    hits: dict[str, Hits] = defaultdict(dict)
    met = grid.beginning_with(index.signs)
    users = {word: index.users_of(word) for word in set().union(*(words for _, words in met))}
    for row, words in met:
        for word in words:
            for form in users[word]:
                rows = hits[form]
                rows[row] = rows.get(row, 0) + 1
    return hits


def topmost(best: Table, tables: list[Table]) -> Table:
    """Of several tables below one another the first, if it is one at all and has rows: the others
    are found after it."""
    upper = [t for t in tables if t.body < best.heading_row and t.coverage >= ENOUGH]
    return max(upper, key=_clearness) if upper else best


def _clearness(table: Table) -> tuple[int, ...]:
    """Of two readings that understand as much, the one that leaves no heading behind among the
    data, and joins a word with the word below it (语文 over 原始分); else the one of fewer rows."""
    depth = table.body - table.heading_row
    strange = len(table.extra) + len(table.twice) + table.left_behind
    return table.matched, -strange, table.joined, -depth, -table.heading_row


def title_rank(layout: Layout, texts: list[str], sheet_name: str) -> tuple[int, int]:
    """How clearly a title names a form: 2 above the table, 1 on the sheet's tab, and the length."""
    for rank, told in ((2, _BETWEEN.join(texts)), (1, normal(sheet_name))):
        if found := [word for word in layout.titles if word in told]:
            return rank, max(map(len, found))
    return 0, 0


def candidates(sheet: Sheet, grid: Grid, index: HeadingIndex, words: Vocabulary) -> list[Table]:
    """Every form's best reading of the sheet, with how clearly a title names it."""
    items = item_tables(sheet, grid, index, words)
    tables = items + _row_tables(sheet, grid, index, alone=not items)
    for table in tables:
        texts = grid.above(table.heading_row)
        table.title_rank = title_rank(table.layout, texts, sheet.name)
        for part in chain([table], table.beside):
            if table.value_column < 0:
                part.body = _below_codes(sheet, table.body, index)
    return [table for table in tables if table.matched]


def _below_codes(sheet: Sheet, body: int, index: HeadingIndex) -> int:
    """The first row of data: below a heading there may stand a row that numbers the columns."""
    while body < len(sheet.rows) and is_code_row(sheet.rows[body], index.path_words):
        body += 1
    return body
