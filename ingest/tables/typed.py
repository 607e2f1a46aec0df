"""The columns of a table, typed, and their faults in the clerk's words."""

from dataclasses import dataclass, replace
from operator import itemgetter

from ingest.books.sheet import Sheet, cell_text
from ingest.columns import Column, Fault, Setting, read_column
from ingest.columns.remark import heed_remarks
from ingest.columns.score import heed_choice, heed_marks, scores
from ingest.field import FieldSpec
from ingest.problems import Problem, expectation, make, messages, shown
from ingest.tables.body import Body
from ingest.tables.table import Place, Table


@dataclass
class Typed:
    """One column of the sheet after typing."""

    spec: FieldSpec
    place: Place
    cells: list
    column: Column
    subject: str = ""


def unit_factor(spec: FieldSpec, unit: str | None, setting: Setting) -> tuple[int, int]:
    """What turns a cell into the stored unit: the heading's unit decides, then the one named
    above the table, then the layout's."""
    if not spec.unit:
        return 1, 1
    index, kind = setting.index, setting.index.kind(spec.unit)
    for named in (unit, setting.table_units.get(kind), spec.unit_in_form, spec.unit):
        if named and named in index.units and index.kind(named) == kind:
            return index.factor(named, spec.unit)
    return 1, 1


def type_columns(table: Table, sheet: Sheet, body: Body, setting: Setting) -> list[Typed]:
    """Every known column of a table, typed."""
    layout = table.layout
    rows = [sheet.rows[r] for r in body.rows]

    def column_of(at: int) -> list:
        return list(map(itemgetter(at), rows))

    found: dict[str, Typed] = {}
    # first what other columns are read by
    for name in sorted(table.places, key=lambda name: layout.by_name[name].as_of is not None):
        spec, place = layout.by_name[name], table.places[name]
        cells = column_of(place.at)
        days = found[spec.as_of].column.values if spec.as_of in found else None
        here = replace(setting, days=days) if days else setting
        factor = unit_factor(spec, place.unit, setting)
        found[name] = Typed(spec, place, cells, read_column(cells, spec, here, factor))
    typed = [found[name] for name in table.places]
    for one in typed:
        _excuse_blanks(one, found)
    for subject, place in table.subjects.items():
        spec, wide, cells = layout.wide.score, layout.wide, column_of(place.at)
        factor = unit_factor(spec, place.unit, setting)
        column = scores(cells, spec, setting, factor, wide)
        heed_marks(column, list(map(column_of, table.marks.get(subject, []))), setting, wide)
        if table.choice_column is not None:
            heed_choice(column, subject, column_of(table.choice_column), wide)
        typed.append(Typed(spec, place, cells, column, subject))
    if table.remarks:
        columns = {one.subject: one.column for one in typed if one.subject}
        heed_remarks(columns, list(map(column_of, table.remarks)), setting, layout.wide)
    return typed


def _excuse_blanks(typed: Typed, found: dict[str, Typed]) -> None:
    """A required cell may be blank where another field of its row has a code that says so."""
    for name, codes in typed.spec.blank_where.items():
        if name in found:
            for position, value in enumerate(found[name].column.values):
                # what was read as blank, which a dash also is
                fault = typed.column.faults.get(position)
                if fault and fault.code == "required_blank" and value in codes:
                    del typed.column.faults[position]


def column_problems(
    typed: Typed, sheet: str, body: Body, setting: Setting, shifted: set[int]
) -> list[Problem]:
    """The problems of one column's faulty cells; nothing is quoted of the `shifted` rows."""
    return [
        fault_problem(
            fault,
            typed.spec,
            typed.cells[p],
            sheet,
            body.rows[p],
            typed.place.at,
            setting,
            is_hidden=p in shifted,
        )
        for p, fault in typed.column.faults.items()
    ]


def fault_problem(
    fault: Fault,
    spec: FieldSpec,
    cell: object,
    sheet: str,
    row: int,
    column: int,
    setting: Setting,
    *,
    is_hidden: bool = False,
) -> Problem:
    """A fault in the clerk's words; `row` and `column` count from 0."""
    names = setting.codes[spec.codes].names if spec.codes else {}
    expected = fault.expected or expectation(spec, names)
    is_hidden = is_hidden or _may_tell_of_a_person(cell, spec, setting)
    variant, near = fault.variant, ""
    if fault.code == "unknown_school" and not setting.ask.reference.schools:
        variant = "no_list"
    elif fault.code == "unknown_school" and not variant and not is_hidden:
        near = setting.ask.nearest(cell_text(cell), setting.county_id)
    return make(
        fault.code,
        "row",
        variant=variant,
        others=fault.others,
        nearest=near,
        sheet=sheet,
        row=row + 1,
        column=column,
        field=spec.name,
        found=shown(cell, is_hidden),
        expected=expected,
        example=messages()["examples"].get(spec.precision, ""),
    )


def _may_tell_of_a_person(cell: object, spec: FieldSpec, setting: Setting) -> bool:
    """In a form about persons: what is theirs, what they are paid, and every word that may be a
    name which slipped into another column."""
    if spec.personal or not setting.is_about_persons:
        return spec.personal is not None
    text = cell_text(cell)
    is_pay = bool(spec.unit) and setting.index.kind(spec.unit) == "money"
    if is_pay and any(map(str.isdigit, text)):
        return True
    return not setting.words.may_quote(text)
