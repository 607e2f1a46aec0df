"""How every command runs: settings, the lock, and one exit code and one line however it ends."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import typer
from pydantic import SecretStr

from refresh import stopping
from refresh.exits import Exit
from refresh.narrator import Narrator
from warehouse.home import Home, open_home
from warehouse.settings import Settings, read_settings

Work = Callable[[Home, Settings, Narrator], Exit]
LANGUAGES = {"zh", "en"}


def prepare_process() -> None:
    """A stop from outside ends like one from the keyboard; no name of a file breaks a line."""
    stopping.prepare()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")


def guarded(
    home: Path | None,
    lang: str | None,
    work: Work,
    *,
    quiet: bool = False,
    needs_home: bool = False,
) -> None:
    """Run `work` and leave with its exit code.

    Every way of failing becomes one of the contract's codes and one line for a person.
    `needs_home`: a home that is not there is an error, not an empty one.
    """
    raise typer.Exit(int(_end(home, lang, work, quiet=quiet, needs_home=needs_home)))


def _end(home: Path | None, lang: str | None, work: Work, *, quiet: bool, needs_home: bool) -> Exit:
    wanted = lang or os.environ.get("JUNHENG_LANG", "zh")
    narrator = Narrator(sys.stdout, wanted if wanted in LANGUAGES else "zh", quiet=quiet)
    try:
        settings = read_settings(home=home, lang=lang)
        opened = open_home(settings.home)
        if needs_home and not opened.root.is_dir():
            from refresh.failures import AbsentError

            raise AbsentError("no_home", opened.root)
        return work(opened, settings, narrator)
    except (Exception, KeyboardInterrupt) as error:
        return _explain(error, home, narrator)


def _explain(error: BaseException, home: Path | None, narrator: Narrator) -> Exit:
    from refresh.failures import explain, redact, write_trace

    key, code = explain(error)
    what, log = redact(str(error)) or type(error).__name__, None
    if code in {Exit.INTERNAL, Exit.RESOURCES}:
        log = write_trace(open_home(home or os.environ.get("JUNHENG_HOME", "data")), error)
        what = what.splitlines()[0]
    Narrator(sys.stderr, narrator.lang).say(key, what=what, log=log or "-")
    if narrator.quiet:
        narrator.data({"exit": int(code), "error": key})
    return code


def with_password(settings: Settings, narrator: Narrator) -> Settings:
    """The settings with a password that a person types, unseen."""
    typed = typer.prompt(narrator.text("password"), hide_input=True, err=True)
    return settings.model_copy(update={"file_password": SecretStr(typed)})


def locked(
    home: Home, settings: Settings, narrator: Narrator, what: str, work: Callable[[], Exit]
) -> Exit:
    """Do `work` alone in the home, which is made when it is new and swept when it is not."""
    from refresh.sweep import sweep
    from warehouse import lock

    if not home.restricted.exists():
        narrator.say("new_home", folder=home.root)
    with lock.locked(home.prepare(), what, settings.lock_wait_seconds):
        sweep(home)
        return work()
