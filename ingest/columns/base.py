"""What the column functions share."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from math import isfinite

from ingest.asker import Asker
from ingest.books.sheet import ErrorCell, MergedValue, NoValue
from ingest.codes import CodeList
from ingest.layout import Vocabulary
from ingest.problems import is_quotable
from ingest.tables.headings import HeadingIndex
from ingest.text import normal

# An error that was pasted or exported as text, or what a column too narrow for its number shows.
_ERROR = re.compile(r"#(n/a|ref!|name\?|value!|div/0!|num!|null!|spill!|calc!)|#{2,}")

_ALIKE_TO_NONE = {str, type(None)}
"""Kinds of cells that are equal to none of another kind."""


@dataclass(frozen=True)
class Fault:
    """Why a cell cannot be taken; `expected` replaces what the field's type would say. Of a
    school also what its name may mean (`others`, in words) and which texts to show (`variant`)."""

    code: str
    expected: str = ""
    variant: str = ""
    others: str = ""


@dataclass
class Column:
    """Typed values (None where blank or faulty) and the faults by position."""

    values: list
    faults: dict[int, Fault] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """The vocabulary's words for cells and rows, ready to use; `null_beside` by list of codes, of
    which some have a code for what is blank elsewhere."""

    null: frozenset[str]
    null_beside: dict[str, frozenset[str]]
    yes: frozenset[str]
    no: frozenset[str]
    totals: tuple[str, ...]
    total_endings: tuple[str, ...]
    total_rows: frozenset[str]
    counted: re.Pattern
    sums: frozenset[str]
    footers: tuple[str, ...]
    samples: tuple[str, ...]
    dividers: re.Pattern
    years: tuple[str, ...]
    dates: tuple[str, ...]
    initials: frozenset[str]
    finals: frozenset[str]
    vocabulary: Vocabulary
    known: frozenset[str]

    def may_be_total(self, text: str) -> bool:
        """Whether a name may be that of all: 全年级, 共4个班."""
        word = normal(text)
        return word in self.total_rows or bool(self.counted.fullmatch(word))

    def may_quote(self, text: str) -> bool:
        """Whether a cell of a form about persons may be shown: it can be nobody's name."""
        return normal(text) in self.known or is_quotable(text, self.vocabulary)


def make_words(vocabulary: Vocabulary, codes: dict[str, CodeList]) -> Words:
    """The vocabulary made ready; a word of any list of codes is nobody's name."""

    def normals(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(normal, words))

    totals, footers = normals(vocabulary.total_words), normals(vocabulary.footer_words)
    endings, rows = normals(vocabulary.total_endings), normals(vocabulary.total_rows)
    null = frozenset(normals(vocabulary.null_words))
    yes, no = normals(vocabulary.yes_words), normals(vocabulary.no_words)
    return Words(
        null=null,
        null_beside={name: null - code.words.keys() for name, code in codes.items()},
        yes=frozenset(yes),
        no=frozenset(no),
        totals=totals,
        total_endings=endings,
        total_rows=frozenset(rows),
        counted=re.compile("|".join(vocabulary.total_patterns)),
        sums=frozenset((*totals, *endings)),
        footers=footers,
        samples=normals(vocabulary.sample_words),
        dividers=re.compile("|".join(vocabulary.divider_patterns)),
        years=vocabulary.year_patterns,
        dates=vocabulary.date_patterns,
        initials=frozenset(word[0] for word in (*totals, *footers, *rows)),
        finals=frozenset((":", "：", *(word[-1] for word in endings))),
        vocabulary=vocabulary,
        known=frozenset(
            (*yes, *no, *null, *(word for code in codes.values() for word in code.words))
        ),
    )


@dataclass
class Setting:
    """What typing a column needs besides its cells; `days` are those of the rows, where a column
    has some, instead of the `day` of the table."""

    codes: dict[str, CodeList]
    index: HeadingIndex
    words: Words
    ask: Asker
    teacher_key: bytes
    pupil_key: bytes
    county_id: str = ""
    exam_id: str = ""
    day: date | None = None
    days: list[date | None] | None = None
    table_units: dict[str, str] = field(default_factory=dict)
    from_1904: bool = False
    all_text: bool = False
    is_about_persons: bool = False
    replaced: dict[tuple[str, str], None] = field(default_factory=dict)


def each(cells: list, convert: Callable[[object], object], null: frozenset[str]) -> Column:
    """Convert every distinct cell once. `convert` gets a filled cell and answers a value or a
    Fault."""
    keys = cells
    if len({*map(type, cells)} - _ALIKE_TO_NONE) > 1:  # 1, 1.0 and True are equal
        keys = [(cell.__class__, cell) for cell in cells]
        known = {key: _one(key[1], convert, null) for key in dict.fromkeys(keys)}
    else:
        known = {cell: _one(cell, convert, null) for cell in dict.fromkeys(cells)}
    column = Column(list(map(known.__getitem__, keys)))
    if Fault in map(type, known.values()):
        values = enumerate(column.values)
        column.faults = {position: one for position, one in values if one.__class__ is Fault}
        for position in column.faults:
            column.values[position] = None
    return column


def unusable(cell: object) -> Fault | None:
    """The fault of an error, of a number that is none (which only a broken file can hold), of a
    value merged over several cells, and of a formula that was never calculated."""
    if isinstance(cell, ErrorCell) or (cell.__class__ is float and not isfinite(cell)):
        return Fault("error_cell")
    if isinstance(cell, MergedValue):
        return Fault("merged_cells")
    return Fault("formula_without_value") if isinstance(cell, NoValue) else None


def _one(cell: object, convert: Callable[[object], object], null: frozenset[str]) -> object:
    if cell.__class__ is str:
        word = normal(cell)
        if word[:1] == "#" and _ERROR.fullmatch(word):
            return Fault("error_cell")
        return None if word == "" or word in null else convert(cell)
    return None if cell is None else unusable(cell) or convert(cell)
