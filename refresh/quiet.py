"""Whether a night has anything to do, and what it would do."""

from collections.abc import Container

from ingest.kept import store, whole
from ingest.kept.index import manifests
from ingest.kept.keys import key_id
from ingest.kept.store import Key, in_force
from refresh import fingerprint, intake, set_aside
from refresh.exits import Exit
from refresh.narrator import Narrator
from refresh.record import ending, require_own_rows
from warehouse import runs
from warehouse.home import Home
from warehouse.settings import Settings


def nothing_to_do(
    home: Home,
    settings: Settings,
    narrator: Narrator,
    as_of: str | None,
    *,
    keep_index: bool = True,
) -> Exit | None:
    """The answer of a night in which nothing is new and nothing changed, else None."""
    last = _last(home)
    if last.get("verdict") not in {"green", "red"}:
        return None  # never ran, or was stopped or broken half-way: not an answer
    if not _is_as_left(home, settings, last, as_of, keep_index=keep_index):
        return None
    if last["verdict"] == "red":
        narrator.say("no_change_red", run_id=last["run_id"])
        return Exit.RED
    narrator.say("no_change", run_id=last["run_id"])
    intake.tell_still_to_mend(narrator, home, last)
    return ending(last)


def _is_as_left(
    home: Home, settings: Settings, last: dict, as_of: str | None, *, keep_index: bool
) -> bool:
    """Whether inputs, what was made of them and what is published are as the last run left them."""
    inbox = fingerprint.inbox_files(home, keep_index=keep_index)
    current = runs.current_run(home)
    return (
        fingerprint.waiting(inbox) == last.get("held")
        and current == last.get("publication", "")
        and (current is None or runs.is_whole(home, current))
        and last.get("packs") == store.packs_in_force(home.restricted)
        and whole.is_whole(home.restricted, home.returned)
        and last.get("fingerprint") == now(home, settings, as_of)
    )


def now(home: Home, settings: Settings, as_of: str | None) -> dict[str, object]:
    """The fingerprint of this moment."""
    return fingerprint.fingerprint(home, settings, key_id(home.restricted), as_of)


def _last(home: Home) -> dict:
    return (runs.records(home) or [{}])[-1]


def plan(home: Home, settings: Settings, narrator: Narrator, *, as_of: str | None = None) -> Exit:
    """The answer of `--dry-run`: what would be read and whether a run would follow.

    Nothing is written. Ends as the night would, as far as that can be known without computing.
    """
    require_own_rows(home)
    done = nothing_to_do(home, settings, narrator, as_of, keep_index=False)
    if done is not None:
        return done
    held = _last(home).get("held", [])
    inbox = [item for item in fingerprint.inbox_files(home, keep_index=False) if item.is_seen]
    new = [item.path for item in inbox if item.mark not in held]
    if not new:
        narrator.say("dry_run_same")
        to_mend = inbox or _sent_back(home, frozenset())
        return Exit.HELD if to_mend else Exit.DONE
    from refresh.inspect import check_files

    narrator.say("dry_run_new", count=len(new))
    code, facts = check_files(new, home, settings, narrator)
    renewed = {
        tuple(submission[name] for name in ("form", "county_id", "sender_id", "period"))
        for fact in facts if fact["status"] == "accepted" for submission in fact["submissions"]
    }  # fmt: skip
    to_mend = len(inbox) > len(new) or _sent_back(home, renewed)
    return Exit.HELD if to_mend else code


def _sent_back(home: Home, renewed: Container[Key]) -> bool:
    """Whether rows in force were sent back or set aside, of other submissions than the renewed."""
    newest = {key: manifest for key, manifest in in_force(manifests(home.restricted)).items()
              if key not in renewed}  # fmt: skip
    return bool(intake.wrong_rows(newest) or set_aside.rows_set_aside(home, newest))
