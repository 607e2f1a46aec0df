"""What a spreadsheet lets into a cell: the reader's own rules as data validations.

A formula holds `{cell}` where the address of the first cell of its range belongs. Whatever passes
here the reader takes, but for what it asks of other rows and of the school list; of what the
reader takes, these rules let in the one recommended spelling.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from ingest.columns.token import CHECK_CHARACTERS
from ingest.field import FieldSpec

Rule = Mapping[str, Any]
"""Options of XlsxWriter's data_validation, without messages."""
ID_PLACES, ID_WEIGHTS = "id_places", "id_weights"
"""Names of the ranges on the hidden sheet that the check digit needs."""
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_LONGEST_EXAM_NUMBER = 40
_WHOLE = 10**15 - 1


@dataclass(frozen=True)
class Amount:
    """What a number may be, in the unit of its heading: both ends, digits before and after the
    point."""

    low: Decimal | None
    high: Decimal | None
    before: int
    after: int


def choice(list_name: str) -> Rule:
    """One of a named list."""
    return _rule("list", source=f"={list_name}")


def text(longest: int) -> Rule:
    """Any text up to a length."""
    return _rule("length", criteria="between", minimum=1, maximum=longest)


def whole(spec: FieldSpec) -> Rule:
    """A whole number within the declared range."""
    low, high = spec.range or (None, None)
    low, high = (-_WHOLE if low is None else int(low)), (_WHOLE if high is None else int(high))
    return _rule("integer", criteria="between", minimum=low, maximum=high)


def decimal(amount: Amount) -> Rule:
    """A number that the stored type can hold exactly."""
    return _formula(f"AND({_amount(amount)})")


def percent(amount: Amount) -> Rule:
    """60, never 0.6: a cell that holds 60 % as a share cannot be told from six thousandths."""
    return _formula(f"AND({_amount(amount)},OR({{cell}}=0,{{cell}}>1))")


def score(amount: Amount, words_name: str) -> Rule:
    """A number, or a word of a named list for why there is none."""
    return _formula(
        f"IF(ISNUMBER({{cell}}),AND({_amount(amount)}),SUMPRODUCT(--({words_name}={{cell}}))>0)"
    )


def digits(count: int) -> Rule:
    """So many digits, as text."""
    return _formula(f'TEXT(VALUE({{cell}}),"{"0" * count}")={{cell}}')


def month() -> Rule:
    """2024-09, as text: a spreadsheet's own 2024.1 may be January or October."""
    year = f"VALUE(LEFT({{cell}},4))>={_FIRST_DAY.year},VALUE(LEFT({{cell}},4))<={_LAST_DAY.year}"
    return _formula(
        f'AND(LEN({{cell}})=7,MID({{cell}},5,1)="-",{year},'
        "VALUE(RIGHT({cell},2))>=1,VALUE(RIGHT({cell},2))<=12)"
    )


def day() -> Rule:
    """A real date."""
    return _rule("date", criteria="between", minimum=_FIRST_DAY, maximum=_LAST_DAY)


def number_of_person(owner: str) -> Rule:
    """An id number with its check digit (or an old one of 15 digits), a student number, or an
    exam number."""
    if owner == "exam_number":
        return text(_LONGEST_EXAM_NUMBER)
    if owner == "teacher":
        return _formula(
            f"IF(LEN({{cell}})=15,ISNUMBER(VALUE({{cell}})),AND(LEN({{cell}})=18,{_checked('0')}))"
        )
    begins = 'UPPER(LEFT({cell},1))="'
    return _formula(
        f'IF({begins}L",AND(LEN({{cell}})>=9,LEN({{cell}})<=21),'
        f'AND({begins}G",LEN({{cell}})=19,{_checked("1")}))'
    )


def period(pattern: str, longest: int) -> Rule:
    """A year as `pattern` writes it ({year}-{next}学年), with or without its last word; without
    a pattern, any text."""
    if not pattern:
        return text(longest)
    last = pattern.rpartition("}")[2]
    year = "LEFT({cell},4)"
    written = f'"{pattern}"'.replace("{year}", f'"&{year}&"').replace("{next}", f'"&({year}+1)&"')
    return _formula(f'OR({{cell}}={written},{{cell}}&"{last}"={written})')


def placed(rule: Rule, cell: str) -> dict[str, Any]:
    """A rule for the range that begins at `cell`."""
    return {k: v.replace("{cell}", cell) if isinstance(v, str) else v for k, v in rule.items()}


def _checked(skipped: str) -> str:
    """Check digit of GB 11643-1999 after so many leading characters."""
    products = f"SUMPRODUCT(MID({{cell}},{ID_PLACES}+{skipped},1)*{ID_WEIGHTS})"
    return f'MID("{CHECK_CHARACTERS}",MOD({products},11)+1,1)=UPPER(RIGHT({{cell}},1))'


def _amount(amount: Amount) -> str:
    parts = [
        "ISNUMBER({cell})",
        f"ABS({{cell}})<1E{amount.before}",
        f"ROUND({{cell}},{amount.after})={{cell}}",
    ]
    parts += [f"{{cell}}>={amount.low:f}"] if amount.low is not None else []
    parts += [f"{{cell}}<={amount.high:f}"] if amount.high is not None else []
    return ",".join(parts)


def _formula(formula: str) -> Rule:
    return _rule("custom", value=f"={formula}")


def _rule(validate: str, **options: Any) -> Rule:
    return MappingProxyType({"validate": validate, **options})
