"""Whole numbers and exact decimals."""

import re
from decimal import Decimal

from ingest.columns.base import Column, Fault, Setting, each
from ingest.field import FieldSpec
from ingest.problems import messages, range_text
from ingest.text import is_parted, plain

_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_MOST_DIGITS = 30
_EXACT = 10**15


def to_decimal(cell: object, percent: bool = False) -> Decimal | None:
    """The exact number in a cell. A float is taken at 15 significant digits, which is what a
    spreadsheet shows and keeps: 97.30000000000001 is 97.3."""
    if cell.__class__ is float or cell.__class__ is int:
        number = Decimal(f"{cell:.15g}")
        return number if number.is_finite() else None
    if cell.__class__ is not str or is_parted(cell):
        return None
    text = plain(cell)
    if percent:
        text = text.removesuffix("%")
    if not text.isascii() or len(text) > _MOST_DIGITS or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", ""))


def outside(value: Decimal | int, spec: FieldSpec) -> Fault | None:
    """The fault of a number that is not within the declared range."""
    low, high = spec.range or (None, None)
    if (low is not None and value < low) or (high is not None and value > high):
        return Fault("out_of_range", range_text(spec))
    return None


def integers(cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int]) -> Column:
    """Whole numbers within the declared range."""

    def convert(cell: object) -> object:
        if cell.__class__ is float and cell.is_integer() and abs(cell) < _EXACT:
            return outside(int(cell), spec) or int(cell)  # what is said below, sooner
        number = to_decimal(cell)
        if number is None:
            return Fault("not_a_number")
        if number != number.to_integral_value():
            return Fault("not_a_whole_number")
        if abs(number) >= _EXACT:
            return Fault("out_of_range")
        return outside(int(number), spec) or int(number)

    return each(cells, convert, setting.words.null)


def decimals(cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int]) -> Column:
    """Exact decimals in the stored unit; more places than the type has are refused."""
    precision, scale = spec.decimal
    times, over = factor
    step = Decimal(1).scaleb(-scale)
    most = Decimal(10) ** (precision - scale)
    is_percent = spec.unit == "%"

    def convert(cell: object) -> object:
        number = to_decimal(cell, percent=is_percent)
        if number is None:
            return Fault("not_a_number")
        is_signed = is_percent and str(cell).strip().endswith(("%", "％"))
        if is_percent and times == over and 0 < number <= 1 and not is_signed:
            # sixty per cent typed as a share, or six thousandths: the cell shows no sign
            return Fault("percent_unclear", messages()["types"]["percent"])
        if times != over and not is_signed:
            number = number * times / over
        if abs(number) >= most:
            return outside(number, spec) or Fault("out_of_range")
        exact = number.quantize(step)
        return Fault("out_of_range") if exact != number else outside(exact, spec) or exact

    return each(cells, convert, setting.words.null)
