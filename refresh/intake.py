"""Taking files in: the first step of a night, and a command of its own."""

import os
from pathlib import Path
from typing import Any

from ingest import problems
from ingest import run as ingest
from ingest.kept.collect import TEMPORARY, is_there
from ingest.kept.store import Key, Manifest
from ingest.returned.workbooks import Return
from refresh import set_aside
from refresh.exits import Exit
from refresh.failures import AbsentError
from refresh.narrator import Advance, Narrator, plain
from refresh.record import ending, require_own_rows
from warehouse.home import Home
from warehouse.runs import stamp, utc_now
from warehouse.settings import Settings


def take_in(
    home: Home, settings: Settings, narrator: Narrator, given: list[Path] | None, *,
    replace: bool, told: "ingest.Given | None" = None,
) -> Exit:  # fmt: skip
    """The command `ingest`: the inbox, or the given files and folders (which stay)."""
    require_own_rows(home)
    with narrator.step("ingest") as advance:
        result = read_files(
            home, settings, stamp(utc_now()), advance, given, replace=replace, told=told
        )
    tell(narrator, home, result)
    set_aside.tell(narrator, home, set_aside.rows_set_aside(home, result.newest))
    return ending(facts(home, result))


def read_files(
    home: Home,
    settings: Settings,
    received_at: str,
    advance: Advance,
    given: list[Path] | None = None,
    *,
    replace: bool = False,
    told: "ingest.Given | None" = None,
) -> "ingest.IngestResult":
    """Read what waits into packs; files of the inbox move out once they are safely kept."""
    result = ingest.ingest_paths(
        [home.inbox] if given is None else require(given),
        home.restricted,
        home.returned,
        move=given is None,
        received_at=received_at,
        progress=advance,
        workers=settings.workers,
        replace=replace,
        inbox=home.inbox,
        told=told,
        password=settings.file_password.get_secret_value(),
    )
    for check in result.files if given is None else []:
        is_taken = check.status in {"accepted", "known", "mended", "archive"}
        if is_taken and os.path.lexists(check.path):
            check.note = "stays"
    return result


def require(paths: list[Path]) -> list[Path]:
    """The paths, when all of them are there, on the disk or in an archive; raises AbsentError."""
    absent = [plain(path) for path in paths if not is_there(path)]
    if absent:
        raise AbsentError("no_file", ", ".join(absent))
    return paths


def facts(home: Home, result: "ingest.IngestResult") -> dict[str, Any]:
    """What is kept of a taking-in: counts, and what still lies in the inbox."""
    files = [check for check in result.files if not check.is_inside]
    in_inbox = [check for check in files if Path(check.path).is_relative_to(home.inbox)]
    noted = [check for check in in_inbox if check.note and check.note != TEMPORARY]
    held = [check for check in in_inbox if check.status in {"held", "waiting"}]
    return {
        "held": sorted([check.mark for check in [*held, *noted]]),
        "files_held": result.held_count,
        "files_passed_over": len([c for c in result.files if is_passed_over(c)]),
        "files_with_wrong_rows": len(wrong_rows(result.newest)),
        "rows_sent_back": result.rows_rejected_in_force,
        **set_aside.facts(set_aside.rows_set_aside(home, result.newest)),
    }


def is_passed_over(check: "ingest.FileCheck") -> bool:
    """Whether somebody should see to a file that was not read, or could not be moved out."""
    return check.status != "held" and check.note not in {"", TEMPORARY}


def wrong_rows(newest: dict[Key, Manifest]) -> list[tuple[str, int, str]]:
    """(file name, rows sent back, sender's folder) of files in force."""
    found: dict[str, tuple[str, int, str]] = {}
    for key, manifest in newest.items():
        if rows := manifest.submission(key).rows_rejected:
            before = found.get(manifest.file, ("", 0, ""))[1]
            found[manifest.file] = (manifest.name, before + rows, Return(manifest, []).folder)
    return sorted(found.values())


def tell(narrator: Narrator, home: Home, result: "ingest.IngestResult") -> None:
    """Say what was taken and what was held back, without a word about persons."""
    rows = result.rows_rejected_in_force
    narrator.say("taken", accepted=result.accepted_count, held=result.held_count, rows=rows)
    for check in result.files:
        if check.status == "held":
            reason = problem_text(narrator, check.problems[0]) if check.problems else ""
            narrator.say("held_file", file=plain(check.called), reason=reason)
        elif is_passed_over(check):
            reason = narrator.text(f"note_{check.note}")
            narrator.say("passed_over", file=plain(check.called), reason=reason)
    for name, count, folder in wrong_rows(result.newest):
        narrator.say("wrong_rows", file=plain(name), count=count, folder=home.returned / folder)
    temporary = sum(check.note == TEMPORARY for check in result.files)
    if temporary:
        narrator.say("temporary", count=temporary)
    if result.held_count or rows:
        narrator.say("see_returned", folder=home.returned)


def tell_still_to_mend(narrator: Narrator, home: Home, record: dict[str, Any]) -> None:
    """Say why a quiet night ends in 10."""
    files = record["files_held"] + record["files_with_wrong_rows"]
    if files:
        rows, folder = record["rows_sent_back"], home.returned
        narrator.say("still_to_mend", files=files, rows=rows, folder=folder)
    if record.get("files_with_faults"):
        narrator.say(
            "still_set_aside", files=record["files_with_faults"], rows=record["rows_set_aside"],
            papers=record.get("papers_held", 0), folder=home.returned,
        )  # fmt: skip
    if record["files_passed_over"]:
        narrator.say("still_passed_over", files=record["files_passed_over"], folder=home.inbox)


def problem_text(narrator: Narrator, problem: "ingest.Problem") -> str:
    """One problem in one line: where, what was found, what was expected, what to do."""
    if narrator.lang == "en":
        return problems.english(problem)
    where = " ".join(part for part in (problem.sheet, problem.cell) if part)
    seen = [
        narrator.text(f"problem_{name}", value=value)
        for name in ("found", "expected")
        if (value := getattr(problem, name))
    ]
    layout = narrator.text("layout_line", line=problem.layout_line) if problem.layout_line else ""
    said = "；".join(part for part in ("，".join(seen), problem.action) if part) + layout
    return "：".join(part for part in (where, said) if part)
