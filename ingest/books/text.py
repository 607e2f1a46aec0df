"""Text with delimiters."""

import csv
import re
from collections.abc import Iterator

from ingest.books.limits import Limits, Refused
from ingest.books.sheet import Book, Sheet
from ingest.books.sniff import decode

_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_ROW = 4
"""As much as so many cells takes a row, whatever is in it: a file may be nothing but line ends."""
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")


def read_text(data: bytes, limits: Limits) -> Book:
    """The one sheet of a csv or tsv; every cell is text. Raises Refused."""
    text = decode(data).rstrip("\x1a")  # how old programs end a file
    head = text[:65536]
    delimiter = max(",\t;", key=head.count)
    if not head.count(delimiter):
        raise Refused("not_a_spreadsheet")
    rows: list[list] = []
    cells, has_formulas = 0, "=" in text
    csv.field_size_limit(limits.text_bytes)
    try:
        # strict: a quote that is never closed would swallow the rows behind it
        for row in csv.reader(_lines(text), delimiter=delimiter, strict=True):
            cells += len(row) + _ROW
            if cells > limits.cells:
                raise Refused("over_limit", "cells")
            if len(row) > limits.columns:
                raise Refused("over_limit", "columns")
            rows.append([_shown(cell) for cell in row] if has_formulas else row)
    except csv.Error as error:
        if "field larger" in str(error):
            raise Refused("over_limit", "text") from None
        raise Refused("not_a_spreadsheet", "quotes") from None
    return Book("csv", [Sheet("", rows)])


def _shown(cell: str) -> str:
    """A cell as a spreadsheet shows it: ="0123" is how a program keeps the noughts of a text."""
    formula = _TEXT_FORMULA.fullmatch(cell) if cell.startswith("=") else None
    return formula[1] if formula else cell


def _lines(text: str) -> Iterator[str]:
    """Line by line, however they end; a stream would hold four bytes for every character."""
    return (line[0] for line in _LINE.finditer(text))
