"""A table of rows to typed columns, good rows and problems."""

from decimal import Decimal

import pyarrow as pa

from ingest.books.sheet import Sheet
from ingest.columns import Setting
from ingest.kept.counts import Counts
from ingest.layout import Layout
from ingest.problems import Problem, make, messages
from ingest.tables.body import Body, body_problems
from ingest.tables.context import Context
from ingest.tables.duplicates import find_duplicates
from ingest.tables.find import found_schools
from ingest.tables.part import Part, arrow_rows, map_entry
from ingest.tables.share import Share, share_rows
from ingest.tables.table import Table
from ingest.tables.typed import Typed, column_problems, type_columns
from ingest.tables.unheaded import bare_columns, find_strays, slipped, slipped_problem


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
    strays = find_strays(table, sheet, body)
    wrong = bare_columns(strays, table, sheet.name, body) + body_problems(table, sheet, body)
    if wrong:
        return [], wrong
    typed = type_columns(table, sheet, body, setting)
    finds = found_schools(layout, typed, len(body.rows), setting)
    shares, wrong = share_rows(layout, typed, context, sheet.name, body, setting)
    if wrong:
        return [], wrong
    shares[0].blank = body.total - len(body.rows)
    _fill_years(typed, shares)
    problems, bad = _rejections(layout, typed, sheet, body, setting, shares, slipped(strays))
    cell_map = [
        map_entry(layout.name, sheet.name, block, t.subject or t.spec.name, t.place.at)
        for t in typed
    ]
    parts = []
    for share in shares:
        rows, counts = _good_rows(file, layout, sheet.name, share, typed, finds, bad, body)
        here = {body.rows[p] + 1 for p in share.positions}
        own = [problem for problem in problems if problem.row in here]
        parts.append(Part(layout.name, share.context, rows, own, {sheet.name: counts}, cell_map))
    whole = sum((part.counts for part in parts), Counts())
    whole.check()
    if whole.rows_in != body.total:
        raise AssertionError(f"{whole.rows_in} of {body.total} rows are accounted for")
    return parts, []


def _fill_years(typed: list[Typed], shares: list[Share]) -> None:
    """A blank year is that of the period, where the layout says so."""
    for values in [t.column.values for t in typed if t.spec.blank_means == "period"]:
        for share in shares:
            for p in share.positions:
                if values[p] is None:
                    values[p] = int(share.context.period)


def _good_rows(
    file: str,
    layout: Layout,
    sheet: str,
    share: Share,
    typed: list[Typed],
    finds: dict[str, list[str | None]],
    bad: set[int],
    body: Body,
) -> tuple[pa.Table, Counts]:
    kept = [p for p in share.positions if p not in bad]
    columns, numbers = _stored(typed, kept), [body.rows[p] + 1 for p in kept]
    columns |= {name: [values[p] for p in kept] for name, values in finds.items()}
    if layout.wide:
        columns, numbers = _wide(typed, columns, kept, numbers)
    rows_in, rejected = len(share.positions) + share.blank, len(share.positions) - len(kept)
    counts = Counts(rows_in, len(kept), rejected, share.blank)
    return arrow_rows(layout, file, sheet, share.context, numbers, columns), counts


def _rejections(
    layout: Layout,
    typed: list[Typed],
    sheet: Sheet,
    body: Body,
    setting: Setting,
    shares: list[Share],
    slips: dict[int, int],
) -> tuple[list[Problem], set[int]]:
    """The problems of the rows, top to bottom, and the positions of the rows they reject."""
    bad = {position for t in typed for position in t.column.faults} | slips.keys()
    shifted = {position for t in typed if t.spec.personal for position in t.column.faults}
    shifted |= slips.keys() if setting.is_about_persons else set()
    problems = [p for t in typed for p in column_problems(t, sheet.name, body, setting, shifted)]
    problems += [slipped_problem(body.rows[p], c, sheet, setting) for p, c in slips.items()]
    goods = [[p for p in share.positions if p not in bad] for share in shares]
    twice = [found for good in goods for found in find_duplicates(layout, typed, good, body.rows)]
    for p, key, other in twice:
        bad.add(p)
        place = {"sheet": sheet.name, "row": body.rows[p] + 1, "column": key[0].place.at}
        expected = "、".join(t.spec.headings[0] for t in key)
        found = messages()["types"]["repeats"].format(row=other + 1)
        words = {"found": found, "expected": expected, "field": key[0].spec.name}
        problems.append(make("duplicate_row", "row", **place, **words))
    problems.sort(key=lambda problem: (problem.row, len(problem.column), problem.column))
    return problems, bad
