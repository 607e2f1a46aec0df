"""The lines of the list that goes back to a sender."""

from dataclasses import dataclass

WIDTHS = (28, 16, 10, 24, 32, 60)
"""Column widths of the list, in characters."""


@dataclass(frozen=True)
class Mark:
    """One line of the list; `cell` is '' where a whole file or sheet is meant."""

    file: str
    sheet: str
    cell: str
    found: str
    expected: str
    action: str
