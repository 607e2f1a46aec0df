"""Which heading means which field: an index over all layouts, made once."""

import re
from dataclasses import dataclass, field
from itertools import product

from ingest.codes import CodeList
from ingest.field import FieldSpec
from ingest.layout import Layout, LayoutError, Layouts, Vocabulary
from ingest.tables.grid import Signs
from ingest.tables.paths import PathWords
from ingest.text import normal, path_steps, split_bracket

IGNORED = "-"
CHOICE = "?"
REMARK = "!"
NO_FIELDS = frozenset({IGNORED, CHOICE, REMARK})
_JOINT = "/\\->_·"
_JOINTS = str.maketrans("", "", _JOINT)
_STEPS = str.maketrans(_JOINT, " " * len(_JOINT))
_WORTH_KEEPING = 100_000
_SHORTEST_TITLE = 3
_MARKS = "*:★☆●▲△※"


@dataclass(frozen=True)
class Meaning:
    """What one heading stands for in a layout: a field, a subject's score, the chosen subjects, or
    nothing (if of a subject: its rank or the like)."""

    field: str
    unit: str | None = None
    subject: str | None = None


@dataclass
class FormIndex:
    """One layout's headings, normalised; `steps` are the words of which longer ones are joined."""

    layout: Layout
    exact: dict[str, Meaning] = field(default_factory=dict)
    steps: set[str] = field(default_factory=set)
    ignored_groups: frozenset[str] = frozenset()
    ignored_blocks: frozenset[tuple[str, ...]] = frozenset()

    def passes_over(self, path: str) -> bool:
        """Whether a heading stands in a block of which nothing is read."""
        steps = path_steps(path)
        return any(steps[:n] in self.ignored_blocks for n in range(1, len(steps) + 1))


@dataclass
class HeadingIndex:
    """All layouts' headings, by heading the forms that know it, the pieces of two characters of
    which they are made, the words of all titles but very short ones, and what heads the columns
    of a form filled in downwards (`items`)."""

    forms: dict[str, FormIndex]
    users: dict[str, set[str]]
    units: dict[str, tuple[str, int]]
    hints: set[str]
    pieces: set[str]
    path_words: PathWords
    titles: frozenset[str]
    full_marks: re.Pattern
    items: dict[str, frozenset[str]]
    known: dict[tuple[str, str], Meaning | None] = field(default_factory=dict)
    met: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        exact = (word for form in self.forms.values() for word in form.exact)
        self.initials = {word[0] for word in (*self.users, *exact)}
        self.openings = self.initials | {*_MARKS, *_JOINT}
        downwards = {word[0] for words in self.items.values() for word in words}
        self.signs = Signs(self.initials | set(_MARKS) | downwards)
        self.title = re.compile("|".join(map(re.escape, sorted(self.titles))))

    def meaning(self, form: str, heading: str) -> Meaning | None:
        """The meaning of a normalised heading, its bracketed unit taken off and remembered."""
        key = (form, heading)
        if key not in self.known:
            if len(self.known) > _WORTH_KEEPING:
                self.known.clear()
            self.known[key] = self._meaning(form, heading)
        return self.known[key]

    def _meaning(self, form: str, heading: str) -> Meaning | None:
        index = self.forms[form]
        heading = heading.strip(_MARKS)
        if found := index.exact.get(heading) or index.exact.get(heading.translate(_JOINTS)):
            return found
        parts = self._parts(heading)
        if not parts:
            return None
        name, bracket = parts
        found = index.exact.get(name + bracket) or self.meaning(form, name)
        if not found or found.field in NO_FIELDS or name + bracket in index.exact:
            return found
        unit = self._unit(bracket, index.layout, found)
        return None if unit is None else Meaning(found.field, unit or found.unit, found.subject)

    def _parts(self, heading: str) -> tuple[str, str] | None:
        """(name, what follows it in brackets, or a unit behind a stroke or a colon)."""
        if parts := split_bracket(heading):
            return parts
        name, _, unit = heading.replace(":", "/").rpartition("/")
        return (name, unit) if name and unit in self.units else None

    def named(self, form: str, heading: str) -> tuple[Meaning, str] | None:
        """(meaning, bracket) of a heading whose name is known but whose bracket is not."""
        parts = self._parts(heading.strip(_MARKS))
        found = self.meaning(form, parts[0]) if parts else None
        is_field = found and found.field not in NO_FIELDS
        return (found, parts[1]) if is_field else None

    def users_of(self, heading: str) -> set[str]:
        """The forms that may know a normalised heading."""
        if heading[:1] not in self.openings:
            return set()
        if heading not in self.met:
            if len(self.met) > _WORTH_KEEPING:
                self.met.clear()
            self.met[heading] = self._users_of(heading)
        return self.met[heading]

    def _users_of(self, heading: str) -> set[str]:
        heading = heading.strip(_MARKS)
        if heading.lstrip(_JOINT)[:1] not in self.initials:
            return set()
        if found := self.users.get(heading) or self.users.get(heading.translate(_JOINTS)):
            return found
        parts = self._parts(heading)
        return self.users_of(parts[0]) if parts else set()

    def _unit(self, bracket: str, layout: Layout, meaning: Meaning) -> str | None:
        """The unit in a bracket, '' for a mere hint, None when it does not fit the field."""
        unit = ""
        for word in bracket.replace("、", ",").replace(";", ",").split(","):
            word = word.rpartition(":")[2]
            if word in self.hints or (meaning.subject and self.full_marks.fullmatch(word)):
                continue
            if word not in self.units or unit:
                return None
            unit = word
        spec = layout.wide.score if meaning.subject else layout.by_name[meaning.field]
        return unit if not unit or self.is_fitting(unit, spec) else None

    def is_fitting(self, unit: str, spec: FieldSpec) -> bool:
        """Whether an amount of a field may be given in a unit; a field without one has any."""
        if not spec.unit:
            return True
        return unit in self.units and self.kind(unit) == self.kind(spec.unit)

    def kind(self, unit: str) -> str:
        """money, area, count and so on."""
        return self.units[normal(unit)][0]

    def factor(self, unit: str, stored: str) -> tuple[int, int]:
        """(numerator, denominator) that turn an amount in `unit` into `stored`."""
        return self.units[normal(unit)][1], self.units[normal(stored)][1]


def _fields(index: FormIndex, specs: tuple[FieldSpec, ...]) -> None:
    for spec in specs:
        for heading in spec.headings:
            word = normal(heading)
            for spelling in (word, word.translate(_JOINTS)):
                if index.exact.setdefault(spelling, Meaning(spec.name)).field != spec.name:
                    raise LayoutError(f"{index.layout.name}: {heading} stands for two fields")
            index.steps |= set(word.translate(_STEPS).split())


def _subjects(index: FormIndex, codes: dict[str, CodeList]) -> None:
    """A subject alone, over or under a word for its score, over or under one for its rank."""
    wide = index.layout.wide
    words = {w: c for w, c in codes[wide.codes].words.items() if not w.isascii()}
    words |= {normal(word): code for word, code in wide.subject_headings.items()}
    for word, code in words.items():
        score, rank = Meaning(wide.score.name, subject=code), Meaning(IGNORED, subject=code)
        index.exact.setdefault(word, score)
        for below in map(normal, wide.headings):
            index.exact[word + below] = index.exact[below + word] = score
        for below in map(normal, wide.ignored_headings):
            index.exact[word + below] = index.exact[below + word] = rank
    for heading in wide.choice.headings if wide.choice else ():
        index.exact[normal(heading)] = Meaning(CHOICE)
    for heading in wide.remark_headings:
        index.exact[normal(heading)] = Meaning(REMARK)
    index.steps |= set(map(normal, wide.headings))
    index.ignored_groups = frozenset(map(normal, wide.ignored_groups))
    for group, below in product(index.ignored_groups, ("", *map(normal, wide.ignored_headings))):
        index.exact.setdefault(group + below, Meaning(IGNORED))


def build_index(layouts: Layouts, codes: dict[str, CodeList]) -> HeadingIndex:
    """Raises LayoutError when one heading means two fields of a form."""
    vocabulary = layouts.vocabulary
    units = _units(vocabulary)
    forms = {name: _form(layout, vocabulary, codes) for name, layout in layouts.forms.items()}
    users: dict[str, set[str]] = {}
    for name, index in forms.items():
        exact = (w for w, m in index.exact.items() if m.field not in NO_FIELDS)
        for word in (*exact, *index.steps):
            users.setdefault(word, set()).add(name)
    words = {word for index in forms.values() for word in index.exact}
    pieces = {word[at : at + 2] for word in words for at in range(len(word) - 1)}
    hints = {normal(hint) for hint in vocabulary.heading_hints}
    titles = {t for form in forms.values() for t in form.layout.title_words}
    titles = frozenset(title for title in titles if len(title) >= _SHORTEST_TITLE)
    path_words = _path_words(vocabulary, units)
    full_marks = re.compile(vocabulary.full_marks)
    items = {kind: frozenset(map(normal, getattr(vocabulary.items, kind)))
             for kind in ("item", "value", "unit")}  # fmt: skip
    return HeadingIndex(forms, users, units, hints, pieces, path_words, titles, full_marks, items)


def _units(vocabulary: Vocabulary) -> dict[str, tuple[str, int]]:
    units: dict[str, tuple[str, int]] = {}
    for kind, members in vocabulary.units.items():
        for unit, factor in members.items():
            if units.setdefault(normal(unit), (kind, factor)) != (kind, factor):
                raise LayoutError(f"unit {unit} stands for two things")
    return units


def _form(layout: Layout, vocabulary: Vocabulary, codes: dict[str, CodeList]) -> FormIndex:
    for spec in layout.fields:
        if spec.codes and spec.codes not in codes:
            told = f"{layout.name}.yml: {spec.name}: no list {spec.codes} in seeds/code_list.csv"
            raise LayoutError(told)
    index = FormIndex(layout, ignored_blocks=frozenset(map(path_steps, layout.ignored_blocks)))
    _fields(index, layout.fields)
    ignored = layout.ignored_headings + vocabulary.ignored_headings
    if layout.wide:
        for word in ignored + layout.wide.ignored_headings:
            index.exact.setdefault(normal(word), Meaning(IGNORED))
        _subjects(index, codes)
    for word in ignored:
        index.exact.setdefault(normal(word), Meaning(IGNORED))
    return index


def _path_words(vocabulary: Vocabulary, units: dict[str, tuple[str, int]]) -> PathWords:
    return PathWords(
        frozenset(units) | {f"({unit})" for unit in units},
        vocabulary.column_stems,
        tuple(map(normal, vocabulary.column_numbers)),
        frozenset(map(normal, vocabulary.whole_words)),
        tuple(map(normal, vocabulary.changing_words)),
    )
