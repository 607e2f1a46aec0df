"""Of which period a table is: from its title or a cell, else from the sheet, the folders, the name
of the file or the command, in that order. Sources that contradict one another are refused: the
title of last year's form is what is most often forgotten."""

from datetime import date

from ingest.asker import Asker
from ingest.books.sheet import Sheet
from ingest.columns.token import holds_id
from ingest.given import Given
from ingest.layout import Layout, Vocabulary
from ingest.problems import Problem, make, messages, period_text
from ingest.tables.labels import Labels
from ingest.tables.sources import (
    Note,
    Said,
    contradiction,
    exam_names,
    file_name,
    folders,
    labelled,
    note,
    place,
    quoted,
    titles,
)
from ingest.tables.years import part_in, plain_years, without_whole, years_in
from ingest.text import looks_personal, of_short_texts
from ingest.vocabulary import YearWords

_LONGEST_EXAM_ID = 60
Years = frozenset[str]
Told = list[tuple[Said, set[str] | Years]]


def find_period(
    layout: Layout, labels: Labels, sheet: Sheet, given: Given, ask: Asker, county_id: str,
    vocabulary: Vocabulary,
) -> tuple[str, list[Note], Problem | None]:  # fmt: skip
    """The period as text and where it is from, or the problem: none named, or two that differ."""
    if layout.period == "exam":
        label, inside, outside = _exams(layout, labels, sheet, given, ask, county_id)
    else:
        label, inside, outside = _years(layout, labels, sheet, given, vocabulary)
    named = {period for _, periods in inside for period in periods}
    is_unclear = len(named) > 1 or (label and not any(said is label for said, _ in inside))
    if not named and not is_unclear and outside:
        inside, outside = outside[:1], outside[1:]
        named = inside[0][1]
        is_unclear = len(named) > 1
    if is_unclear or not named:
        said = "、".join(sorted(named)) or quoted(label, vocabulary)
        expected = messages()["periods"][layout.period]
        at = place(label, labels, sheet)
        return "", [], make("unknown_period", found=said, expected=expected, **at)
    (period,) = named
    for said, _ in [*inside, *outside]:
        if layout.period == "finance_year" and (part := part_in(said.text, vocabulary.years)):
            at = place(said, labels, sheet)
            return "", [], make("unknown_period", variant="part", found=part, **at)
    first = next(said for said, _ in inside)
    for said, periods in outside:
        if period not in periods:
            both = [(period, first), (min(periods), said)]
            told = [(period_text(layout.period, text), where) for text, where in both]
            return "", [], contradiction(told, labels, sheet)
    return period, [note(layout.period, period, first, sheet)], None


def _years(
    layout: Layout, labels: Labels, sheet: Sheet, given: Given, vocabulary: Vocabulary
) -> tuple[Said | None, Told, Told]:
    """(the label of the period, what stands on the sheet, what is said elsewhere)."""
    kind = layout.period
    inner, outer = vocabulary.period_patterns[kind], vocabulary.period_folders[kind]
    values = vocabulary.period_values[kind]
    label = next(iter(labelled(labels, kind)), None)
    words = vocabulary.years

    def named(patterns: tuple[str, ...], said: Said, *, full: bool = False) -> Years:
        return _years_named(said.text, patterns, words, full)

    inside = _told([(title, named(inner, title)) for title in titles(labels)])
    above = titles(labels, upper=True) if not inside else []
    inside += [(title, named(inner, title)) for title in above]
    if label:
        inside.append((label, named(inner, label) or named(values, label, full=True)))
    outside = [
        (sheet_name := Said(sheet.name, "sheet"), named(inner, sheet_name)),
        *((said, named(outer, said)) for said in folders(given)),
        (file_name(given), named(outer, file_name(given))),
        (told := Said(given.period, "argument"), named((*outer, *values), told, full=True)),
    ]
    return label, _told(inside), _told(outside)


@of_short_texts
def _years_named(text: str, patterns: tuple[str, ...], words: YearWords, full: bool) -> Years:
    return frozenset(years_in(patterns, without_whole(plain_years(text, words), words), full=full))


def _told(said: Told) -> Told:
    return [(text, periods) for text, periods in said if periods]


def _exams(
    layout: Layout, labels: Labels, sheet: Sheet, given: Given, ask: Asker, county_id: str
) -> tuple[Said | None, Told, Told]:
    """As `_years`. An id in a cell is taken as it stands, for its examination may come later; a
    name must be known."""

    def known(said: Said) -> tuple[Said, set[str]]:
        names = exam_names(said.text, layout)
        return said, {exam for name in names for exam in ask.exams(name, county_id)}

    ids, names = labelled(labels, "exam_id"), labelled(labels, "exam_name")
    inside = [(said, {said.text} if is_exam_id(said.text) else set()) for said in ids[:1]]
    inside += [(said, set(ask.exams(said.text, county_id))) for said in names[:1]]
    own = _told([known(said) for said in titles(labels)])
    inside += own or [known(said) for said in titles(labels, upper=True)]
    places = [Said(sheet.name, "sheet"), *folders(given), file_name(given)]
    outside = [known(said) for said in places]
    argument = Said(given.period, "argument")
    told = set(ask.exams(given.period, county_id))
    if not told and is_exam_id(given.period):
        told = {given.period}
    outside.append((argument, told))
    label = next(iter([*ids, *names]), None)
    return label, _told(inside), _told(outside)


def is_exam_id(text: str) -> bool:
    """Short, with a digit, and no number of a person."""
    is_short = len(text) <= _LONGEST_EXAM_ID and any(map(str.isdigit, text))
    return is_short and not holds_id(text) and not looks_personal(text)


def first_day(layout: Layout, period: str, county_id: str, ask: Asker) -> date | None:
    """The day on which a period begins; of an examination whose form has not come, None."""
    if not period:
        return None
    if layout.period == "exam":
        return ask.exam_day(county_id, period)
    return date(int(period), 9 if layout.period == "school_year" else 1, 1)
