"""From the lines of a workbook of changes to the cells they mean."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from ingest.asker import Asker
from ingest.columns import Setting, read_column
from ingest.columns.base import Fault, make_words
from ingest.field import FieldSpec
from ingest.layout import Layout
from ingest.problems import Problem, make, period_text, shown
from ingest.reference import Reference
from ingest.tables.heading_words import nearest
from ingest.tables.headings import build_index
from ingest.tables.typed import fault_problem
from ingest.text import normal
from ingest.whatif.form import ChangeForm
from ingest.whatif.names import Row, Speech, is_added, key_fields, read_words, school_column
from ingest.whatif.read import Line

_SIGNS = ("+", "＋")


class Warehouse(Protocol):
    """What a change is held against; rows are those in force, with their provenance."""

    reference: Reference

    def period(self, form: str, county_id: str, school_year: int) -> str:
        """The period of a form that counts in the assessment of a school year."""

    def is_sent(self, form: str, county_id: str, sender_id: str, period: str) -> bool:
        """Whether a submission is in force."""

    def rows(self, form: str, county_id: str, period: str) -> list[Row]:
        """The rows of a county."""


@dataclass(frozen=True)
class Change:
    """One cell that changes. `row` is the row in force, or the names and values of one that is
    added (`is_added`); values are typed and in the stored unit, texts as the form shows them."""

    line: Line
    form: str
    label: str
    county_id: str
    sender_id: str
    school_id: str | None
    school_column: str | None
    period: str
    row_name: str
    spec: FieldSpec
    old: Any
    new: Any
    old_text: str
    new_text: str
    row: Row
    is_added: bool = False


class WrongLineError(Exception):
    """A line that cannot be followed, with the problem that says why."""

    def __init__(self, problem: Problem):
        super().__init__(problem.code)
        self.problem = problem


@dataclass
class _Target:
    """The form, the sender and the rows that a line is about."""

    line: Line
    layout: Layout
    spec: FieldSpec
    county_id: str
    sender_id: str
    period: str
    rows: list[Row] = field(default_factory=list)

    @property
    def whose(self) -> tuple[str, str, str | None, str]:
        return self.layout.name, self.sender_id, self.line.school_id, self.period


class Resolver:
    """Finds the cells that lines mean. Nothing is guessed: what may be two things is a problem."""

    def __init__(self, form: ChangeForm, warehouse: Warehouse):
        self.form, self.warehouse = form, warehouse
        vocabulary = form.known.vocabulary
        index = build_index(form.known, form.codes)
        self.speech = Speech(form.codes, vocabulary, index)
        words = make_words(vocabulary, form.codes)
        ask = Asker(warehouse.reference)
        self.setting = Setting(form.codes, index, words, ask, b"", b"")

    def resolve(self, lines: Iterable[Line]) -> tuple[list[Change], list[Problem]]:
        """The changes in the order of the lines, and what is wrong with the others."""
        changes, problems, seen = [], [], {}
        added: dict[tuple, list[Change]] = {}
        for line in lines:
            try:
                target = self._target(line)
                change = self._change(target)
                at = change.row_name if change.is_added else id(change.row)
                key = (*target.whose, at, change.spec.name)
                if change.is_added:
                    added.setdefault((*target.whose, change.row_name), []).append(change)
                if key in seen:
                    raise _wrong("change_twice", line, "item", others=str(seen[key]))
                seen[key] = line.row
                changes.append(change)
            except WrongLineError as error:
                problems.append(error.problem)
        for group in added.values():
            problems += self._faults_of_added(group)
        return changes, sorted(problems, key=lambda problem: (problem.sheet, problem.row or 0))

    def _target(self, line: Line) -> _Target:
        layout, spec = self._item(line)
        if layout.level == "school" and not line.school_id:
            place = line.place("school_id") | {"field": "school_id", "expected": layout.label}
            raise WrongLineError(make("required_blank", "row", **place))
        if school_column(layout) is None and line.school_id:
            name = self.warehouse.reference.schools[line.school_id].name
            raise _wrong("not_of_county", line, "school_id", found=name, others=layout.label)
        county_id, sender_id, period = whose = self._whose(line, layout)
        if not self.warehouse.is_sent(layout.name, *whose):
            told = period_text(layout.period, period)
            raise _wrong("form_not_sent", line, "school_id", found=layout.label, others=told)
        rows = self.warehouse.rows(layout.name, county_id, period)
        if column := school_column(layout):
            rows = [row for row in rows if row[column] == line.school_id]
        return _Target(line, layout, spec, county_id, sender_id, period, rows)

    def _whose(self, line: Line, layout: Layout) -> tuple[str, str, str]:
        """County, sender and period of the submission that has a line's row."""
        county_id = line.county_id
        if line.school_id:
            county_id = self.warehouse.reference.schools[line.school_id].county_id
        is_schools = layout.level == "school"
        period = self.warehouse.period(layout.name, county_id, line.school_year)
        return county_id, (line.school_id or "") if is_schools else county_id, period

    def _item(self, line: Line) -> tuple[Layout, FieldSpec]:
        """The form and the field. Of several forms with such an item the only one that came."""
        forms, known = self.form.forms, self.form.items
        names = [line.form] if line.form else list(known)
        found = [name for name in names if line.item in known[name]]
        sent = [name for name in found
                if self.warehouse.is_sent(name, *self._whose(line, forms[name]))]  # fmt: skip
        if len(found) == 1 or len(sent) == 1:
            name = (sent or found)[0]
            return forms[name], known[name][line.item]
        labels = read_words().listed.join(forms[name].label for name in found or names)
        words = {"found": line.item, "others": labels}
        if found:
            raise _wrong("unknown_item", line, "item", variant="several", **words)
        near = nearest([line.item], (h for name in names for h in known[name]))
        words["nearest"] = near[1] if near else ""
        raise _wrong("unknown_item", line, "item", variant="of_form", **words)

    def _change(self, target: _Target) -> Change:
        line, spec = target.line, target.spec
        is_new = bool(line.row_name) and is_added(line.row_name)
        row = {} if is_new else self._row(target)
        if is_new and not key_fields(target.layout):
            raise _wrong("unknown_row", line, "row_name", variant="single", found=line.row_name)
        if not is_new and spec in key_fields(target.layout):
            raise _wrong("unknown_item", line, "item", variant="key", found=spec.headings[0])
        new, old = self._value(target), row.get(spec.name)
        name = normal(line.row_name) if is_new else self.speech.row(target.layout, row)
        old_text = read_words().added_row if is_new else self.speech.value(spec, old)
        return Change(
            line, target.layout.name, target.layout.label, target.county_id, target.sender_id,
            line.school_id, school_column(target.layout), target.period, name, spec, old, new,
            old_text, self.speech.value(spec, new), row, is_new,
        )  # fmt: skip

    def _row(self, target: _Target) -> Row:
        line, layout = target.line, target.layout
        found = self.speech.find(layout, target.rows, line.row_name or "")
        if len(found) == 1:
            return found[0]
        variant = "several" if found else "" if target.rows else "empty"
        if target.rows and not key_fields(layout):
            variant = "single"
        others = self.speech.listed(layout, found or target.rows)
        words = {"variant": variant, "found": line.row_name or shown(None), "others": others}
        raise _wrong("unknown_row", line, "row_name", **words)

    def _value(self, target: _Target) -> Any:
        line, spec = target.line, target.spec
        if line.new_value.startswith(_SIGNS):
            raise _wrong("not_a_total", line, "new_value", found=line.new_value)
        column = read_column([line.new_value], spec, self.setting, self.speech.factor(spec))
        fault = column.faults.get(0)
        if fault is None and column.values[0] is None:
            fault = Fault("required_blank")
        if fault:
            at = line.columns["new_value"]
            place = (line.sheet, line.row - 1, at)
            raise WrongLineError(fault_problem(fault, spec, line.new_value, *place, self.setting))
        return column.values[0]

    def _faults_of_added(self, group: list[Change]) -> list[Problem]:
        """A row that is added has every required field, and is not there yet."""
        first, layout = group[0], self.form.forms[group[0].form]
        given = {change.spec.name: change.new for change in group}
        wanted = (spec for spec in layout.fields if spec.required and not spec.ref)
        lacking = [spec.headings[0] for spec in wanted if spec.name not in given]
        if lacking:
            others = read_words().listed.join(lacking)
            words = {"variant": "lacking", "found": first.row_name, "others": others}
            return [_wrong("unknown_row", first.line, "row_name", **words).problem]
        rows = self.warehouse.rows(first.form, first.county_id, first.period)
        column, keys = school_column(layout), [spec.name for spec in key_fields(layout)]
        for row in rows:
            is_same = column is None or row[column] == first.school_id
            if is_same and all(row[name] == given.get(name) for name in keys):
                words = {"variant": "repeats", "others": self.speech.row(layout, row)}
                wrong = _wrong("unknown_row", first.line, "row_name", found=first.row_name, **words)
                return [wrong.problem]
        return []


def _wrong(code: str, line: Line, name: str, **words: str) -> WrongLineError:
    return WrongLineError(make(code, "change", field=name, **line.place(name), **words))
