"""What stands above a table: titles, and labels with their values (学校标识码：2199000001, or the
label and then the value to its right). A form filled in downwards has such labels as items."""

from dataclasses import dataclass, field, replace

from ingest.books.sheet import ErrorCell, NoValue, Sheet, cell_text, is_blank
from ingest.layout import Vocabulary
from ingest.tables.table import Table
from ingest.text import normal, squeeze, squeeze_apart

_LONGEST = 500
_TOGETHER = ({"school_id", "school_name", "sender_name"}, {"county_id", "county_name"})
"""Kinds of label that tell of one thing: a lower table's own school makes the upper one void."""


@dataclass(frozen=True)
class Label:
    """A title, or a value beside a label, and where it stands (row and column from 0)."""

    text: str
    row: int
    column: int
    is_item: bool = False


@dataclass
class Labels:
    """The values by kind of label, in reading order, and the texts that are no labels; `upper` are
    the titles of the tables above."""

    values: dict[str, list[Label]] = field(default_factory=dict)
    titles: list[Label] = field(default_factory=list)
    upper: list[Label] = field(default_factory=list)

    def first(self, kind: str) -> Label | None:
        """The first value of a kind."""
        return next(iter(self.values.get(kind, [])), None)

    def inherit(self, upper: "Labels") -> None:
        """What stands above the whole sheet holds for its lower tables too, as far as these do
        not say otherwise."""
        said = {kind for kinds in _TOGETHER if kinds & self.values.keys() for kind in kinds}
        self.values = {k: v for k, v in upper.values.items() if k not in said} | self.values
        self.upper = [*upper.titles, *upper.upper]


def read_labels(sheet: Sheet, start: int, above: int, vocabulary: Vocabulary) -> Labels:
    """The labels and titles of the rows from `start` on that stand above a table."""
    kinds, pattern = vocabulary.label_kinds, vocabulary.label_pattern
    labels, beside = Labels(), set()
    for r, row in enumerate(sheet.rows[start:above], start):
        for c, cell in enumerate(row):
            if cell.__class__ is not str or is_blank(cell):
                continue
            text = squeeze(cell[:_LONGEST])
            apart = pattern.split(squeeze_apart(cell[:_LONGEST]))
            parts = pattern.split(text) if pattern.search(text) else [text]
            if len(parts) == 1 and text.lower().strip(":()") not in kinds:
                labels.titles.append(Label(apart[0], r, c))
                continue
            pairs = list(zip(parts[1::2], parts[2::2], strict=True)) or [(text.strip(":()"), "")]
            if parts[0].strip("(") and len(parts) > 1:
                labels.titles.append(Label(apart[0], r, c))
            for word, value in pairs:
                value = value.strip(",;、")
                value = value.removesuffix(")") if "(" not in value else value
                label = Label(value, r, c) if value else _to_the_right(row, r, c, kinds)
                if label:
                    if not value:
                        beside.add((label.row, label.column))
                    label = replace(label, text=_bare(label.text, vocabulary))
                    kind = kinds[word.lower()]
                    if kind == "unit" and _is_organisation(label.text, vocabulary):
                        kind = "organisation"
                    labels.values.setdefault(kind, []).append(label)
    labels.titles = [title for title in labels.titles if (title.row, title.column) not in beside]
    return labels


def _bare(value: str, vocabulary: Vocabulary) -> str:
    """A value without the apostrophe that marks text, and without where the seal goes."""
    value = value.lstrip("'’‘")
    ending = next((e for e in map(normal, vocabulary.label_endings) if value.endswith(e)), "")
    return value.removesuffix(ending)


def _is_organisation(text: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands behind 单位 is no unit but whose table it is."""
    name = normal(text).strip("()[].。:")
    return len(name) > 1 and name.endswith(vocabulary.organisation_endings)


def _to_the_right(row: list, r: int, c: int, kinds: dict[str, str]) -> Label | None:
    for column in range(c + 1, min(len(row), c + 12)):
        cell = row[column]
        if is_blank(cell) or isinstance(cell, ErrorCell | NoValue):
            continue
        text = squeeze(cell_text(cell))
        return None if text.lower().strip(":()") in kinds else Label(text, r, column)
    return None


def add_item_labels(labels: Labels, table: Table, sheet: Sheet) -> None:
    """What a form filled in downwards says of its sender, after what stands above it."""
    for kind, name in table.layout.context_items.items():
        place = table.places.get(name)
        value = sheet.cell(place.at, table.value_column) if place else ""
        if not is_blank(value):
            text = squeeze(cell_text(value)).lstrip("'’‘")
            label = Label(text, place.at, table.value_column, is_item=True)
            labels.values.setdefault(kind, []).append(label)


def names_context(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a squeezed cell is a label line: it begins with a label and a colon. Units and who
    filled it in are no such label, and what is a heading may be one only with its colon."""
    found = vocabulary.label_pattern.match(text)
    return bool(found) and vocabulary.label_kinds[found[1].lower()] not in {"unit", "other"}
