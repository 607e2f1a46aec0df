"""Whom a text means. Every look into the reference is remembered: a file need be read again only
when one of its looks would find something else. A look keeps only a digest of what a cell said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher, get_close_matches

from ingest.reference import Reference, day_of, digest, name_of, place_of

_NEAR = 0.6
_NEAREST = 3
_SUGGESTED = 200


@dataclass(frozen=True)
class Answer:
    """One school, or why there is none.

    `variant`: several (a name that fits `others`), split (into `others`), closed, unlisted (its
    successor is on no list). `named` is the school that was written where another stands for it,
    `is_part` whether that one was merged with others, not only renamed.
    """

    id: str = ""
    named: str = ""
    variant: str = ""
    others: tuple[str, ...] = ()
    is_part: bool = False

    @property
    def speaker(self) -> str:
        """Who speaks: of several that were merged each is a sender of its own."""
        return self.named if self.is_part else self.id


class Asker:
    """Asks a reference, and remembers what it was asked."""

    def __init__(self, reference: Reference):
        self.reference = reference
        self.spelling = reference.spelling
        self.asked: dict[str, str | None] = {}
        self._suggested = 0
        self._known_keys: dict[str, dict[str, list[str]]] = {}

    def look(self, table: str, county_id: str, word: str) -> tuple[str, ...]:
        """As `Reference.look`, of a word, and remembered."""
        hashed = digest(word)
        found = self.reference.look(table, county_id, hashed)
        self.asked[f"{table}|{county_id}|{hashed}"] = ",".join(found)
        return found

    def school(self, text: str, county_id: str = "", day: date | None = None) -> Answer:
        """The school of a code, a name, an alias, or of a name that says the same in other
        signs. Of several with one name only the one in `county_id` is meant. On a `day` a school
        that was renamed or merged is the one that took its place by then, and one that was renamed
        later what it was called then."""
        ids = self._named(text, county_id) or self._whole(text, county_id)
        if len(ids) > 1:
            return Answer(variant="several", others=ids)
        if not ids:
            return Answer()
        return self._on(ids[0], day) if day else Answer(ids[0])

    def _named(self, text: str, county_id: str) -> tuple[str, ...]:
        """By code, or a name as it stands in a list, or as it may be written."""
        if ids := self.look("school", "", text):
            return ids
        ids = self.look("name", "", text)
        if len(ids) > 1:
            ids = self.look("name", county_id, text) if county_id else ids
            return ids
        return ids or self._alike(text, county_id)

    def _alike(self, text: str, county_id: str) -> tuple[str, ...]:
        """The schools whose names say the same. What other names end in, and has no place
        before it, may be any of them: 中心小学."""
        if not self.spelling.bare(text):
            return ()
        found: set[str] = set()
        for county in [county_id] if county_id else self._counties():
            word, is_placed = self.reference.key(text, county)
            ids = self.look("key", county, word)
            if ids and not is_placed:
                ids += self.look("longer", county, word)
            found.update(ids)
        return tuple(sorted(found))

    def _whole(self, text: str, county_id: str) -> tuple[str, ...]:
        """The school of which a text names a part that such a school has: 育才学校小学部."""
        text = self.spelling.bare(text)
        for part, kinds in self.reference.words.parts.items():
            if text.endswith(part) and len(text) > len(part):
                ids = self._named(text.removesuffix(part), county_id)
                if all(self._place(school)[1] in kinds for school in ids):
                    return ids
        return ()

    def _counties(self) -> tuple[str, ...]:
        return self.look("only", "", "")

    def _on(self, school_id: str, day: date) -> Answer:
        succession = self.reference.succession
        ids = succession.standing(school_id, day)
        self.asked[f"successor|{day.isoformat()}|{school_id}"] = ",".join(ids)
        if len(ids) != 1:
            return Answer(named=school_id, variant="split" if ids else "closed", others=ids)
        if ids[0] not in self.reference.schools:
            return Answer(named=school_id, variant="unlisted", others=ids)
        if ids[0] == school_id:
            return Answer(school_id)
        return Answer(ids[0], named=school_id, is_part=succession.is_part(school_id))

    def _place(self, school_id: str) -> tuple[str, ...]:
        found = place_of(self.reference, school_id)
        self.asked[f"place||{school_id}"] = ",".join(found)
        return found

    def county_of(self, school_id: str) -> str:
        """The county of a known school."""
        return self._place(school_id)[0]

    def county(self, text: str) -> str | None:
        """The county of a code or a name, or of its education office."""
        for word in (text, *self.spelling.county_words(text)):
            if ids := self.look("county", "", word):
                return ids[0] if len(ids) == 1 else None
        return None

    def only_county(self) -> str | None:
        """The county of a home that knows no other."""
        ids = self._counties()
        return ids[0] if len(ids) == 1 else None

    def exams(self, text: str, county_id: str = "") -> tuple[str, ...]:
        """The examinations of an id or a name."""
        if not self.spelling.bare(text):
            return ()
        found = set(self.look("exam", county_id, text))
        for county in [county_id] if county_id else self._counties():
            found.update(self.look("exam", county, self.reference.key(text, county)[0]))
        return tuple(sorted(found))

    def county_of_exam(self, exam_id: str) -> str | None:
        """The county that holds an examination, if no other has one of that id."""
        ids = self.look("holder", "", exam_id)
        return ids[0] if len(ids) == 1 else None

    def exam_day(self, county_id: str, exam_id: str) -> date | None:
        """The first day of an examination, if its form has come."""
        found = day_of(self.reference, county_id, exam_id)
        self.asked[f"day|{county_id}|{exam_id}"] = ",".join(found)
        return date.fromisoformat(found[0]) if found else None

    def name_of(self, school_id: str) -> str:
        """What a known school is called now."""
        found = name_of(self.reference, school_id)
        self.asked[f"called||{school_id}"] = ",".join(found)
        return found[0]

    def names(self, ids: Iterable[str]) -> str:
        """Schools as they are shown."""
        schools = self.reference.schools
        return "、".join(schools[i].name if i in schools else i for i in ids)

    def nearest(self, text: str, county_id: str = "") -> str:
        """Names of schools that look like a text: for the eye only. Not for every wrong cell of
        a long table."""
        self._suggested += 1
        if self._suggested > _SUGGESTED:
            return ""
        found: list[tuple[float, str]] = []
        for county in [county_id] if county_id else self._counties():
            word, keys = self.reference.key(text, county)[0], self._keys(county)
            for key in get_close_matches(word, keys, _NEAREST, _NEAR):
                likeness = SequenceMatcher(None, word, key).ratio()
                found += [(likeness, school_id) for school_id in keys[key]]
        found.sort(key=lambda one: -one[0])
        return self.names(list(dict.fromkeys(school_id for _, school_id in found))[:_NEAREST])

    def _keys(self, county_id: str) -> dict[str, list[str]]:
        """Key → schools of a county."""
        if county_id not in self._known_keys:
            keys = self._known_keys[county_id] = {}
            for school_id, school in self.reference.schools.items():
                if county_id == school.county_id:
                    for name in self.reference.names[school_id]:
                        keys.setdefault(self.reference.key(name, county_id)[0], []).append(
                            school_id
                        )
        return self._known_keys[county_id]
