"""A table of rows to typed columns, good rows and problems."""

from decimal import Decimal

from ingest.body import Body, body_problems, read_body
from ingest.book import Sheet
from ingest.columns import Setting
from ingest.context import Context
from ingest.duplicates import find_duplicates
from ingest.layout import Layout
from ingest.locate import Table
from ingest.part import Counts, Part, arrow_rows, map_entry
from ingest.problems import Problem, make, shown
from ingest.typed import Typed, column_problems, type_columns


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


def read_rows(
    file: str, table: Table, sheet: Sheet, context: Context, setting: Setting
) -> Part | list[Problem]:
    """The part of a file that this table makes, or why the sheet cannot be read."""
    layout = table.layout
    body = read_body(sheet, table, setting.words)
    if wrong := body_problems(table, sheet, body):
        return wrong
    typed = type_columns(table, sheet, body, setting)
    if "county" in layout.provides:
        context, wrong = _own_county(layout, typed, context, sheet.name, body)
        if wrong:
            return wrong
    problems, bad = _rejections(layout, typed, sheet.name, body, setting)
    kept = [p for p in range(len(body.rows)) if p not in bad]
    columns, numbers = _stored(typed, kept), [body.rows[p] + 1 for p in kept]
    if layout.wide:
        columns, numbers = _wide(typed, columns, kept, numbers)
    counts = Counts(body.total, len(kept), len(bad), body.total - len(body.rows))
    counts.check()
    cell_map = [
        map_entry(layout.name, sheet.name, 1, t.subject or t.spec.name, t.place.at) for t in typed
    ]
    rows = arrow_rows(layout, file, sheet.name, context, numbers, columns)
    return Part(layout.name, context, rows, problems, {sheet.name: counts}, cell_map)


def _rejections(
    layout: Layout, typed: list[Typed], sheet: str, body: Body, setting: Setting
) -> tuple[list[Problem], set[int]]:
    """The problems of the rows, top to bottom, and the positions of the rows they reject."""
    bad = {position for t in typed for position in t.column.faults}
    problems = [p for t in typed for p in column_problems(t, sheet, body, setting)]
    good = [p for p in range(len(body.rows)) if p not in bad]
    for p, key, other in find_duplicates(layout, typed, good, body.rows):
        bad.add(p)
        place = {"sheet": sheet, "row": body.rows[p] + 1, "column": key.place.at}
        words = {"found": str(other + 1), "expected": key.spec.headings[0]}
        problems.append(make("duplicate_row", "row", field=key.spec.name, **place, **words))
    problems.sort(key=lambda problem: (problem.row, len(problem.column), problem.column))
    return problems, bad


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
