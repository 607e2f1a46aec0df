"""The workbook of changes itself: its headings, and how a line names a cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from sample.grids import Grid
from sample.look import forms
from sample.national import SUFFIX
from sample.writers import write_file

HEADING = ("学校", "表", "哪一行", "项目", "新值", "改动理由")
REASON = "补到标准，或补到全县平均"
REASONS = {"catchment": "回片区就近入学"}
YUAN_A_UNIT = 10_000
IN_TEN_THOUSANDS = ("school_profile", "campus")
Line = list[Any]


def line_of(school_id: str, form: str, row_name: str | None, name: str, value: Any) -> Line:
    """One line: the new value of a field, in the unit and under the heading of the form."""
    printed = forms()[form]
    # a total stands on the nation's edition only
    field = printed["fields"].get(name) or forms()[form + SUFFIX]["fields"][name]
    item = field[1] if form == "school_profile" else field[0]
    item = item if isinstance(item, str) else item[0]
    if name.endswith("_yuan") and form in IN_TEN_THOUSANDS:
        value = Decimal(value) / YUAN_A_UNIT
    # a text, as the cell of the template is: nothing is rounded on its way
    return [school_id, printed["title"], row_name, item, f"{value:f}"
            if isinstance(value, Decimal) else str(value), REASONS.get(form, REASON)]  # fmt: skip


def write_lines(path: Path, year: int, lines: list[Line], modified: dt.datetime) -> None:
    """The workbook of the changes for the assessment of a school year."""
    title = [f"{year}-{year + 1}学年 假设改动"]
    write_file(path, [("假设改动", Grid(rows=[title, list(HEADING), *lines], heading_row=1))],
               modified)  # fmt: skip
