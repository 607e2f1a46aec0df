"""Writing made-up counties: the workbooks a bureau gets, and what they must lead to."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from sample.chance import stream
from sample.damage import letter, spoil_cells, spoil_sheet, without_context
from sample.deliveries import Delivery, Received, Table
from sample.grids import Grid, build_grid, explanations
from sample.item_scores import misread_items
from sample.look import forms, look_of
from sample.office import clean_deliveries_of, deliveries_of
from sample.spoilt import plant
from sample.standing import Course
from sample.truth.file import Truth
from sample.what_if import write_what_if
from sample.world import simulate_county
from sample.writers import touch, write_file

# the school year, that of the exchange, and that of the roster before it
YEARS_OF_A_CYCLE = 3
TRUTH = "truth.json"
WHAT_IF = "what-if.xlsx"
ASKED_AT = dt.datetime(2026, 8, 31, 12)
Progress = Callable[[int, int, str], None]
"""Called with the files done, the files there will be, and the path of the last one."""
Names = dict[str, tuple[str, ...]]


def write_county(
    directory: Path, *, schools: int = 60, pupils: int = 38_000, years: int = 3, counties: int = 1,
    seed: int = 1, mess: int = 1, standing: Course = "mixed", progress: Progress | None = None,
    is_told: bool = True,
) -> Path:  # fmt: skip
    """Write `directory/files/…` (workbooks), `directory/truth.json` and `directory/what-if.xlsx`
    (changes that would lift the county); return the truth's path.

    `schools` and `pupils` are those of one county, `years` the school years up to 2025-2026.
    `mess` is 0 (clean), 1 (as usual) or 2 (nasty). With the `standing` close every county fails in
    its last year on four grounds and on nothing else (`sample.standing`). The same arguments give
    the same bytes.
    What the workbooks must come to is reckoned person by person, which takes longer than writing
    them; unless `is_told` it is left out, and so are the changes: only `files` is of use.
    A county that was written there before is replaced. Raises ValueError for a county that cannot
    be made, FileExistsError when `files` is there and is not ours.
    """
    if not 1 <= years <= 10 or mess not in (0, 1, 2) or counties < 1:
        raise ValueError("years is 1 to 10, mess 0 to 2, counties at least 1")
    if standing == "close" and years < YEARS_OF_A_CYCLE:
        raise ValueError("a county is close from three years on: so many its newest cycle asks of")
    directory = Path(directory)
    _make_room(directory)
    arguments = {"schools": schools, "pupils": pupils, "years": years, "counties": counties,
                 "seed": seed, "mess": mess, "standing": standing}  # fmt: skip
    truth = Truth(arguments)
    # One county after the other, so that a province does not have to fit into memory.
    for index in range(counties):
        world = simulate_county(index, schools, pupils, years, seed, 1 + index * schools, standing)
        files = plant(world, deliveries_of(world), seed, mess) + clean_deliveries_of(world)
        if mess:
            edges = {year for year in world.years if world.standing_in(year) == "edge"}
            misread_items(files, edges)
        hashes = {}
        for turn, file in enumerate(files):
            path = directory / "files" / file.path
            _write(path, file, world.names(_school_year(file)), seed, mess)
            hashes[file.path] = hashlib.sha256(path.read_bytes()).hexdigest()
            if progress:
                progress(index * len(files) + turn + 1, counties * len(files), file.path)
        if is_told:
            truth.add(Received.of(files), hashes)
    if not is_told:
        (directory / TRUTH).write_text(json.dumps({"arguments": arguments}), encoding="utf-8")
        return directory / TRUTH
    write_what_if(directory / WHAT_IF, truth.what_ifs, ASKED_AT)
    return truth.write(directory / TRUTH)


def _school_year(file: Delivery) -> int:
    """In whose names a file speaks of schools; the payroll of a year in those it began with."""
    if file.tables and file.tables[0].period_kind == "finance_year":
        return int(file.tables[0].period) - 1
    return file.modified.year - (file.modified.month < 9)


def _make_room(directory: Path) -> None:
    """Without what an earlier call left: a file too many would be read like the others."""
    files, truth = directory / "files", directory / TRUTH
    if files.exists() and any(files.iterdir()):
        if not truth.exists():
            raise FileExistsError(f"{files} is not empty and not a made-up county")
        shutil.rmtree(files)
    truth.unlink(missing_ok=True)
    (directory / WHAT_IF).unlink(missing_ok=True)
    files.mkdir(parents=True, exist_ok=True)


def _write(path: Path, file: Delivery, names: Names, seed: int, mess: int) -> None:
    if file.content is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        touch(path, file.modified)
        return
    sheets = [_sheet(file, table, names, seed, mess) for table in file.tables]
    sheets += [page for table in file.tables for page in explanations(table)]
    write_file(path, sheets or [letter(file.fault_sheet, file.sender_name)], file.modified)


def _sheet(file: Delivery, table: Table, names: Names, seed: int, mess: int) -> tuple[str, Grid]:
    look = look_of(stream(seed, file.path, table.form), mess, table.form)
    grid = build_grid(without_context(table, file.fault), look, names)
    table.sheet = forms()[table.printed]["title"]
    table.columns, table.record_rows = grid.columns, grid.record_rows
    table.item_rows = grid.item_rows
    table.row_count = 1 if grid.item_rows else len(grid.rows) - grid.heading_row - 1
    spoil_cells(grid, table)
    if file.fault:
        file.fault_sheet = table.sheet
        file.fault_cell = spoil_sheet(grid, file.fault)
    return table.sheet, grid
