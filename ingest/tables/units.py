"""Units named above a table: 单位：万元, （单位：元）, 金额单位：元；人数单位：人."""

import re

from ingest.books.sheet import Sheet
from ingest.layout import Layout, Vocabulary
from ingest.problems import Problem, is_quotable, make, shown
from ingest.tables.headings import HeadingIndex
from ingest.tables.labels import Label, Labels
from ingest.text import normal

_SEPARATORS = re.compile(r"[,、;；/·]")
_OUTER = "()[]【】〔〕。.:："
_COUNTED = "count"


def find_units(
    layout: Layout, labels: Labels, sheet: Sheet, index: HeadingIndex, vocabulary: Vocabulary
) -> tuple[dict[str, str], list[Problem]]:
    """({kind of unit: unit}, problems). A unit that is not known, that no column of the form can
    have, or that contradicts another is a problem at its cell: to fall back to the layout's unit
    would be wrong by a factor. 单位 may also stand before the name of an organisation."""
    fitting = {index.kind(spec.unit) for spec in _specs(layout) if spec.unit} | {_COUNTED}
    units: dict[str, str] = {}
    problems: list[Problem] = []
    for label in labels.values.get("unit", []):
        words = _words(label.text, index, vocabulary)
        if not words or _is_organisation(label.text, vocabulary):
            continue
        for word in words:
            kind = index.kind(word) if word in index.units else ""
            if kind not in fitting or units.setdefault(kind, word) != word:
                problems.append(_unknown(label, fitting, sheet, index, vocabulary))
                break
    return units, problems


def _specs(layout: Layout) -> tuple:
    return (*layout.fields, layout.wide.score) if layout.wide else layout.fields


def _words(text: str, index: HeadingIndex, vocabulary: Vocabulary) -> list[str]:
    """The units in a label's value, brackets, 人民币 and the like taken off."""
    text = normal(text)
    if text in index.units:
        return [text]
    words = []
    for word in _SEPARATORS.split(text):
        word = word.strip(_OUTER).rpartition(":")[2]
        for prefix in vocabulary.unit_prefixes:
            word = word.removeprefix(normal(prefix)).strip(_OUTER)
        words.append(word)
    return list(filter(None, words))


def _is_organisation(text: str, vocabulary: Vocabulary) -> bool:
    name = normal(text).strip(_OUTER)
    return len(name) > 3 and name.endswith(vocabulary.organisation_endings)


def known_units(kinds: set[str], index: HeadingIndex) -> str:
    """The units of some kinds, to be listed in a message."""
    return "、".join(unit for unit, (kind, _) in index.units.items() if kind in kinds)


def _unknown(
    label: Label, fitting: set[str], sheet: Sheet, index: HeadingIndex, vocabulary: Vocabulary
) -> Problem:
    kinds = fitting - {_COUNTED} or fitting
    found = shown(label.text, len(label.text) > 1 and not is_quotable(label.text, vocabulary))
    place = {"sheet": sheet.name, "row": label.row + 1, "column": label.column}
    return make("unknown_unit", found=found, expected=known_units(kinds, index), **place)
