"""Values that stand under no heading: a column whose heading is missing, or a row that slipped to
the right, as a comma too many does it to a line of csv."""

from ingest.books.sheet import Sheet, is_blank
from ingest.columns import Setting
from ingest.problems import Problem, make, messages, shown
from ingest.tables.body import Body
from ingest.tables.table import Table
from ingest.text import column_letter

_NAMED = 3

Strays = dict[int, list[int]]
"""By column the positions of the rows that are filled there; both count from 0."""


def find_strays(table: Table, sheet: Sheet, body: Body) -> Strays:
    """Rows of data that are filled where the heading is blank, or right of it."""
    beyond = max(map(len, sheet.rows[table.heading_row : table.body]))
    right = body.width if table.right is None else min(table.right, body.width)
    bare = dict.fromkeys([*table.unnamed, *range(beyond, right)])
    rows, strays = [sheet.rows[r] for r in body.rows], {}
    for column in sorted(bare.keys() - set(table.used)):
        if filled := [p for p, row in enumerate(rows) if not is_blank(row[column])]:
            strays[column] = filled
    return strays


def bare_columns(strays: Strays, table: Table, sheet: str, body: Body) -> list[Problem]:
    """A column with more than one value, or one in every row, lacks its heading."""
    problems = []
    for column, positions in strays.items():
        if not _is_column(positions, body):
            continue
        letter = column_letter(column)
        cells = "、".join(f"{letter}{body.rows[p] + 1}" for p in positions[:_NAMED])
        more = messages()["types"]["more"] if len(positions) > _NAMED else ""
        place = {"sheet": sheet, "row": table.body, "column": column}
        problems.append(make("extra_heading", variant="unnamed", found=f"{cells}{more}", **place))
    return problems


def _is_column(positions: list[int], body: Body) -> bool:
    return len(positions) > 1 or len(positions) == len(body.rows)


def slipped(strays: Strays) -> dict[int, int]:
    """The rows that are filled under no heading, by position, and the first such column."""
    first: dict[int, int] = {}
    for column, positions in sorted(strays.items()):
        for p in positions:
            first.setdefault(p, column)
    return first


def slipped_problem(row: int, column: int, sheet: Sheet, setting: Setting) -> Problem:
    """What is said of such a row; of one about a person nothing is quoted."""
    found = shown(sheet.rows[row][column], setting.is_about_persons)
    place = {"sheet": sheet.name, "row": row + 1, "column": column}
    return make("under_no_heading", "row", found=found, **place)
