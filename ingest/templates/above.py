"""What stands above a table: whose it is and of which period."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.layout import Layout, Vocabulary
from ingest.problems import messages
from ingest.tables.years import plain_years, years_in
from ingest.templates import rules
from ingest.templates.columns import Column, Source, describe
from ingest.templates.words import words

_LONGEST_EXAM_ID = 60


@dataclass(frozen=True)
class Label:
    """A label, what may be written beside it, and what is written already."""

    column: Column
    value: str


def labels_above(layout: Layout, source: Source, filled: Mapping[str, str]) -> list[Label]:
    """The labels that the reader needs above a table of this form; `filled` are values by kind
    of label (school_id, school_name, county_id, …, the period's column)."""
    says_itself = "county" in layout.provides or layout.names_its_counties
    kinds = () if says_itself or layout.context_items else ("id", "name")
    labels = [
        Label(_sender(layout.level, kind, source), filled.get(f"{layout.level}_{kind}", ""))
        for kind in kinds
    ]
    if not layout.names_its_periods and layout.period_column not in layout.context_items:
        labels.append(Label(period_column(layout, source), filled.get(layout.period_column, "")))
    return labels


def written_period(text: str, layout: Layout, vocabulary: Vocabulary) -> str:
    """A period as the form writes it, or '' for a text that names none."""
    if layout.period == "exam":
        return text if len(text) <= _LONGEST_EXAM_ID and any(map(str.isdigit, text)) else ""
    known = (*vocabulary.period_patterns[layout.period], *vocabulary.period_values[layout.period])
    for year in years_in(known, plain_years(text, vocabulary.years), full=True):
        return _in_words(layout.period, int(year))
    return ""


def _in_words(kind: str, year: int) -> str:
    return messages()["list_head"]["period"][kind].format(year=year, next=year + 1)


def _sender(level: str, kind: str, source: Source) -> Column:
    """As the form that lists schools and counties describes them; the id is enough."""
    form = next(form for form in source.layouts.forms.values() if level in form.provides)
    provided = form.provides[level]
    spec = form.by_name[provided.id if kind == "id" else provided.names[0]]
    label = source.layouts.vocabulary.labels[f"{level}_{kind}"][0]
    return replace(describe(spec, source, label), is_required=kind == "id")


def period_column(layout: Layout, source: Source) -> Column:
    """The cell in which a form names its period."""
    kind, said = layout.period, words()
    pattern = messages()["list_head"]["period"][kind] if kind != "exam" else ""
    example = _in_words(kind, said.example_year) if kind != "exam" else _exam_example(source)
    return Column(
        field=layout.period_column,
        name=source.layouts.vocabulary.labels[layout.period_column][0],
        unit="",
        is_required=True,
        what=said.period[kind],
        choices=(),
        list_name="",
        example=example,
        rule=rules.period(pattern, _LONGEST_EXAM_ID),
        align="left",
        number_format="@",
        width=20,
    )


def _exam_example(source: Source) -> str:
    forms = (form for form in source.layouts.forms.values() if form.names_its_periods)
    return next((form.by_name[form.period_column].example or "" for form in forms), "")
