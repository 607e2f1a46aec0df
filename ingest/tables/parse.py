"""One file to parts: the sheets' forms, senders, periods, rows and problems."""

from dataclasses import replace

from ingest.asker import Asker
from ingest.books.book import read_book
from ingest.books.limits import Refused
from ingest.books.sheet import is_blank
from ingest.given import Given
from ingest.layout import Layouts
from ingest.problems import make, messages
from ingest.tables.read_sheet import SheetReading
from ingest.tables.reader import Parsed, Reader
from ingest.templates.stamp import old_template


def parse(data: bytes, file: str, reader: Reader, given: Given | None = None) -> Parsed:
    """Read a file's bytes; `file` is their SHA-256. Refusals become problems."""
    parsed = Parsed()
    try:
        book = read_book(data, reader.limits, reader.password)
    except Refused as refusal:
        parsed.problems.append(
            make(
                refusal.code,
                variant=refusal.found,
                found=messages()["limits"].get(refusal.found, refusal.found),
            )
        )
        return parsed
    parsed.kind = book.kind
    ask = Asker(reader.reference)
    for sheet in book.sheets:
        SheetReading(parsed, book, sheet, file, reader, ask, given or Given()).read()
    _name_who_hands_in(parsed, reader.layouts)
    parsed.problems[:0] = old_template(book, parsed.problems, reader.layouts)
    parsed.asked = ask.asked
    if not parsed.seen and not parsed.problems:
        cells = (cell for sheet in book.sheets for row in sheet.rows for cell in row)
        code = "empty_workbook" if all(map(is_blank, cells)) else "unknown_form"
        parsed.problems.append(make(code))
    return parsed


def _name_who_hands_in(parsed: Parsed, layouts: Layouts) -> None:
    """Who brings the tables of several schools is none of them, unless one is named."""
    parts = [part for part in parsed.parts if layouts.forms[part.form].level == "school"]
    if len({part.context.by for part in parts}) > 1:
        for part in parts:
            if part.context.by == part.context.sender_id:
                part.context = replace(part.context, by=part.context.county_id)
