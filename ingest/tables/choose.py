"""Deciding for one reading of a sheet, or saying why none may be taken."""

from ingest.books.limits import Limits
from ingest.books.sheet import Sheet, first_filled, is_blank
from ingest.layout import Layouts
from ingest.problems import Problem, make
from ingest.tables.grid import Grid
from ingest.tables.heading_problems import heading_problems
from ingest.tables.headings import HeadingIndex
from ingest.tables.labels import read_labels
from ingest.tables.locate import ENOUGH, candidates, title_rank
from ingest.tables.table import Table
from ingest.text import normal

_CELLS_OF_A_ROW = 3


def choose(
    sheet: Sheet, index: HeadingIndex, layouts: Layouts, limits: Limits, start: int = 0
) -> tuple[Table | None, list[Problem]]:
    """The table of a sheet and what is wrong with its heading; (None, []) for a sheet that may
    be passed over (blank, instructions, or hidden without a table of a known form).
    Only rows from `start` on are looked at."""
    words = layouts.vocabulary
    if normal(sheet.name) in set(map(normal, words.ignored_sheets)):
        return None, []
    if not any(not is_blank(cell) for row in sheet.rows for cell in row):
        return None, []
    grid = Grid(sheet, limits.heading_rows, start)
    tables = candidates(sheet, grid, index, words)
    strong = [table for table in tables if table.coverage >= ENOUGH]
    named = [table for table in tables if table.title_rank[0] and table.matched > 1]
    if not sheet.is_visible:
        return None, _hidden(sheet, strong)
    if not strong and not named:
        return None, _no_table(sheet, grid.above(len(sheet.rows)), layouts)
    best, rival = _rank(strong or named)
    if best.missing and (form := _other_title(best, sheet, grid.above(best.heading_row), layouts)):
        return None, [_no_heading(sheet, best.heading_row, form)]
    if rival:
        labels = " / ".join(table.layout.label for table in (best, rival))
        row = best.heading_row + 1
        words_of = {"found": labels, "expected": labels}
        return best, [make("ambiguous_table", sheet=sheet.name, row=row, **words_of)]
    if best.layout.shape != "items" and _is_mostly_unknown(best):
        return None, [_no_heading(sheet, best.heading_row, best.layout.name)]
    return best, heading_problems(best, sheet, index)


def _rank(tables: list[Table]) -> tuple[Table, Table | None]:
    """The best reading, and a second one if nothing tells them apart."""
    if len(tables) == 1:
        return tables[0], None

    def merit(table: Table) -> tuple:
        return (table.title_rank, table.matched - len(table.extra), table.coverage)

    tables = sorted(tables, key=merit, reverse=True)
    above = [t for t in tables if t.body < tables[0].heading_row and t.coverage >= ENOUGH]
    tables = above or tables
    tie = len(tables) > 1 and merit(tables[0]) == merit(tables[1])
    return tables[0], tables[1] if tie else None


def _is_mostly_unknown(table: Table) -> bool:
    """Whether the heading is rather a row of data, some cells of which happen to be headings."""
    return table.coverage < ENOUGH and len(table.extra) > table.matched


def _other_title(best: Table, sheet: Sheet, texts: list[str], layouts: Layouts) -> str:
    """The form that a title above names more clearly than the one whose headings were met."""
    ranks = _title_ranks(sheet, texts, layouts)
    form = max(ranks, key=ranks.get)
    return form if ranks[form] > best.title_rank else ""


def _title_ranks(sheet: Sheet, texts: list[str], layouts: Layouts) -> dict[str, tuple[int, int]]:
    return {name: title_rank(layout, texts, sheet.name) for name, layout in layouts.forms.items()}


def _hidden(sheet: Sheet, strong: list[Table]) -> list[Problem]:
    """Nobody sees what a hidden sheet says: last year's copy, or what should be sent."""
    if not strong:
        return []
    best, _ = _rank(strong)
    place = {"sheet": sheet.name, "row": best.heading_row + 1, "column": _first(sheet, best)}
    return [make("hidden_sheet", expected=best.layout.label, **place)]


def _first(sheet: Sheet, table: Table) -> int:
    row = sheet.rows[table.heading_row]
    return next((c for c, cell in enumerate(row) if not is_blank(cell)), 0)


def _no_table(sheet: Sheet, texts: list[str], layouts: Layouts) -> list[Problem]:
    ranks = _title_ranks(sheet, texts, layouts)
    form = max(ranks, key=ranks.get)
    row, column = first_filled(sheet)
    place = {"sheet": sheet.name, "row": row + 1, "column": column}
    if not ranks[form][0]:
        return [make("unknown_form", **place)]
    data = _first_row_of_data(sheet, layouts)
    if data is not None:
        return [_no_heading(sheet, data, form)]
    return [make("empty_table", field=form, **place)]


def _first_row_of_data(sheet: Sheet, layouts: Layouts) -> int | None:
    """The first row that is neither title nor labels, by its count of cells."""
    labels = read_labels(sheet, 0, len(sheet.rows), layouts.vocabulary)
    said = {label.row for values in labels.values.values() for label in values}
    for r, row in enumerate(sheet.rows):
        if r not in said and sum(not is_blank(cell) for cell in row) >= _CELLS_OF_A_ROW:
            return r
    return None


def _no_heading(sheet: Sheet, row: int, form: str) -> Problem:
    """Quotes nothing: what stands where the heading should be may be somebody's name."""
    cells = sheet.rows[row]
    column = next((c for c, cell in enumerate(cells) if not is_blank(cell)), 0)
    return make("no_heading", sheet=sheet.name, row=row + 1, column=column, field=form)
