"""Units named above a table: 单位：万元, （单位：元）, 金额单位：元；人数单位：人, （万元）,
以万元为单位; over some of its columns: 工资（万元）; on the sheet's tab; and below it."""

import re
from collections.abc import Iterator

from ingest.books.sheet import Sheet, is_blank
from ingest.layout import Layout, Vocabulary
from ingest.problems import Problem, is_quotable, make, shown
from ingest.tables.headings import HeadingIndex
from ingest.tables.labels import Label, Labels
from ingest.tables.table import Place, Table
from ingest.text import normal, split_bracket

_SEPARATORS = re.compile(r"[,、;；/·]")
_OUTER = "()[]【】〔〕。.:："
_COUNTED = "count"
_FOOT = 30
"""How many of the last rows are looked at for what is said below a table."""
_LAST = 1 << 20


def find_units(
    table: Table, labels: Labels, sheet: Sheet, index: HeadingIndex, vocabulary: Vocabulary
) -> tuple[dict[str, str], list[Problem]]:
    """({kind of unit: unit}, problems); a unit over some of the columns only is given to these. A
    unit that is not known, that no column of the form can have, that contradicts another, or of
    which nobody can tell over what it stands, is a problem at its cell: to fall back to the
    layout's unit would be wrong by a factor."""
    fitting = {index.kind(spec.unit) for spec in _specs(table.layout) if spec.unit} | {_COUNTED}
    units: dict[str, str] = {}
    problems: list[Problem] = []
    over_all: list[Label] = []
    for title in labels.titles:
        part = _part_below(table, title, sheet, index, vocabulary)
        if not part:
            over_all.append(title)
        elif len(part) > 1 and _merged(title, sheet):
            for place in part:
                place.unit = place.unit or _in_bracket(title)
        else:
            problems.append(_problem(title, sheet, "unclear", _in_bracket(title)))
    over_all.append(Label(sheet.name, table.heading_row, 0))
    said = [*labels.values.get("unit", []), *_unlabelled(over_all, index, vocabulary, fitting)]
    for label in said:
        words = _words(label.text, index, vocabulary)
        if not words:
            continue
        for word in words:
            kind = index.kind(word) if word in index.units else ""
            if kind not in fitting:
                problems.append(_unknown(label, fitting, sheet, index, vocabulary))
                break
            if units.setdefault(kind, word) != word:
                problems.append(_problem(label, sheet, "several", word))
    return units, problems + _said_below(table, units, sheet, index, vocabulary)


def _said_below(
    table: Table, units: dict[str, str], sheet: Sheet, index: HeadingIndex, vocabulary: Vocabulary
) -> list[Problem]:
    """A note at the foot of the sheet (注：以上金额单位为万元) that some column is not read by.
    Which of several tables it is about nobody can tell, so that it is asked for above."""
    columns = [
        (spec, units.get(index.kind(spec.unit)) or spec.unit_in_form or spec.unit)
        for place, spec in table.columns()
        if spec.unit and not place.unit
    ]
    if not columns:
        return []
    fitting = {index.kind(spec.unit) for spec, _ in columns}
    starts = tuple(map(normal, vocabulary.footer_words))
    for r in range(max(table.body, len(sheet.rows) - _FOOT), len(sheet.rows)):
        notes = [
            Label(cell, r, c)
            for c, cell in enumerate(sheet.rows[r])
            if cell.__class__ is str and normal(cell).startswith(starts)
        ]
        for said in _unlabelled(notes, index, vocabulary, fitting):
            kind = index.kind(said.text)
            if any(
                index.factor(said.text, spec.unit) != index.factor(unit, spec.unit)
                for spec, unit in columns
                if index.kind(spec.unit) == kind
            ):
                return [_problem(said, sheet, "below", said.text)]
    return []


def _part_below(
    table: Table, title: Label, sheet: Sheet, index: HeadingIndex, vocabulary: Vocabulary
) -> list[Place]:
    """The columns of a unit that stands over some of them, right above the heading: 工资（万元）.
    [] for the unit of all, as in a title or a corner, and for no unit."""
    unit = _in_bracket(title)
    name = split_bracket(normal(title.text) or " ")
    if title.row != table.heading_row - 1 or unit not in index.units or not name:
        return []
    columns = [
        place
        for one in (table, *table.beside)
        for place, spec in one.columns()
        if spec.unit and index.is_fitting(unit, spec)
    ]
    first, last = _reach(title, sheet)
    part = [place for place in columns if first <= place.at <= last]
    is_label = vocabulary.label_kinds.get(name[0]) == "unit"
    return [] if is_label or len(part) == len(columns) else part


def _in_bracket(title: Label) -> str:
    _, bracket = split_bracket(normal(title.text)) or ("", "")
    return bracket.strip(_OUTER)


def _merged(title: Label, sheet: Sheet) -> tuple[int, int] | None:
    """The columns over which a cell is merged."""
    at = title.row, title.column
    spans = ((left, right) for top, _, left, right in sheet.merges if (top, left) == at)
    return next(((left, right) for left, right in spans if right > left), None)


def _reach(title: Label, sheet: Sheet) -> tuple[int, int]:
    """The columns over which a cell stands: those it is merged over, else up to the next one."""
    row = sheet.rows[title.row]
    after = (c for c in range(title.column + 1, len(row)) if not is_blank(row[c]))
    return _merged(title, sheet) or (title.column, next(after, _LAST) - 1)


def _unlabelled(
    titles: list[Label], index: HeadingIndex, vocabulary: Vocabulary, fitting: set[str]
) -> Iterator[Label]:
    """What else is said of units above a table: a cell that is nothing but a unit, or ends in one
    behind a colon or in brackets, and sentences such as 以万元为单位."""
    for title in titles:
        text, bracket = normal(title.text), _in_bracket(title)
        sentences = (m["unit"] for p in vocabulary.unit_sentences for m in re.finditer(p, text))
        for word in {one.strip(_OUTER) for one in (text.rpartition(":")[2], bracket, *sentences)}:
            if word in index.units and index.kind(word) in fitting:
                yield Label(word, title.row, title.column)


def _specs(layout: Layout) -> tuple:
    return (*layout.fields, layout.wide.score) if layout.wide else layout.fields


def _words(text: str, index: HeadingIndex, vocabulary: Vocabulary) -> list[str]:
    """The units in a label's value, brackets, 人民币 and the like taken off."""
    text = normal(text).partition("。")[0]
    if text in index.units:
        return [text]
    words = []
    for word in _SEPARATORS.split(text):
        word = word.strip(_OUTER).rpartition(":")[2]
        for prefix in vocabulary.unit_prefixes:
            word = word.removeprefix(normal(prefix)).strip(_OUTER)
        words.append(word)
    return list(filter(None, words))


def known_units(kinds: set[str], index: HeadingIndex) -> str:
    """The units of some kinds, to be listed in a message."""
    return "、".join(unit for unit, (kind, _) in index.units.items() if kind in kinds)


def _unknown(
    label: Label, fitting: set[str], sheet: Sheet, index: HeadingIndex, vocabulary: Vocabulary
) -> Problem:
    kinds = fitting - {_COUNTED} or fitting
    found = shown(label.text, len(label.text) > 1 and not is_quotable(label.text, vocabulary))
    return _problem(label, sheet, "", found, known_units(kinds, index))


def _problem(label: Label, sheet: Sheet, variant: str, found: str, expected: str = "") -> Problem:
    place = {"sheet": sheet.name, "row": label.row + 1, "column": label.column}
    return make("unknown_unit", variant=variant, found=found, expected=expected, **place)
