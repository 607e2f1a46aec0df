"""The lines of the list that goes back to a sender."""

from dataclasses import astuple, dataclass

WIDTHS = (34, 16, 10, 24, 32, 60)
"""Column widths of the list, in characters."""
HEADING_FILL, HEADING_FONT, LINE = "C00000", "FFFFFF", "BFBFBF"
"""Colours of the list, as RGB."""


@dataclass(frozen=True)
class Head:
    """What stands above the list: what this is, whose, and what to do; and the list's headings."""

    title: str
    about: str
    action: str
    headings: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, str, str]:
        """Top to bottom."""
        return self.title, self.about, self.action


HEAD_HEIGHTS = (28, 20, 36)
"""Points of the lines above the list."""
LIST_ROW = len(HEAD_HEIGHTS) + 1
"""The row of the list's headings, from 1."""


@dataclass(frozen=True)
class Mark:
    """One line of the list; `cell` is '' where a whole file or sheet is meant."""

    file: str
    sheet: str
    cell: str
    found: str
    expected: str
    action: str

    @property
    def height(self) -> int:
        """Points that the line needs in the list; a Chinese character is two columns wide."""
        lines = (
            sum(1 + (ord(character) > 0xFF) for character in text) // (width - 2) + 1
            for text, width in zip(astuple(self), WIDTHS, strict=True)
        )
        return 16 * max(lines) + 4
