"""The beginning of a sheet, normalised for comparing."""

from dataclasses import dataclass

from ingest.books.sheet import Sheet, is_blank
from ingest.text import normal

_LONGEST_HEADING = 200


@dataclass
class Grid:
    """The first filled rows of a sheet, normalised for comparing."""

    rows: dict[int, list[str]]

    def above(self, row: int) -> list[str]:
        """Texts above a row."""
        return [cell for r, cells in self.rows.items() if r < row for cell in cells if cell]


def make_grid(sheet: Sheet, height: int) -> Grid:
    """The first `height` rows that hold anything, and the row after each."""
    rows, filled = {}, 0
    for r, cells in enumerate(sheet.rows):
        if filled == height:
            break
        words = [
            normal(c) if c.__class__ is str and len(c) <= _LONGEST_HEADING else "" for c in cells
        ]
        rows[r] = words
        filled += any(not is_blank(cell) for cell in cells)
    return Grid(rows)
