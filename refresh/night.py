"""The night: ingest → received → dbt → publication → published → reports → pointer."""

import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

from ingest.kept import store
from refresh import audit, candidate, intake, quiet, set_aside
from refresh.exits import Exit
from refresh.narrator import Narrator
from refresh.record import Night, new_night, require_own_rows
from warehouse import runs
from warehouse.database import TIME_ZONE, remove_database
from warehouse.home import Home
from warehouse.settings import Settings, SettingsError


def refresh(
    home: Home,
    settings: Settings,
    narrator: Narrator,
    *,
    as_of: str | None = None,
    force: bool = False,
) -> Exit:
    """Run one night; the caller holds the lock.

    `as_of` (ISO text, UTC) hides what was received later. Returns 0, 10, 20, 40 or 60; whatever
    it returns or raises, the last publication stays as it was unless a new one is complete.
    """
    require_own_rows(home)
    if not force and (done := quiet.nothing_to_do(home, settings, narrator, as_of)) is not None:
        return done
    night = new_night(home, settings, narrator, as_of)
    return audit.recorded(night, lambda: _run(night))


def _run(night: Night) -> Exit:
    home, narrator = night.home, night.narrator
    _take_in(night)
    with narrator.step("candidate"):
        seen_until = night.as_of or runs.stamp(runs.utc_now())
        candidate.create(home.candidate, home, night.settings, night.run_id, seen_until)
        # a copy, for nobody else can read what dbt writes to
        shutil.copyfile(home.candidate, home.received)
    night.judge.ask("received", home.received)
    from refresh.build import build  # slow to import, and a quiet night needs none of it

    with narrator.step("build") as advance:
        built = build(home, night.settings, home.candidate, advance)
    with narrator.step("received"):
        night.gates.append(night.judge.answer())
        remove_database(home.received)
    night.record |= {"failed_tests": built.failed_tests, "broken": built.broken}
    if not built.broken and not built.failed_tests:  # behind these dbt leaves models out
        set_aside.give_back(night)
    return audit.audit_and_publish(night, built)


def _take_in(night: Night) -> None:
    home, narrator = night.home, night.narrator
    with narrator.step("ingest") as advance:
        result = intake.read_files(home, night.settings, night.started_at, advance)
    intake.tell(narrator, home, result)
    night.record |= intake.facts(home, result) | {
        "fingerprint": quiet.now(home, night.settings, night.as_of),
        "packs": store.packs_in_force(home.restricted),
    }


def read_moment(text: str | None) -> str | None:
    """A moment given on the command line as the ISO text that received_at is compared with."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(
            f"--as-of {text}: expected a date and time like 2026-03-01T00:00Z"
        ) from error
    return runs.stamp(moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(TIME_ZONE)))
