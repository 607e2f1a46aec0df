"""Taking files in: the first step of a night, and a command of its own."""

from pathlib import Path

from ingest import run as ingest
from refresh import fingerprint
from refresh.exits import Exit
from refresh.narrator import Advance, Narrator
from warehouse.home import Home
from warehouse.runs import stamp, utc_now
from warehouse.settings import Settings, SettingsError


def take_in(
    home: Home, settings: Settings, narrator: Narrator, given: list[Path] | None, *, replace: bool
) -> Exit:
    """The command `ingest`: the inbox, or the given files and folders (which stay)."""
    with narrator.step("ingest") as advance:
        result = read_files(home, settings, stamp(utc_now()), advance, given, replace=replace)
    tell(narrator, home, result)
    sent_back = result.held_count or result.rows_rejected_in_force
    return Exit.HELD if sent_back else Exit.DONE


def read_files(
    home: Home,
    settings: Settings,
    received_at: str,
    advance: Advance,
    given: list[Path] | None = None,
    *,
    replace: bool = False,
) -> "ingest.IngestResult":
    """Read what waits into packs; files of the inbox move out once they are safely kept."""
    waiting = [home.inbox / name for name in fingerprint.inbox_hashes(home)]
    paths = waiting if given is None else list(_files_below(given))
    return ingest.ingest_paths(
        paths,
        home.restricted,
        home.returned,
        move=given is None,
        received_at=received_at,
        progress=advance,
        workers=settings.workers,
        replace=replace,
    )


def _files_below(given: list[Path]) -> list[Path]:
    absent = [str(path) for path in given if not path.exists()]
    if absent:
        raise SettingsError(f"no such file: {', '.join(absent)}")
    found: list[Path] = []
    for path in given:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [file for file in below if file.is_file() and fingerprint.is_submission(file)]
    return found


def tell(narrator: Narrator, home: Home, result: "ingest.IngestResult") -> None:
    """Say what was taken and what was held back, without a word about persons."""
    rows = result.rows_rejected_in_force
    narrator.say("taken", accepted=result.accepted_count, held=result.held_count, rows=rows)
    for file in result.files:
        if file.status == "held":
            reason = problem_text(narrator, file.problems[0]) if file.problems else ""
            narrator.say("held_file", file=file.name, reason=reason.strip())
    if result.held_count or rows:
        narrator.say("see_returned", folder=home.returned)


def problem_text(narrator: Narrator, problem: "ingest.Problem") -> str:
    """One problem in one line: where, what was found, what was expected, what to do."""
    return narrator.text(
        "problem",
        sheet=f"{problem.sheet} " if problem.sheet else "",
        cell=problem.cell or "",
        code=problem.code,
        found=problem.found or "",
        expected=problem.expected or "",
        action=problem.action or "",
    )
