"""One sheet of values as every kind of file, and read again by a program that is not ours.

Cells are texts, whole numbers, floats, dates, truth values, None, and errors as Excel shows them.
"""

import csv
import datetime as dt
import io
from collections.abc import Callable
from html import escape

import openpyxl
import pyarrow as pa
import pyarrow.csv
import python_calamine
import xlwt

from tests.unit.biff12_books import ERRORS, as_xlsb
from tests.unit.biff_books import as_biff, as_biff5
from tests.unit.ingest_books import workbook
from tests.unit.test_ingest_kinds_more import MIME, cell, ods, row, sheet

NAME = "表"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_ENTRY = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
_MANIFEST = (
    f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{_SPACE}" manifest:version="1.3">'
    f"{_ENTRY.format('/', MIME.decode())}{_ENTRY.format('content.xml', 'text/xml')}"
    "</manifest:manifest>"
)


def as_xlsx(rows: list[list]) -> bytes:
    shown = [[("=NA()", x) if _is_error(x) else x for x in line] for line in rows]
    return workbook({NAME: shown})


def as_xls(rows: list[list]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    part, date = book.add_sheet(NAME), xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for r, line in enumerate(rows):
        for c, value in enumerate(line):
            if _is_error(value):
                part.row(r).set_cell_error(c, ERRORS[value])
            elif isinstance(value, dt.date):
                part.write(r, c, value, date)
            elif value is not None:
                part.write(r, c, value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def as_ods(rows: list[list]) -> bytes:
    manifest = {"META-INF/manifest.xml": _MANIFEST.encode()}  # other readers want one
    return ods(sheet(*(row(*map(_ods_cell, line)) for line in rows)), **manifest)


def as_csv(rows: list[list], encoding: str = "gb18030", delimiter: str = ",") -> bytes:
    width, target = max(map(len, rows)), io.StringIO(newline="")
    for line in rows:
        cells = [typed(value) for value in line]
        csv.writer(target, delimiter=delimiter).writerow(cells + [""] * (width - len(line)))
    return target.getvalue().encode(encoding)


def as_html(rows: list[list]) -> bytes:
    lines = ("".join(f"<td>{escape(typed(value))}</td>" for value in line) for line in rows)
    inside = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<html><body><table>{inside}</table></body></html>".encode()


def typed(value: object) -> str:
    """A cell as Excel writes it into a text file."""
    if isinstance(value, bool):
        return str(value).upper()
    return "" if value is None else str(value)


def _is_error(value: object) -> bool:
    return isinstance(value, str) and value in ERRORS


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if _is_error(value):
        return cell("string", value, calcext_value_type="error")
    if isinstance(value, bool):
        return cell("boolean", typed(value), office_boolean_value=str(value).lower())
    if isinstance(value, int | float):
        return cell("float", str(value), office_value=repr(value))
    if isinstance(value, dt.date):
        return cell("date", "x", office_date_value=value.isoformat())
    # a run of blanks is an element of its own in OpenDocument
    return cell(text=escape(value, quote=False).replace(" ", '<text:s text:c="1"/>'))


def _serial(value: object) -> object:
    """A date as BIFF2 keeps it when its cells have no format."""
    return (value - dt.date(1899, 12, 30)).days if isinstance(value, dt.date) else value


WRITERS: dict[str, Callable[[list[list]], bytes]] = {
    "xlsx": as_xlsx,
    "xlsb": lambda rows: as_xlsb({NAME: rows}),
    "xls": as_xls,
    "biff5": lambda rows: as_biff5({NAME: [[_serial(x) for x in line] for line in rows]}),
    "biff2": lambda rows: as_biff([[_serial(x) for x in line] for line in rows], 2),
    "ods": as_ods,
    "csv": as_csv,
    "tsv": lambda rows: as_csv(rows, "utf-16", "\t"),
    "html": as_html,
}


def _by_openpyxl(data: bytes) -> list[list]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [list(line) for line in book.worksheets[0].iter_rows(values_only=True)]


def _by_calamine(data: bytes) -> list[list]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def _by_arrow(data: bytes) -> list[list]:
    text = data.decode("gb18030")
    width = len(next(csv.reader([text.partition("\r\n")[0]])))
    texts = {f"f{n}": pa.string() for n in range(width)}
    table = pyarrow.csv.read_csv(
        io.BytesIO(text.encode()),
        read_options=pyarrow.csv.ReadOptions(autogenerate_column_names=True),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=pyarrow.csv.ConvertOptions(column_types=texts),
    )
    return [list(line.values()) for line in table.to_pylist()]


SECOND_READERS: dict[str, Callable[[bytes], list[list]]] = {
    "xlsx": _by_openpyxl,
    "xlsb": _by_calamine,
    "xls": _by_calamine,
    "ods": _by_calamine,
    "csv": _by_arrow,
}
