"""The schools and counties that other forms name, as the school lists in force tell them."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.layout import Layout
from ingest.text import normal


@dataclass
class Reference:
    """Schools by id, name and alias; counties by id and name."""

    schools: dict[str, tuple[str, str]] = field(default_factory=dict)
    counties: dict[str, str] = field(default_factory=dict)
    school_names: dict[str, set[str]] = field(default_factory=dict)
    county_names: dict[str, set[str]] = field(default_factory=dict)

    def add_school(self, school_id: str, county_id: str, names: Iterable[str]) -> None:
        """A school under all its names; the first of them is shown."""
        names = [name for name in names if name]
        self.schools[school_id] = (county_id, names[0] if names else "")
        for name in names:
            self.school_names.setdefault(normal(name), set()).add(school_id)

    def add_county(self, county_id: str, name: str) -> None:
        """A county under its name."""
        self.counties[county_id] = name
        self.county_names.setdefault(normal(name), set()).add(county_id)

    def add_row(self, layout: Layout, row: dict) -> None:
        """A row of a form that provides schools or counties."""
        county = layout.provides["county"]
        self.add_county(row[county.id], row[county.names[0]])
        if school := layout.provides.get("school"):
            names = []
            for name in school.names:
                marks = layout.by_name[name].list_separators
                text = row[name] or ""
                names += re.split(f"[{re.escape(marks)}]", text) if marks else [text]
            self.add_school(row[school.id], row[county.id], map(str.strip, names))

    def words_by_digest(self) -> dict[str, str]:
        """Every id and name, by the digest under which questions are remembered."""
        groups = (self.schools, self.school_names, self.counties, self.county_names)
        return {_digest(word): word for words in groups for word in words}

    def school(self, text: str, county_id: str = "") -> str | None:
        """The id of a school named by id, name or alias, else None; of several schools with
        one name only the one in `county_id` is meant, and none if that leaves several."""
        word = normal(text)
        if word in self.schools:
            return word
        found = self.school_names.get(word, set())
        if len(found) > 1:
            found = {school for school in found if self.schools[school][0] == county_id}
        return next(iter(found)) if len(found) == 1 else None

    def county(self, text: str) -> str | None:
        """The id of a county named by id or name, else None."""
        word = normal(text)
        if word in self.counties:
            return word
        found = self.county_names.get(word, set())
        return next(iter(found)) if len(found) == 1 else None


def _digest(text: str) -> str:
    return hashlib.sha256(normal(text).encode()).hexdigest()[:16]


class Asker:
    """Asks a reference and remembers the questions: a file need be read again only when one of
    its answers would be another. A question keeps only a digest of what a cell said."""

    def __init__(self, reference: Reference):
        self.reference = reference
        self.asked: dict[str, str | None] = {}

    def school(self, text: str, county_id: str = "") -> str | None:
        """As `Reference.school`."""
        answer = self.reference.school(text, county_id)
        self.asked[f"school|{county_id}|{_digest(text)}"] = answer
        return answer

    def county_of(self, school_id: str) -> str:
        """The county of a known school."""
        answer = self.reference.schools[school_id][0]
        self.asked[f"county_of||{_digest(school_id)}"] = answer
        return answer

    def county(self, text: str) -> str | None:
        """As `Reference.county`."""
        answer = self.reference.county(text)
        self.asked[f"county||{_digest(text)}"] = answer
        return answer


def answers_now(
    reference: Reference, asked: dict[str, str | None], words: dict[str, str]
) -> dict[str, str | None]:
    """The answers the same questions get from `reference`, whose `words_by_digest` are given."""
    now: dict[str, str | None] = {}
    for question in asked:
        kind, county_id, digest = question.split("|", 2)
        word = words.get(digest, "")
        if kind == "school":
            now[question] = reference.school(word, county_id)
        elif kind == "county":
            now[question] = reference.county(word)
        else:
            now[question] = reference.schools.get(word, (None, ""))[0]
    return now


def answers_hash(asked: dict[str, str | None]) -> str:
    """Names one set of questions and answers."""
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:16]
