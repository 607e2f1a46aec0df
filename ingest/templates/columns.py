"""From a field of a layout to a column of its template: heading, rule, prompt, example, look."""

import math
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.codes import CodeList
from ingest.columns.score import TAKEN
from ingest.field import FieldSpec
from ingest.layout import LayoutError, Layouts
from ingest.problems import expectation, messages, range_text
from ingest.tables.headings import HeadingIndex, build_index
from ingest.templates import rules
from ingest.templates.measure import width_of
from ingest.templates.words import words
from ingest.text import normal

YES_NO = "yes_no"
_LONGEST_PROMPT, _LONGEST_TITLE = 255, 32
_LEAST = {"token": 21, "ref": 26, "name": 10, "text": 14, "date": 10, "decimal": 12, "integer": 9}
_WIDEST_TEXT, _ONE_LINE = 30, 18


@dataclass(frozen=True)
class Source:
    """What templates are made from."""

    layouts: Layouts
    codes: dict[str, CodeList]
    index: HeadingIndex

    @classmethod
    def of(cls, layouts: Layouts, codes: dict[str, CodeList]) -> "Source":
        """The layouts and codes with the index that the reader uses."""
        return cls(layouts, codes, build_index(layouts, codes))


@dataclass(frozen=True)
class Column:
    """A column of a template (or an item, or a cell above the table).

    `what` says in words what may be filled in, `choices` is all of it where there is a list,
    `align` and `number_format` are a cell's look, `width` is in digits of the body font.
    """

    field: str
    name: str
    unit: str
    is_required: bool
    what: str
    choices: tuple[str, ...]
    list_name: str
    example: str
    rule: rules.Rule
    align: str
    number_format: str
    width: float

    @property
    def heading(self) -> str:
        """The heading with its unit and hint, in the way the reader takes them off again."""
        said = words()
        inside = said.between.join(filter(None, (self.unit, said.required * self.is_required)))
        return self.name + (f"\n{said.bracket.format(inside=inside)}" if inside else "")

    @property
    def requirement(self) -> str:
        """What may be filled in, and in which unit."""
        said = words()
        return said.between.join(
            filter(None, (self.what, self.unit and said.unit.format(unit=self.unit)))
        )

    @property
    def validation(self) -> dict[str, str]:
        """Title and text of the prompt at a cell, and of the message when it is refused."""
        said = words()
        must = said.required if self.is_required else said.optional
        example = said.example.format(example=self.example) if self.example else ""
        prompt = said.prompt.format(required=must, what=self.requirement)
        wrong = said.wrong.format(what=self.requirement)
        return {
            "input_title": self.name[:_LONGEST_TITLE],
            "input_message": f"{prompt}\n{example}".strip()[:_LONGEST_PROMPT],
            "error_title": said.wrong_title,
            "error_message": f"{wrong}\n{example}".strip()[:_LONGEST_PROMPT],
        }


def list_range(name: str) -> str:
    """The name of the range that holds a list."""
    return f"list_{name}"


def describe(spec: FieldSpec, source: Source, name: str = "") -> Column:
    """The column of a field, under its first heading or another name."""
    choices, list_name = _choices(spec, source)
    unit = "" if choices else spec.unit_in_form or spec.unit or ""
    amount = _amount(spec, source)
    column = Column(
        field=spec.name,
        name=name or spec.headings[0],
        unit=unit,
        is_required=spec.required,
        what=_what(spec, choices, amount),
        choices=choices,
        list_name=list_name,
        example=_example(spec, choices),
        rule=_rule(spec, list_name, amount),
        align=_align(spec, choices),
        number_format=_number_format(spec, choices, amount, source),
        width=0,
    )
    return replace(column, width=_width(spec, column))


def score_column(code: str, source: Source, form: str) -> Column:
    """The column of a subject's scores; words for a missing score may stand in it.

    Raises LayoutError for a subject that the list of codes does not have.
    """
    wide, said = source.layouts.forms[form].wide, words()
    if code not in source.codes[wide.codes].names:
        raise LayoutError(f"{form}.yml: usual: no code {code!r} in the list {wide.codes}")
    statuses = status_words(form, source)
    amount = _amount(wide.score, source)
    column = describe(wide.score, source, source.codes[wide.codes].names[code])
    return replace(
        column,
        field=code,
        is_required=True,
        unit="",
        what=said.score.format(words="、".join(statuses)),
        choices=(),
        rule=rules.score(amount, list_range(wide.status)),
        align="center",
        number_format="General",
        width=11,
    )


def status_words(form: str, source: Source) -> tuple[str, ...]:
    """The words for a missing score."""
    wide = source.layouts.forms[form].wide
    return tuple(name for code, name in source.codes[wide.status].names.items() if code != TAKEN)


def subject_code(text: str, form: str, source: Source) -> str | None:
    """The code of a subject that a person names."""
    return source.codes[source.layouts.forms[form].wide.codes].words.get(normal(text))


def _choices(spec: FieldSpec, source: Source) -> tuple[tuple[str, ...], str]:
    vocabulary = source.layouts.vocabulary
    if spec.codes:
        return tuple(source.codes[spec.codes].names.values()), spec.codes
    if spec.kind == "boolean":
        return (vocabulary.yes_words[0], vocabulary.no_words[0]), YES_NO
    return (), ""


def _amount(spec: FieldSpec, source: Source) -> rules.Amount | None:
    """What a decimal may be in the unit of its heading: an amount in 万元 has four digits more
    behind the point than the same in 元."""
    if spec.kind != "decimal":
        return None
    precision, scale = spec.decimal
    times, over = 1, 1
    if spec.unit_in_form:
        times, over = source.index.factor(spec.unit_in_form, spec.unit)
    shift = len(str(times)) - len(str(over))
    ends = (None if end is None else Decimal(f"{end:g}") * over / times
            for end in spec.range or (None, None))  # fmt: skip
    return rules.Amount(*ends, precision - scale - shift, scale + shift)


def _rule(spec: FieldSpec, list_name: str, amount: rules.Amount | None) -> rules.Rule:
    if list_name:
        return rules.choice(list_range(list_name))
    if spec.kind == "decimal":
        return rules.percent(amount) if _is_percentage(spec) else rules.decimal(amount)
    if spec.kind == "integer":
        return rules.whole(spec)
    if spec.kind == "date":
        return rules.month() if spec.precision == "month" else rules.day()
    if spec.kind == "token":
        return rules.number_of_person(spec.personal)
    return rules.digits(spec.digits) if spec.digits else rules.text(spec.max_length)


def _what(spec: FieldSpec, choices: tuple[str, ...], amount: rules.Amount | None) -> str:
    said = words()
    if choices:
        return messages()["types"]["boolean"] if spec.kind == "boolean" else said.choose
    if _is_percentage(spec):
        what = said.percent
    elif amount:
        what = messages()["types"]["decimal"].format(scale=amount.after)
    else:
        what = expectation(spec, {})
    return said.between.join([what, range_text(spec)] if spec.range else [what])


def _is_percentage(spec: FieldSpec) -> bool:
    """Whether 60 is filled in for 60 %, and not 0.6."""
    return (spec.unit_in_form or spec.unit) == "%"


def _example(spec: FieldSpec, choices: tuple[str, ...]) -> str:
    if spec.example or choices:
        return spec.example or choices[0]
    examples = words().examples
    text = examples.get(spec.precision or spec.personal or spec.kind, "")
    high = spec.range[1] if spec.range else None
    return f"{high:g}" if high is not None and float(text) > high else text


def _align(spec: FieldSpec, choices: tuple[str, ...]) -> str:
    if choices or spec.kind in {"date", "token"} or spec.digits:
        return "center"
    return "right" if spec.kind in {"integer", "decimal"} else "left"


def _number_format(
    spec: FieldSpec, choices: tuple[str, ...], amount: rules.Amount | None, source: Source
) -> str:
    """Text wherever a spreadsheet would make something else of what is typed; `_)` keeps a
    number off the line at its right."""
    if spec.precision == "day":
        return "yyyy-mm-dd"
    if choices or spec.kind not in {"integer", "decimal"}:
        return "@"
    if amount and source.index.kind(spec.unit) in {"money", "area"}:
        return f"#,##0.00{'#' * (amount.after - 2)}_)"
    return "General_)"


def _width(spec: FieldSpec, column: Column) -> float:
    """Wide enough for what is filled in; a longer heading is broken into lines."""
    if column.choices:
        filled = max(map(width_of, column.choices)) + 3
    else:
        filled = max(_LEAST[spec.kind], min(width_of(column.example) + 4, _WIDEST_TEXT))
    name, bracket = width_of(column.name), width_of(column.heading.partition("\n")[2])
    # half a long heading a line; one a little too long would leave a single character below
    name = name if name <= _ONE_LINE else math.ceil(name / 2)
    return max(filled, name + 2, bracket + 2)
