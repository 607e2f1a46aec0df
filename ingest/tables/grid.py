"""The beginning of a sheet, normalised for comparing."""

from dataclasses import dataclass, field

from ingest.books.sheet import Sheet, is_blank
from ingest.text import normal

_LONGEST_HEADING = 200


@dataclass
class Grid:
    """The first filled rows of a sheet, normalised for comparing: `rows` cell by cell, `spread`
    the rows in which a text stands in every column it is merged over, `numbers` the rows in which
    there is anything but words."""

    rows: dict[int, list[str]]
    spread: dict[int, list[str]] = field(default_factory=dict)
    numbers: set[int] = field(default_factory=set)

    def above(self, row: int) -> list[str]:
        """Texts above a row."""
        return [cell for r, cells in self.rows.items() if r < row for cell in cells if cell]


def make_grid(sheet: Sheet, height: int, start: int = 0) -> Grid:
    """The first `height` rows from `start` on that hold anything, and the row after each."""
    rows, numbers, filled = {}, set(), 0
    for r in range(start, len(sheet.rows)):
        if filled == height:
            break
        cells = sheet.rows[r]
        words = [
            normal(c) if c.__class__ is str and len(c) <= _LONGEST_HEADING else "" for c in cells
        ]
        rows[r] = words
        if any(c.__class__ is not str and c is not None for c in cells):
            numbers.add(r)
        filled += any(not is_blank(cell) for cell in cells)
    return Grid(rows, _spread(sheet, rows), numbers)


def _spread(sheet: Sheet, rows: dict[int, list[str]]) -> dict[int, list[str]]:
    spread: dict[int, list[str]] = {}
    for top, _, left, right in sheet.merges:
        cells = rows.get(top, [])
        if right > left and left < len(cells) and cells[left]:
            row = spread.setdefault(top, list(cells))
            row.extend([""] * (right + 1 - len(row)))
            row[left : right + 1] = [cells[left]] * (right + 1 - left)
    return spread
