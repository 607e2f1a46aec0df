"""Doing the planted damage to a grid, and saying in which cell it is."""

from __future__ import annotations

from dataclasses import replace

from sample.deliveries import FileFault, Table
from sample.grids import Grid

EXTRA_HEADING = "住房公积金"
STRANGE_COUNTY = ("990999", "无名县")
NOTICE = ("关于做好教育事业统计报送工作的通知", "各中小学：", "请于九月底前完成各项报表的填报。")


def address(row: int, column: int) -> str:
    """(6, 2) is C7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def spoil_cells(grid: Grid, table: Table) -> None:
    """Put what should not be there into the cells of faulty records."""
    for turn, fault in table.faults.items():
        column = grid.columns[fault.field]
        row = grid.item_rows[fault.field] if grid.item_rows else grid.record_rows[turn]
        table.cells[turn] = address(row, column)
        if fault.code != "duplicate_row":
            grid.rows[row][column] = fault.shown


def without_context(table: Table, fault: FileFault | None) -> Table:
    """The table as somebody sends it who names a county nobody knows, or no period."""
    if fault and fault.code == "unknown_county":
        county_id, name = STRANGE_COUNTY
        return replace(table, county_id=county_id, county_name=name, sender_id=county_id,
                       sender_name=name)  # fmt: skip
    if fault and fault.code == "unknown_period":
        return replace(table, period_kind="none")
    return table


def spoil_sheet(grid: Grid, fault: FileFault) -> str | None:
    """Do to a whole sheet what holds its file back; the cell to point at, if there is one."""
    if fault.code == "missing_heading":
        _drop_column(grid, grid.columns[fault.field])
        return address(grid.heading_row, len(grid.rows[grid.heading_row]))
    elif fault.code == "extra_heading":
        column = len(grid.rows[grid.heading_row])
        grid.rows[grid.heading_row].append(EXTRA_HEADING)
        for row in grid.record_rows:
            grid.rows[row].append(12)
        return address(grid.heading_row, column)
    elif fault.code == "empty_table":
        del grid.rows[grid.heading_row :]
        grid.merges = [merge for merge in grid.merges if merge[2] < grid.heading_row]
        return _first_filled(grid)
    elif fault.code in ("unknown_school", "unknown_county"):
        return _label_cell(grid, "学校标识码" if fault.code == "unknown_school" else "区县代码")
    elif fault.code == "unknown_period":
        return _first_filled(grid)
    return None


def _drop_column(grid: Grid, column: int) -> None:
    for row in grid.rows[grid.heading_row :]:
        if len(row) > column:
            del row[column]


def _first_filled(grid: Grid) -> str:
    row = next(r for r, cells in enumerate(grid.rows) if any(cell is not None for cell in cells))
    column = next(c for c, cell in enumerate(grid.rows[row]) if cell is not None)
    return address(row, column)


def _label_cell(grid: Grid, word: str) -> str | None:
    """Where the value of a label stands: in its own cell or in the next."""
    for r, cells in enumerate(grid.rows[: grid.heading_row]):
        for c, cell in enumerate(cells):
            if isinstance(cell, str) and cell.startswith(word):
                return address(r, c + cell.endswith("："))
    return None


def letter(sheet: str | None, sender: str) -> tuple[str, Grid]:
    """The sheet of a file of no known form."""
    return sheet or "Sheet1", Grid(rows=[[line] for line in (*NOTICE, f"{sender}教育局")])
