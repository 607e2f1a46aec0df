"""Whose table it is and of which period: label cells, the title, and in a form filled in
downwards its own items."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ingest.book import ErrorCell, NoValue, Sheet, cell_text, is_blank
from ingest.columns.token import holds_id
from ingest.layout import Layout, Vocabulary
from ingest.locate import Table
from ingest.problems import Problem, make, messages, shown
from ingest.reference import Asker
from ingest.text import normal, squeeze

_LONGEST_EXAM_ID = 60


@dataclass(frozen=True)
class Context:
    """The sender and the period of one table."""

    county_id: str
    sender_id: str
    sender_name: str
    period: str


@dataclass(frozen=True)
class Label:
    """A value beside a label, and where it stands (row and column from 0)."""

    text: str
    row: int
    column: int


@lru_cache(maxsize=8)
def _label_pattern(words: tuple[str, ...]) -> re.Pattern:
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(f"({listed})[:：]", re.IGNORECASE)


def read_labels(
    sheet: Sheet, above: int, vocabulary: Vocabulary
) -> tuple[dict[str, Label], list[str]]:
    """({label kind: first value}, texts that are no labels) of the rows above a table."""
    kinds = _label_kinds(vocabulary)
    pattern = _label_pattern(tuple(kinds))
    labels: dict[str, Label] = {}
    titles: list[str] = []
    for r, row in enumerate(sheet.rows[:above]):
        for c, cell in enumerate(row):
            if cell.__class__ is not str or is_blank(cell):
                continue
            text = squeeze(cell[:500])
            parts = pattern.split(text) if pattern.search(text) else [text]
            if len(parts) == 1 and text.lower().strip(":") not in kinds:
                titles.append(text)
                continue
            pairs = list(zip(parts[1::2], parts[2::2], strict=True)) or [(text.strip(":"), "")]
            if parts[0] and len(parts) > 1:
                titles.append(parts[0])
            for word, value in pairs:
                label = (
                    Label(value.strip(",;、"), r, c) if value else _to_the_right(row, r, c, kinds)
                )
                if label:
                    labels.setdefault(kinds[word.lower()], label)
    return labels, titles


def _label_kinds(vocabulary: Vocabulary) -> dict[str, str]:
    return {normal(word): kind for kind, words in vocabulary.labels.items() for word in words}


def _to_the_right(row: list, r: int, c: int, kinds: dict[str, str]) -> Label | None:
    for column in range(c + 1, min(len(row), c + 12)):
        cell = row[column]
        if is_blank(cell) or isinstance(cell, ErrorCell | NoValue):
            continue
        text = squeeze(cell_text(cell))
        return None if text.lower().strip(":") in kinds else Label(text, r, column)
    return None


def item_labels(table: Table, sheet: Sheet) -> dict[str, Label]:
    """What a form filled in downwards says of its sender."""
    found = {}
    for kind, name in table.layout.context_items.items():
        place = table.places.get(name)
        value = sheet.cell(place.at, table.value_column) if place else ""
        if not is_blank(value):
            found[kind] = Label(squeeze(cell_text(value)), place.at, table.value_column)
    return found


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


def find_period(
    layout: Layout,
    labels: dict[str, Label],
    titles: list[str],
    sheet: Sheet,
    vocabulary: Vocabulary,
) -> tuple[str, Problem | None]:
    """The period as text, or the problem: none named, or two that differ."""
    label = labels.get("exam_id" if layout.period == "exam" else layout.period)
    wanted = messages()["periods"][layout.period]
    place = {"row": label.row + 1, "column": label.column} if label else {"row": 1}
    if layout.period == "exam":
        if label and len(label.text) <= _LONGEST_EXAM_ID and not holds_id(label.text):
            return label.text, None
        return "", make(
            "unknown_period",
            sheet=sheet.name,
            expected=wanted,
            found=shown(label.text if label else ""),
            **place,
        )
    patterns = vocabulary.period_patterns[layout.period]
    years: set[int] = set()
    if label:
        years = _years(patterns, label.text) or _years(
            vocabulary.period_values[layout.period], label.text, full=True
        )
    found = {year for text in titles for year in _years(patterns, text)}
    if not label:
        years = found or _years(patterns, squeeze(sheet.name))
    elif years and found - years:
        years |= found
    if len(years) == 1:
        return str(years.pop()), None
    said = "、".join(map(str, sorted(years))) or shown(label.text if label else "")
    return "", make("unknown_period", sheet=sheet.name, expected=wanted, found=said, **place)


def find_sender(
    layout: Layout, labels: dict[str, Label], sheet: Sheet, ask: Asker
) -> tuple[tuple[str, str, str], Problem | None]:
    """((county_id, sender_id, sender_name), problem)."""
    if layout.level == "school":
        tried = [
            labels[kind] for kind in ("school_id", "school_name", "sender_name") if kind in labels
        ]
        for label in tried:
            if school := ask.school(label.text):
                name = ask.reference.schools[school][1]
                return (ask.county_of(school), school, name), None
            if label is labels.get("school_id"):
                break
    else:
        tried = [
            labels[kind] for kind in ("county_id", "county_name", "sender_name") if kind in labels
        ]
        for label in tried:
            if county := ask.county(label.text):
                return (county, county, ask.reference.counties[county]), None
            if label is labels.get("county_id"):
                break
    place = {"row": tried[0].row + 1, "column": tried[0].column} if tried else {"row": 1}
    found = shown(tried[0].text if tried else "")
    code = "unknown_school" if layout.level == "school" else "unknown_county"
    return ("", "", ""), make(code, sheet=sheet.name, found=found, **place)
