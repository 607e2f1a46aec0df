"""The value of a cell of OpenDocument (1.3, part 3, 19.385: types of values)."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from ingest.books.display import PERCENT, read_off
from ingest.books.sheet import ErrorCell, NoValue

_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:\d+")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_NUMBERS = {"float", "currency"}


def cell_value(attributes: dict[str, str], text: str) -> object:
    """The value of a cell; what does not fit its type stays the text that is shown."""
    try:
        return _typed(attributes, text)
    except (KeyError, ValueError, InvalidOperation, OverflowError):
        return text


def _typed(attributes: dict[str, str], text: str) -> object:
    kind = attributes.get("office:value-type", "")
    has_formula = "table:formula" in attributes
    if attributes.get("calcext:value-type") == "error" or (has_formula and _ERROR.fullmatch(text)):
        return ErrorCell(text or "#ERR")
    if kind in _NUMBERS:
        return read_off(float(attributes["office:value"]), text)
    if kind == "percentage":
        return PERCENT.shown(Decimal(attributes["office:value"]))
    if kind == "date":
        return _moment(attributes["office:date-value"])
    if kind == "time":
        return _duration(attributes["office:time-value"])
    if kind == "boolean":
        return attributes["office:boolean-value"] == "true"
    if kind == "string":
        return attributes.get("office:string-value", text)
    return NoValue() if has_formula and not text else text


def _moment(value: str) -> date | datetime:
    moment = datetime.fromisoformat(value)
    return moment if "T" in value else moment.date()


def _duration(value: str) -> time | timedelta:
    match = _DURATION.fullmatch(value)
    if not match:
        raise ValueError(value)
    hours, minutes, seconds = map(int, match.groups())
    if hours < 24:
        return time(hours, minutes, seconds)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
