"""Text with delimiters."""

import csv
import io

from ingest.books.limits import Limits, Refused
from ingest.books.sheet import Book, Sheet
from ingest.books.sniff import decode


def read_text(data: bytes, limits: Limits) -> Book:
    """The one sheet of a csv or tsv; every cell is text. Raises Refused."""
    text = decode(data)
    head = text[:65536]
    delimiter = max(",\t;", key=head.count)
    if not head.count(delimiter):
        raise Refused("not_a_spreadsheet")
    rows: list[list] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells += len(row)
            if cells > limits.cells:
                raise Refused("over_limit", "cells")
            rows.append(row)
    except csv.Error:
        raise Refused("not_a_spreadsheet") from None
    return Book("csv", [Sheet("", rows)])
