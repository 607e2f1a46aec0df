"""The night: ingest → received → dbt → publication → published → reports → pointer."""

import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ingest.kept import store
from refresh import candidate, intake, quiet
from refresh.exits import Exit
from refresh.failures import explain
from refresh.narrator import Narrator
from refresh.record import Night, ending
from warehouse import runs
from warehouse.database import TIME_ZONE
from warehouse.home import Home
from warehouse.settings import Settings, SettingsError

VERDICTS = {"stopped": "stopped", "resources": "short"}
"""How a run ended that raised, by the message that tells it; everything else is broken."""


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
    if not force and (done := quiet.nothing_to_do(home, settings, narrator, as_of)) is not None:
        return done
    now = runs.utc_now()
    night = Night(home, settings, narrator, as_of, runs.stamp(now), runs.new_run_id(home, now))
    night.record = {"run_id": night.run_id, "started_at": night.started_at, "verdict": "stopped"}
    night.record["as_of"] = as_of
    runs.write_record(home, night.record)
    try:
        return _run(night)
    except BaseException as error:
        key, code = explain(error)
        _close(night, VERDICTS.get(key, "broken"), code)
        raise


def _run(night: Night) -> Exit:
    home, narrator = night.home, night.narrator
    _take_in(night)
    with narrator.step("candidate"):
        seen_until = night.as_of or runs.stamp(runs.utc_now())
        candidate.create(home.candidate, home, night.settings, night.run_id, seen_until)
    from expectations import gate  # slow to import, and a quiet night needs none of it

    with narrator.step("received"):
        night.gates.append(gate.run_suite("received", home.candidate))
    from refresh.build import build

    with narrator.step("build") as advance:
        built = build(home, night.settings, home.candidate, advance)
    night.record |= {"failed_tests": built.failed_tests, "broken": built.broken}
    if built.broken:
        for what in built.broken:
            narrator.say("resources" if built.is_short else "broken", what=what)
        verdict, code = ("short", Exit.RESOURCES) if built.is_short else ("broken", Exit.INTERNAL)
        return _close(night, verdict, code)
    if night.gates[0].is_red or built.failed_tests:
        return _refuse(night, built.failed_tests)
    from refresh.publish import prepare, publish

    prepare(night)
    if night.gates[-1].is_red:
        return _refuse(night, [])
    publish(night)
    return _finish(night)


def _take_in(night: Night) -> None:
    home, narrator = night.home, night.narrator
    with narrator.step("ingest") as advance:
        result = intake.read_files(home, night.settings, night.started_at, advance)
    intake.tell(narrator, home, result)
    night.record |= intake.facts(home, result) | {
        "fingerprint": quiet.now(home, night.settings, night.as_of),
        "packs": store.packs_in_force(home.restricted),
    }


def _refuse(night: Night, failed_tests: list[str]) -> Exit:
    narrator = night.narrator
    previous = runs.current_run(night.home) or narrator.text("none")
    narrator.say("red", previous=previous)
    _tell_rules(night, "red_rule")
    for name in failed_tests:
        narrator.say("red_test", name=name)
    _tell_rules(night, "warning")
    _tell_if_too_early(night)
    narrator.say("quality_page", path=_draw_red_page(night))
    shutil.rmtree(night.aside, ignore_errors=True)
    return _close(night, "red", Exit.RED)


def _tell_rules(night: Night, kind: str) -> None:
    """The red rules, or those that only warn, with the number that each found."""
    narrator = night.narrator
    for rule in (rule for result in night.gates for rule in result.rules):
        if not (rule.is_red if kind == "red_rule" else rule.is_warning):
            continue
        count = rule.counts.get("failing", rule.counts.get("rows"))
        number = narrator.text("number", count=count) if count is not None else ""
        error = narrator.text("no_answer", error=rule.error) if rule.error else ""
        narrator.say(kind, what=rule.what, id=rule.id, mend=rule.mend, number=number + error)


def _tell_if_too_early(night: Night) -> None:
    received = [manifest.received_at for manifest in store.manifests(night.home.restricted)]
    if night.as_of and received and min(received) > night.as_of:
        night.narrator.say("as_of_too_early", as_of=night.as_of, first=min(received))


def _draw_red_page(night: Night) -> Path:
    """The gates' page of a night that published nothing, where engineers look."""
    from expectations import page

    folder = night.home.work / "quality"
    return page.write_quality_page(night.gates, folder, run_id=night.run_id, as_of=night.as_of)


def _finish(night: Night) -> Exit:
    narrator, home = night.narrator, night.home
    folder = home.published / night.run_id
    narrator.say("published", run_id=night.run_id, folder=folder)
    _tell_rules(night, "warning")
    narrator.say("look_at", path=folder / "reports" / "balance.xlsx")
    return _close(night, "green", ending(night.record))


def _close(night: Night, verdict: str, code: Exit) -> Exit:
    night.record |= {
        "finished_at": runs.stamp(runs.utc_now()),
        "verdict": verdict,
        "exit": int(code),
        "publication": runs.current_run(night.home),
        "seconds": night.narrator.seconds,
        "gates": [result.to_dict() for result in night.gates],
    }
    runs.write_record(night.home, night.record)
    return code


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
