"""The command `template`: empty workbooks to fill in, with what is known of a sender in them."""

from dataclasses import dataclass
from pathlib import Path

from ingest.codes import load_codes
from ingest.layout import Layout, load_layouts
from ingest.templates.above import written_period
from ingest.templates.columns import Source, subject_code
from ingest.templates.senders import Sender, Senders, newest_senders
from ingest.templates.workbook import write_template
from refresh.exits import Exit
from refresh.failures import AbsentError
from refresh.narrator import Narrator, plain
from refresh.whatif import template as what_if
from warehouse.home import Home
from warehouse.settings import Settings

_NOT_IN_A_NAME = str.maketrans("", "", '/\\:*?"<>|')


@dataclass(frozen=True)
class Wish:
    """What shall stand in a template already: a sender by id or name, a period, subjects."""

    sender: str = ""
    period: str = ""
    subjects: tuple[str, ...] = ()


class Maker:
    """Writes templates; the senders are those of the school lists that the home knows."""

    def __init__(self, home: Home, narrator: Narrator, wish: Wish):
        self.source = Source.of(load_layouts(), load_codes())
        self.home, self.narrator, self.wish = home, narrator, wish
        layouts, folder = self.source.layouts, home.restricted
        self.senders = newest_senders(folder, layouts) if folder.exists() else Senders()

    def listed(self) -> Exit:
        """Print every form: its name, what people call it, who sends it for which period."""
        for name, layout in self.source.layouts.forms.items():
            level = self.narrator.text(f"level_{layout.level}")
            period = self.narrator.text(f"kind_{layout.period}")
            self.narrator.line(f"{name:<30}{level}  {period}  {layout.label}")
        self.narrator.say("template_hint")
        self.narrator.say("what_if_hint")
        return Exit.DONE

    def of_changes(self, out: Path | None, settings: Settings) -> Exit:
        """The workbook that a what-if is asked with."""
        path = _file(out, what_if.label())
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            what_if.write(path, self.home, settings)
        except FileExistsError:
            raise AbsentError("file_exists", plain(path)) from None
        self.narrator.say("template_written", path=path)
        return Exit.DONE

    def one(self, form: str, out: Path | None) -> Exit:
        """The template of a form, named by its label unless `out` says otherwise."""
        layout = self._layout(form)
        path = _file(out, layout.label)
        self._write(layout, path, self._sender(layout) | self._period(layout))
        self.narrator.say("template_written", path=path)
        return Exit.DONE

    def all(self, folder: Path) -> Exit:
        """The templates of every form."""
        layouts = list(self.source.layouts.forms.values())
        for layout in layouts:
            known = self._sender(layout) | self._year(layout)
            self._write(layout, folder / f"{layout.label}.xlsx", known)
        self.narrator.say("templates_written", count=len(layouts), path=folder)
        return Exit.DONE

    def each(self, folder: Path, form: str | None) -> Exit:
        """A folder for every school of the list, with the form (or every one that schools send
        for such a period)."""
        schools = self.senders.of("school")
        if not schools:
            raise AbsentError("no_schools", folder)
        forms = [self._layout(form)] if form else self.source.layouts.forms.values()
        forms = [layout for layout in forms if layout.level == "school"]
        for school in schools:
            below = folder / f"{school.id}_{school.names[0]}".translate(_NOT_IN_A_NAME)
            for layout in forms:
                known = _named("school", school) | self._year(layout)
                self._write(layout, below / f"{layout.label}.xlsx", known)
        count = len(forms) * len(schools)
        self.narrator.say("templates_written", count=count, path=folder)
        return Exit.DONE

    def _layout(self, form: str) -> Layout:
        for name, layout in self.source.layouts.forms.items():
            if form in {name, layout.label}:
                return layout
        raise AbsentError("no_form", plain(form))

    def _write(self, layout: Layout, path: Path, known: dict[str, str]) -> None:
        subjects = self._subjects(layout) if layout.wide else ()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write_template(layout.name, path, self.source, known, subjects)
        except FileExistsError:
            raise AbsentError("file_exists", plain(path)) from None

    def _period(self, layout: Layout) -> dict[str, str]:
        """The period that was asked for, which a single form must be able to have."""
        if not self.wish.period:
            return {}
        text = written_period(self.wish.period, layout, self.source.layouts.vocabulary)
        if not text:
            raise AbsentError("no_period", plain(self.wish.period))
        return {layout.period_column: text}

    def _year(self, layout: Layout) -> dict[str, str]:
        """The year among several forms, for those that have such years."""
        vocabulary = self.source.layouts.vocabulary
        is_year = layout.period != "exam" and self.wish.period
        text = written_period(self.wish.period, layout, vocabulary) if is_year else ""
        return {layout.period_column: text} if text else {}

    def _sender(self, layout: Layout) -> dict[str, str]:
        text, level = self.wish.sender, layout.level
        if not text:
            return {}
        if not self.senders.of(level):
            return {f"{level}_id" if text.isdecimal() else f"{level}_name": text}
        found = self.senders.find(level, text)
        if found is None:
            raise AbsentError("no_sender", plain(text))
        return _named(level, found)

    def _subjects(self, layout: Layout) -> tuple[str, ...]:
        codes = []
        for text in self.wish.subjects:
            code = subject_code(text, layout.name, self.source)
            if code is None:
                raise AbsentError("no_subject", plain(text))
            codes.append(code)
        return tuple(dict.fromkeys(codes))


def _file(out: Path | None, label: str) -> Path:
    path = out or Path()
    return path / f"{label}.xlsx" if path.is_dir() else path


def _named(level: str, sender: Sender) -> dict[str, str]:
    return {f"{level}_id": sender.id, f"{level}_name": sender.names[0]}
