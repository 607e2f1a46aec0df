"""A form's layout is data: strict models of `layouts/*.yml`, and loading them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import (
    Field,
    ValidationError,
    model_validator,
)

from ingest.field import NAME, SENDER_COLUMNS, FieldSpec
from ingest.ondemand import OnDemand
from ingest.provided import Kind, Provided
from ingest.text import normal, path_steps
from ingest.vocabulary import Strict, Vocabulary
from warehouse.strict import faults

FOLDER = Path(__file__).parent / "layouts"
_Kind = TypeVar("_Kind", bound=Strict)


class LayoutError(ValueError):
    """A mistake in a layout; the message names the file."""


class Choice(Strict):
    """The column that says which subjects a pupil has chosen, one sign each: 物化生."""

    headings: tuple[str, ...]
    subjects: dict[str, str]
    not_taken: str


class Wide(Strict):
    """Subjects as columns: which heading words stand under (or over) a subject.

    `subject_headings` are short names besides those of the code list; whatever stands under one
    of `ignored_groups` (总分) is passed over; under one of `remark_headings` a word such as 缺考 is
    heeded; `blank` is the status of a blank cell; `usual` are
    the subjects of a template that names none.
    """

    codes: str
    status: str
    blank: str
    headings: tuple[str, ...]
    subject_headings: dict[str, str] = Field(default_factory=dict)
    ignored_headings: tuple[str, ...] = ()
    ignored_groups: tuple[str, ...] = ()
    remark_headings: tuple[str, ...] = ()
    choice: Choice | None = None
    usual: tuple[str, ...]
    score: FieldSpec


class Layout(Strict):
    """How to read one form.

    `ignored_headings` are passed over, and so is everything below the path of one of
    `ignored_blocks`: 专任教师>#按年龄分.
    `finds`: columns that hold the school which fields of a row, a code or a name, mean; empty
    where they mean nobody or several.
    """

    name: str
    label: str
    version: int
    shape: Literal["rows", "items", "wide_subjects"]
    level: Literal["school", "county"]
    period: Literal["school_year", "finance_year", "exam"]
    title_words: tuple[str, ...]
    fields: tuple[FieldSpec, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    absent_together: tuple[str, ...] = ()
    ignored_headings: tuple[str, ...] = ()
    ignored_blocks: tuple[str, ...] = ()
    may_be_empty: bool = False
    provides: dict[Kind, Provided] = Field(default_factory=dict)
    finds: dict[Annotated[str, Field(pattern=NAME)], tuple[str, ...]] = Field(default_factory=dict)
    context_items: dict[str, str] = Field(default_factory=dict)
    wide: Wide | None = None

    @model_validator(mode="after")
    def _names_exist(self) -> "Layout":
        names = [field.name for field in self.fields]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: a field stands twice")
        used = {name for key in self.unique for name in key} | set(self.context_items.values())
        used |= set(self.absent_together) | {name for told in self.finds.values() for name in told}
        if self.finds and (self.shape != "rows" or set(self.finds) & set(names)):
            raise ValueError(f"{self.name}: what rows find is a column of its own")
        for what, provided in self.provides.items():
            used |= provided.columns
            if lacking := provided.lacking(what):
                raise ValueError(f"{self.name}: provides {what} without {lacking}")
        if used - set(names):
            raise ValueError(f"{self.name}: no such field {sorted(used - set(names))}")
        if wrong := {name for spec in self.fields for name in spec.blank_where} - set(names):
            raise ValueError(f"{self.name}: no such field {sorted(wrong)} for blank_where")
        dates = {spec.name for spec in self.fields if spec.kind == "date" and self.shape == "rows"}
        if wrong := {spec.as_of for spec in self.fields if spec.as_of} - dates:
            raise ValueError(f"{self.name}: {sorted(wrong)} is no date of a row")
        if not all(self.by_name[name].required for name in self.absent_together):
            raise ValueError(f"{self.name}: only required fields are absent_together")
        if self.period_column in names and (self.shape != "rows" or self.period != "exam"):
            raise ValueError(f"{self.name}: only rows may name their own period, an examination")
        if self.names_its_senders and (self.shape, self.level) != ("rows", "school"):
            raise ValueError(f"{self.name}: only rows of schools may name their own sender")
        if self.names_its_counties and (self.shape != "rows" or self.level != "county"):
            raise ValueError(f"{self.name}: only rows of a county's form may name their county")
        if (self.shape == "wide_subjects") != (self.wide is not None):
            raise ValueError(f"{self.name}: wide_subjects and `wide` belong together")
        return self

    @model_validator(mode="after")
    def _nothing_is_lost_in_a_block(self) -> "Layout":
        """A block that held a heading of a field would empty the field without a word."""
        for block in self.ignored_blocks:
            steps = path_steps(block)
            for spec in self.fields:
                inside = (h for h in spec.headings if path_steps(h)[: len(steps)] == steps)
                if heading := next(inside, ""):
                    told = f"{block} also holds {heading}, of the headings of {spec.name}"
                    raise ValueError(f"{self.name}: {told}; name the blocks below it")
        return self

    def __hash__(self) -> int:
        return hash((self.name, self.version))

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The title words as they are compared."""
        return tuple(map(normal, self.title_words))

    @cached_property
    def by_name(self) -> dict[str, FieldSpec]:
        """Fields by name."""
        return {field.name: field for field in self.fields}

    def needed(self, there: set[str]) -> list[FieldSpec]:
        """The fields whose headings must stand on a form that has those of the fields `there`. An
        edition that asks none of `absent_together` is whole without them; one that asks some of
        them has lost the others."""
        if self._together.isdisjoint(there):
            return [spec for spec in self._required if spec.name not in self._together]
        return self._required

    @cached_property
    def fewest_needed(self) -> int:
        """How many headings the smallest edition of the form must have."""
        return len(self.needed(set())) + bool(self.wide)

    @cached_property
    def _required(self) -> list[FieldSpec]:
        return [spec for spec in self.fields if spec.required]

    @cached_property
    def _together(self) -> frozenset[str]:
        return frozenset(self.absent_together)

    @property
    def period_column(self) -> str:
        """The raw column that holds the period."""
        return "exam_id" if self.period == "exam" else self.period

    @property
    def names_its_counties(self) -> bool:
        """Whether every row says which county it is of: one submission for each."""
        return any(spec.name == "county_id" and spec.ref == "county" for spec in self.fields)

    @property
    def names_its_periods(self) -> bool:
        """Whether every row says which examination it is about: one submission for each."""
        return self.period_column in self.by_name

    @property
    def names_its_senders(self) -> bool:
        """Whether the rows may say of which school they are: one submission for each."""
        return any(name in self.by_name for name in SENDER_COLUMNS)


@dataclass(frozen=True)
class Layouts:
    """All layouts with the vocabulary; `hashes` tells when one of them means something new."""

    forms: Mapping[str, Layout]
    vocabulary: Vocabulary
    hashes: dict[str, str]

    def __len__(self) -> int:
        return len(self.forms)


def _parsed(kind: type[_Kind], path: Path, data: bytes) -> _Kind:
    try:
        content = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return kind.model_validate(content)
    except yaml.YAMLError as error:
        raise LayoutError(f"{path.name}: not YAML: {error}") from error
    except ValidationError as error:
        raise LayoutError(f"{path.name}: {faults(error)}") from error


def _check_units(layout: Layout, vocabulary: Vocabulary, path: Path) -> None:
    known = {unit for units in vocabulary.units.values() for unit in units}
    for spec in (*layout.fields, *([layout.wide.score] if layout.wide else [])):
        for unit in filter(None, (spec.unit, spec.unit_in_form)):
            if unit not in known:
                told = f"{path.name}: {spec.name}: no unit {unit!r} in _vocabulary.yml"
                raise LayoutError(told)


def read_layout(path: Path, vocabulary: Vocabulary, data: bytes | None = None) -> Layout:
    """One layout, strictly parsed, of its `data` if these were read before. Raises LayoutError."""
    layout = _parsed(Layout, path, path.read_bytes() if data is None else data)
    if layout.name != path.stem:
        raise LayoutError(f"{path.name}: the form is named {layout.name!r}, not {path.stem!r}")
    _check_units(layout, vocabulary, path)
    return layout


def load_layouts(folder: Path = FOLDER, code_list: bytes = b"", *, at_once: bool = True) -> Layouts:
    """Every layout in `folder`, strictly parsed; unless `at_once`, when it is first asked for.

    `code_list` is the content of the shared list of codes: it is part of each hash.
    Raises LayoutError naming the file and its mistake.
    """
    words_path = folder / "_vocabulary.yml"
    words = words_path.read_bytes()
    vocabulary = _parsed(Vocabulary, words_path, words)
    parts = {path.stem: (path, path.read_bytes()) for path in sorted(folder.glob("[!_]*.yml"))}
    shared, hashes = b"".join(hashlib.sha256(part).digest() for part in (words, code_list)), {}
    for name, (_, data) in parts.items():
        whole = hashlib.sha256(data).digest() + shared
        hashes[name] = hashlib.sha256(whole).hexdigest()[:16]

    def read(name: str) -> Layout:
        path, data = parts[name]
        return read_layout(path, vocabulary, data)

    forms = OnDemand(parts, read)
    return Layouts(dict(forms) if at_once else forms, vocabulary, hashes)
