"""A form's table on a sheet: where its heading stands and which column is what."""

from dataclasses import dataclass, field

from ingest.field import FieldSpec
from ingest.layout import Layout


@dataclass
class Place:
    """A column (or, in a form filled in downwards, a row) with the unit its heading names."""

    at: int
    unit: str | None = None


@dataclass
class Table:
    """Rows and columns count from 0. The heading reaches from `heading_row` up to `body`.

    `start`: the first row of its title and labels, below the rows of a table above.
    `marks`: by subject the columns beside its score, ranks and the like, of which nothing is
    taken but a word for why a score does not count; `choice_column` names the chosen subjects.
    `understood` are the paths of the headings that have a meaning as they stand in `extra`.
    `left` and `right`: the part of the sheet it stands in, when there are more tables `beside`
    it with the same heading.
    """

    layout: Layout
    heading_row: int
    body: int
    places: dict[str, Place] = field(default_factory=dict)
    subjects: dict[str, Place] = field(default_factory=dict)
    marks: dict[str, list[int]] = field(default_factory=dict)
    extra: list[tuple[int, int, str]] = field(default_factory=list)
    understood: list[str] = field(default_factory=list)
    twice: list[tuple[int, int, str, int]] = field(default_factory=list)
    strange_units: list[tuple[int, int, str, FieldSpec]] = field(default_factory=list)
    unnamed: list[int] = field(default_factory=list)
    value_column: int = -1
    item_column: int = -1
    choice_column: int | None = None
    joined: int = 0
    left_behind: int = 0
    title_rank: tuple[int, int] = (0, 0)
    left: int = 0
    right: int | None = None
    beside: list["Table"] = field(default_factory=list)
    start: int = 0

    @property
    def is_strip(self) -> bool:
        """Whether there are more tables beside it."""
        return self.right is not None

    @property
    def _there(self) -> set[str]:
        return self.places.keys() | {spec.name for *_, spec in self.strange_units}

    @property
    def missing(self) -> list[FieldSpec]:
        """Required fields without a heading."""
        there = self._there
        absent = [spec for spec in self.layout.needed(there) if spec.name not in there]
        if self.layout.wide and not self.subjects:
            absent.append(self.layout.wide.score)
        return absent

    @property
    def matched(self) -> int:
        """How many headings were understood."""
        here = len(self.places) + len(self.subjects)
        return here + sum(table.matched for table in self.beside)

    @property
    def coverage(self) -> float:
        """Share of the required headings that are there."""
        required = len(self.layout.needed(self._there)) + bool(self.layout.wide)
        return 1 - len(self.missing) / max(required, 1)

    def columns(self) -> list[tuple[Place, FieldSpec]]:
        """The columns that are read and what they hold; of a form filled in downwards none."""
        if self.value_column >= 0:
            return []
        specs = self.layout.by_name
        known = [(place, specs[name]) for name, place in self.places.items()]
        return known + [(place, self.layout.wide.score) for place in self.subjects.values()]

    @property
    def used(self) -> list[int]:
        """The columns that are read, in the order of the layout's fields."""
        return [place.at for place in (*self.places.values(), *self.subjects.values())]
