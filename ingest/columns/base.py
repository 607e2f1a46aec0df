"""What the column functions share."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.book import ErrorCell, NoValue
from ingest.codes import CodeList
from ingest.headings import HeadingIndex
from ingest.reference import Asker
from ingest.text import normal


@dataclass(frozen=True)
class Fault:
    """Why a cell cannot be taken; `expected` replaces what the field's type would say."""

    code: str
    expected: str = ""


@dataclass
class Column:
    """Typed values (None where blank or faulty) and the faults by position."""

    values: list
    faults: dict[int, Fault] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """The vocabulary's words for cells and rows, ready to use."""

    null: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    totals: tuple[str, ...]
    footers: tuple[str, ...]
    dates: tuple[str, ...]


@dataclass
class Setting:
    """What typing a column needs besides its cells."""

    codes: dict[str, CodeList]
    index: HeadingIndex
    words: Words
    ask: Asker
    teacher_key: bytes
    pupil_key: bytes
    county_id: str = ""
    exam_id: str = ""
    table_unit: str = ""
    from_1904: bool = False
    all_text: bool = False


def each(cells: list, convert: Callable[[object], object], null: frozenset[str]) -> Column:
    """Convert every distinct cell once. `convert` gets a filled cell and answers a value or a
    Fault."""
    known: dict = {}
    column = Column([])
    append = column.values.append
    for position, cell in enumerate(cells):
        key = (cell.__class__, cell)
        answer = known.get(key, known)
        if answer is known:
            answer = known[key] = _one(cell, convert, null)
        if answer.__class__ is Fault:
            column.faults[position] = answer
            answer = None
        append(answer)
    return column


def _one(cell: object, convert: Callable[[object], object], null: frozenset[str]) -> object:
    if cell is None:
        return None
    if isinstance(cell, ErrorCell):
        return Fault("error_cell")
    if isinstance(cell, NoValue):
        return Fault("formula_without_value")
    if cell.__class__ is str and ((word := normal(cell)) == "" or word in null):
        return None
    return convert(cell)
