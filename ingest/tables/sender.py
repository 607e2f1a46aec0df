"""Whose table it is, and who handed it in: from cells and the title, else from the sheet, the
folders, the name of the file or the command, in that order."""

from dataclasses import dataclass, field, replace
from datetime import date

from ingest.asker import Answer, Asker
from ingest.books.sheet import Sheet
from ingest.given import Given
from ingest.layout import Layout, Vocabulary
from ingest.problems import Problem, is_quotable, make
from ingest.reference import digest
from ingest.tables.labels import Labels
from ingest.tables.sources import (
    Note,
    Said,
    contradiction,
    file_name,
    folders,
    labelled,
    note,
    pieces,
    place,
    quoted,
    titles,
)


@dataclass
class Sender:
    """A county and, of a school's form, the school; `by` is who handed it in, '' when nobody else
    is named: the id of a school or county, or a digest of another's name."""

    county_id: str = ""
    id: str = ""
    name: str = ""
    by: str = ""
    notes: list[Note] = field(default_factory=list)
    problem: Problem | None = None


@dataclass
class Inquiry:
    """What is asked about one table."""

    layout: Layout
    labels: Labels
    sheet: Sheet
    given: Given
    ask: Asker
    vocabulary: Vocabulary

    def cut(self, said: Said) -> list[Said]:
        """The pieces of a title, or of a name of a sheet, a folder or a file."""
        words = [said.text, *(said.text.split() if said.row is None else ())]
        cut = (piece for word in words for piece in pieces(word, self.layout, self.vocabulary))
        texts = [said.text, *cut]
        return [Said(text, said.source, said.row, said.column) for text in dict.fromkeys(texts)]

    def outside(self) -> list[list[Said]]:
        """What is said elsewhere than on the sheet, rank by rank."""
        given = self.given
        ranks = [*folders(given), file_name(given), Said(given.sender, "argument")]
        return [self.cut(said) for said in ranks if said.text]

    def above(self) -> list[list[Said]]:
        """What the titles of the tables over this one say, rank by rank."""
        return [self.cut(said) for said in titles(self.labels, upper=True)]

    def place(self, said: Said | None) -> dict:
        """Where to point."""
        return place(said, self.labels, self.sheet)


def county_hint(inquiry: Inquiry) -> str:
    """The county that a table or its folders name, to tell schools of one name apart."""
    labels = labelled(inquiry.labels, "county_id", "county_name", "sender_name")
    cut = [piece for rank in inquiry.outside() for piece in rank]
    found = (inquiry.ask.county(said.text) for said in (*labels, *cut))
    return next(filter(None, found), "")


def find_school(inquiry: Inquiry, day: date | None, *, is_split: bool) -> Sender:
    """The school of a table. Codes and names that are known must mean one; 填报单位 is asked only
    where there is neither, for another may fill a form in. `is_split`: the rows name schools."""
    ask, county_id = inquiry.ask, county_hint(inquiry)
    ids, names = labelled(inquiry.labels, "school_id"), labelled(inquiry.labels, "school_name")
    cut = [piece for title in titles(inquiry.labels) for piece in inquiry.cut(title)]

    def answer(said: Said) -> tuple[Said, Answer]:
        return said, ask.school(said.text, county_id, day)

    inside = [answer(said) for said in (*ids, *names, *cut)]
    told = {said: found for said, found in inside if found.id}
    if len({found.id for found in told.values()}) > 1:
        return Sender(problem=_contradiction(inquiry, told))
    firsts = [*ids[:1], *names[:1]]
    failed = [(said, found) for said, found in inside if said in firsts[:1] and not found.id]
    unclear = [(said, found) for said, found in inside if found.variant and not found.id]
    found = None if failed else next(iter(told.items()), None)
    if not found and not failed and not unclear:
        ranks = [*inquiry.above(), inquiry.cut(Said(inquiry.sheet.name, "sheet"))]
        ranks += [[said] for said in labelled(inquiry.labels, "sender_name", "organisation")[:1]]
        found, failed = _first_told(answer, [*ranks, *inquiry.outside()])
        # who hands in the rows of several schools need be none of them: 填报单位：青山学区
        failed = [(said, why) for said, why in failed if why.variant or not is_split]
    if found or (is_split and not failed and not unclear):
        sender = _school(inquiry, *found) if found else Sender(county_id)
        own = found[1].speaker if found else ""
        sender.by, noted = _hands_in(inquiry, county_id, own, day, is_split=is_split)
        if is_split:
            sender.notes = [replace(one, kind="by") for one in noted or sender.notes[:1]]
        else:
            sender.notes += noted
        return sender
    asked = next(iter([*failed, *unclear]), None)
    return Sender(problem=_unknown_school(inquiry, asked, county_id))


def _first_told(answer, ranks: list[list[Said]]) -> tuple[tuple | None, list]:
    """The school of the first rank that names one, else what was written and is no school."""
    failed = []
    for rank in ranks:
        answers = [answer(said) for said in rank]
        told = {found.id: (said, found) for said, found in reversed(answers) if found.id}
        if len(told) == 1:
            return next(iter(told.values())), []
        if told:
            return None, [(rank[0], Answer(variant="several", others=tuple(sorted(told))))]
        failed += [(s, a) for s, a in answers if a.variant or s.source == "label"]
    return None, failed


def _school(inquiry: Inquiry, said: Said, answer: Answer) -> Sender:
    ask, sheet = inquiry.ask, inquiry.sheet
    name = ask.name_of(answer.id)
    notes = [note("school", name, said, sheet)]
    if answer.named:
        notes.append(note("successor", f"{ask.names([answer.named])} → {name}", said, sheet))
    return Sender(ask.county_of(answer.id), answer.id, name, notes=notes)


def _hands_in(
    inquiry: Inquiry, county_id: str, own: str, day: date | None, *, is_split: bool
) -> tuple[str, list[Note]]:
    """Who is named as handing a table in: 填报单位, the outermost folder that is a school or
    stands for many, what the command was told, else the school itself; and the note of it. Of
    rows that name their schools 填报单位 may be anybody."""
    ask, spelling = inquiry.ask, inquiry.ask.spelling
    kinds = ("sender_name", "organisation") if is_split else ("sender_name",)
    said = [*labelled(inquiry.labels, *kinds)[:1], *reversed(folders(inquiry.given))]
    for one in [*said, Said(inquiry.given.sender, "argument")]:
        for piece in inquiry.cut(one):
            found = ask.school(piece.text, county_id, day).speaker
            if found:
                return found, [] if found == own else [
                    note("by", ask.names([found]), one, inquiry.sheet)
                ]
            if spelling.stands_for_many(piece.text):
                return _by_name(inquiry, piece, one)
        if is_split and one.source == "label":
            if county := ask.county(one.text):
                name = ask.reference.counties[county]
                return county, [note("by", name, one, inquiry.sheet)]
            return _by_name(inquiry, one, one)
    return own, []


def _by_name(inquiry: Inquiry, named: Said, said: Said) -> tuple[str, list[Note]]:
    """Somebody who is no school, told apart by a digest of the name."""
    by = f"~{digest(inquiry.ask.spelling.bare(named.text))}"
    return by, [note("by", quoted(named, inquiry.vocabulary), said, inquiry.sheet)]


def find_county(inquiry: Inquiry, period: str) -> Sender:
    """The county of a table; `period` may be an examination that only one county holds. What
    names no county is that of a home that knows only one."""
    ask, labels = inquiry.ask, inquiry.labels
    ids, names = labelled(labels, "county_id"), labelled(labels, "county_name")
    cut = [piece for title in titles(labels) for piece in inquiry.cut(title)]
    told = {s: found for s in (*ids, *names, *cut) if (found := ask.county(s.text))}
    if len(set(told.values())) > 1:
        return Sender(problem=_contradiction(inquiry, told))
    failed = [said for said in [*ids[:1], *names[:1]][:1] if said not in told]
    found = None if failed else next(iter(told.items()), None)
    if not found and not failed:
        senders = labelled(labels, "sender_name")[:1]
        ranks = [
            [*senders, *labelled(labels, "organisation")],
            *inquiry.above(),
            inquiry.cut(Said(inquiry.sheet.name, "sheet")),
            *inquiry.outside(),
        ]
        answers = ((said, ask.county(said.text)) for rank in ranks for said in rank)
        found = next(((said, county) for said, county in answers if county), None)
        failed = [] if found else senders
    if not found and not failed and period and (county := ask.county_of_exam(period)):
        found = (Said(period, "exam"), county)
    if not found and not failed and (county := ask.only_county()):
        found = (Said("", "only"), county)
    if not found:
        return Sender(problem=_unknown_county(inquiry, next(iter(failed), None)))
    said, county = found
    name = ask.reference.counties[county]
    return Sender(county, county, name, county, [note("county", name, said, inquiry.sheet)])


def _contradiction(inquiry: Inquiry, told: dict) -> Problem:
    first = next(iter(told))
    other = next(said for said in told if told[said] != told[first])
    if "title" in {first.source, other.source}:
        both = [(quoted(said, inquiry.vocabulary), said) for said in (first, other)]
        return contradiction(both, inquiry.labels, inquiry.sheet)
    found = " / ".join(quoted(said, inquiry.vocabulary) for said in (first, other))
    return make("contradicting_labels", found=found, **inquiry.place(other))


def _unknown_school(inquiry: Inquiry, asked: tuple[Said, Answer] | None, county_id: str) -> Problem:
    said, answer = asked or (None, Answer())
    ask = inquiry.ask
    variant = answer.variant or ("item" if said and said.source == "item" else "")
    if not ask.reference.schools:
        variant = "no_list"
    near = ""
    if said and not answer.variant and is_quotable(said.text, inquiry.vocabulary):
        near = ask.nearest(said.text, county_id)
    words = {"others": ask.names(answer.others), "nearest": near}
    found = quoted(said, inquiry.vocabulary)
    return make("unknown_school", variant=variant, found=found, **words, **inquiry.place(said))


def _unknown_county(inquiry: Inquiry, said: Said | None) -> Problem:
    variant = "item" if said and said.source == "item" else ""
    if not inquiry.ask.reference.counties:
        variant = "no_list"
    found = quoted(said, inquiry.vocabulary)
    return make("unknown_county", variant=variant, found=found, **inquiry.place(said))
