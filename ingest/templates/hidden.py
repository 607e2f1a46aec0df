"""The hidden sheet of a template: which form in which version, and the lists it offers."""

from collections.abc import Iterable

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from ingest.columns.token import WEIGHTS
from ingest.layout import Layout
from ingest.templates.columns import list_range
from ingest.templates.rules import ID_PLACES, ID_WEIGHTS
from ingest.templates.stamp import FORM, VERSION

_FIRST_LIST = 3


def write_hidden(
    book: xlsxwriter.Workbook, title: str, layout: Layout, lists: dict[str, tuple[str, ...]]
) -> None:
    """A sheet that only a program shows again. Each list is a column below its own name, and a
    named range, for a rule can hold no list of more than 255 characters."""
    sheet = book.add_worksheet(title)
    for row, pair in enumerate(((FORM, layout.name), (VERSION, str(layout.version)))):
        for column, text in enumerate(pair):
            sheet.write_string(row, column, text)
    ranges: dict[str, Iterable] = {list_range(name): values for name, values in lists.items()}
    ranges |= {ID_PLACES: range(1, len(WEIGHTS) + 1), ID_WEIGHTS: WEIGHTS}
    for column, (name, values) in enumerate(ranges.items(), _FIRST_LIST):
        sheet.write_string(0, column, name)
        last = 0
        for last, value in enumerate(values, 1):
            if isinstance(value, str):
                sheet.write_string(last, column, value)
            else:
                sheet.write_number(last, column, value)
        quoted = title.replace("'", "''")
        book.define_name(name, f"='{quoted}'!{xl_range_abs(1, column, last, column)}")
    sheet.protect("")
    sheet.very_hidden()
