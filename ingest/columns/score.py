"""A score cell: a number, or a word for why there is none."""

from ingest.columns.base import Column, Fault, Setting, each
from ingest.columns.number import decimals
from ingest.layout import FieldSpec
from ingest.problems import messages
from ingest.text import normal

TAKEN = "taken"


def scores(
    cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int], status_list: str
) -> Column:
    """Values are (score, status); a blank cell is a fault, for absent is not the same as lost."""
    statuses = {
        word: code for word, code in setting.codes[status_list].words.items() if code != TAKEN
    }
    expected = messages()["types"]["score"]

    def status(cell: object) -> object:
        word = normal(cell) if cell.__class__ is str else ""
        return (None, statuses[word]) if word in statuses else cell

    marked = each(cells, status, frozenset())
    numeric = [cell if cell.__class__ is not tuple else None for cell in marked.values]
    column = decimals(numeric, spec, setting, factor)
    column.faults |= marked.faults
    for position, cell in enumerate(marked.values):
        if position in column.faults:
            fault = column.faults[position]
            if fault.code == "not_a_number":
                column.faults[position] = Fault(fault.code, expected)
        elif cell.__class__ is tuple:
            column.values[position] = cell
        elif column.values[position] is None:
            column.faults[position] = Fault("required_blank", expected)
        else:
            column.values[position] = (column.values[position], TAKEN)
    return column
