"""Whose table it is and of which period: label cells, the title, and in a form filled in
downwards its own items."""

import re
from dataclasses import dataclass
from typing import Any

from ingest.books.sheet import Sheet, first_filled
from ingest.columns.token import holds_id
from ingest.layout import Layout, Vocabulary
from ingest.problems import Problem, is_quotable, make, messages, shown
from ingest.reference import Asker
from ingest.tables.labels import Label, Labels
from ingest.text import looks_personal, squeeze

_LONGEST_EXAM_ID = 60


@dataclass(frozen=True)
class Context:
    """The sender and the period of one table."""

    county_id: str
    sender_id: str
    sender_name: str
    period: str


def _years(patterns: tuple[str, ...], text: str, full: bool = False) -> set[int]:
    found: set[int] = set()
    for pattern in patterns:
        matches = [re.fullmatch(pattern, text)] if full else re.finditer(pattern, text)
        for match in filter(None, matches):
            groups = match.groupdict()
            start = int(groups["start"])
            if "end" not in groups or int(groups["end"]) == start + 1:
                found.add(start)
    return found


def _place(label: Label | None, labels: Labels, sheet: Sheet) -> dict[str, Any]:
    """Where to point: at the label, else at the title, else at the first cell."""
    at = label or next(iter(labels.titles), None)
    row, column = (at.row, at.column) if at else first_filled(sheet)
    return {"sheet": sheet.name, "row": row + 1, "column": column}


def _said(label: Label | None, vocabulary: Vocabulary) -> str:
    """What a label says, unless it may be a person's name."""
    text = label.text if label else ""
    return shown(text, not is_quotable(text, vocabulary))


def find_period(
    layout: Layout, labels: Labels, sheet: Sheet, vocabulary: Vocabulary
) -> tuple[str, Problem | None]:
    """The period as text, or the problem: none named, or two that differ."""
    label = labels.first(layout.period_column)
    words = {"expected": messages()["periods"][layout.period], **_place(label, labels, sheet)}
    if layout.period == "exam":
        if label and _is_exam_id(label.text):
            return label.text, None
        return "", make("unknown_period", found=_said(label, vocabulary), **words)
    patterns = vocabulary.period_patterns[layout.period]
    years: set[int] = set()
    if label:
        years = _years(patterns, label.text) or _years(
            vocabulary.period_values[layout.period], label.text, full=True
        )
    found = {year for title in labels.titles for year in _years(patterns, title.text)}
    if not label:
        years = found or _years(patterns, squeeze(sheet.name))
    elif years and found - years:
        years |= found
    if len(years) == 1:
        return str(years.pop()), None
    said = "、".join(map(str, sorted(years))) or _said(label, vocabulary)
    return "", make("unknown_period", found=said, **words)


def _is_exam_id(text: str) -> bool:
    """Short, with a digit, and no number of a person."""
    is_short = len(text) <= _LONGEST_EXAM_ID and any(map(str.isdigit, text))
    return is_short and not holds_id(text) and not looks_personal(text)


_LABELS = {
    "school": ("school_id", "school_name", "sender_name"),
    "county": ("county_id", "county_name", "sender_name"),
}


def find_sender(
    layout: Layout, labels: Labels, sheet: Sheet, ask: Asker, vocabulary: Vocabulary
) -> tuple[tuple[str, str, str], Problem | None]:
    """((county_id, sender_id, sender_name), problem). Ids and names that are known must mean
    one sender; 填报单位 is asked only where there is neither, for another may fill a form in."""
    is_school = layout.level == "school"
    id_kind, name_kind, other = _LABELS[layout.level]
    ids, names = labels.values.get(id_kind, []), labels.values.get(name_kind, [])
    answers = {label: _ask(label.text, ask, is_school) for label in (*ids, *names)}
    told = {label: answer for label, answer in answers.items() if answer}
    if len(set(told.values())) > 1:
        return ("", "", ""), _contradiction(told, labels, sheet, vocabulary)
    tried = [*ids[:1], *names[:1], *labels.values.get(other, [])[:1]]
    if told and (not ids or answers[ids[0]]):
        found = next(iter(told.values()))
    elif ids or not tried:
        found = None
    else:
        found = _ask(tried[-1].text, ask, is_school)
    if found:
        return _named(found, ask, is_school), None
    label = tried[0] if tried else None
    known = ask.reference.schools if is_school else ask.reference.counties
    variant = "" if known else "no_list"
    if known and label and label.is_item:
        variant = "item"
    code = "unknown_school" if is_school else "unknown_county"
    place = _place(label, labels, sheet)
    return ("", "", ""), make(code, variant=variant, found=_said(label, vocabulary), **place)


def _ask(text: str, ask: Asker, is_school: bool) -> str | None:
    return ask.school(text) if is_school else ask.county(text)


def _named(found: str, ask: Asker, is_school: bool) -> tuple[str, str, str]:
    if is_school:
        return ask.county_of(found), found, ask.reference.schools[found][1]
    return found, found, ask.reference.counties[found]


def _contradiction(
    told: dict[Label, str], labels: Labels, sheet: Sheet, vocabulary: Vocabulary
) -> Problem:
    first = next(iter(told))
    other = next(label for label in told if told[label] != told[first])
    found = " / ".join(_said(label, vocabulary) for label in (first, other))
    return make("contradicting_labels", found=found, **_place(other, labels, sheet))
