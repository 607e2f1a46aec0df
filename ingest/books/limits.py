"""How large a received file may be: one table of limits, the same on every machine, so that a
file is taken or refused for what it is (docs/decisions/limits-of-a-file.md)."""

from dataclasses import dataclass

_MIB, _GIB = 1 << 20, 1 << 30


@dataclass(frozen=True)
class Limits:
    """A file beyond one of them is refused, or costs itself and no other."""

    file_bytes: int = 512 * _MIB
    """Of the file as it came: a million rows of twelve columns are 70 MB as xlsx."""
    unpacked_bytes: int = 2 * _GIB
    """Of all parts of a zip together, as its directory says: that million rows are 541 MB."""
    ratio: int = 200
    """Unpacked to packed bytes of one part; sheets reach 30, empty rows and styles 100."""
    ratio_from_bytes: int = 64 * _MIB
    """Smaller parts may be as dense as they like: they cannot hurt."""
    zip_entries: int = 20_000
    """Files in a zip: a township's folders have some hundreds."""
    directory_bytes: int = 16 * _MIB
    """Of a zip's directory, which is read before anything can be counted."""
    part_bytes: int = 16 * _MIB
    """Of a part that must be held in one piece (the list of sheets, the manifest)."""
    sheets: int = 1_000
    """Sheets of a workbook, tables of a page: one a class of a large county is some hundreds."""
    rows: int = 1_048_576
    columns: int = 16_384
    """The size of a sheet in Excel and WPS."""
    cells: int = 20_000_000
    """Of all sheets, laid out from A1: about 1.5 GB as Python values."""
    text_bytes: int = _MIB
    """Of one text: a cell of Excel holds 32,767 characters, 200 KB at most."""
    heading_rows: int = 30
    """Filled rows among which the heading is looked for."""
    problems: int = 200_000
    """Problems told of one file: nobody reads more, and they travel in one piece."""
    worker_bytes: int = 4 * _GIB
    """Address space of the process that reads."""
    file_seconds: float = 120.0
    """Processor time for one file, and half of the time on the clock: a million rows take 60."""
    annotated_rows: int = 5_000
    """Rows of a workbook that is sent back marked; a larger one gets a list."""


class Refused(Exception):
    """The file as a whole cannot be read; `code` is one of the file-level problem codes."""

    def __init__(self, code: str, found: str = ""):
        super().__init__(code)
        self.code, self.found = code, found
