"""The command `whatif`: read the changes, build aside, draw both sides."""

import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.books.limits import Limits
from ingest.codes import load_codes
from ingest.kept.keys import Keys
from ingest.layout import load_layouts
from ingest.problems import Problem
from ingest.tables.reader import Reader
from ingest.whatif import ChangeForm, Resolver, read_lines, with_nearest
from refresh import build
from refresh.exits import Exit
from refresh.failures import AbsentError
from refresh.intake import problem_text, require
from refresh.narrator import Narrator, plain
from refresh.record import require_own_rows
from refresh.whatif import apply
from refresh.whatif.aside import aside
from refresh.whatif.basis import Basis, Kept, Placed, find_basis
from refresh.whatif.compare import Sides, compare
from refresh.whatif.plan import DISPUTES, Plan, make_plan
from refresh.whatif.tell import tell
from reports import draw
from reports.spec import FOLDER
from warehouse import runs
from warehouse.database import reading
from warehouse.home import Home
from warehouse.settings import Settings

REPORT = "whatif"
_FOLDER_MODE, _FILE_MODE = 0o750, 0o640


class BrokenModelsError(RuntimeError):
    """A model could not be built with the changes."""


def ask(
    path: Path, out: Path | None, home: Home, settings: Settings, narrator: Narrator
) -> tuple[Exit, dict[str, Any]]:
    """Both verdicts for the workbook of changes at `path`, drawn as the workbook `out`, or into
    the home's folder; and the same as facts for a program.

    Returns 10 and the problems when a line of the workbook cannot be followed: then nothing was
    computed. Raises AbsentError, HomeLockedError, BrokenModelsError.
    """
    require_own_rows(home)
    require([path])
    basis, target = find_basis(home), out or _target(path, home)
    if target.exists():
        raise AbsentError("file_exists", plain(target))
    if out and not out.parent.is_dir():
        raise AbsentError("no_file", plain(out.parent))
    with aside(home) as folder:
        with narrator.step("changes"):
            changes, problems = _read(path, basis, settings)
        if problems or not changes:
            return Exit.HELD, _refuse(path, problems, narrator)
        result = _compute(changes, basis, folder, home, settings, narrator)
        _draw(result, basis, target, home)
        facts = tell(result, settings, narrator)
    narrator.say("what_if_drawn", path=target)
    return Exit.DONE, facts | {"path": str(target), "run_id": basis.run_id}


def _target(path: Path, home: Home) -> Path:
    moment = runs.stamp(runs.utc_now()).translate(str.maketrans("", "", "-:"))
    return home.what_if / f"{plain(path.stem)}_{moment}.xlsx"


def _read(path: Path, basis: Basis, settings: Settings) -> tuple[list[Placed], list[Problem]]:
    """The changes, each with where its old value came from; or why there are none."""
    form = ChangeForm(load_layouts(), load_codes())
    with reading(basis.kept, settings) as connection:
        kept = Kept(connection, form.known)
        passing, password = Keys.passing(), settings.file_password.get_secret_value()
        reader = Reader(
            form.layouts, form.lists, passing.teacher, passing.pupil, Limits(), kept.reference,
            password,
        )  # fmt: skip
        county = min(kept.reference.counties)
        lines, problems = read_lines(path, reader, kept.newest_year, county)
        problems = with_nearest(problems, [h for item in form.items.values() for h in item])
        for line in lines:
            if (kept.county_of(line), line.school_year) not in kept.cycles:
                raise AbsentError("no_cycle", line.school_year)
        changes, wrong = Resolver(form, kept).resolve(lines)
        return [kept.place(change) for change in changes], problems + wrong


def _refuse(path: Path, problems: list[Problem], narrator: Narrator) -> dict[str, Any]:
    key = "what_if_wrong" if problems else "what_if_empty"
    narrator.say(key, file=plain(path.name), count=len(problems))
    for problem in problems:
        narrator.line("  " + problem_text(narrator, problem))
    return {"problems": [asdict(problem) for problem in problems]}


def _compute(
    changes: list[Placed], basis: Basis, folder: Path, home: Home, settings: Settings,
    narrator: Narrator,
) -> Path:  # fmt: skip
    """The database with the tables of the report."""
    candidate, target, result = folder / "candidate.duckdb", folder / "dbt", folder / "both.duckdb"
    with narrator.step("candidate"):
        manifest = build.parse(home, settings, candidate, target)
        plan = make_plan(manifest, {placed.change.form for placed in changes})
        apply.create(candidate, basis.kept, plan, settings)
        used = [placed for placed in changes if placed.change.form in plan.used]
        apply.write_changes(candidate, used, settings)
        if DISPUTES in plan.needed:
            apply.settle(candidate, used, settings)
    with narrator.step("build") as advance:
        if plan.built:
            _build(plan, home, settings, candidate, target, advance)
    with narrator.step("both_sides"):
        compare(result, Sides(basis, plan, candidate), changes, manifest, settings)
    return result


def _build(plan: Plan, home: Home, settings: Settings, candidate: Path, target: Path, advance: Any):
    built = build.run_models(plan.built, home, settings, candidate, target, advance)
    if built.is_short:
        raise MemoryError(built.broken[0])
    if built.broken:
        raise BrokenModelsError(built.broken[0])


def _draw(result: Path, basis: Basis, target: Path, home: Home) -> None:
    """The workbook is made aside, so that a stop leaves none that is half."""
    run = {"run_id": basis.run_id, "started_at": basis.started_at, "as_of": basis.as_of}
    (drawn,) = draw([REPORT], result, result.parent, run=run, specs_folder=FOLDER / REPORT)
    if target.parent == home.what_if:
        home.what_if.mkdir(mode=_FOLDER_MODE, exist_ok=True)
    drawn.chmod(_FILE_MODE)
    shutil.move(drawn, target)
