"""Text with delimiters."""

import csv
import re
from collections.abc import Iterator

from ingest.books.limits import Limits, Refused
from ingest.books.sheet import Book, Sheet
from ingest.books.sniff import decode

_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")


def read_text(data: bytes, limits: Limits) -> Book:
    """The one sheet of a csv or tsv; every cell is text. Raises Refused."""
    text = decode(data)
    head = text[:65536]
    delimiter = max(",\t;", key=head.count)
    if not head.count(delimiter):
        raise Refused("not_a_spreadsheet")
    rows: list[list] = []
    cells = 0
    csv.field_size_limit(limits.text_bytes)
    try:
        # strict: a quote that is never closed would swallow the rows behind it
        for row in csv.reader(_lines(text), delimiter=delimiter, strict=True):
            cells += len(row)
            if cells > limits.cells:
                raise Refused("over_limit", "cells")
            if len(row) > limits.columns:
                raise Refused("over_limit", "columns")
            rows.append(row)
    except csv.Error as error:
        if "field larger" in str(error):
            raise Refused("over_limit", "text") from None
        raise Refused("not_a_spreadsheet") from None
    return Book("csv", [Sheet("", rows)])


def _lines(text: str) -> Iterator[str]:
    """Line by line, however they end; a stream would hold four bytes for every character."""
    return (line[0] for line in _LINE.finditer(text))
