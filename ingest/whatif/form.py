"""What a what-if may change: the layouts' own forms and headings, as lists to choose from."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ingest.codes import CodeList
from ingest.field import SENDER_COLUMNS, FieldSpec
from ingest.layout import Layout, Layouts, read_layout
from ingest.templates.columns import Source
from ingest.text import normal
from ingest.whatif.names import read_words

NAME = "whatif"
_FOLDER = Path(__file__).parent
_FORMS, _ITEMS = "changeable_form", "changeable_item"


@dataclass(frozen=True)
class ChangeForm:
    """The layout of the workbook of changes over the forms of a warehouse.

    `known` are the warehouse's layouts, `codes` their lists of codes.
    """

    known: Layouts
    codes: dict[str, CodeList]

    @cached_property
    def forms(self) -> dict[str, Layout]:
        """The forms whose cells may be changed, by name: those in which nobody's number stands, of
        which other forms learn nothing, and whose rows are of a school or of the county. What is
        asked for most comes first."""
        found = [layout for layout in self.known.forms.values() if _may_change(layout)]
        found.sort(key=lambda form: (form.level != "school", form.shape != "items", form.name))
        return {layout.name: layout for layout in found}

    @cached_property
    def items(self) -> dict[str, dict[str, FieldSpec]]:
        """By form, the fields that may be changed, by every heading they may stand under."""
        return {name: _items(layout) for name, layout in self.forms.items()}

    @cached_property
    def layout(self) -> Layout:
        """How the workbook of changes is read."""
        return read_layout(_FOLDER / f"{NAME}.yml", self.known.vocabulary)

    @cached_property
    def layouts(self) -> Layouts:
        """No other layout, so that nothing else is taken for a workbook of changes."""
        # an item may be called what ends or sums up the rows of other forms
        none = dict.fromkeys(("total_words", "total_endings", "total_rows", "footer_words"), ())
        vocabulary = self.known.vocabulary.model_copy(update=none)
        return Layouts(forms={NAME: self.layout}, vocabulary=vocabulary, hashes={})

    @property
    def source(self) -> Source:
        """What its template is made from: the forms that list schools and counties, too."""
        forms = {**self.known.forms, NAME: self.layout}
        layouts = Layouts(forms=forms, vocabulary=self.known.vocabulary, hashes={})
        return Source.of(layouts, self.lists)

    @cached_property
    def lists(self) -> dict[str, CodeList]:
        """The lists of codes with those of the forms and of their items."""
        forms, items = CodeList(), CodeList()
        for name, layout in self.forms.items():
            forms.names[name] = layout.label
            for title in (name, layout.label, *layout.title_words):
                forms.words.setdefault(normal(title), name)
        for fields in self.items.values():
            for word, spec in fields.items():
                items.words[word] = word
                shown = _with_unit(spec, spec.headings[0])
                items.names.setdefault(normal(shown), shown)
        return self.codes | {_FORMS: forms, _ITEMS: items}


def _may_change(layout: Layout) -> bool:
    is_personal = any(spec.personal for spec in layout.fields)
    is_yearly = layout.period in {"school_year", "finance_year"}
    return is_yearly and not (is_personal or layout.wide or layout.provides or layout.finds)


def _items(layout: Layout) -> dict[str, FieldSpec]:
    whose = {*SENDER_COLUMNS, *layout.context_items.values()}
    fields = (spec for spec in layout.fields if not spec.ref and spec.name not in whose)
    return {
        normal(word): spec
        for spec in fields
        for heading in spec.headings
        for word in (heading, _with_unit(spec, heading))
    }


def _with_unit(spec: FieldSpec, heading: str) -> str:
    """As a template prints it."""
    unit = spec.unit_in_form or spec.unit
    return read_words().with_unit.format(heading=heading, unit=unit) if unit else heading
