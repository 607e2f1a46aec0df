"""Deciding for one reading of a sheet, or saying why none may be taken."""

from difflib import get_close_matches

from ingest.book import Sheet, is_blank
from ingest.headings import HeadingIndex
from ingest.layout import FieldSpec, Layouts
from ingest.limits import Limits
from ingest.locate import Table, candidates, make_grid, title_rank
from ingest.problems import Problem, make, shown
from ingest.text import normal

_ENOUGH = 0.5


def choose(
    sheet: Sheet, index: HeadingIndex, layouts: Layouts, limits: Limits
) -> tuple[Table | None, list[Problem]]:
    """The table of a sheet and what is wrong with its heading; (None, []) for a sheet that may
    be passed over (blank, hidden, or instructions)."""
    words = layouts.vocabulary
    if normal(sheet.name) in set(map(normal, words.ignored_sheets)):
        return None, []
    if not any(not is_blank(cell) for row in sheet.rows for cell in row):
        return None, []
    grid = make_grid(sheet, limits.heading_rows)
    tables = candidates(sheet, grid, index, words)
    strong = [table for table in tables if table.coverage >= _ENOUGH]
    named = [table for table in tables if table.title_rank[0] and table.matched > 1]
    if not strong and not named:
        return None, _no_heading(sheet, grid.above(len(sheet.rows)), layouts)
    best, rival = _rank(strong or named)
    if rival:
        labels = " / ".join(table.layout.label for table in (best, rival))
        return best, [
            make(
                "ambiguous_table",
                sheet=sheet.name,
                row=best.heading_row + 1,
                found=labels,
                expected=labels,
            )
        ]
    return best, _heading_problems(best, sheet)


def _rank(tables: list[Table]) -> tuple[Table, Table | None]:
    """The best reading, and a second one if nothing tells them apart."""

    def merit(table: Table) -> tuple:
        return (table.title_rank, table.matched - len(table.extra), table.coverage)

    tables = sorted(tables, key=merit, reverse=True)
    tie = len(tables) > 1 and merit(tables[0]) == merit(tables[1])
    return tables[0], tables[1] if tie else None


def _no_heading(sheet: Sheet, texts: list[str], layouts: Layouts) -> list[Problem]:
    ranks = {name: title_rank(layout, texts, sheet.name) for name, layout in layouts.forms.items()}
    form = max(ranks, key=ranks.get)
    first = next(r for r, row in enumerate(sheet.rows) if any(not is_blank(c) for c in row))
    if ranks[form][0]:
        return [make("empty_table", sheet=sheet.name, row=first + 1, field=form, column=0)]
    if not sheet.is_visible:
        return []
    return [make("unknown_form", sheet=sheet.name, row=first + 1)]


def _heading_problems(table: Table, sheet: Sheet) -> list[Problem]:
    table.extra = [(row, column, shown(text)) for row, column, text in table.extra]
    problems = []
    for row, column, text in table.twice:
        place = {"sheet": sheet.name, "row": row + 1, "column": column}
        problems.append(make("ambiguous_table", found=text, expected=text, **place))
    return problems + _missing(table, sheet.name) + _extra(table, sheet.name)


def _missing(table: Table, sheet: str) -> list[Problem]:
    """Each at the unknown heading that is nearest to it, if one is near."""
    extras = {text: (row, column) for row, column, text in table.extra}
    problems = []
    for spec in table.missing:
        near = _nearest(spec, list(extras))
        row, column = extras.get(near, (table.body - 1, None))
        words = {
            "name": spec.headings[0] if spec.headings else spec.name,
            "form": table.layout.name,
            "nearest": near,
            "line": _line(spec, near or "…"),
        }
        place = {"sheet": sheet, "row": row + 1, "column": column}
        problems.append(make("missing_heading", field=spec.name, found=near, **place, **words))
    return problems


def _extra(table: Table, sheet: str) -> list[Problem]:
    known = {normal(h): f for f in table.layout.fields for h in f.headings}
    problems = []
    for row, column, text in table.extra:
        near = next(iter(get_close_matches(text, known, 1, 0.5)), "")
        line = _line(known[near], text) if near else f"ignored_headings: [{text}]"
        place = {"sheet": sheet, "row": row + 1, "column": column}
        words = {"form": table.layout.name, "nearest": near, "line": line}
        problems.append(make("extra_heading", found=text, **place, **words))
    return problems


def _nearest(spec: FieldSpec, texts: list[str]) -> str:
    for heading in spec.headings:
        if near := get_close_matches(normal(heading), texts, 1, 0.5):
            return near[0]
    return ""


def _line(spec: FieldSpec, heading: str) -> str:
    return f"{spec.name} → headings: [{', '.join((*spec.headings, heading))}]"
