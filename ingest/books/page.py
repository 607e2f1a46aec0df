"""Pages of HTML that a platform calls .xls: each outermost table is a sheet, every cell text."""

from html.parser import HTMLParser

from ingest.books.limits import Limits, Refused
from ingest.books.sheet import Book, Sheet
from ingest.books.sniff import decode

_MOST_COLUMNS = 16_384
_CELLS = {"td", "th"}
_BREAKS = {"br", "p", "div"}
_ENDS = {"body", "html"}
_UNSEEN = {"script", "style", "comment", "template"}


def read_page(data: bytes, limits: Limits) -> Book:
    """All tables of a page. Raises Refused, also where the page ends inside a table: rows that
    were not copied could not be told from rows that never were."""
    page = _Page(limits)
    page.feed(decode(data))
    page.close()
    if page.depth:
        raise Refused("cut_off")
    if not page.sheets:
        raise Refused("not_a_spreadsheet", "HTML")
    if len(page.sheets) > 1:
        for number, sheet in enumerate(page.sheets, 1):
            sheet.name = str(number)
    return Book("html", page.sheets)


class _Page(HTMLParser):
    """Lays out rows with the cells that reach down from above kept free (HTML 4.9.12)."""

    def __init__(self, limits: Limits):
        super().__init__(convert_charrefs=True)
        self.limits, self.cells = limits, 0
        self.sheets: list[Sheet] = []
        self.depth = 0
        self.row: list | None = None
        self.reaching: dict[int, int] = {}
        self.spans = (1, 1)
        self.text: list[str] | None = None
        self.unseen = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """A table, row or cell begins, with or without the end of the one before."""
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.sheets.append(Sheet("", []))
                self.reaching = {}
        elif self.depth == 1 and tag == "tr":
            self._end_row()
            self.row = []
        elif self.depth == 1 and tag in _CELLS:
            self._end_cell()
            self.row = [] if self.row is None else self.row
            given = dict(attributes)
            self.spans = _span(given.get("rowspan")), _span(given.get("colspan"))
            self.text = []
        elif tag in _BREAKS and self.text:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A table, row or cell ends."""
        if tag in _UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag == "table" and self.depth:
            self.depth -= 1
            if self.depth == 0:
                self._end_row()
        elif tag in _ENDS:  # a page that forgets to end its table
            self._end_row()
            self.depth = 0
        elif self.depth == 1 and tag == "tr":
            self._end_row()
        elif self.depth == 1 and tag in _CELLS:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Text counts inside a cell only."""
        if self.text is not None and not self.unseen:
            self.text.append(data)

    def _end_cell(self) -> None:
        if self.text is None or self.row is None:
            return
        value, self.text = "".join(self.text).strip(), None
        down, right = self.spans
        while self.reaching.get(len(self.row), 0):
            self._fill("")
        left, top = len(self.row), len(self.sheets[-1].rows)
        for step in range(min(right, _MOST_COLUMNS - left)):
            self._fill(value if step == 0 else "")
            if down > 1:
                self.reaching[left + step] = down
        if down > 1 or right > 1:
            self.sheets[-1].merges.append((top, top + down - 1, left, len(self.row) - 1))

    def _fill(self, value: str) -> None:
        self.row.append(value)
        self._count()

    def _count(self) -> None:
        self.cells += 1
        if self.cells > self.limits.cells:
            raise Refused("over_limit", "cells")

    def _end_row(self) -> None:
        self._end_cell()
        if self.row is None:
            return
        row, self.row = self.row, None
        self.sheets[-1].rows.append(row)
        self._count()
        self.reaching = {at: left - 1 for at, left in self.reaching.items() if left > 1}


def _span(given: str | None) -> int:
    number = int(given) if given and given.isdecimal() and len(given) < 6 else 1
    return max(number, 1)
