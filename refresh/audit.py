"""From what was built to the pointer, or to why not; and what is kept of every run."""

import shutil
from collections.abc import Callable
from pathlib import Path

from ingest.kept.index import manifests
from refresh.build import BuildResult
from refresh.exits import Exit
from refresh.failures import explain
from refresh.record import Night, ending
from warehouse import runs

VERDICTS = {"stopped": "stopped", "resources": "short"}
"""How a run ended that raised, by the message that tells it; everything else is broken."""


def recorded(night: Night, work: Callable[[], Exit]) -> Exit:
    """Do `work`; a record of the run is there while it goes on and whatever way it ends."""
    night.record |= {"run_id": night.run_id, "started_at": night.started_at, "verdict": "stopped"}
    night.record["as_of"] = night.as_of
    runs.write_record(night.home, night.record)
    from expectations.judge import Judge

    try:
        with Judge() as night.judge:
            return work()
    except BaseException as error:
        key, code = explain(error)
        _close(night, VERDICTS.get(key, "broken"), code)
        raise


def audit_and_publish(night: Night, built: BuildResult) -> Exit:
    """Publish the candidate if nothing is broken and no gate and no data test is red."""
    if built.broken:
        for what in built.broken:
            night.narrator.say("resources" if built.is_short else "broken", what=what)
        verdict, code = ("short", Exit.RESOURCES) if built.is_short else ("broken", Exit.INTERNAL)
        return _close(night, verdict, code)
    if built.failed_tests or any(gate.is_red for gate in night.gates):
        return _refuse(night, built.failed_tests)
    from refresh.publish import prepare, publish

    prepare(night)
    if night.gates[-1].is_red:
        return _refuse(night, [])
    publish(night)
    return _finish(night)


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
    received = [manifest.received_at for manifest in manifests(night.home.restricted)]
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
