"""A table of rows to typed columns, good rows and problems."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pyarrow as pa

from ingest.books.sheet import Sheet
from ingest.columns import Setting
from ingest.kept.counts import Counts
from ingest.layout import Layout
from ingest.problems import Problem, make, messages, shown
from ingest.tables.body import Body, body_problems
from ingest.tables.context import Context
from ingest.tables.duplicates import find_duplicates
from ingest.tables.part import Part, arrow_rows, map_entry
from ingest.tables.table import Table
from ingest.tables.typed import Typed, column_problems, type_columns


def _stored(typed: list[Typed], kept: list[int]) -> dict[str, list]:
    return {
        t.spec.name: [t.column.values[p] for p in kept]
        for t in typed
        if not t.subject and t.spec.is_stored
    }


def _wide(
    typed: list[Typed], columns: dict[str, list], kept: list[int], row_numbers: list[int]
) -> tuple[dict[str, list], list[int]]:
    """One row per pupil and subject from the subject columns."""
    subjects = [t for t in typed if t.subject]
    count = len(subjects)
    wide = {name: [v for v in values for _ in range(count)] for name, values in columns.items()}
    pairs: list[tuple[Decimal | None, str]] = [t.column.values[p] for p in kept for t in subjects]
    wide["subject"] = [t.subject for t in subjects] * len(kept)
    wide["status"] = [status for _, status in pairs]
    wide[subjects[0].spec.name] = [score for score, _ in pairs]
    return wide, [number for number in row_numbers for _ in range(count)]


@dataclass
class _Share:
    """The rows of a table that are of one period: their positions, and the blank ones counted."""

    context: Context
    positions: list[int]
    blank: int = 0


def read_rows(
    file: str,
    table: Table,
    sheet: Sheet,
    context: Context,
    setting: Setting,
    body: Body,
    block: int = 1,
) -> tuple[list[Part], list[Problem]]:
    """The parts of a file that this table makes, or why the sheet cannot be read."""
    layout = table.layout
    if wrong := body_problems(table, sheet, body):
        return [], wrong
    typed = type_columns(table, sheet, body, setting)
    if "county" in layout.provides:
        context, wrong = _own_county(layout, typed, context, sheet.name, body)
        if wrong:
            return [], wrong
    shares = [_Share(context, list(range(len(body.rows))))]
    if layout.names_its_periods:
        shares, wrong = _by_period(layout, typed, context, sheet.name, body)
        if wrong:
            return [], wrong
    shares[0].blank = body.total - len(body.rows)
    problems, bad = _rejections(layout, typed, sheet.name, body, setting)
    cell_map = [
        map_entry(layout.name, sheet.name, block, t.subject or t.spec.name, t.place.at)
        for t in typed
    ]
    parts = []
    for share in shares:
        rows, counts = _good_rows(file, layout, sheet.name, share, typed, bad, body)
        here = {body.rows[p] + 1 for p in share.positions}
        own = [problem for problem in problems if problem.row in here]
        parts.append(Part(layout.name, share.context, rows, own, {sheet.name: counts}, cell_map))
    whole = sum((part.counts for part in parts), Counts())
    whole.check()
    if whole.rows_in != body.total:
        raise AssertionError(f"{whole.rows_in} of {body.total} rows are accounted for")
    return parts, []


def _good_rows(
    file: str,
    layout: Layout,
    sheet: str,
    share: _Share,
    typed: list[Typed],
    bad: set[int],
    body: Body,
) -> tuple[pa.Table, Counts]:
    kept = [p for p in share.positions if p not in bad]
    columns, numbers = _stored(typed, kept), [body.rows[p] + 1 for p in kept]
    if layout.wide:
        columns, numbers = _wide(typed, columns, kept, numbers)
    rows_in, rejected = len(share.positions) + share.blank, len(share.positions) - len(kept)
    counts = Counts(rows_in, len(kept), rejected, share.blank)
    return arrow_rows(layout, file, sheet, share.context, numbers, columns), counts


def _rejections(
    layout: Layout, typed: list[Typed], sheet: str, body: Body, setting: Setting
) -> tuple[list[Problem], set[int]]:
    """The problems of the rows, top to bottom, and the positions of the rows they reject."""
    bad = {position for t in typed for position in t.column.faults}
    shifted = {position for t in typed if t.spec.personal for position in t.column.faults}
    problems = [p for t in typed for p in column_problems(t, sheet, body, setting, shifted)]
    good = [p for p in range(len(body.rows)) if p not in bad]
    for p, key, other in find_duplicates(layout, typed, good, body.rows):
        bad.add(p)
        place = {"sheet": sheet, "row": body.rows[p] + 1, "column": key[0].place.at}
        expected = "、".join(t.spec.headings[0] for t in key)
        found = messages()["types"]["repeats"].format(row=other + 1)
        words = {"found": found, "expected": expected, "field": key[0].spec.name}
        problems.append(make("duplicate_row", "row", **place, **words))
    problems.sort(key=lambda problem: (problem.row, len(problem.column), problem.column))
    return problems, bad


def _by_period(
    layout: Layout, typed: list[Typed], context: Context, sheet: str, body: Body
) -> tuple[list[_Share], list[Problem]]:
    """The rows by the examination they name, in the order of the sheet. A row that names none is
    sent back with those of the first."""
    named = next(t for t in typed if t.spec.name == layout.period_column)
    found: dict[str, list[int]] = {}
    for p, period in enumerate(named.column.values):
        if period:
            found.setdefault(period, []).append(p)
    if not found:
        place = {"sheet": sheet, "row": body.rows[0] + 1, "column": named.place.at}
        wanted = messages()["periods"][layout.period]
        return [], [make("unknown_period", found=shown(named.cells[0]), expected=wanted, **place)]
    first = next(iter(found))
    found[first] += [p for p, period in enumerate(named.column.values) if not period]
    found[first].sort()
    return [_Share(replace(context, period=period), found[period]) for period in found], []


def _own_county(
    layout: Layout, typed: list[Typed], context: Context, sheet: str, body: Body
) -> tuple[Context, list[Problem]]:
    """The county that a list of schools itself names: the same in every row."""
    provided = layout.provides["county"]
    ids = next(t for t in typed if t.spec.name == provided.id)
    names = next((t for t in typed if t.spec.name == provided.names[0]), ids)
    seen = [(v, p) for p, v in enumerate(ids.column.values) if v is not None]
    other = next((p for v, p in seen if v != seen[0][0]), None)
    if not seen or other is not None:
        p = other or 0
        place = {"sheet": sheet, "row": body.rows[p] + 1, "column": ids.place.at}
        return context, [make("unknown_county", found=shown(ids.cells[p]), **place)]
    county, p = seen[0]
    return Context(county, county, names.column.values[p] or "", context.period), []
