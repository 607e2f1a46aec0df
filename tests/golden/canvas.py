"""A sheet in its parts, so that several quirks can be put on one after the other."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import xlsxwriter

from tests.unit.ingest_books import read

PARTS = ("above", "heading", "codes", "body", "below")


@dataclass
class Canvas:
    """The rows of a sheet by part, and the rows that must come out of it.

    `merges` are (part, first row, last row, first column, last column), counted within the part;
    `more` are other sheets; a cell is a value, a formula (`=…`), or (formula, shown value).
    `refusal` is the code with which the file must be held, `rejections` those of rows.
    """

    above: list[list]
    heading: list[list]
    body: list[list]
    expected: list[tuple]
    name: str = "Sheet1"
    codes: list[list] = field(default_factory=list)
    below: list[list] = field(default_factory=list)
    merges: list[tuple] = field(default_factory=list)
    more: dict[str, list[list]] = field(default_factory=dict)
    hidden: dict[str, list[list]] = field(default_factory=dict)
    ghosts: list[tuple[int, int]] = field(default_factory=list)
    refusal: str = ""
    rejections: list[str] = field(default_factory=list)
    left: int = 0

    @property
    def rows(self) -> list[list]:
        """All rows from the top."""
        return [row for part in PARTS for row in getattr(self, part)]

    @property
    def width(self) -> int:
        """The widest heading row."""
        return max(map(len, self.heading))

    def start(self, part: str) -> int:
        """The first row of a part."""
        return sum(len(getattr(self, name)) for name in PARTS[: PARTS.index(part)])

    def to_bytes(self) -> bytes:
        """The workbook as xlsx."""
        target = io.BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True})
        sheet = book.add_worksheet(self.name)
        for r, row in enumerate(self.rows):
            for c, cell in enumerate(row):
                _write(sheet, r, c + self.left, cell)
        for part, top, bottom, first, last in self.merges:
            start = self.start(part)
            cell = getattr(self, part)[top][first]
            sheet.merge_range(
                start + top, first + self.left, start + bottom, last + self.left, cell
            )
        grey = book.add_format({"bg_color": "#EEEEEE"})
        for r, c in self.ghosts:
            sheet.write_blank(r, c, None, grey)
        for name, rows in (self.more | self.hidden).items():
            other = book.add_worksheet(name)
            if name in self.hidden:
                other.hide()
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    _write(other, r, c, cell)
        book.close()
        return target.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: object) -> None:
    if isinstance(cell, tuple):
        sheet.write_formula(row, column, cell[0], None, cell[1])
    elif isinstance(cell, str) and cell.startswith("="):
        sheet.write_formula(row, column, cell, None, "")
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)


@dataclass(frozen=True)
class Quirk:
    """A change to a canvas; a late one is put on after the others. Two quirks that touch the same
    `part` are not put together, nor those that name each other in `without`."""

    apply: Callable[[Canvas], None]
    part: str
    without: frozenset[str] = frozenset()
    is_late: bool = False

    @property
    def name(self) -> str:
        """As the function is called."""
        return self.apply.__name__.strip("_")


def put(canvas: Canvas, *quirks: Quirk) -> Canvas:
    """The canvas with the quirks on it."""
    for quirk in sorted(quirks, key=lambda quirk: quirk.is_late):
        quirk.apply(canvas)
    return canvas


def fits(one: Quirk, other: Quirk) -> bool:
    """Whether two quirks can be put on one sheet."""
    apart = one.part != other.part
    return apart and other.name not in one.without and one.name not in other.without


def pairs(quirks: list[Quirk]) -> list[tuple[Quirk, Quirk]]:
    """Every two quirks that fit, in their order."""
    return [
        (one, other)
        for position, one in enumerate(quirks)
        for other in quirks[position + 1 :]
        if fits(one, other)
    ]


def outcome(canvas: Canvas, fields: tuple[str, ...]) -> tuple[list[tuple], str, list[str]]:
    """(rows, code that holds the file, codes of rejected rows) of a canvas that was read."""
    parsed = read(canvas.to_bytes())
    codes = [problem.code for problem in parsed.problems]
    for part in parsed.parts:
        part.counts.check()
    rejections = [problem.code for part in parsed.parts for problem in part.problems]
    rows = [row for part in parsed.parts for row in part.rows.select(fields).to_pylist()]
    values = [tuple(row[name] for name in fields) for row in rows]
    return ([] if codes else sorted(values, key=str)), (codes or [""])[0], sorted(rejections)


def wanted(canvas: Canvas) -> tuple[list[tuple], str, list[str]]:
    """What must come out."""
    if canvas.refusal:
        return [], canvas.refusal, []
    return sorted(canvas.expected, key=str), "", sorted(canvas.rejections)
