"""From a table of records to the grid of cells on its sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sample.cells import Cell, maker, mark_cell
from sample.deliveries import Table
from sample.look import Look, forms, heading, labels
from sample.names import person_name

ITEM_HEADINGS = ("序号", "类别", "填报项目", "单位", "填报值", "备注")
PERIOD_WORDS = {"school_year": "学年", "finance_year": "年度", "exam": "考试编号"}


@dataclass(slots=True)
class Grid:
    """Cells row by row, and where the records and fields stand in them (0-based)."""

    rows: list[list[Cell]] = field(default_factory=list)
    heading_row: int = 0
    record_rows: list[int] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    item_rows: dict[str, int] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


def period_text(table: Table) -> str:
    """2025-2026学年, 2025年度 or nothing."""
    if table.period_kind == "school_year":
        return f"{table.period}-{int(table.period) + 1}学年"
    return f"{table.period}年度" if table.period_kind == "finance_year" else ""


def build_grid(table: Table, look: Look, names: dict[str, tuple[str, ...]]) -> Grid:
    """The sheet of one table."""
    grid = Grid()
    form = forms()[table.printed]
    is_items = table.form in ("school_profile", "county_facts")
    width = len(ITEM_HEADINGS) if is_items else len(form["fields"]) + len(table.subjects)
    if not form.get("is_untitled"):
        _above(grid, table, look, form["title"], width)
    if is_items:
        _items(grid, table, look, form)
    else:
        _records(grid, table, look, form, names)
    if look.offset:
        _shift(grid, look.offset)
    return grid


def explanations(table: Table) -> list[tuple[str, Grid]]:
    """The sheets of a printed form that only explain it."""
    sheets = forms()[table.printed].get("explained", {})
    return [(name, Grid(rows=[list(row) for row in rows])) for name, rows in sheets.items()]


def _above(grid: Grid, table: Table, look: Look, title: str, width: int) -> None:
    """Title, labels and whatever else stands above the heading."""
    period = period_text(table)
    own_title = f"{table.county_name}{title}" if table.sender_id == table.county_id else title
    in_label = look.has_period_label and period
    grid.rows.append([f"{'' if in_label else period} {own_title}".strip()])
    if width > 2 and look.mess:
        grid.merges.append((0, 0, 0, width - 1))
    if look.has_note:
        grid.rows.append(["（请于九月底前报送，表内各栏请勿合并）"])
    line: list[Cell] = []
    is_items = table.form in ("school_profile", "county_facts")
    if is_items or forms()[table.form].get("says_county"):
        pass
    elif table.sender_id == table.county_id:
        line += _label(look, "区县代码", table.county_id)
        line += _label(look, "区县名称", table.county_name)
    else:
        line += _label(look, "学校标识码", table.sender_id)
        line += _label(look, "学校名称", table.sender_name)
    if table.period_kind == "exam" and table.form != "exam":
        line += _label(look, "考试编号", table.period)
    elif in_label:
        line += _label(look, PERIOD_WORDS[table.period_kind], period)
    if look.mess and not line:
        line += [f"填报单位（公章）：{table.sender_name}"]
    if line:
        grid.rows.append(line)


def _label(look: Look, word: str, value: str) -> list[Cell]:
    if look.mess and look.variant:
        return [f"{word}：", value]
    return [f"{word}：{value}"]


def _records(
    grid: Grid, table: Table, look: Look, form: dict, names: dict[str, tuple[str, ...]]
) -> None:
    makers, heads = [], []
    if look.has_serial_column:
        heads.append("序号")
    for name, (words, kind, *more) in form["fields"].items():
        words = words if isinstance(words, list) else [words]
        unit = more[0] if kind in ("amount", "count") and more else None
        grid.columns[name] = len(heads)
        heads.append(heading(look, words[look.variant % len(words)], unit))
        makers.append(maker(look, kind, more[0] if more else None, names))
    _headings(grid, table, look, heads)
    if table.subjects:
        rows = _score_rows(table, look, makers)
    else:
        rows = [[make(v) for make, v in zip(makers, record, strict=True)]
                for record in table.records]  # fmt: skip
    gaps = _gaps(look, len(rows))
    for turn, row in enumerate(rows):
        if turn in gaps:
            grid.rows.append([])
        grid.record_rows.append(len(grid.rows))
        grid.rows.append([turn + 1, *row] if look.has_serial_column else row)
    _below(grid, table, look, form)


def _headings(grid: Grid, table: Table, look: Look, heads: list[str]) -> None:
    """The heading row; with subjects at mess 2 two rows, the subject above the kind of score."""
    fixed = len(heads)
    subjects = [labels()["subject"][subject][0] for subject in table.subjects]
    for turn, _ in enumerate(subjects):
        grid.columns[f"subject:{table.subjects[turn]}"] = fixed + turn
    if look.is_deep:
        _deep(grid, heads)
    elif look.is_two_row:
        first = len(grid.rows)
        grid.rows.append([*heads, *subjects])
        grid.rows.append([None] * fixed + ["原始分"] * len(subjects))
        grid.merges += [(first, column, first + 1, column) for column in range(fixed)]
    else:
        unit = "（分）" if look.mess and look.rng.random() < 0.3 else ""
        grid.rows.append([*heads, *(f"{subject}{unit}" for subject in subjects)])
    heads += subjects
    grid.heading_row = len(grid.rows) - 1


def _deep(grid: Grid, heads: list[str]) -> None:
    """Paths over as many rows as the longest has words, merged right and down."""
    paths = [head.split(">") for head in heads]
    depth, first = max(map(len, paths)), len(grid.rows)
    for level in range(depth):
        row: list[Cell] = [None] * len(paths)
        prefixes = [path[: level + 1] for path in paths]
        for _, group in groupby(range(len(paths)), prefixes.__getitem__):
            columns = list(group)
            if level < len(paths[columns[0]]):
                row[columns[0]] = paths[columns[0]][level]
                is_last = level == len(paths[columns[0]]) - 1
                below = first + depth - 1 if is_last else first + level
                if len(columns) > 1 or below > first + level:
                    grid.merges.append((first + level, columns[0], below, columns[-1]))
        grid.rows.append(row)


def _score_rows(table: Table, look: Look, makers: list) -> list[list[Cell]]:
    cell = mark_cell(look)
    number, name, school, group = makers
    return [
        [number(row.exam_number), name(row.name), school(row.school_id), group(row.class_name),
         *map(cell, row.marks)]
        for row in table.records
    ]  # fmt: skip


def _gaps(look: Look, count: int) -> set[int]:
    if count < 20:
        return set()
    return {look.rng.randrange(5, count) for _ in range(look.empty_rows)}


def _below(grid: Grid, table: Table, look: Look, form: dict) -> None:
    """A sum, and who filled the sheet in."""
    if look.has_total and table.records:
        row: list[Cell] = [None] * (max(grid.columns.values()) + 1)
        row[0] = "合计"
        summed = form.get("total")
        if summed:
            values = [getattr(record, summed) or 0 for record in table.records]
            number = maker(Look(look.rng, 0), *_kind(form, summed), {})
            row[grid.columns[summed]] = number(sum(values))
        grid.rows.append(row)
    if look.has_footer:
        if look.rng.random() < 0.4:
            grid.rows.append([])
        day = _signed_on(table)
        clerk, head = person_name(look.rng, False), person_name(look.rng, True)
        text = (
            f"填表人：{clerk}    审核人：{head}    填表日期：{day.year}年{day.month}月{day.day}日"
        )
        grid.rows.append([text])


def _signed_on(table: Table) -> dt.date:
    """Autumn of the school or finance year; for an examination the July after it."""
    if table.period_kind == "exam":
        return dt.date(int(table.period.split("-")[1]) + 1, 7, 8)
    return dt.date(int(table.period), 9, 20)


def _kind(form: dict, name: str) -> tuple[str, Any]:
    _, kind, *more = form["fields"][name]
    return kind, more[0] if more else None


def _items(grid: Grid, table: Table, look: Look, form: dict) -> None:
    record = table.records[0]
    grid.heading_row = len(grid.rows)
    headings = form.get("headings", ITEM_HEADINGS)
    grid.rows.append(list(headings))
    grid.record_rows.append(grid.heading_row)
    for turn, (name, (category, item, unit, kind, *more)) in enumerate(form["fields"].items()):
        per = unit
        if name == "equipment_value_yuan" and look.mess and look.rng.random() < 0.3:
            per = "元"
        cell = maker(look, kind, more[0] if more else per, {})(record[name])
        grid.item_rows[name] = len(grid.rows)
        is_retyped = "headings" not in form and look.rng.random() < 0.3
        shown = heading(look, item) if is_retyped else item
        row = [turn + 1, category, shown, per or None, cell]
        grid.rows.append(row + [None] * (len(headings) - len(row)))
    grid.columns = {name: headings.index("填报值") for name in form["fields"]}
    if look.has_footer:
        grid.rows.append([f"填表人：{person_name(look.rng, False)}"])


def _shift(grid: Grid, by: int) -> None:
    """Leave the first columns empty."""
    grid.rows = [[None] * by + row if row else row for row in grid.rows]
    grid.columns = {name: column + by for name, column in grid.columns.items()}
    grid.merges = [(a, b + by, c, d + by) for a, b, c, d in grid.merges]
