"""How the rows of a form are called, and what stands in a cell, in the words of the forms."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ingest.codes import CodeList
from ingest.field import FieldSpec
from ingest.layout import Layout
from ingest.tables.headings import HeadingIndex
from ingest.text import normal
from ingest.vocabulary import Strict, Vocabulary

_MOST_LISTED = 8
Row = dict[str, Any]


class Words(Strict):
    """`words.yml`."""

    added: tuple[str, ...]
    between: str
    listed: str
    more: str
    blank: str
    added_row: str
    with_unit: str


@cache
def read_words() -> Words:
    """The words, strictly parsed."""
    path = Path(__file__).with_name("words.yml")
    return Words.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def school_column(layout: Layout) -> str | None:
    """The column of a form's rows that says of which school they are."""
    if layout.level == "school":
        return "sender_id"
    return next((spec.name for spec in layout.fields if spec.ref == "school"), None)


def key_fields(layout: Layout) -> list[FieldSpec]:
    """The fields that tell the rows of one school, or of one county, apart."""
    names = layout.unique[0] if layout.unique else ()
    whose = school_column(layout)
    return [layout.by_name[name] for name in names if name != whose]


@dataclass(frozen=True)
class Speech:
    """Values and rows as people write them."""

    codes: dict[str, CodeList]
    vocabulary: Vocabulary
    index: HeadingIndex

    def value(self, spec: FieldSpec, value: Any) -> str:
        """What stood in the cell, in the unit in which the form is filled in."""
        if value is None:
            return read_words().blank
        if spec.codes:
            return self.codes[spec.codes].names.get(str(value), str(value))
        if isinstance(value, bool):
            words = self.vocabulary.yes_words if value else self.vocabulary.no_words
            return words[0]
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Decimal):
            times, over = self.factor(spec)
            return f"{(value * over / times).normalize():f}"
        return str(value)

    def factor(self, spec: FieldSpec) -> tuple[int, int]:
        """What turns a number of the form into the stored unit."""
        if not (spec.unit and spec.unit_in_form):
            return 1, 1
        return self.index.factor(spec.unit_in_form, spec.unit)

    def row(self, layout: Layout, row: Row) -> str:
        """A row by what tells it from the others."""
        fields = key_fields(layout)
        told = [self.value(spec, row[spec.name]) for spec in fields if row[spec.name] is not None]
        return " ".join(told)

    def listed(self, layout: Layout, rows: list[Row]) -> str:
        """The rows that there are, or the first of them."""
        words, names = read_words(), [self.row(layout, row) for row in rows]
        shown = words.listed.join(names[:_MOST_LISTED])
        return words.more.format(shown=shown, count=len(names)) if names[_MOST_LISTED:] else shown

    def find(self, layout: Layout, rows: list[Row], text: str) -> list[Row]:
        """The rows that a text names, by all that tells them apart or by one part of it. A text
        that is blank names every row."""
        wanted = _bare(text)
        if not wanted:
            return rows
        whole = [row for row in rows if _bare(self.row(layout, row)) == wanted]
        return whole or [row for row in rows if wanted in self._parts(layout, row)]

    def _parts(self, layout: Layout, row: Row) -> set[str]:
        return {_bare(self.value(spec, row[spec.name])) for spec in key_fields(layout)}


def is_added(text: str) -> bool:
    """Whether the name of a row says that it is to be added."""
    return normal(text).startswith(tuple(map(normal, read_words().added)))


def _bare(text: str) -> str:
    return normal(re.sub(read_words().between, "", text))
