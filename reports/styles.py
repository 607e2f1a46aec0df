"""The few looks of a workbook."""

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format as CellFormat

from reports.parts import Light

FONT = "Microsoft YaHei"
NUMBER_FORMATS = {
    "integer": "#,##0_)",
    "plain": "0",
    "decimal1": "#,##0.0_)",
    "decimal2": "#,##0.00_)",
    "decimal3": "#,##0.000_)",
    "percent1": "0.0%_)",
    "percent2": "0.00%_)",
    "date": "yyyy-mm-dd",
}
"""`_)` keeps a bracket's width free: an indent on the right is drawn unevenly by LibreOffice."""
STRIPE = "#F8FAFC"
CENTRED = {"plain", "yes_no", "date", "sign", "word"}


class Styles:
    """Every look is made once: a workbook with a format a cell is slow and large."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], CellFormat] = {}
        self._asked: dict[tuple[Any, ...], CellFormat] = {}

    def heading(self) -> CellFormat:
        """The line above a table."""
        return self._make(bold=True, font_size=16, font_color="#1F3864", valign="vcenter")

    def lead(self) -> CellFormat:
        """What a sheet says first."""
        return self._make(bold=True, font_size=11, font_color="#111827", text_wrap=True,
                          valign="vcenter")  # fmt: skip

    def run(self) -> CellFormat:
        """Which run, which data."""
        return self._make(font_size=9, font_color="#6B7280", valign="vcenter")

    def note(self) -> CellFormat:
        """How to read the table."""
        return self._make(font_size=9, font_color="#374151", text_wrap=True, valign="top")

    def label(self) -> CellFormat:
        """The head of a column."""
        return self._make(
            bold=True, font_size=10, font_color="#FFFFFF", bg_color="#1F4E79", border=1,
            border_color="#9CA3AF", align="center", valign="vcenter", text_wrap=True,
        )  # fmt: skip

    def cell(self, form: str, *, is_odd: bool, light: Light | None = None) -> CellFormat:
        """A value, on a stripe in every other row, on its light's colour when it has one."""
        asked = (form, is_odd, light)
        if asked in self._asked:
            return self._asked[asked]
        look: dict[str, Any] = {"num_format": NUMBER_FORMATS.get(form, "@")}
        if form in CENTRED:
            look["align"] = "center"
        elif form == "text":
            look |= {"align": "left", "indent": 1, "text_wrap": True}
        else:
            look["align"] = "right"
        if light is not None:
            look |= {"bg_color": light.fill, "font_color": light.ink}
        elif is_odd:
            look["bg_color"] = STRIPE
        self._asked[asked] = self._body(**look)
        return self._asked[asked]

    def nothing(self, *, is_odd: bool, light: Light | None = None) -> CellFormat:
        """A cell without a value."""
        fill = {"bg_color": light.fill} if light else {"bg_color": STRIPE} if is_odd else {}
        return self._body(align="center", font_color="#9CA3AF", **fill)

    def light(self, light: Light) -> CellFormat:
        """A verdict: its word on its colour."""
        return self._body(bold=True, align="center", font_color=light.ink, bg_color=light.fill)

    def form_title(self) -> CellFormat:
        """The title of a form."""
        return self._make(bold=True, font_size=16, align="center", valign="vcenter")

    def form_head(self) -> CellFormat:
        """The heading of a form: black on white, as it will be printed."""
        return self._make(
            bold=True, font_size=10, border=1, align="center", valign="vcenter", text_wrap=True
        )

    def form_cell(self, form: str) -> CellFormat:
        """A value in a form."""
        if (form,) in self._asked:
            return self._asked[form,]
        look: dict[str, Any] = {"num_format": NUMBER_FORMATS.get(form, "@").removesuffix("_)")}
        look |= {"align": "left", "indent": 1} if form == "text" else {"align": "center"}
        look |= {"font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True}
        self._asked[form,] = self._make(**look)
        return self._asked[form,]

    def _body(self, **look: Any) -> CellFormat:
        return self._make(font_size=10, border=1, border_color="#D1D5DB", valign="vcenter", **look)

    def _make(self, **look: Any) -> CellFormat:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": FONT, **look})
        return self._made[key]
