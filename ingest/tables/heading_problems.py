"""What is wrong with a heading, in the clerk's words, and the line that would make it right for an
administrator."""

import re

from ingest.books.sheet import Sheet, cell_text, is_blank
from ingest.problems import Problem, make, messages
from ingest.tables.extra_headings import extra_problems
from ingest.tables.heading_words import field_line, is_quotable, nearest, quote
from ingest.tables.headings import HeadingIndex
from ingest.tables.table import Table
from ingest.tables.units import known_units
from ingest.text import column_letter, normal

_DIGIT = re.compile(r"\d")


def heading_problems(table: Table, sheet: Sheet, index: HeadingIndex) -> list[Problem]:
    """Headings that stand twice, are missing, are unknown or name an unknown unit."""
    problems = []
    for row, column, text, other in table.twice:
        problems.append(_twice(table, sheet, index, row, column, text, other))
    for column, other in table.rivals:
        text = normal(cell_text(sheet.cell(table.heading_row, column)))
        row = table.heading_row
        problems.append(_both(sheet, text, (row, column), (row, other)))
    for row, column, unit, spec in table.strange_units:
        place = {"sheet": sheet.name, "row": row + 1, "column": column, "field": spec.name}
        units = known_units({index.kind(spec.unit)}, index)
        found = quote(unit, index)
        problems.append(make("unknown_unit", found=found, expected=units, **place))
    renamed: set[str] = set()
    problems += _missing(table, sheet, index, renamed)
    problems += extra_problems(table, sheet.name, index, renamed)
    return problems or _below(table, sheet, index)


def _twice(
    table: Table,
    sheet: Sheet,
    index: HeadingIndex,
    row: int,
    column: int,
    text: str,
    other: int,
) -> Problem:
    """One field under two headings: both are named, for the clerk to keep one."""
    first = (other, table.item_column) if table.value_column >= 0 else (row, other)
    return _both(sheet, quote(text, index), (row, column), first)


def _both(sheet: Sheet, found: str, here: tuple[int, int], first: tuple[int, int]) -> Problem:
    """Two cells (row, column) of which only one may stand."""
    readings = " / ".join(f"{column_letter(c)}{r + 1}" for r, c in (first, here))
    place = {"sheet": sheet.name, "row": here[0] + 1, "column": here[1]}
    return make("ambiguous_table", variant="twice", found=found, expected=readings, **place)


def _missing(table: Table, sheet: Sheet, index: HeadingIndex, renamed: set[str]) -> list[Problem]:
    """Each at the unknown heading that is nearest to it, which is one thing to tell (a heading
    `renamed`) and not two, or else at a free cell where it may be put. What holds a person's
    number or name is never guessed."""
    if not table.missing:
        return []
    extras = {text: (row, column) for row, column, text in table.extra}
    row, column = _free_cell(table, sheet)
    problems = []
    for spec in table.missing:
        left = [text for text in extras if text not in renamed]
        alike = None if spec.personal else nearest(left, spec.headings)
        near = alike[0] if alike else ""
        if near:
            renamed.add(near)
            place = {"row": extras[near][0] + 1, "column": extras[near][1]}
        else:
            place = {"row": row + 1, "column": column}
            row, column = (row + 1, column) if table.value_column >= 0 else (row, column + 1)
        words = {
            "name": spec.headings[0] if spec.headings else messages()["examples"]["subjects"],
            "form": table.layout.name,
            "nearest": near and quote(near, index),
            "line": field_line(spec, near) if near and is_quotable(near, index) else "",
        }
        place |= {"sheet": sheet.name, "field": spec.name, "found": words["nearest"]}
        variant = "item" if table.value_column >= 0 else ""
        problems.append(make("missing_heading", variant=variant, **place, **words))
    return problems


def _free_cell(table: Table, sheet: Sheet) -> tuple[int, int]:
    """Right of the heading, or below the last item."""
    if table.value_column >= 0:
        column = table.item_column
        filled = [r for r, row in enumerate(sheet.rows) if len(row) > column]
        filled = [r for r in filled if not is_blank(sheet.rows[r][column])]
        return max(filled, default=table.heading_row) + 1, column
    rows = sheet.rows[table.heading_row : table.body]
    filled = [c for row in rows for c, cell in enumerate(row) if not is_blank(cell)]
    return table.body - 1, max(filled, default=-1) + 1


def _below(table: Table, sheet: Sheet, index: HeadingIndex) -> list[Problem]:
    """Words in the row below the heading, where nothing says whom the row is about: one more row
    of heading, which changes what the columns mean (学生人数 over 男)."""
    if table.value_column >= 0 or table.body >= len(sheet.rows):
        return []
    layout, row = table.layout, sheet.rows[table.body]
    names = layout.unique[0] if layout.unique else ()
    keys = [table.places[name].at for name in names if name in table.places]
    used = {c: row[c] for c in table.used if c < len(row) and not is_blank(row[c])}
    are_words = all(cell.__class__ is str and not _DIGIT.search(cell) for cell in used.values())
    if not keys or not used or not are_words or used.keys() & set(keys):
        return []
    place = {"sheet": sheet.name, "row": table.body + 1}
    return [
        make("extra_heading", found=quote(normal(cell), index), column=c, **place)
        for c, cell in sorted(used.items())
    ]
