"""One file to parts: the sheets' forms, senders, periods, rows and problems."""

from dataclasses import dataclass, field

from ingest.books.book import read_book
from ingest.books.limits import Limits, Refused
from ingest.books.sheet import Book, Sheet, is_blank
from ingest.codes import CodeList
from ingest.columns import Setting
from ingest.columns.base import Words, make_words
from ingest.kept.counts import Counts
from ingest.layout import Layout, Layouts
from ingest.problems import Problem, make, messages
from ingest.reference import Asker, Reference
from ingest.tables.choose import choose
from ingest.tables.context import Context, find_period, find_sender
from ingest.tables.headings import HeadingIndex, build_index
from ingest.tables.labels import add_item_labels, read_labels
from ingest.tables.locate import Table
from ingest.tables.part import Part
from ingest.tables.read_items import read_items
from ingest.tables.read_rows import read_rows
from ingest.tables.units import find_units

READER_VERSION = 2


@dataclass
class Reader:
    """Everything reading needs that is the same for every file."""

    layouts: Layouts
    codes: dict[str, CodeList]
    teacher_key: bytes
    pupil_key: bytes
    limits: Limits = field(default_factory=Limits)
    reference: Reference = field(default_factory=Reference)
    password: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        self.index: HeadingIndex = build_index(self.layouts, self.codes)
        self.words: Words = make_words(self.layouts.vocabulary, self.codes)


@dataclass(frozen=True)
class Seen:
    """A table that was found, and the rows of it that could not be read."""

    sheet: str
    form: str
    context: Context
    unread: Counts = field(default_factory=Counts)


@dataclass
class Parsed:
    """What a file holds; `seen` is every table that was found. With a problem of level `file` the
    whole file is held back."""

    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    asked: dict[str, str | None] = field(default_factory=dict)
    kind: str = ""


def parse(data: bytes, file: str, reader: Reader) -> Parsed:
    """Read a file's bytes; `file` is their SHA-256. Refusals become problems."""
    parsed = Parsed()
    try:
        book = read_book(data, reader.limits, reader.password)
    except Refused as refusal:
        parsed.problems.append(
            make(refusal.code, found=messages()["limits"].get(refusal.found, refusal.found))
        )
        return parsed
    parsed.kind = book.kind
    ask = Asker(reader.reference)
    for sheet in book.sheets:
        _read_sheet(parsed, book, sheet, file, reader, ask)
    parsed.asked = ask.asked
    if not parsed.seen and not parsed.problems:
        cells = (cell for sheet in book.sheets for row in sheet.rows for cell in row)
        code = "empty_workbook" if all(map(is_blank, cells)) else "unknown_form"
        parsed.problems.append(make(code))
    return parsed


def _read_sheet(
    parsed: Parsed, book: Book, sheet: Sheet, file: str, reader: Reader, ask: Asker
) -> None:
    table, problems = choose(sheet, reader.index, reader.layouts, reader.limits)
    parsed.problems += problems
    if table is None:
        if problems and problems[0].field:
            parsed.seen.append(_told_by_title(problems[0], sheet, reader, ask))
        return
    context, units, wrong = _context(table, sheet, reader, ask)
    parsed.seen.append(Seen(sheet.name, table.layout.name, context, _unread(sheet, table)))
    parsed.problems += wrong
    if problems or wrong:
        return
    setting = Setting(
        reader.codes,
        reader.index,
        reader.words,
        ask,
        reader.teacher_key,
        reader.pupil_key,
        county_id=context.county_id,
        exam_id=context.period,
        table_units=units,
        from_1904=book.from_1904,
        all_text=book.is_text,
        is_about_persons=any(spec.personal for spec in table.layout.fields),
    )
    read = read_items if table.layout.shape == "items" else read_rows
    parts, problems = read(file, table, sheet, context, setting)
    parsed.problems += problems
    if not parts:
        return
    parsed.seen[-1:] = [Seen(sheet.name, part.form, part.context) for part in parts]
    for part in parts:
        _add(parsed, part, table.layout)


def _unread(sheet: Sheet, table: Table) -> Counts:
    """The rows below a heading, of a table that goes back whole."""
    if table.layout.shape == "items":
        return Counts(rows_in=1, rows_rejected=1)
    below = sheet.rows[table.body :]
    filled = [r for r, row in enumerate(below, 1) if not all(map(is_blank, row))]
    total = filled[-1] if filled else 0
    return Counts(rows_in=total, rows_rejected=len(filled), rows_blank=total - len(filled))


def _told_by_title(problem: Problem, sheet: Sheet, reader: Reader, ask: Asker) -> Seen:
    """Whose and of which period a table without a heading is; `field` is its form."""
    layout = reader.layouts.forms[problem.field]
    above = problem.row - 1 if problem.code == "no_heading" else len(sheet.rows)
    bare = Table(layout, above, above)
    context, _, _ = _context(bare, sheet, reader, ask)
    return Seen(sheet.name, layout.name, context, _unread(sheet, bare))


def _add(parsed: Parsed, part: Part, layout: Layout) -> None:
    """Sheets of one submission are joined; sheets that say the same twice (全体 beside each
    class) are refused, for one of them would be counted double."""
    for position, known in enumerate(parsed.parts):
        if known.key != part.key:
            continue
        if any(known.keys(key) & part.keys(key) for key in layout.unique):
            sheets = [*known.sheets, *part.sheets]
            expected = " / ".join(sheets)
            parsed.problems.append(make("ambiguous_table", sheet=sheets[-1], expected=expected))
        parsed.parts[position] = known.join(part)
        return
    parsed.parts.append(part)


def _context(
    table: Table, sheet: Sheet, reader: Reader, ask: Asker
) -> tuple[Context, dict[str, str], list[Problem]]:
    layout, vocabulary = table.layout, reader.layouts.vocabulary
    labels = read_labels(sheet, table.heading_row, vocabulary)
    add_item_labels(labels, table, sheet)
    units, problems = find_units(layout, labels, sheet, reader.index, vocabulary)
    period = ""
    if not layout.names_its_periods:
        period, wrong = find_period(layout, labels, sheet, vocabulary)
        problems += [wrong] if wrong else []
    sender = ("", "", "")
    if "county" not in layout.provides:
        sender, wrong = find_sender(layout, labels, sheet, ask, vocabulary)
        problems += [wrong] if wrong else []
    return Context(*sender, period), units, problems
