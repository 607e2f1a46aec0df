"""Commands that look and change nothing: `check` a file, draw a report again."""

from dataclasses import asdict
from pathlib import Path

from ingest import run as ingest
from refresh.exits import Exit
from refresh.intake import problem_text
from refresh.narrator import Narrator
from refresh.record import run_facts
from refresh.status import form_names
from warehouse import runs
from warehouse.files import read_json
from warehouse.home import Home
from warehouse.settings import Settings, SettingsError


def check_files(
    paths: list[Path], home: Home, settings: Settings, narrator: Narrator
) -> tuple[Exit, list[dict]]:
    """Read `paths` as the night would, without keeping anything.

    Schools are looked up in the lists that this home knows and those among `paths`.
    Returns 0 when every file would load whole, 10 when something would not, and the facts.
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise SettingsError(f"no such file: {', '.join(missing)}")
    restricted = home.restricted if home.restricted.exists() else None
    checks = ingest.check_paths(paths, restricted, workers=settings.workers)
    names = form_names(narrator.lang)
    for check in checks:
        _tell(check, narrator, names)
    would_load = all(check.status == "accepted" and not check.problems for check in checks)
    return (Exit.DONE if would_load else Exit.HELD), [asdict(check) for check in checks]


def _tell(check: "ingest.FileCheck", narrator: Narrator, names: dict[str, str]) -> None:
    key = "would_load" if check.status == "accepted" else "would_hold"
    narrator.line(f"{check.name}: {narrator.text(key)}")
    for part in (part for part in check.submissions if part.form):
        shown = asdict(part) | {"form": names.get(part.form, part.form)}
        narrator.line("  " + narrator.text("file_rows", **shown))
    for problem in check.problems:
        narrator.line(problem_text(narrator, problem))


def draw_again(
    names: list[str], run_id: str | None, out: Path, home: Home, narrator: Narrator
) -> Exit:
    """Draw the named reports (all when none) of a published run into `out`."""
    import reports

    chosen = run_id or runs.current_run(home)
    if chosen is None or not (home.published / chosen / "marts.duckdb").exists():
        raise SettingsError(f"no published run {chosen or ''} in {home.published}")
    manifest = read_json(home.published / chosen / "manifest.json")
    out.mkdir(parents=True, exist_ok=True)
    database = home.published / chosen / "marts.duckdb"
    for path in reports.draw(names, database, out, run=run_facts(manifest)):
        narrator.say("drawn", path=path)
    return Exit.DONE
