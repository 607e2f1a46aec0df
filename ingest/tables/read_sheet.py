"""One sheet to parts: every table on it from top to bottom."""

from dataclasses import dataclass

from ingest.asker import Asker
from ingest.books.sheet import Book, Sheet, is_blank
from ingest.columns import Setting
from ingest.given import Given
from ingest.kept.counts import Counts
from ingest.problems import Problem, make
from ingest.tables.above import data_above
from ingest.tables.body import Body, is_like_data, read_body
from ingest.tables.choose import choose
from ingest.tables.context import Context, Found, find_context
from ingest.tables.labels import Labels, add_item_labels, read_labels
from ingest.tables.part import Part
from ingest.tables.read_items import read_items
from ingest.tables.read_rows import read_rows
from ingest.tables.reader import Parsed, Reader, Seen
from ingest.tables.sources import Note
from ingest.tables.table import Table
from ingest.tables.together import add_part
from ingest.tables.units import find_units


@dataclass(frozen=True)
class _Block:
    """A table of a sheet with what is wrong with its heading, its labels and its number."""

    table: Table
    problems: list[Problem]
    labels: Labels
    number: int = 1


@dataclass
class SheetReading:
    """Reads the tables of a sheet into `parsed`."""

    parsed: Parsed
    book: Book
    sheet: Sheet
    file: str
    reader: Reader
    ask: Asker
    given: Given

    def read(self) -> None:
        """Every table from top to bottom."""
        table, problems = self._choose(0)
        if table is None:
            self.parsed.problems += problems
            if problems and problems[0].field:
                self.parsed.seen.append(self._told_by_title(problems[0]))
            return
        labels = self._labels(0, table.heading_row)
        problems += self._above([table], 0, labels)
        block = _Block(table, problems, labels)
        while block:
            body = self._read_block(block)
            block = self._next(block, body.next_table) if body and body.next_table else None

    def _choose(self, start: int) -> tuple[Table | None, list[Problem]]:
        reader = self.reader
        table, problems = choose(self.sheet, reader.index, reader.layouts, reader.limits, start)
        for one in [table, *table.beside] if table else []:
            one.start = start
        return table, problems

    def _labels(self, start: int, above: int) -> Labels:
        return read_labels(self.sheet, start, above, self.reader.layouts.vocabulary)

    def _above(self, tables: list[Table], start: int, labels: Labels) -> list[Problem]:
        index, words = self.reader.index, self.reader.words
        return data_above(tables, self.sheet, start, labels, index, words)

    def _next(self, block: _Block, start: int) -> _Block | None:
        """The table that begins where the rows of another end. Where nothing but rows follows a
        second title, nobody can tell whose they are."""
        table, problems = self._choose(start)
        if table is None:
            self.parsed.problems += self._rows_of_nobody(block.table, start)
            return None
        labels = self._labels(start, table.heading_row)
        problems += self._above([table, block.table], start, labels)
        labels.inherit(block.labels)
        return _Block(table, problems, labels, block.number + 1 + len(block.table.beside))

    def _rows_of_nobody(self, table: Table, start: int) -> list[Problem]:
        rows = self.sheet.rows
        if not any(is_like_data(table, row) for row in rows[start:]):
            return []
        column = next((c for c, cell in enumerate(rows[start]) if not is_blank(cell)), 0)
        place = {"sheet": self.sheet.name, "row": start + 1, "column": column}
        return [make("ambiguous_table", variant="second_table", expected=str(start + 1), **place)]

    def _read_block(self, block: _Block) -> Body | None:
        """Read one table into parts; answers its rows when there may be another table below."""
        table, parsed = block.table, self.parsed
        parsed.problems += block.problems
        found, units, wrong = self._context(table, block.labels)
        parsed.notes += found.notes
        parsed.problems += wrong
        if block.problems or wrong:
            self._see_unread(table, found.context)
            return None
        setting, context = self._setting(table, found, units), found.context
        if table.layout.shape == "items":
            body, parts = None, read_items(self.file, table, self.sheet, context, setting)
        else:
            body, parts = self._read_rows(block, context, setting)
        self._note_successors(setting)
        if not parts:
            self._see_unread(table, context)
        parsed.seen += [Seen(self.sheet.name, part.form, part.context) for part in parts]
        for part in parts:
            parsed.problems += add_part(parsed.parts, part, table.layout)
        return body

    def _read_rows(
        self, block: _Block, context: Context, setting: Setting
    ) -> tuple[Body | None, list[Part]]:
        """A table and those beside it; nothing when one of them cannot be read."""
        tables = [block.table, *block.table.beside]
        words, index = self.reader.words, self.reader.index
        bodies = [read_body(self.sheet, table, words, index) for table in tables]
        parts: list[Part] = []
        for number, (table, body) in enumerate(zip(tables, bodies, strict=True), block.number):
            made, problems = read_rows(self.file, table, self.sheet, context, setting, body, number)
            if problems:
                self.parsed.problems += problems
                return None, []
            parts += made
        return bodies[0], parts

    def _note_successors(self, setting: Setting) -> None:
        for ids in setting.replaced:
            change = " → ".join(self.ask.names([school]) for school in ids)
            self.parsed.notes.append(Note("successor", change, "rows", self.sheet.name))

    def _setting(self, table: Table, found: Found, units: dict[str, str]) -> Setting:
        reader = self.reader
        return Setting(
            reader.codes,
            reader.index,
            reader.words,
            self.ask,
            reader.teacher_key,
            reader.pupil_key,
            county_id=found.context.county_id,
            exam_id=found.context.period,
            day=found.day,
            table_units=units,
            from_1904=self.book.from_1904,
            all_text=self.book.is_text,
            is_about_persons=any(spec.personal for spec in table.layout.fields),
        )

    def _see_unread(self, table: Table, context: Context) -> None:
        seen = Seen(self.sheet.name, table.layout.name, context, self._unread(table))
        self.parsed.seen.append(seen)

    def _unread(self, table: Table) -> Counts:
        """The rows below a heading, of a table that goes back whole."""
        if table.layout.shape == "items":
            return Counts(rows_in=1, rows_rejected=1)
        below = self.sheet.rows[table.body :]
        filled = [r for r, row in enumerate(below, 1) if not all(map(is_blank, row))]
        total = filled[-1] if filled else 0
        return Counts(rows_in=total, rows_rejected=len(filled), rows_blank=total - len(filled))

    def _told_by_title(self, problem: Problem) -> Seen:
        """Whose and of which period a table without a heading is; `field` is its form."""
        layout = self.reader.layouts.forms[problem.field]
        above = problem.row - 1 if problem.code == "no_heading" else len(self.sheet.rows)
        bare = Table(layout, above, above)
        found, _, _ = self._context(bare, self._labels(0, above))
        return Seen(self.sheet.name, layout.name, found.context, self._unread(bare))

    def _context(self, table: Table, labels: Labels) -> tuple[Found, dict[str, str], list[Problem]]:
        """Whose table it is and of when, its units, and everything wrong with these."""
        vocabulary = self.reader.layouts.vocabulary
        add_item_labels(labels, table, self.sheet)
        units, problems = find_units(table, labels, self.sheet, self.reader.index, vocabulary)
        found = find_context(table, labels, self.sheet, self.given, self.ask, vocabulary)
        return found, units, problems + found.problems
