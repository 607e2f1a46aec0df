"""The schools, counties and examinations that other forms name, as the lists in force tell them,
and which schools have taken the place of which."""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ingest.layout import Layout
from ingest.names import NO_WORDS, Names
from ingest.provided import Provided
from ingest.succession import Change, Succession
from ingest.text import normal, of_short_texts
from ingest.vocabulary import SchoolWords


class School(NamedTuple):
    """A school as the newest list shows it; `kind` is its 办学类型."""

    county_id: str
    name: str
    kind: str


class Exam(NamedTuple):
    """An examination of a county and the first of its days."""

    name: str
    day: date | None


@dataclass
class Reference:
    """What is known, by id; `look` finds it by what people write."""

    words: SchoolWords = NO_WORDS
    schools: dict[str, School] = field(default_factory=dict)
    counties: dict[str, str] = field(default_factory=dict)
    exams: dict[tuple[str, str], Exam] = field(default_factory=dict)
    succession: Succession = field(default_factory=Succession)
    names: dict[str, dict[str, None]] = field(default_factory=dict)

    def add_school(
        self, school_id: str, county_id: str, names: Iterable[str], kind: str = ""
    ) -> None:
        """A school under all its names; the first of them is shown."""
        names = [name for name in names if name]
        self.schools[school_id] = School(county_id, names[0] if names else "", kind)
        self.names.setdefault(school_id, {}).update(dict.fromkeys(names))
        self._forget()

    def add_county(self, county_id: str, name: str) -> None:
        """A county under its name."""
        self.counties[county_id] = name
        self._forget()

    def add_exam(self, exam_id: str, county_id: str, name: str, day: date | None = None) -> None:
        """An examination under its id and name, held on `day` or earlier."""
        known = self.exams.get((county_id, exam_id))
        days = [d for d in (day, known and known.day) if d]
        self.exams[county_id, exam_id] = Exam(name, min(days, default=None))
        self._forget()

    def add_change(self, change: Change, county_id: str, name: str) -> None:
        """A change, and the name of a school that may be on no list any more."""
        if change.from_id and (change.to_id or change.kind == "close"):
            self.succession.add(change)
            if change.from_id not in self.schools:
                self.add_school(change.from_id, county_id, [name])
            elif name:
                self.names[change.from_id].setdefault(name)
        self._forget()

    def add_row(self, layout: Layout, row: dict) -> None:
        """A row of a form that provides something."""
        for what, provided in layout.provides.items():
            names = [name for one in provided.names for name in _split(layout, one, row)]
            known = row[provided.id] or ""
            if what == "county":
                self.add_county(known, names[0])
            elif what == "school":
                self.add_school(known, row["county_id"], names, row[provided.kind] or "")
                self.succession.list_in(known, row[layout.period_column])
            elif what == "exam":
                self.add_exam(known, row["county_id"], names[0], row[provided.day])
            else:
                change = _change(provided, row)
                self.add_change(change, row["county_id"], names[0] if names else "")

    def look(self, table: str, county_id: str, hashed: str) -> tuple[str, ...]:
        """The ids that the `digest` of a word has in a table, sorted. Tables: school and county
        by id; name, every name of a school as it stands; key, by `names.key`; longer, the schools
        whose key ends in this one; exam, by id or name; holder, the counties of an exam. Without
        `county_id` of all counties."""
        return self._tables.get((table, county_id, hashed), ())

    def key(self, text: str, county_id: str) -> tuple[str, bool]:
        """By what a name is compared in a county, and whether it named the county."""
        return self.spelling.key(text, self.counties.get(county_id, ""))

    @cached_property
    def spelling(self) -> Names:
        """How names are compared."""
        return Names(self.words)

    def _forget(self) -> None:
        self.__dict__.pop("_tables", None)

    @cached_property
    def _tables(self) -> dict[tuple[str, str, str], tuple[str, ...]]:
        """(table, county or '', digest) → sorted ids."""
        found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        keys: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

        def add(table: str, county_id: str, word: str, entry: str) -> None:
            for scope in {"", county_id}:
                found[table, scope, digest(word)].add(entry)

        for county_id, name in self.counties.items():
            for word in (county_id, name):
                add("county", "", word, county_id)
            found["only", "", digest("")].add(county_id)
        for school_id, names in self.names.items():
            county_id = self.schools[school_id].county_id
            add("school", "", school_id, school_id)
            for name in names:
                add("name", county_id, normal(name), school_id)
                keys[county_id][self.key(name, county_id)[0]].add(school_id)
        for county_id, entries in keys.items():
            for word, ids in entries.items():
                found["key", county_id, digest(word)] |= ids
                for start in range(1, len(word) - 1):
                    if word[start:] in entries:
                        found["longer", county_id, digest(word[start:])] |= ids
        for (county_id, exam_id), exam in self.exams.items():
            for word in (exam_id, self.key(exam.name, county_id)[0]):
                add("exam", county_id, word, exam_id)
            add("holder", "", exam_id, county_id)
        return {place: tuple(sorted(ids)) for place, ids in found.items()}


def _split(layout: Layout, name: str, row: dict) -> list[str]:
    marks = layout.by_name[name].list_separators
    text = row[name] or ""
    return [part.strip() for part in (re.split(f"[{re.escape(marks)}]", text) if marks else [text])]


def _change(provided: Provided, row: dict) -> Change:
    return Change(
        row[provided.id] or "", row[provided.to] or "", row[provided.kind], row[provided.day]
    )


@of_short_texts
def digest(text: str) -> str:
    """Under what a word is remembered without keeping it."""
    return hashlib.sha256(normal(text).encode()).hexdigest()[:16]


class Answers:
    """What questions would be answered from a reference as it is; many files ask the same."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._now: dict[str, str] = {}

    def are(self, asked: dict[str, str | None]) -> bool:
        """Whether all would be answered as they were."""
        now = self._now
        for question, answer in asked.items():
            if question not in now:
                now[question] = _answer(self.reference, question)
            if now[question] != answer:
                return False
        return True


def _answer(reference: Reference, question: str) -> str:
    table, county_id, word = question.split("|", 2)
    if table == "successor":
        ids = reference.succession.standing(word, date.fromisoformat(county_id))
    elif table == "place":
        ids = place_of(reference, word)
    elif table == "called":
        ids = name_of(reference, word)
    elif table == "day":
        ids = day_of(reference, county_id, word)
    else:
        ids = reference.look(table, county_id, word)
    return ",".join(ids)


def place_of(reference: Reference, school_id: str) -> tuple[str, ...]:
    """The county of a school and its kind."""
    known = reference.schools.get(school_id)
    return (known.county_id, known.kind) if known else ()


def name_of(reference: Reference, school_id: str) -> tuple[str, ...]:
    """What a school is called."""
    known = reference.schools.get(school_id)
    return (known.name,) if known else ()


def day_of(reference: Reference, county_id: str, exam_id: str) -> tuple[str, ...]:
    """The first day of an examination, if its form has come."""
    known = reference.exams.get((county_id, exam_id))
    return (known.day.isoformat(),) if known and known.day else ()


def answers_hash(asked: dict[str, str | None]) -> str:
    """Names one set of questions and answers."""
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]
