"""The night: ingest → received → dbt → publication → published → reports → pointer."""

import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

from ingest import store
from refresh import candidate, fingerprint, intake
from refresh.exits import Exit
from refresh.narrator import Narrator
from refresh.record import Night
from warehouse import runs
from warehouse.database import TIME_ZONE
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

    `as_of` (ISO text, UTC) hides what was received later. Returns 0, 10, 20 or 60; whatever
    it returns or raises, the last publication stays as it was unless a new one is complete.
    """
    if not force and (done := _nothing_to_do(home, settings, narrator, as_of)) is not None:
        return done
    for left_over in home.work.glob("publish-*"):
        shutil.rmtree(left_over)
    now = runs.utc_now()
    night = Night(home, settings, narrator, as_of, runs.stamp(now), runs.new_run_id(home, now))
    night.record = {"run_id": night.run_id, "started_at": night.started_at, "verdict": "stopped"}
    night.record["as_of"] = as_of
    runs.write_record(home, night.record)
    try:
        code = _run(night)
    except BaseException as error:
        is_stop = isinstance(error, KeyboardInterrupt | SystemExit)
        _close(
            night, "stopped" if is_stop else "broken", Exit.STOPPED if is_stop else Exit.INTERNAL
        )
        raise
    return code


def _nothing_to_do(
    home: Home, settings: Settings, narrator: Narrator, as_of: str | None
) -> Exit | None:
    """The answer of a night in which nothing is new and nothing changed, else None."""
    last = (runs.records(home) or [{}])[-1]
    if last.get("verdict") not in {"green", "red"}:
        return None  # never ran, or was stopped or broken half-way: not an answer
    waiting = fingerprint.inbox_hashes(home)
    if not set(waiting.values()) <= set(last["held"]):
        return None
    if last["fingerprint"] != _fingerprint(home, settings, as_of):
        return None
    if last["verdict"] == "red":
        narrator.say("no_change_red", run_id=last["run_id"])
        return Exit.RED
    narrator.say("no_change", run_id=last["run_id"])
    return Exit.HELD if waiting or last["rows_sent_back"] else Exit.DONE


def _fingerprint(home: Home, settings: Settings, as_of: str | None) -> dict[str, object]:
    return fingerprint.fingerprint(home, settings, store.key_id(home.restricted), as_of)


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
            narrator.say("broken", what=what)
        return _close(night, "broken", Exit.INTERNAL)
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
    night.record |= {
        "fingerprint": _fingerprint(home, night.settings, night.as_of),
        "held": sorted(set(fingerprint.inbox_hashes(home).values())),
        "files_held": result.held_count,
        "rows_sent_back": result.rows_rejected_in_force,
        "packs": store.packs_in_force(home.restricted),
    }


def _refuse(night: Night, failed_tests: list[str]) -> Exit:
    narrator = night.narrator
    previous = runs.current_run(night.home) or narrator.text("none")
    narrator.say("red", previous=previous)
    for result in night.gates:
        for rule in result.red_rules:
            narrator.say("red_rule", what=rule.what, id=rule.id, mend=rule.mend)
    for name in failed_tests:
        narrator.say("red_test", name=name)
    shutil.rmtree(night.aside, ignore_errors=True)
    return _close(night, "red", Exit.RED)


def _finish(night: Night) -> Exit:
    narrator, home = night.narrator, night.home
    folder = home.published / night.run_id
    narrator.say("published", run_id=night.run_id, folder=folder)
    warnings = sum(result.warning_count for result in night.gates)
    if warnings:
        narrator.say("warned", count=warnings)
    narrator.say("look_at", path=folder / "reports" / "balance.xlsx")
    sent_back = night.record["files_held"] or night.record["rows_sent_back"]
    return _close(night, "green", Exit.HELD if sent_back else Exit.DONE)


def _close(night: Night, verdict: str, code: Exit) -> Exit:
    night.record |= {
        "finished_at": runs.stamp(runs.utc_now()),
        "verdict": verdict,
        "exit": int(code),
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


def plan(home: Home, settings: Settings, narrator: Narrator, *, as_of: str | None = None) -> Exit:
    """The answer of `--dry-run`: what would be read and whether a run would follow."""
    last = (runs.records(home) or [{}])[-1]
    new = [
        home.inbox / name
        for name, digest in fingerprint.inbox_hashes(home, keep_index=False).items()
        if digest not in last.get("held", [])
    ]
    if new:
        from refresh.inspect import check_files

        narrator.say("dry_run_new", count=len(new))
        return check_files(new, home, settings, narrator)[0]
    changed = last.get("fingerprint") != _fingerprint(home, settings, as_of)
    narrator.say("dry_run_same", changed=narrator.text("would_run" if changed else "would_not_run"))
    return Exit.DONE
