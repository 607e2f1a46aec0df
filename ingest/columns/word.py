"""Texts, codes, yes and no, names of schools, counties and persons."""

from datetime import date, datetime, time, timedelta
from functools import partial

from ingest.codes import CodeList
from ingest.columns.base import Column, Fault, Setting, each
from ingest.columns.token import holds_id
from ingest.field import FieldSpec
from ingest.problems import messages
from ingest.text import looks_personal, normal, plain, squeeze, tidy

_EXACT = 1e15


def as_text(cell: object) -> str | Fault:
    """A cell as text. A date where a text is meant is Excel's doing (班级 3-1): refused."""
    if cell.__class__ is str:
        return cell
    if cell.__class__ is bool or isinstance(cell, date | datetime | time | timedelta):
        return Fault("not_a_text")
    if abs(cell) >= _EXACT:
        return Fault("id_digits_lost")
    return f"{cell:.15g}"


def texts(cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int]) -> Column:
    """Texts, or numbers of a fixed count of digits kept as text. An id number in a column of
    texts, where it would be kept as it is, is refused."""
    impersonal = messages()["types"]["impersonal"]

    def convert(cell: object) -> object:
        text = as_text(cell)
        if isinstance(text, Fault):
            return text
        if spec.digits:
            text = plain(text)
            whole = text.isascii() and text.isdigit() and len(text) == spec.digits
            return text if whole else Fault("out_of_range")
        text = (squeeze if spec.is_label else tidy)(text).lstrip("'")
        if len(text) > spec.max_length:
            return Fault("text_too_long", str(spec.max_length))
        if spec.is_label and spec.required and setting.words.may_be_total(text):
            return Fault("row_or_total", messages()["row"]["row_or_total"]["expected"])
        return Fault("out_of_range", impersonal) if holds_id(text) or looks_personal(text) else text

    return each(cells, convert, setting.words.null)


def coded(cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int]) -> Column:
    """Codes of a list, from the code, its text or an alias."""
    codes: CodeList = setting.codes[spec.codes]
    wanted = int if spec.kind == "integer" else str

    def convert(cell: object) -> object:
        text = as_text(cell)
        code = None if isinstance(text, Fault) else codes.words.get(normal(text))
        return Fault("not_in_code_list") if code is None else wanted(code)

    return each(cells, convert, setting.words.null_beside[spec.codes])


def booleans(cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int]) -> Column:
    """Yes and no in the vocabulary's words."""
    yes, no = setting.words.yes, setting.words.no

    def convert(cell: object) -> object:
        if cell.__class__ is bool:
            return cell
        text = as_text(cell)
        word = "" if isinstance(text, Fault) else normal(text)
        return word in yes if word in yes or word in no else Fault("not_yes_no")

    return each(cells, convert, setting.words.null - yes - no)


def places(cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int]) -> Column:
    """Ids of schools or counties."""
    return (_counties if spec.ref == "county" else _schools)(cells, setting)


def _counties(cells: list, setting: Setting) -> Column:
    """County ids from an id or a name."""

    def convert(cell: object) -> object:
        text = as_text(cell)
        found = None if isinstance(text, Fault) else setting.ask.county(text)
        return found or Fault("unknown_county")

    return each(cells, convert, setting.words.null)


def _schools(cells: list, setting: Setting) -> Column:
    """School ids from an id, a name or an alias; of a school that is no more, the one that took
    its place by the day of the row, or by the period of the table."""
    if setting.days is None:
        return each(cells, partial(_school, setting, setting.day), setting.words.null)
    column = Column([None] * len(cells))
    rows: dict[date | None, list[int]] = {}
    for position, day in enumerate(setting.days):
        rows.setdefault(day, []).append(position)
    for day, here in rows.items():
        convert = partial(_school, setting, day or setting.day)
        part = each([cells[position] for position in here], convert, setting.words.null)
        for position, value in zip(here, part.values, strict=True):
            column.values[position] = value
        column.faults |= {here[turn]: fault for turn, fault in part.faults.items()}
    return column


def _school(setting: Setting, day: date | None, cell: object) -> object:
    ask, text = setting.ask, as_text(cell)
    if isinstance(text, Fault):
        return Fault("unknown_school")
    found = ask.school(text, setting.county_id, day)
    if found.named and found.id:
        setting.replaced.setdefault((found.named, found.id))
    others = ask.names(found.others)
    return found.id or Fault("unknown_school", variant=found.variant, others=others)


def names(cells: list, spec: FieldSpec, setting: Setting, factor: tuple[int, int]) -> Column:
    """Names of persons: looked at, compared within the sheet, never kept."""

    def convert(cell: object) -> object:
        text = as_text(cell)
        if isinstance(text, Fault):
            return text
        word = normal(text)
        return Fault("text_too_long", str(spec.max_length)) if len(word) > spec.max_length else word

    return each(cells, convert, setting.words.null)
