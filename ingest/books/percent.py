"""Numbers that a sheet shows as a percentage. 60% is 0.6 in the file; it is taken as it is shown,
with its sign, for whoever filled in the cell saw nothing else."""

import re
from decimal import Decimal

from ingest.books.elements import Element

PERCENT_FORMATS = frozenset({9, 10})
"""0% and 0.00% (ECMA-376 part 1, 18.8.30)."""
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')


def is_percent_format(code: str) -> bool:
    """Whether a number format multiplies by 100 and shows the sign (18.8.31)."""
    return "%" in _LITERAL.sub("", code.partition(";")[0])


def shown(value: Decimal | float | str) -> str:
    """0.6 → 60%."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return f"{(exact * 100).normalize():f}%"


def percent_styles(styles: list[Element]) -> frozenset[bytes]:
    """The numbers of the cell formats of an xlsx that show a percentage, as cells name them."""
    codes = {e.get("numFmtId"): e.get("formatCode") for e in styles if e.name == "numFmt"}
    percents = {str(number) for number in PERCENT_FORMATS}
    percents |= {number for number, code in codes.items() if is_percent_format(code)}
    cells = (e for e in styles if (e.parent, e.name) == ("cellXfs", "xf"))
    found = (i for i, cell in enumerate(cells) if cell.get("numFmtId") in percents)
    return frozenset(str(i).encode() for i in found)
