"""Commands that look and change nothing: `check` a file, draw a report again."""

from dataclasses import asdict
from pathlib import Path

from ingest import run as ingest
from ingest.kept import store
from ingest.kept.collect import TEMPORARY
from ingest.layout import load_layouts
from refresh.exits import Exit
from refresh.failures import AbsentError
from refresh.intake import problem_text, require
from refresh.narrator import Narrator, plain
from refresh.record import run_facts
from refresh.status import form_names, period_text
from warehouse import runs
from warehouse.files import read_json
from warehouse.home import Home
from warehouse.settings import Settings


def check_files(
    paths: list[Path], home: Home, settings: Settings, narrator: Narrator, *,
    told: "ingest.Given | None" = None,
) -> tuple[Exit, list[dict]]:  # fmt: skip
    """Read `paths` as the night would, without keeping anything.

    Schools are looked up in the lists that this home knows and those among `paths`.
    Returns 0 when every file would load whole, 10 when something would not, and the facts.
    """
    restricted = home.restricted if home.restricted.exists() else None
    checks = ingest.check_paths(
        require(paths), restricted, workers=settings.workers,
        password=settings.file_password.get_secret_value(),
        inbox=home.inbox, told=told,
    )  # fmt: skip
    if not _knows_schools(restricted, checks):
        narrator.say("no_school_list", folder=home.root)
    names = form_names(narrator.lang)
    for check in (check for check in checks if check.status != "archive"):
        _tell(check, narrator, names)
    would_load = all(_would_load(check) for check in checks)
    return (Exit.DONE if would_load else Exit.HELD), [asdict(check) for check in checks]


def _would_load(check: "ingest.FileCheck") -> bool:
    """Whether a file would load whole; one that is no submission stands in nobody's way."""
    return (
        check.note == TEMPORARY
        or check.status == "archive"
        or (check.status == "accepted" and not check.problems)
    )


def _knows_schools(restricted: Path | None, checks: list["ingest.FileCheck"]) -> bool:
    """Whether a list of schools is in force in the home, or among the files."""
    known = store.read_current(restricted)["packs"] if restricted else {}
    forms = {group.partition("/")[0] for group in known}
    forms |= {part.form for check in checks for part in check.submissions}
    provides = {name for name, form in load_layouts().forms.items() if form.provides}
    return bool(forms & provides)


def _tell(check: "ingest.FileCheck", narrator: Narrator, names: dict[str, str]) -> None:
    key = "would_load" if check.status == "accepted" else "would_hold"
    key = "would_pass_over" if check.note == TEMPORARY else key
    narrator.line(f"{plain(check.called)}: {narrator.text(key)}")
    if check.note:
        narrator.line("  " + narrator.text(f"note_{check.note}"))
    for part in (part for part in check.submissions if part.form):
        period = period_text(narrator, part.period_kind, part.period)
        form = names.get(part.form, part.form)
        whose = " ".join(piece for piece in (form, period, part.sender_name) if piece)
        narrator.line("  " + narrator.text("file_rows", **asdict(part), whose=whose))
    for note in check.notes:
        narrator.line("  " + _note_text(note, narrator))
    for problem in check.problems:
        narrator.line("  " + problem_text(narrator, problem))


def _note_text(note: "ingest.Note", narrator: Narrator) -> str:
    """What was concluded of a table, and from where."""
    text = period_text(narrator, note.kind, note.text)
    where = narrator.text(f"from_{note.source}", cell=note.cell)
    said = narrator.text(f"told_{note.kind}", text=text, where=where)
    return f"{note.sheet} {said}"


def draw_again(
    names: list[str], run_id: str | None, out: Path, home: Home, narrator: Narrator
) -> Exit:
    """Draw the named reports (all when none) of a published run into `out`."""
    import reports

    chosen = run_id or runs.current_run(home)
    if chosen is None or not (home.published / chosen / "marts.duckdb").exists():
        raise AbsentError("no_run", f"{home.published / (chosen or '')}")
    manifest = read_json(home.published / chosen / "manifest.json")
    out.mkdir(parents=True, exist_ok=True)
    database = home.published / chosen / "marts.duckdb"
    for path in reports.draw(names, database, out, run=run_facts(manifest)):
        narrator.say("drawn", path=path)
    return Exit.DONE
