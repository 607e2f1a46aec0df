"""Pages of HTML that a platform calls .xls: each outermost table is a sheet, every cell text."""

import re
from collections import Counter
from html.parser import HTMLParser

from ingest.books.limits import Limits, Refused
from ingest.books.sheet import Book, Sheet
from ingest.books.sniff import decode

_CELLS = {"td", "th"}
_BREAKS = {"br", "p", "div"}
_ENDS = {"body", "html"}
_UNSEEN = {"script", "style", "comment", "template"}
_GROUPS = {"table", "tbody", "thead", "tfoot", "tr", "form", "input", "br"}
_BETWEEN_CELLS = _GROUPS | _CELLS | _UNSEEN
_TAG = re.compile(r"[a-z][a-z0-9:_-]*")


def read_page(data: bytes, limits: Limits) -> Book:
    """All tables of a page. Raises Refused, also where the page ends inside a table: rows that
    were not copied could not be told from rows that never were."""
    page, text = _Page(limits), decode(data)
    page.feed(text)
    if "<" in page.rawdata:
        # a tag or comment without end, over which the parser would go again for every "<" in it
        _refuse()
    page.close()
    if page.comments > text.count("<!--"):  # a tag so damaged that it was passed over as a comment
        _refuse()
    if page.depth:
        raise Refused("cut_off")
    if not page.sheets or not page.is_even:  # something is lost
        _refuse()
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
        self.unseen = self.comments = 0
        self.begun: Counter[str] = Counter()
        self.ended: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """A table, row or cell begins, with or without the end of the one before."""
        self._check_tag(tag, attributes)
        self.begun[tag] += 1
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                if len(self.sheets) == self.limits.sheets:
                    raise Refused("over_limit", "sheets")
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
        self._check_tag(tag, [])
        self.ended[tag] += 1
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
            if self.text is None:
                _refuse()
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Text counts inside a cell only."""
        if self.unseen:
            return
        if self.text is not None:
            self.text.append(data)
        elif self.row is not None and data.strip():
            _refuse()

    @property
    def is_even(self) -> bool:
        """Whether a page closes its rows and cells, or does not: one that is open among closed
        ones has lost its end, and what stood before it."""
        ends = ((self.ended[tag], self.begun[tag]) for tag in ("tr", *_CELLS))
        return all(ended in {0, begun} for ended, begun in ends)

    def handle_comment(self, data: str) -> None:
        """Comments are counted; their text is nothing."""
        self.comments += 1

    def _check_tag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """A tag that swallowed the next one, or something else where a cell should begin: a cell
        is lost, and those behind it would move to the left."""
        if not self.depth or self.unseen:
            return
        is_whole = _TAG.fullmatch(tag) and not any("<" in f"{k}{v}" for k, v in attributes)
        is_between = self.row is not None and self.text is None
        if not is_whole or (is_between and tag not in _BETWEEN_CELLS):
            _refuse()

    def _end_cell(self) -> None:
        if self.text is None or self.row is None:
            return
        value, self.text = "".join(self.text).strip(), None
        down, right = self.spans
        while self.reaching.get(len(self.row), 0):
            self._fill("")
        left, top = len(self.row), len(self.sheets[-1].rows)
        if left == self.limits.columns:
            raise Refused("over_limit", "columns")
        for step in range(min(right, self.limits.columns - left)):
            self._fill(value if step == 0 else "")
            if down > 1:
                self.reaching[left + step] = down
        if down > 1 or right > 1:
            self.sheets[-1].merges.append((top, top + down - 1, left, len(self.row) - 1))

    def _fill(self, value: str) -> None:
        self.row.append(value)
        self._count(1)

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > self.limits.cells:
            raise Refused("over_limit", "cells")

    def _end_row(self) -> None:
        self._end_cell()
        if self.row is None:
            return
        row, self.row = self.row, None
        self.sheets[-1].rows.append(row)
        self._count(1 + len(self.reaching))
        self.reaching = {at: left - 1 for at, left in self.reaching.items() if left > 1}


def _refuse() -> None:
    raise Refused("not_a_spreadsheet", "HTML")


def _span(given: str | None) -> int:
    number = int(given) if given and given.isdecimal() and len(given) < 6 else 1
    return max(number, 1)
