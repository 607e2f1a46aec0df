"""What is said of a table besides its rows, and where: its title, cells, the name of the sheet, the
folders and the name of the file, and what the command was told."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from ingest.books.sheet import Sheet, first_filled
from ingest.given import Given
from ingest.layout import Layout, Vocabulary
from ingest.problems import Problem, is_quotable, make, messages, shown
from ingest.tables.labels import Label, Labels
from ingest.tables.years import plain_years
from ingest.text import column_letter, of_short_texts, squeeze

_SEPARATORS = re.compile(r"[\s_\-—–~·.、,;:《》<>“”\"'/\\+]+")
_COPY = re.compile(r"[(（]\d{1,2}[)）]$")
_DASHES = re.compile("([-—–_|/:])")
_MOST_PIECES = 11
_GAP = "\n"


class Said(NamedTuple):
    """A text that tells of a whole table. `source`: title | label | item | sheet | folder | file |
    argument; row and column count from 0."""

    text: str
    source: str
    row: int | None = None
    column: int | None = None

    @property
    def cell(self) -> str:
        """The address, if it stands in a cell."""
        return "" if self.row is None else f"{column_letter(self.column)}{self.row + 1}"

    @property
    def where(self) -> str:
        """The source in the clerk's words."""
        return messages()["sources"][self.source].format(cell=self.cell)


@dataclass(frozen=True)
class Note:
    """Something that was concluded, and from what. `kind`: school_year | finance_year | exam |
    school | county | by (who handed it in) | successor; `source` as in `Said`, or rows, or exam,
    or only (there is but one county)."""

    kind: str
    text: str
    source: str
    sheet: str = ""
    cell: str = ""


def note(kind: str, text: str, said: Said, sheet: Sheet) -> Note:
    """A note about what was said on a sheet."""
    return Note(kind, text, said.source, sheet.name, said.cell)


def titles(labels: Labels, *, upper: bool = False) -> list[Said]:
    """The texts above a table that are no labels, or those above the tables over it."""
    found = labels.upper if upper else labels.titles
    return [Said(title.text, "title", title.row, title.column) for title in found]


def labelled(labels: Labels, *kinds: str) -> list[Said]:
    """The values of labels, kind by kind."""
    found = [label for kind in kinds for label in labels.values.get(kind, [])]
    return [_of(label) for label in found]


def _of(label: Label) -> Said:
    return Said(label.text, "item" if label.is_item else "label", label.row, label.column)


def folders(given: Given) -> list[Said]:
    """The folders of a file, the innermost first."""
    parts = [part for part in given.folder.split("/") if part]
    return [Said(part, "folder") for part in reversed(parts)]


def file_name(given: Given) -> Said:
    """The name of a file without its ending and the number of a copy."""
    return Said(_bare(given.name), "file")


@lru_cache(maxsize=64)
def _bare(name: str) -> str:
    return _COPY.sub("", PurePath(name).stem.strip())


@of_short_texts
def pieces(text: str, layout: Layout, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What is left of a title or a name when the name of the form and the year are cut out, cut
    where words end: 岚岫县第一小学2025-2026学年班级情况表 → 岚岫县第一小学, 表."""
    text = plain_years(text, vocabulary.years)
    for pattern in vocabulary.period_patterns.get(layout.period, ()):
        text = re.sub(pattern, _GAP, text)
    parts = _SEPARATORS.split(_without_form(text, layout))
    return tuple(part for part in parts if len(part) > 1)


def exam_names(text: str, layout: Layout) -> list[str]:
    """What may be the name of an examination in a title or a name: a year may be part of it. A
    platform puts it behind or between other words: 排行榜 - 某县期末考试."""
    text = squeeze(text)
    parts = _without_form(text, layout).split(_GAP)
    pieces = _DASHES.split(text)[:_MOST_PIECES]
    ends = [(i, j) for i in range(0, len(pieces), 2) for j in range(i + 1, len(pieces) + 1, 2)]
    parts += ["".join(pieces[i:j]) for i, j in ends]
    return list(dict.fromkeys(part for part in parts if len(part) > 1))


def _without_form(text: str, layout: Layout) -> str:
    for word in _form_words(layout.title_words, layout.label):
        text = text.replace(word, _GAP)
    return text


@lru_cache(maxsize=256)
def _form_words(title_words: tuple[str, ...], label: str) -> tuple[str, ...]:
    """What a form is called, as it is cut out of a text: the longest first."""
    return tuple(map(squeeze, sorted({*title_words, label}, key=len, reverse=True)))


def place(said: Said | None, labels: Labels, sheet: Sheet) -> dict:
    """Where to point: at what was said, else at the title, else at the first cell."""
    at = said if said and said.row is not None else next(iter(labels.titles), None)
    row, column = (at.row, at.column) if at else first_filled(sheet)
    return {"sheet": sheet.name, "row": row + 1, "column": column}


def quoted(said: Said | None, vocabulary: Vocabulary) -> str:
    """What was said, unless it may be a person's name."""
    text = said.text if said else ""
    return shown(text, not is_quotable(text, vocabulary))


def contradiction(told: list[tuple[str, Said]], labels: Labels, sheet: Sheet) -> Problem:
    """Two sources that say different things; each as (what it says, the source)."""
    found = " / ".join(f"{text}（{said.where}）" for text, said in told)
    return make("contradicting_sources", found=found, **place(told[0][1], labels, sheet))
