"""The rows below a heading: which are data, which are blank, sums, or the end of the table."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.books.sheet import Sheet, cell_text, is_blank
from ingest.columns import Setting
from ingest.columns.base import Words
from ingest.layout import FieldSpec
from ingest.problems import Problem, make, shown
from ingest.tables.labels import names_context
from ingest.tables.locate import Table
from ingest.text import normal, plain, squeeze

_SHORTEST_ID = 8


@dataclass
class Body:
    """Positions (from 0) of the data rows; every other row down to the last filled one is
    blank. `second_table` is a title or label line of another table, if data follow it."""

    rows: list[int]
    total: int
    width: int
    after_end: list[int] = field(default_factory=list)
    second_table: int | None = None


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


def read_body(sheet: Sheet, table: Table, setting: Setting) -> Body:
    """Sort the rows below the heading; rows are padded to one width on the way, and cells merged
    over several rows stand in each of them."""
    used = [place.at for place in table.places.values()]
    used += [place.at for _, place in table.subjects]
    heading = sheet.rows[table.body - 1]
    last = _last_filled(sheet)
    width = max((len(row) for row in sheet.rows[table.heading_row : last + 1]), default=0)
    width = max(width, max(used, default=0) + 1)
    body = Body([], max(last + 1 - table.body, 0), width)
    other = _OtherTables(sheet, table, setting)
    ids = _columns_of(table, lambda spec: spec.kind == "token")
    ended, second = False, None
    for r in range(table.body, last + 1):
        row = sheet.rows[r]
        if len(row) < width:
            row.extend([""] * (width - len(row)))
        if (text := _first_text(row)) and other.begins(row, text):
            second = r
            continue
        if all(is_blank(row[c]) for c in used):
            continue
        if _is_no_data(text, setting.words) and not any(_holds_number(row[c]) for c in ids):
            ended = ended or normal(text).startswith(setting.words.footers)
            continue
        if _repeats(row, heading, used):
            continue
        (body.after_end if ended or second is not None else body.rows).append(r)
    body.second_table = second if body.after_end and not ended else None
    _fill_down(sheet, table, body)
    return body


def _columns_of(table: Table, wanted: Callable[[FieldSpec], bool]) -> list[int]:
    specs = table.layout.by_name
    return [place.at for name, place in table.places.items() if wanted(specs[name])]


def _is_no_data(text: str, words: Words) -> bool:
    """Whether a row that begins with a text is a sum or the end of the table."""
    if not text or not (text[0] in words.initials or text[-1] in words.finals):
        return False
    word = normal(text)
    is_sum = word.startswith(words.totals) or word.endswith(words.total_endings)
    return is_sum or word in words.total_rows or word.startswith(words.footers)


def _holds_number(cell: object) -> bool:
    """Whether a cell of a column of numbers is filled with one: such a row is a person's, even
    one who is called 平均."""
    if isinstance(cell, int | float):
        return abs(cell) >= 10 ** (_SHORTEST_ID - 1)
    text = plain(cell_text(cell))
    return len(text) >= _SHORTEST_ID and text.isascii() and text.isalnum()


class _OtherTables:
    """Recognises the title or label line of another table among the rows of this one. What also
    stands above this table is printed again for the next page."""

    def __init__(self, sheet: Sheet, table: Table, setting: Setting):
        rows = sheet.rows[: table.heading_row]
        self.above = {squeeze(x) for row in rows for x in row if x.__class__ is str}
        self.vocabulary = setting.words.vocabulary
        self.titles = table.layout.title_words
        self.shortest = min(map(len, self.titles))

    def begins(self, row: list, text: str) -> bool:
        """Whether another table begins with this row, whose first text is given."""
        is_label = (":" in text or "：" in text) and names_context(squeeze(text), self.vocabulary)
        if not is_label:
            if len(text) < self.shortest or not any(title in text for title in self.titles):
                return False
            if sum(not is_blank(cell) for cell in row) > 1:
                return False
        texts = {squeeze(cell) for cell in row if cell.__class__ is str and not is_blank(cell)}
        return not texts <= self.above


def _fill_down(sheet: Sheet, table: Table, body: Body) -> None:
    """A word over several rows, such as 年级 over its classes, stands in each of the rows of data
    it was merged over. A number does not: it would be counted in every one."""
    specs = table.layout.by_name
    columns = {p.at for name, p in table.places.items() if _is_word(specs[name])}
    rows = set(body.rows)
    for top, bottom, left, _ in sheet.merges:
        if left in columns and top in rows:
            for r in rows.intersection(range(top + 1, bottom + 1)):
                sheet.rows[r][left] = sheet.rows[top][left]


def _is_word(spec: FieldSpec) -> bool:
    return bool(spec.codes) or spec.kind not in {"integer", "decimal"}


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
                    variant="unnamed",
                )
            )
    problems += _left_over(table, sheet, body)
    if not body.rows and not table.layout.may_be_empty:
        first = min(place.at for place in table.places.values())
        problems.append(
            make(
                "empty_table", sheet=sheet.name, row=heading, column=first, field=table.layout.name
            )
        )
    return problems


def _left_over(table: Table, sheet: Sheet, body: Body) -> list[Problem]:
    """Rows that look like data but stand after the end of the table, or under another title."""
    first = next((r for r in body.after_end if _is_like_data(table, sheet.rows[r])), None)
    if first is None:
        return []
    variant, at = "after_end", first
    if body.second_table is not None:
        variant, at = "second_table", body.second_table
    row = sheet.rows[at]
    column = next((c for c, cell in enumerate(row) if not is_blank(cell)), 0)
    place = {"sheet": sheet.name, "row": at + 1, "column": column}
    return [make("ambiguous_table", variant=variant, expected=str(at + 1), **place)]


def _is_like_data(table: Table, row: list) -> bool:
    """Whether what identifies a row is filled in: all cells of a key or a person's number. A
    single filled cell is a remark, and so are cells like 校长：甲."""
    specs, places = table.layout.by_name, table.places
    filled = {name for name, place in places.items() if not is_blank(row[place.at])}
    if any(specs[name].kind == "token" for name in filled):
        return True
    texts = [cell_text(row[places[name].at]) for name in filled]
    if len(texts) < 2 or all(":" in text or "：" in text for text in texts):
        return False
    required = {spec.name for spec in table.layout.fields if spec.required}
    return any(set(key) <= filled for key in table.layout.unique) or required <= filled
