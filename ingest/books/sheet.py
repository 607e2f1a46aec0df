"""A workbook as rows of typed cells, whatever kind of file it came in."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class ErrorCell:
    """A cell that shows #N/A, #REF! and the like."""

    text: str


@dataclass(frozen=True)
class NoValue:
    """A formula that was never calculated."""


@dataclass(frozen=True)
class MergedValue:
    """What stands in a cell that is merged over several which should have a value each."""

    text: str


@dataclass
class Sheet:
    """One sheet: `rows` start at row 1 and column A; a blank cell is ''. `merges` are first and
    last row, first and last column of merged cells, all from 0. The name holds no number of a
    person."""

    name: str
    rows: list[list]
    is_visible: bool = True
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    def cell(self, row: int, column: int) -> object:
        """A cell, '' beyond what is filled."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""


@dataclass
class Book:
    """All sheets of a file."""

    kind: str
    sheets: list[Sheet]
    from_1904: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the kind of file knows nothing but text."""
        return self.kind in {"csv", "html"}


def is_blank(value: object) -> bool:
    """Nothing in the cell, or only blanks."""
    return value is None or (value.__class__ is str and not value.strip())


def first_filled(sheet: Sheet) -> tuple[int, int]:
    """Row and column of the first cell that holds anything, in reading order; A1 if none does."""
    places = (
        (r, c) for r, row in enumerate(sheet.rows) for c, x in enumerate(row) if not is_blank(x)
    )
    return next(places, (0, 0))


def cell_text(value: object) -> str:
    """A cell as a person would read it: 3.0 is 3, a date is its ISO form."""
    if isinstance(value, ErrorCell | MergedValue):
        return value.text
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return "" if value is None or isinstance(value, NoValue) else str(value)
