"""The rows below a heading: which are data, which are blank, sums, or the end of the table."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from ingest.books.sheet import Sheet, cell_text, is_blank
from ingest.columns.base import Words
from ingest.field import FieldSpec
from ingest.problems import Problem, make
from ingest.tables.headings import HeadingIndex
from ingest.tables.merged import is_word, spread_merged
from ingest.tables.next_table import NextTable
from ingest.tables.paths import may_be_code_row
from ingest.tables.table import Table
from ingest.text import normal, plain

_SHORTEST_ID = 8
_DOTS = ".…·⋯"
_ELLIPSIS = re.compile(f"[{_DOTS}]+")


@dataclass
class Body:
    """Positions (from 0) of the data rows; every other row of the `total` down to the last
    filled one is blank. `next_table` is where another table of the sheet begins, with its title
    or labels if it has some."""

    rows: list[int]
    total: int
    width: int
    after_end: list[int] = field(default_factory=list)
    next_table: int | None = None


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


def read_body(sheet: Sheet, table: Table, words: Words, index: HeadingIndex) -> Body:
    """Sort the rows below the heading; rows are padded to one width on the way, and words merged
    over several rows stand in each of them."""
    used, columns = table.used, slice(table.left, table.right)
    headings = _printed(sheet.rows[table.heading_row : table.body], used)
    last = _last_filled(sheet)
    width = max((len(row) for row in sheet.rows[table.heading_row : last + 1]), default=0)
    width = max(width, max(used, default=0) + 1)
    body = Body([], max(last + 1 - table.body, 0), width)
    other = NextTable(sheet, table, words, index)
    ids = _columns_of(table, lambda spec: spec.kind == "token")
    keys = _columns_of(table, lambda spec: spec.required and is_word(spec))
    firsts, ended = used[:2], False
    for r in range(table.body, last + 1):
        row = sheet.rows[r]
        if len(row) < width:
            row.extend([""] * (width - len(row)))
        text = _first_text(row[columns] if table.is_strip else row)
        if text and other.begins(row, text):
            body.next_table, body.total = r, r - table.body
            break
        if _say_nothing(row, used, words) or (text and other.is_again(row, text)):
            continue
        if _is_no_data(text, words) and not any(holds_number(row[c]) for c in ids):
            ended = ended or normal(text).startswith(words.footers)
            continue
        if _is_sum(row, ids, keys, words):
            continue
        if ":" in normal(text) and _is_signed(row):
            ended = True
            continue
        if _is_printed_again(row, headings):
            continue
        if _may_be_remark(row, text, firsts, body) and _is_remark(row[columns], text, words, body):
            continue
        (body.after_end if ended else body.rows).append(r)
    spread_merged(sheet, table, body.rows, words)
    return body


def _columns_of(table: Table, wanted: Callable[[FieldSpec], bool]) -> list[int]:
    specs = table.layout.by_name
    return [place.at for name, place in table.places.items() if wanted(specs[name])]


def _says_nothing(cell: object, words: Words) -> bool:
    """Whether a cell is blank or crossed out, as people do with the rows that they did not need."""
    return is_blank(cell) or (cell.__class__ is str and normal(cell) in words.null)


def _say_nothing(row: list, columns: list[int], words: Words) -> bool:
    """Whether all cells do; nearly every row says something in the first of them."""
    if columns and not _says_nothing(row[columns[0]], words):
        return False
    return all(_says_nothing(row[c], words) for c in columns)


def _is_no_data(text: str, words: Words) -> bool:
    """Whether a row that begins with a text is a sum or the end of the table."""
    if not text or not (text[0] in words.initials or text[-1] in words.finals):
        return False
    word = normal(text).rstrip(":")
    is_sum = word.startswith(words.totals) or word.endswith(words.total_endings)
    return is_sum or word in words.total_rows or word.startswith(words.footers)


def _is_sum(row: list, ids: list[int], keys: list[int], words: Words) -> bool:
    """Whether a row is nobody's and says 小计 where it should be told from the others."""
    if not _say_nothing(row, ids, words):
        return False
    words_of_row = (normal(row[c]).rstrip(":") for c in keys if row[c].__class__ is str)
    return any(word in words.sums for word in words_of_row)


def _is_signed(row: list) -> bool:
    """Whether a row is nothing but cells such as 校长：甲, of which data have none."""
    return all(is_blank(cell) or ":" in normal(cell_text(cell)) for cell in row)


def _may_be_remark(row: list, text: str, firsts: list[int], body: Body) -> bool:
    """A quick look: nearly every row has its first two columns filled."""
    is_bare = is_blank(row[firsts[0]]) or is_blank(row[firsts[-1]])
    return is_bare or not body.rows or text[:1] in _DOTS


def _is_remark(row: list, text: str, words: Words, body: Body) -> bool:
    """Whether a row shows how to fill in the form (示例 in the first row, if only in a remark),
    stands for more to come (…), or only parts the rows above from those below (一、小学)."""
    filled = [cell for cell in row if not is_blank(cell)]
    if not body.rows and any(_shows_how(cell, words) for cell in filled):
        return True
    if len(filled) == 1:
        is_date = isinstance(filled[0], date)
        return is_date or (bool(text) and bool(words.dividers.fullmatch(normal(text))))
    return bool(text) and all(_ELLIPSIS.fullmatch(normal(cell_text(cell))) for cell in filled)


def _shows_how(cell: object, words: Words) -> bool:
    return cell.__class__ is str and normal(cell).lstrip("([【").startswith(words.samples)


def holds_number(cell: object) -> bool:
    """Whether a cell of a column of numbers is filled with one: such a row is a person's, even
    one who is called 平均."""
    if isinstance(cell, int | float):
        return abs(cell) >= 10 ** (_SHORTEST_ID - 1)
    text = plain(cell_text(cell))
    return len(text) >= _SHORTEST_ID and text.isascii() and text.isalnum()


def _printed(headings: list[list], used: list[int]) -> list[tuple[int, str, dict[int, object]]]:
    """The rows of a heading, to be known again on the next page: the first word and where it
    stands, and what stands in the columns that are read."""
    printed = []
    for heading in headings:
        cells = {c: heading[c] if c < len(heading) else "" for c in used}
        first = next((c for c, cell in cells.items() if not is_blank(cell)), None)
        if first is not None:
            printed.append((first, cells[first], cells))
    return printed


def _is_printed_again(row: list, headings: list[tuple[int, str, dict[int, object]]]) -> bool:
    """Whether a row is one of the heading printed again on the next page."""
    for at, word, cells in headings:
        if row[at] == word and all(
            row[c] == cell or (is_blank(row[c]) and is_blank(cell)) for c, cell in cells.items()
        ):
            return True
    return False


def body_problems(table: Table, sheet: Sheet, body: Body) -> list[Problem]:
    """Data after the end of the table, or no data at all."""
    heading = table.body
    problems = _left_over(table, sheet, body) or _unclear_codes(table, sheet, body)
    if not body.rows and not table.layout.may_be_empty:
        first = min(place.at for place in table.places.values())
        problems.append(
            make(
                "empty_table", sheet=sheet.name, row=heading, column=first, field=table.layout.name
            )
        )
    return problems


def _left_over(table: Table, sheet: Sheet, body: Body) -> list[Problem]:
    """Rows that look like data but stand after the end of the table."""
    first = next((r for r in body.after_end if is_like_data(table, sheet.rows[r])), None)
    if first is None:
        return []
    column = next((c for c, cell in enumerate(sheet.rows[first]) if not is_blank(cell)), 0)
    place = {"sheet": sheet.name, "row": first + 1, "column": column}
    return [make("ambiguous_table", variant="after_end", expected=str(first + 1), **place)]


def _unclear_codes(table: Table, sheet: Sheet, body: Body) -> list[Problem]:
    """A row right below the heading that may be data, or may only number the columns."""
    first = table.body
    if body.rows[:1] != [first]:
        return []
    row = sheet.rows[first]
    filled = [c for c in range(*slice(table.left, table.right).indices(len(row)))
              if not is_blank(row[c])]  # fmt: skip
    if not set(table.used) <= set(filled) or not may_be_code_row([row[c] for c in filled]):
        return []
    place = {"sheet": sheet.name, "row": first + 1, "column": filled[0]}
    return [make("ambiguous_table", variant="numbered", expected=str(first + 1), **place)]


def is_like_data(table: Table, row: list) -> bool:
    """Whether what identifies a row is filled in: all cells of a key or a person's number. A
    single filled cell is a remark, and so are cells like 校长：甲."""
    specs, places = table.layout.by_name, table.places
    at = {name: place.at for name, place in places.items() if place.at < len(row)}
    filled = {name for name, c in at.items() if not is_blank(row[c])}
    if any(specs[name].kind == "token" for name in filled):
        return True
    texts = [cell_text(row[at[name]]) for name in filled]
    if len(texts) < 2 or all(":" in text or "：" in text for text in texts):
        return False
    required = {spec.name for spec in table.layout.fields if spec.required}
    return any(set(key) <= filled for key in table.layout.unique) or required <= filled
