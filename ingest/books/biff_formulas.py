"""Which formulas of a workbook of BIFF5 or BIFF8 nobody has calculated. Each has an answer there,
and programs that cannot calculate put 0 or an empty text in its place. [MS-XLS] 2.4.28
(BoundSheet8), 2.4.127 (Formula), 2.4.215 (RecalcId), 2.4.331 (Uncalced), 2.5.133 (FormulaValue)."""

import struct
from array import array
from dataclasses import dataclass, field

FORMULA, UNCALCED, RECALC_ID, BOUND_SHEET = 0x06, 0x5E, 0x1C1, 0x85
_FORMULA = struct.Struct("<HHH8sH")
_ENGINE = struct.Struct("<HHI")
_WORKSHEET = 0
_NOUGHT, _EMPTY_TEXT = bytes(8), 3
_ASKS = 0x02
"""fCalcOnLoad, which no program sets that calculates; Excel leaves the bit alone."""
_COLUMN_BITS = 16

Places = list[tuple[int, int]]


@dataclass
class _Sheet:
    """The formulas of a sheet by what they answer, each as row × 2^16 + column."""

    is_pending: bool = False
    nothing: array = field(default_factory=lambda: array("I"))
    asking: array = field(default_factory=lambda: array("I"))
    answered: array = field(default_factory=lambda: array("I"))


class Formulas:
    """Takes in records and says in the end which formulas have no answer that counts."""

    def __init__(self) -> None:
        self._worksheets: list[int] = []
        self._sheets: dict[int, _Sheet] = {}
        self._engine: int | None = None

    def see(self, kind: int, body: bytes, sheet: int) -> None:
        """One record of the part that begins at `sheet`."""
        if kind == FORMULA and len(body) >= _FORMULA.size:
            self._see_formula(body, self._sheets.setdefault(sheet, _Sheet()))
        elif kind == UNCALCED:
            self._sheets.setdefault(sheet, _Sheet()).is_pending = True
        elif kind == RECALC_ID and len(body) >= _ENGINE.size:
            self._engine = _ENGINE.unpack_from(body)[2]
        elif kind == BOUND_SHEET and len(body) >= 6 and body[5] == _WORKSHEET:
            self._worksheets.append(int.from_bytes(body[:4], "little"))

    def _see_formula(self, body: bytes, sheet: _Sheet) -> None:
        row, column, _, answer, flags = _FORMULA.unpack_from(body)
        is_empty = answer[6:] == b"\xff\xff" and answer[0] == _EMPTY_TEXT
        if answer != _NOUGHT and not is_empty:
            places = sheet.answered
        else:
            places = sheet.asking if flags & _ASKS else sheet.nothing
        places.append(row << _COLUMN_BITS | column)

    def without_answer(self) -> list[Places]:
        """By worksheet the (row, column) of formulas that nobody has calculated: all of a sheet
        that was pending when it was saved; those that ask for it and answer nothing; and every
        nothing where no engine is named and no formula of the book answers anything else."""
        is_named = bool(self._engine)
        if self._engine is None:
            is_named = any(sheet.answered for sheet in self._sheets.values())
        found = []
        for place in self._worksheets:
            sheet = self._sheets.get(place, _Sheet())
            cells = sheet.asking if is_named else sheet.asking + sheet.nothing
            if sheet.is_pending:
                cells = sheet.asking + sheet.nothing + sheet.answered
            found.append([divmod(cell, 1 << _COLUMN_BITS) for cell in cells])
        return found
