"""From a field's type to the function that reads its column."""

from ingest.columns.base import Column, Fault, Setting
from ingest.columns.number import decimals, integers
from ingest.columns.token import tokens
from ingest.columns.when import dates, years
from ingest.columns.word import booleans, coded, names, places, texts
from ingest.field import FieldSpec

_READERS = {
    "text": texts,
    "code": coded,
    "integer": integers,
    "decimal": decimals,
    "boolean": booleans,
    "date": dates,
    "token": tokens,
    "name": names,
    "ref": places,
}


def read_column(
    cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int] = (1, 1)
) -> Column:
    """Typed values and faults of a column; `factor` turns its unit into the stored one."""
    reader = coded if spec.codes else years if spec.precision == "year" else _READERS[spec.kind]
    column = reader(cells, spec, setting, factor)
    if spec.required and None in column.values:
        for position, value in enumerate(column.values):
            if value is None and position not in column.faults:
                column.faults[position] = Fault("required_blank")
    return column
