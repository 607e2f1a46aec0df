"""A score cell: a number, or a word for why there is none."""

from ingest.columns.base import Column, Fault, Setting, each
from ingest.columns.number import decimals
from ingest.field import FieldSpec
from ingest.layout import Wide
from ingest.problems import messages
from ingest.text import normal

TAKEN = "taken"


def scores(
    cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int], wide: Wide
) -> Column:
    """Values are (score, status). A blank cell is no nought: the status says that there is no
    score, and not why."""
    statuses = status_words(setting, wide)
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
            column.values[position] = (None, wide.blank)
        else:
            column.values[position] = (column.values[position], TAKEN)
    return column


def heed_marks(column: Column, marks: list[list], setting: Setting, wide: Wide) -> None:
    """A platform writes 缺考 or 排除 where the rank would stand, beside a score of 0 or one that
    does not count: the word decides."""
    statuses = status_words(setting, wide)
    for cells in marks:
        for position, cell in enumerate(cells):
            if cell.__class__ is not str or position in column.faults:
                continue
            word, known = normal(cell), column.values[position][1]
            if word not in statuses or word in setting.words.null:
                continue
            if known in {TAKEN, wide.blank}:
                column.values[position] = (None, statuses[word])


def heed_choice(column: Column, subject: str, chosen: list, wide: Wide) -> None:
    """A blank under a subject that the pupil has not chosen (物化生) says why."""
    signs = {sign for sign, code in wide.choice.subjects.items() if code == subject}
    if not signs:
        return
    for position, cell in enumerate(chosen):
        text = normal(cell) if cell.__class__ is str else ""
        known = bool(text) and all(sign in wide.choice.subjects for sign in text)
        is_blank = column.values[position] == (None, wide.blank)
        if known and is_blank and not signs & set(text) and position not in column.faults:
            column.values[position] = (None, wide.choice.not_taken)


def status_words(setting: Setting, wide: Wide) -> dict[str, str]:
    """The words that say why there is no score, and their codes."""
    words = setting.codes[wide.status].words
    return {word: code for word, code in words.items() if code != TAKEN}
