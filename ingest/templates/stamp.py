"""Which version of a form a workbook was made from: read back from its hidden sheet."""

from ingest.books.sheet import Book, cell_text
from ingest.layout import Layouts, Vocabulary
from ingest.problems import Problem, make
from ingest.templates.words import words

FORM, VERSION = "form", "version"
"""Labels of the hidden sheet's first two rows; the value stands beside each."""
_DRIFT = {"missing_heading", "extra_heading", "no_heading"}


def old_template(book: Book, problems: list[Problem], layouts: Layouts) -> list[Problem]:
    """The problem to put before those of headings that have changed since a workbook was made: it
    wants a new template, not mending. Nothing where a file has other problems or none."""
    drift = next((problem for problem in problems if problem.code in _DRIFT), None)
    form, version = _stamp(book, layouts.vocabulary) if drift else ("", 0)
    layout = layouts.forms.get(form)
    if layout is None or version >= layout.version:
        return []
    said = words().version
    then, now = (said.format(label=layout.label, version=v) for v in (version, layout.version))
    return [make("old_template", sheet=drift.sheet, found=then, expected=now)]


def _stamp(book: Book, vocabulary: Vocabulary) -> tuple[str, int]:
    for sheet in book.sheets:
        if sheet.name == vocabulary.template_sheet:
            told = {cell_text(sheet.cell(r, 0)): cell_text(sheet.cell(r, 1)) for r in range(2)}
            version = told.get(VERSION, "")
            return told.get(FORM, ""), int(version) if version.isdecimal() else 0
    return "", 0
