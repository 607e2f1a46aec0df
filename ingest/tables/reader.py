"""What reading needs, and what it answers of a file."""

from dataclasses import dataclass, field
from functools import cached_property

from ingest.books.limits import Limits
from ingest.codes import CodeList
from ingest.columns.base import Words, make_words
from ingest.kept.counts import Counts
from ingest.layout import Layouts
from ingest.problems import Problem
from ingest.reference import Reference
from ingest.tables.context import Context
from ingest.tables.headings import HeadingIndex, build_index
from ingest.tables.part import Part
from ingest.tables.sources import Note

READER_VERSION = 8


@dataclass
class Reader:
    """Everything reading needs that is the same for every file."""

    layouts: Layouts
    codes: dict[str, CodeList]
    teacher_key: bytes
    pupil_key: bytes
    limits: Limits = field(default_factory=Limits)
    reference: Reference = field(default_factory=Reference)
    password: str = field(default="", repr=False)

    @cached_property
    def index(self) -> HeadingIndex:
        """The headings of all forms: made for the first file, for many a night brings none."""
        return build_index(self.layouts, self.codes)

    @cached_property
    def words(self) -> Words:
        """The words of cells and rows, ready to use."""
        return make_words(self.layouts.vocabulary, self.codes)

    def make_ready(self) -> None:
        """Make here what every worker would have to make for itself. Raises LayoutError."""
        _ = self.index, self.words


@dataclass(frozen=True)
class Seen:
    """A table that was found, and the rows of it that could not be read."""

    sheet: str
    form: str
    context: Context
    unread: Counts = field(default_factory=Counts)


@dataclass
class Parsed:
    """What a file holds; `seen` is every table that was found. With a problem of level `file` the
    whole file is held back."""

    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    asked: dict[str, str | None] = field(default_factory=dict)
    kind: str = ""
    notes: list[Note] = field(default_factory=list)
