"""Several sheets, or several tables of one sheet, that are about one submission."""

from collections import Counter
from dataclasses import replace

import pyarrow as pa

from ingest.layout import Layout
from ingest.problems import Problem, make
from ingest.tables.part import Part
from ingest.text import column_index

_LINEAGE = {"_file", "_sheet", "_row"}


def add_part(parts: list[Part], part: Part, layout: Layout) -> list[Problem]:
    """Join a part to the one it belongs to, or append it. A row that two sheets have (全体 beside
    each class) is kept once; one that they have differently is a problem."""
    for position, known in enumerate(parts):
        if known.key != part.key:
            continue
        problems = _once(known, part, layout)
        parts[position] = known.join(part)
        return problems
    parts.append(part)
    return []


def _once(known: Part, part: Part, layout: Layout) -> list[Problem]:
    """Take the rows that both have out of the poorer of the two. A form filled in downwards is one
    row, whatever sheet it stands on."""
    unique = layout.unique[0] if layout.unique else ()
    if not unique and layout.shape != "items":
        return []
    if unique and not known.keys(unique) & part.keys(unique):
        return _other_numbers(known, part, layout) if layout.wide else []
    names = (*unique, "subject") if layout.wide else unique
    rows = {_key(row, names): row for row in known.rows.to_pylist()}
    poorer_here, poorer_there = [], []
    for row in part.rows.to_pylist():
        other = rows.get(_key(row, names))
        if other is None:
            continue
        if name := _differing(row, other):
            return [_contradiction(row, other, name, known, part)]
        is_poorer = _filled(row) <= _filled(other)
        (poorer_here if is_poorer else poorer_there).append(row if is_poorer else other)
    _drop(part, poorer_here, names)
    _drop(known, poorer_there, names)
    return []


def _key(row: dict, names: tuple[str, ...]) -> tuple:
    return tuple(row[name] for name in names)


def _differing(row: dict, other: dict) -> str:
    """The first field in which two rows contradict each other; what only one of them says is no
    contradiction."""
    fields = (name for name in row if name not in _LINEAGE)
    both = (name for name in fields if row[name] is not None and other[name] is not None)
    return next((name for name in both if row[name] != other[name]), "")


def _filled(row: dict) -> int:
    return sum(value is not None for value in row.values())


def _contradiction(row: dict, other: dict, name: str, known: Part, part: Part) -> Problem:
    field = row.get("subject", name) if name in {"raw_score", "status"} else name
    (first, _), (number, column) = _cell(other, field, known), _cell(row, field, part)
    return make(
        "ambiguous_table",
        variant="sheets_differ",
        sheet=row["_sheet"],
        row=number,
        column=column,
        expected=f"{other['_sheet']}!{first} / {row['_sheet']}!{number}",
    )


def _cell(row: dict, field: str, part: Part) -> tuple[int, int | None]:
    """The row of the sheet (from 1) and the column (from 0) in which a field of a row stands."""
    entries = (e for e in part.cell_map if e["field"] == field and e["sheet"] == row["_sheet"])
    entry = next(entries, None)
    if entry is None:
        return row["_row"], None
    return entry["item_row"] or row["_row"], column_index(entry["column_letter"])


def _drop(part: Part, rows: list[dict], names: tuple[str, ...]) -> None:
    """Take rows out of a part; a line of the sheet of which nothing is left counts as blank."""
    if not rows:
        return
    gone = {_place(row, names) for row in rows}
    places = [_place(row, names) for row in part.rows.to_pylist()]
    part.rows = part.rows.filter(pa.array([place not in gone for place in places]))
    lines = {_line(place) for place in places} - {_line(p) for p in places if p not in gone}
    for sheet, count in Counter(sheet for sheet, *_ in lines).items():
        old = part.sheets[sheet]
        part.sheets[sheet] = replace(
            old, rows_loaded=old.rows_loaded - count, rows_blank=old.rows_blank + count
        )


def _place(row: dict, names: tuple[str, ...]) -> tuple:
    who = tuple(row[name] for name in names if name != "subject")
    return row["_sheet"], row["_row"], who, row.get("subject")


def _line(place: tuple) -> tuple:
    return place[:3]


def _other_numbers(known: Part, part: Part, layout: Layout) -> list[Problem]:
    """A sheet for one subject beside one for all of them, without one number in common: if class
    by class the scores are the same, they are the same pupils under other numbers."""
    subjects = set(part.rows["subject"].to_pylist())
    others = set(known.rows["subject"].to_pylist())
    if len(subjects) != 1 or not subjects < others:
        return []
    if _results(known, subjects, layout) == _results(part, subjects, layout):
        _drop(part, part.rows.to_pylist(), layout.unique[0])
        return []
    sheet = next(iter(part.sheets))
    expected = "、".join(known.sheets)
    return [make("ambiguous_table", variant="sheets_overlap", sheet=sheet, expected=expected)]


def _results(part: Part, subjects: set[str], layout: Layout) -> Counter:
    score = layout.wide.score.name
    return Counter(
        (row["school_id"], row["class_name"], row[score])
        for row in part.rows.to_pylist()
        if row["subject"] in subjects and row[score] is not None
    )
