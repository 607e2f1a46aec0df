"""The rows below a heading: which are data, which are blank, sums, or the end of the table."""

from dataclasses import dataclass, field

from ingest.book import Sheet, is_blank
from ingest.columns.base import Words
from ingest.locate import Table
from ingest.problems import Problem, make, shown
from ingest.text import normal


@dataclass
class Body:
    """Positions (from 0) of the data rows; every other row down to the last filled one is
    blank."""

    rows: list[int]
    total: int
    width: int
    after_end: list[int] = field(default_factory=list)


def _first_text(row: list) -> str:
    for cell in row:
        if cell.__class__ is str and (text := cell.strip()):
            return text
    return ""


def _last_filled(sheet: Sheet) -> int:
    last = len(sheet.rows) - 1
    while last >= 0 and all(map(is_blank, sheet.rows[last])):
        last -= 1
    return last


def read_body(sheet: Sheet, table: Table, words: Words) -> Body:
    """Sort the rows below the heading; rows are padded to one width on the way."""
    listed = words.totals + words.footers
    initials = {word[0] for word in listed}
    used = [place.at for place in table.places.values()]
    used += [place.at for _, place in table.subjects]
    heading = sheet.rows[table.body - 1]
    last = _last_filled(sheet)
    width = max((len(row) for row in sheet.rows[table.heading_row : last + 1]), default=0)
    width = max(width, max(used, default=0) + 1)
    body = Body([], max(last + 1 - table.body, 0), width)
    ended = False
    for r in range(table.body, last + 1):
        row = sheet.rows[r]
        if len(row) < width:
            row.extend([""] * (width - len(row)))
        if all(is_blank(row[c]) for c in used):
            continue
        text = _first_text(row)
        if text[:1] in initials and (word := normal(text)).startswith(listed):
            ended = ended or word.startswith(words.footers)
            continue
        if _repeats(row, heading, used):
            continue
        (body.after_end if ended else body.rows).append(r)
    return body


def _repeats(row: list, heading: list, used: list[int]) -> bool:
    """Whether a row is the heading printed again on the next page."""
    first = used[0]
    if first >= len(heading) or row[first] != heading[first]:
        return False
    return all(c < len(heading) and row[c] == heading[c] for c in used)


def body_problems(table: Table, sheet: Sheet, body: Body) -> list[Problem]:
    """Data under no heading, data after the end of the table, or no data at all."""
    problems, heading = [], table.body
    named = {place.at for place in table.places.values()}
    for column in [*table.unnamed, *range(len(sheet.rows[table.body - 1]), body.width)]:
        filled = sum(column not in named and not is_blank(sheet.rows[r][column]) for r in body.rows)
        if filled > 1:
            problems.append(
                make(
                    "extra_heading",
                    sheet=sheet.name,
                    row=heading,
                    column=column,
                    found=shown(""),
                    form=table.layout.name,
                    line="",
                )
            )
    required = [table.places[f.name].at for f in table.layout.fields if f.required]
    for r in body.after_end:
        if all(not is_blank(sheet.rows[r][column]) for column in required):
            problems.append(
                make(
                    "ambiguous_table",
                    sheet=sheet.name,
                    row=r + 1,
                    column=required[0],
                    expected=str(r + 1),
                )
            )
            break
    if not body.rows and not table.layout.may_be_empty:
        first = min(place.at for place in table.places.values())
        problems.append(
            make(
                "empty_table", sheet=sheet.name, row=heading, column=first, field=table.layout.name
            )
        )
    return problems
