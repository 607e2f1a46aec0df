"""Writing the template of a form."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import xlsxwriter

from ingest.field import FieldSpec
from ingest.layout import Layout
from ingest.templates.above import labels_above, period_column
from ingest.templates.columns import Column, Source, describe, score_column, status_words
from ingest.templates.guide import write_guide
from ingest.templates.hidden import write_hidden
from ingest.templates.items import write_items
from ingest.templates.rows import write_rows
from ingest.templates.styles import Styles
from ingest.templates.words import words
from ingest.text import normal

_CREATED = datetime(2000, 1, 1)
"""The same layout gives the same bytes, whenever it is written."""
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_template(
    form: str,
    path: Path,
    source: Source,
    filled: Mapping[str, str] | None = None,
    subjects: tuple[str, ...] = (),
) -> None:
    """Write the empty workbook of a form to `path`, which must not exist.

    `filled` are values by kind of label (school_id, school_year, …) that are written already,
    `subjects` the codes of an examination's subjects; without them the layout's usual ones.
    Raises FileExistsError, and LayoutError for a field that makes no rule of a spreadsheet.
    """
    layout, filled = source.layouts.forms[form], filled or {}
    columns = template_columns(layout, source, subjects)
    labels = labels_above(layout, source, filled)
    vocabulary = source.layouts.vocabulary
    with path.open("xb") as target, xlsxwriter.Workbook(target, _OPTIONS) as book:
        _describe_book(book, layout)
        styles = Styles(book)
        sheet = book.add_worksheet(layout.label)
        if layout.shape == "items":
            items = {name: filled[k] for k, name in layout.context_items.items() if k in filled}
            write_items(sheet, styles, layout, columns, labels, source, items)
        else:
            write_rows(sheet, styles, layout, columns, labels)
        guide = book.add_worksheet(vocabulary.guide_sheet)
        write_guide(guide, styles, layout, columns, labels, source)
        write_hidden(book, vocabulary.template_sheet, layout, _lists(layout, columns, source))


def template_columns(
    layout: Layout, source: Source, subjects: tuple[str, ...] = ()
) -> list[Column]:
    """The columns of a form's template, those of subjects last; without those that only say again
    in every row what stands above the table."""
    fields = [spec for spec in layout.fields if not _is_said(spec, layout, source)]
    columns = [_column(spec, layout, source) for spec in fields]
    if layout.wide:
        chosen = subjects or layout.wide.usual
        columns += [score_column(code, source, layout.name) for code in chosen]
    return columns


def _column(spec: FieldSpec, layout: Layout, source: Source) -> Column:
    if spec.name == layout.context_items.get(layout.period_column):
        return replace(period_column(layout, source), field=spec.name, name=spec.headings[0])
    return describe(spec, source)


def _is_said(spec: FieldSpec, layout: Layout, source: Source) -> bool:
    above = {normal(label.column.name) for label in labels_above(layout, source, {})}
    return not spec.required and not above.isdisjoint(map(normal, spec.headings))


def _lists(layout: Layout, columns: list[Column], source: Source) -> dict[str, tuple[str, ...]]:
    lists = {column.list_name: column.choices for column in columns if column.choices}
    if layout.wide:
        subjects = source.codes[layout.wide.codes].names
        lists[layout.wide.codes] = tuple(subjects.values())
        lists[layout.wide.status] = status_words(layout.name, source)
    return lists


def _describe_book(book: xlsxwriter.Workbook, layout: Layout) -> None:
    title = words().version.format(label=layout.label, version=layout.version)
    book.set_properties({"title": title, "created": _CREATED})
    book.set_custom_property("form", layout.name, "text")
    book.set_custom_property("version", layout.version, "number_int")
