"""Recognising where, among the rows of one table, another begins."""

from functools import partial

from ingest.books.sheet import Sheet, cell_text, is_blank
from ingest.columns.base import Words
from ingest.tables.headings import HeadingIndex
from ingest.tables.labels import names_context
from ingest.tables.table import Table
from ingest.text import normal, squeeze

_FEWEST_WORDS = 3
_WORTH_KEEPING = 10_000


class NextTable:
    """The title, the label line or the heading of another table. What also stands above this
    table is printed again for the next page."""

    def __init__(self, sheet: Sheet, table: Table, words: Words, index: HeadingIndex):
        rows = sheet.rows[table.start : table.heading_row]
        self.above = {squeeze(x) for row in rows for x in row if x.__class__ is str}
        self.lines = [line for row in rows if (line := _line(row))]
        self.firsts = {
            x.strip()[0] for row in rows for x in row if x.__class__ is str and x.strip()
        }
        self.words, self.index = words, index
        self.short = [title for title in table.layout.title_words if title not in index.titles]
        # rows of data say the same few words again and again, and none of them is a heading
        self.data: set = set()
        self.used = table.used
        self.heading = sheet.rows[table.heading_row : table.body]

    def begins(self, row: list, text: str) -> bool:
        """Whether another table begins with this row, whose first text is given."""
        is_label = (":" in text or "：" in text) and names_context(
            squeeze(text), self.words.vocabulary
        )
        if is_label or self._is_title(row, text):
            return not set(_line(row)) <= self.above
        return text[0] in self.index.initials and self._is_heading(row)

    def is_again(self, row: list, text: str) -> bool:
        """Whether a line from above the table is printed again for the next page."""
        return text[0] in self.firsts and _line(row) in self.lines

    def _is_title(self, row: list, text: str) -> bool:
        if not self.index.title.search(text) and not any(map(text.__contains__, self.short)):
            return False
        return sum(not is_blank(cell) for cell in row) == 1

    def _is_heading(self, row: list) -> bool:
        """Whether most cells of a row are headings of one form, other than this one's again: the
        same words in another order are the heading of other columns."""
        others = [cell for cell in row if cell not in self.data]
        if 2 * len(others) + row.count("") + row.count(None) <= len(row):
            return False
        others = [cell for cell in others if not is_blank(cell)]
        data = [cell for cell in others if not self._is_known(cell)]
        if len(self.data) < _WORTH_KEEPING:
            self.data.update(data)
        filled = len(others) - len(data) and sum(not is_blank(cell) for cell in row)
        if 2 * (len(others) - len(data)) <= filled:
            return False
        texts = set(_line(row))
        if len(texts) < _FEWEST_WORDS or any(map(partial(self._are_there, row), self.heading)):
            return False
        words = {normal(text) for text in texts}
        counts: dict[str, int] = {}
        for word in words:
            for form in self.index.users_of(word):
                counts[form] = counts.get(form, 0) + 1
        return 2 * max(counts.values(), default=0) > filled

    def _are_there(self, row: list, heading: list) -> bool:
        """Whether the words of a row stand where they stand in one of this table's heading."""
        cells = ((_at(row, c), _at(heading, c)) for c in self.used)
        return all(_same(cell, word) for cell, word in cells)

    def _is_known(self, cell: object) -> bool:
        return cell.__class__ is str and bool(self.index.users_of(normal(cell)))


def _line(row: list) -> list[str]:
    return [squeeze(cell) for cell in row if cell.__class__ is str and not is_blank(cell)]


def _at(row: list, column: int) -> object:
    return row[column] if column < len(row) else ""


def _same(cell: object, word: object) -> bool:
    if is_blank(cell) or is_blank(word):
        return is_blank(cell) and is_blank(word)
    return squeeze(cell_text(cell)) == squeeze(cell_text(word))
