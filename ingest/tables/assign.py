"""Rows read as the heading of a form: which column is which field."""

import sys
from dataclasses import replace

from ingest.field import FieldSpec
from ingest.layout import Layout
from ingest.tables.headings import CHOICE, IGNORED, NO_FIELDS, REMARK, HeadingIndex, Meaning
from ingest.tables.paths import Heading
from ingest.tables.table import Place, Table
from ingest.text import split_bracket

_FEWEST_BESIDE = 2
_MOST_STRIPS = 50
_FAR = sys.maxsize


def assign(
    layout: Layout, index: HeadingIndex, headings: list[Heading], row: int, depth: int
) -> Table:
    """Read `depth` rows from `row` on, whose `headings` are given, as the heading of a form."""
    table = Table(layout, row, row + depth)
    order: list[tuple[str, int]] = []
    for column, heading in enumerate(headings):
        if not heading.readings:
            table.unnamed.append(column)
            continue
        meaning = _meaning(layout, index, heading)
        if meaning is None:
            if strange := strange_unit(layout, index, heading):
                table.strange_units.append((heading.row, column, *strange))
            else:
                table.extra.append((heading.row, column, heading.text))
            continue
        table.joined += len(heading.steps) > 1 and meaning[1] == 0
        found = meaning[0]
        if found.field == CHOICE:
            table.choice_column = column
        elif found.field == REMARK:
            table.remarks.append(column)
        elif found.field != IGNORED:
            order.append((found.subject or found.field, column))
            table.understood.append(heading.text)
            _put(table, found, column, heading)
        elif found.subject:
            table.marks.setdefault(found.subject, []).append(column)
    return _side_by_side(table, order) if table.twice else table


def _meaning(layout: Layout, index: HeadingIndex, heading: Heading) -> tuple[Meaning, int] | None:
    """The meaning of the longest reading that has one, and which of the readings that is."""
    form = index.forms[layout.name]
    is_in_block = bool(form.ignored_blocks) and form.passes_over(heading.text)
    if is_in_block or not form.ignored_groups.isdisjoint(heading.steps):
        return Meaning(IGNORED), len(heading.readings)
    for position, reading in enumerate(heading.readings):
        if found := index.meaning(layout.name, reading):
            unit = found.unit or _unit_above(layout, index, found, heading.steps[:position])
            return (found if unit == found.unit else replace(found, unit=unit)), position
    return None


def _unit_above(
    layout: Layout, index: HeadingIndex, meaning: Meaning, steps: tuple[str, ...]
) -> str | None:
    """The unit that a word left out above a heading names: 月工资（万元）/岗位工资."""
    if not steps or meaning.field in NO_FIELDS:
        return None
    spec = layout.wide.score if meaning.subject else layout.by_name[meaning.field]
    brackets = (split_bracket(step) for step in reversed(steps))
    units = (bracket[1] for bracket in brackets if bracket)
    return next((unit for unit in units if spec.unit and index.is_fitting(unit, spec)), None)


def _put(table: Table, meaning: Meaning, column: int, heading: Heading) -> None:
    known, key = (
        (table.subjects, meaning.subject) if meaning.subject else (table.places, meaning.field)
    )
    if key in known and known[key].at == heading.merged_from:
        table.unnamed.append(column)  # the same cell: nothing may stand below its other columns
    elif key in known:
        table.twice.append((heading.row, column, heading.text, known[key].at))
    else:
        known[key] = Place(column, meaning.unit)


def _side_by_side(table: Table, order: list[tuple[str, int]]) -> Table:
    """A long list is printed in two or more strips beside each other: the whole heading stands
    there as often. Anything else that stands twice stays so."""
    keys = [key for key, _ in order]
    size = len(table.places) + len(table.subjects)
    strips = [keys[at : at + size] for at in range(0, len(keys), size)]
    is_list = size >= _FEWEST_BESIDE and len(strips) <= _MOST_STRIPS
    if not is_list or any(strip != strips[0] for strip in strips):
        return table
    tables, left = [], 0
    for at in range(0, len(keys), size):
        columns = dict(order[at : at + size])
        is_last = at + size == len(keys)
        right = _FAR if is_last else max(columns.values()) + 1
        tables.append(
            replace(
                table,
                places={k: Place(columns[k], p.unit) for k, p in table.places.items()},
                subjects={k: Place(columns[k], p.unit) for k, p in table.subjects.items()},
                marks={k: [c for c in m if left <= c < right] for k, m in table.marks.items()},
                remarks=[c for c in table.remarks if left <= c < right],
                unnamed=[c for c in table.unnamed if left <= c < right],
                twice=[],
                left=left,
                right=right,
            )
        )
        left = right
    return replace(tables[0], beside=tables[1:])


def strange_unit(
    layout: Layout, index: HeadingIndex, heading: Heading
) -> tuple[str, FieldSpec] | None:
    """(unit, field) of a heading that is known but for the unit in its bracket."""
    for reading in heading.readings:
        if found := index.named(layout.name, reading):
            meaning, unit = found
            if meaning.subject:  # a word behind a subject is no unit: 语文（上学期）
                continue
            spec = layout.by_name[meaning.field]
            if spec.unit:
                return unit, spec
    return None
