"""One column of a form, as its layout describes it."""

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ingest.vocabulary import Strict

NAME = r"^[a-z][a-z0-9_]*$"
SENDER_COLUMNS = ("sender_id", "sender_name")
"""Columns in which every row names its school, by code and by name."""
_DECIMAL = re.compile(r"decimal\((\d+),(\d+)\)")
_KINDS = {"text", "code", "integer", "boolean", "date", "token", "name", "ref"}


def _known_type(value: str) -> str:
    if value not in _KINDS and not _DECIMAL.fullmatch(value):
        kinds = ", ".join(sorted(_KINDS))
        raise ValueError(f"no such type; known are {kinds} and decimal(p,s)")
    return value


class FieldSpec(Strict):
    """One column (or, in a form filled in downwards, one item).

    `is_label`: a short text that names something in more than one place, stored half-width and
    without blanks: （1） 班 and (1)班 are one class. `as_of`: the date of the row on which a school
    is meant; without one, the first of the period. `blank_means`: a blank year is that of the
    period. `blank_where`: a required cell may be blank where another field of its row has one of
    the codes.
    """

    name: Annotated[str, Field(pattern=NAME)]
    headings: tuple[str, ...]
    type: Annotated[str, AfterValidator(_known_type)]
    required: bool = False
    codes: str | None = None
    ref: Literal["school", "county"] | None = None
    as_of: str | None = None
    personal: Literal["teacher", "student", "exam_number", "name"] | None = None
    precision: Literal["year", "month", "day"] | None = None
    unit: str | None = None
    unit_in_form: str | None = None
    range: tuple[float | None, float | None] | None = None
    digits: int | None = None
    max_length: int = 200
    is_label: bool = False
    list_separators: str | None = None
    blank_means: Literal["period"] | None = None
    blank_where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    example: str | None = None

    @model_validator(mode="after")
    def _belongs_together(self) -> "FieldSpec":
        kind = self.kind
        wants = {
            "code": (self.codes, "codes"),
            "date": (self.precision, "precision"),
            "ref": (self.ref, "ref"),
            "token": (self.personal not in {None, "name"}, "personal"),
            "name": (self.personal == "name", "personal: name"),
        }
        given, key = wants.get(kind, (True, ""))
        if not given:
            raise ValueError(f"{self.name}: a {kind} field needs the key {key}")
        if self.codes and kind not in {"code", "integer"}:
            raise ValueError(f"{self.name}: codes do not fit {self.type}")
        if (self.precision == "year") != (kind == "integer" and self.precision is not None):
            raise ValueError(f"{self.name}: a year is an integer, a month or day a date")
        if self.is_label and kind != "text":
            raise ValueError(f"{self.name}: only a text is a label")
        if self.blank_means and self.precision != "year":
            raise ValueError(f"{self.name}: only a year can be that of the period")
        if self.blank_where and not self.required:
            raise ValueError(f"{self.name}: blank_where is for a required field")
        if self.as_of and self.ref != "school":
            raise ValueError(f"{self.name}: only a school is meant on a date")
        if self.personal and kind not in {"token", "name"}:
            raise ValueError(f"{self.name}: a personal value must be a token or dropped")
        return self

    @cached_property
    def kind(self) -> str:
        """The type without its precision."""
        return self.type.partition("(")[0]

    @property
    def decimal(self) -> tuple[int, int]:
        """(precision, scale) of a decimal field."""
        match = _DECIMAL.fullmatch(self.type)
        return int(match[1]), int(match[2])

    @property
    def is_stored(self) -> bool:
        """The name of a person is checked and dropped, that of a sender becomes its id;
        everything else is kept."""
        return self.kind != "name" and self.name != SENDER_COLUMNS[1]
