"""The few looks of a template. What may be filled in is unlocked, everything else is not."""

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

FONT = "Microsoft YaHei"
INK, LINE = "#1F3864", "#9CA3AF"
REQUIRED_HEAD, OPTIONAL_HEAD = "#1F4E79", "#DCE6F1"
REQUIRED_CELL = "#FFF9E5"
MISSING_CELL = "#FFC7CE"
_FRAME = {"border": 1, "border_color": LINE, "valign": "vcenter"}


class Styles:
    """Every look is made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple, Format] = {}

    def title(self) -> Format:
        """The name of the form."""
        return self._make(bold=True, font_size=20, font_color=INK, align="center", valign="vcenter")

    def legend(self) -> Format:
        """How to fill it in, in one line."""
        return self._make(
            font_size=10, font_color="#4B5563", align="center", valign="vcenter", text_wrap=True
        )

    def label(self) -> Format:
        """The name of a cell above the table."""
        return self._make(bold=True, font_color=INK, align="right", valign="vcenter")

    def answer(self, number_format: str, *, is_required: bool) -> Format:
        """The cell beside a label."""
        fill = {"bg_color": REQUIRED_CELL} if is_required else {}
        return self._open(number_format, align="left", indent=1, **_FRAME, **fill)

    def heading(self, *, is_required: bool, is_open: bool = False) -> Format:
        """The head of a column; an open one may be changed."""
        ink, fill = ("#FFFFFF", REQUIRED_HEAD) if is_required else (INK, OPTIONAL_HEAD)
        return self._make(
            bold=True, font_color=ink, bg_color=fill, align="center", text_wrap=True,
            locked=not is_open, num_format="@", **_FRAME,
        )  # fmt: skip

    def entry(self, number_format: str, align: str, *, is_marked: bool = False) -> Format:
        """A cell to fill in."""
        look = {"bg_color": REQUIRED_CELL} if is_marked else {}
        look |= {"indent": 1, "shrink": True} if align == "left" else {}
        return self._open(number_format, align=align, **_FRAME, **look)

    def beyond(self) -> Format:
        """Cells right of the table."""
        return self._open("General")

    def nothing(self) -> Format:
        """Rows above the table."""
        return self._make()

    def missing(self) -> Format:
        """A required cell left blank in a row that was begun."""
        return self._book.add_format({"bg_color": MISSING_CELL})

    def text(self, align: str = "left", *, is_bold: bool = False) -> Format:
        """A cell to read."""
        look = {"indent": 1} if align == "left" else {}
        return self._make(bold=is_bold, align=align, text_wrap=True, **_FRAME, **look)

    def step(self) -> Format:
        """A line of the instructions."""
        return self._make(text_wrap=True, valign="vcenter", indent=1)

    def _open(self, number_format: str, **look: Any) -> Format:
        return self._make(locked=False, num_format=number_format, **look)

    def _make(self, **look: Any) -> Format:
        look = {"font_name": FONT, "font_size": 11, **look}
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]
