"""What is wrong with a heading, in the clerk's words, and the line that would make it right for an
administrator."""

import re
from difflib import get_close_matches

from ingest.books.sheet import Sheet, is_blank
from ingest.field import FieldSpec
from ingest.problems import Problem, hidden, make, shown
from ingest.tables.headings import HeadingIndex
from ingest.tables.table import Table
from ingest.tables.units import known_units
from ingest.text import column_letter, normal

_DIGIT = re.compile(r"\d")
_BRACKETS = re.compile(r"[(（].*")
_LONGEST_NAME = 4


def heading_problems(table: Table, sheet: Sheet, index: HeadingIndex) -> list[Problem]:
    """Headings that stand twice, are missing, are unknown or name an unknown unit."""
    problems = []
    for row, column, text, other in table.twice:
        problems.append(_twice(table, sheet, index, row, column, text, other))
    for row, column, unit, spec in table.strange_units:
        place = {"sheet": sheet.name, "row": row + 1, "column": column, "field": spec.name}
        units = known_units({index.kind(spec.unit)}, index)
        found = _quote(unit, index)
        problems.append(make("unknown_unit", found=found, expected=units, **place))
    renamed: set[str] = set()
    problems += _missing(table, sheet, index, renamed)
    problems += _extra(table, sheet.name, index, renamed)
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
    if table.value_column >= 0:
        first = f"{column_letter(table.item_column)}{other + 1}"
    else:
        first = f"{column_letter(other)}{row + 1}"
    readings = f"{first} / {column_letter(column)}{row + 1}"
    place = {"sheet": sheet.name, "row": row + 1, "column": column}
    found = _quote(text, index)
    return make("ambiguous_table", variant="twice", found=found, expected=readings, **place)


def _missing(table: Table, sheet: Sheet, index: HeadingIndex, renamed: set[str]) -> list[Problem]:
    """Each at the unknown heading that is nearest to it, which is one thing to tell (a heading
    `renamed`) and not two, or else at a free cell where it may be put. What holds a person's
    number or name is never guessed."""
    extras = {text: (row, column) for row, column, text in table.extra}
    row, column = _free_cell(table, sheet)
    problems = []
    for spec in table.missing:
        left = [text for text in extras if text not in renamed]
        near = "" if spec.personal else _nearest(spec, left)
        if near:
            renamed.add(near)
            place = {"row": extras[near][0] + 1, "column": extras[near][1]}
        else:
            place = {"row": row + 1, "column": column}
            row, column = (row + 1, column) if table.value_column >= 0 else (row, column + 1)
        words = {
            "name": spec.headings[0] if spec.headings else spec.name,
            "form": table.layout.name,
            "nearest": near and _quote(near, index),
            "line": _line(spec, near) if near and _is_quotable(near, index) else "",
        }
        place |= {"sheet": sheet.name, "field": spec.name, "found": words["nearest"]}
        problems.append(make("missing_heading", **place, **words))
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


def _extra(table: Table, sheet: str, index: HeadingIndex, renamed: set[str]) -> list[Problem]:
    """An unknown heading that is no renamed one. It is likened to none that holds a person's
    number or name: whoever took the advice would have telephone numbers read as ids."""
    known = {normal(h): f for f in table.layout.fields for h in f.headings if not f.personal}
    problems = []
    for row, column, text in table.extra:
        if text in renamed:
            continue
        near = next(iter(get_close_matches(text, known, 1, 0.5)), "")
        line = _line(known[near], text) if near else f"ignored_headings: [{text}]"
        place = {"sheet": sheet, "row": row + 1, "column": column}
        words = {"form": table.layout.name, "nearest": near, "found": _quote(text, index)}
        words["line"] = line if _is_quotable(text, index) else ""
        variant = "item" if table.value_column >= 0 else ""
        problems.append(make("extra_heading", variant=variant, **place, **words))
    return problems


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
        make("extra_heading", found=_quote(normal(cell), index), column=c, **place)
        for c, cell in sorted(used.items())
    ]


def _is_quotable(text: str, index: HeadingIndex) -> bool:
    """Whether a heading may be shown: longer than a name, or with a piece of two characters that
    known headings have too. Anything else may be somebody's name."""
    if shown(text) != text:
        return False
    name = _BRACKETS.sub("", text)
    pieces = (name[at : at + 2] for at in range(len(name) - 1))
    return not 1 < len(name) <= _LONGEST_NAME or any(piece in index.pieces for piece in pieces)


def _quote(text: str, index: HeadingIndex) -> str:
    return text if _is_quotable(text, index) else hidden(text)


def _nearest(spec: FieldSpec, texts: list[str]) -> str:
    for heading in spec.headings:
        if near := get_close_matches(normal(heading), texts, 1, 0.5):
            return near[0]
    return ""


def _line(spec: FieldSpec, heading: str) -> str:
    return f"{spec.name} → headings: [{', '.join((*spec.headings, heading))}]"
