"""Commands about runs: the night, several counties, reports, what-ifs, what is in force."""

from pathlib import Path
from typing import Annotated

import typer

from refresh.commands import app
from refresh.commands.guard import guarded, locked, with_password
from refresh.exits import Exit
from refresh.narrator import Narrator
from refresh.options import HomeOption, JsonOption, LangOption, PasswordOption
from warehouse.home import Home
from warehouse.settings import Settings


@app.command()
def refresh(
    home: HomeOption = None,
    as_of: Annotated[
        str | None, typer.Option(help="Only what was received until then: 2026-03-01T00:00:00Z.")
    ] = None,
    dry_run: Annotated[bool, typer.Option(help="Say what would happen; write nothing.")] = False,
    force: Annotated[bool, typer.Option(help="Run though nothing changed.")] = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """The night: take in, compute, check, publish."""

    def work(home: Home, settings: Settings, narrator: Narrator) -> Exit:
        from refresh import night
        from warehouse.runs import records

        moment = night.read_moment(as_of)
        if dry_run:
            from refresh.quiet import plan

            code = plan(home, settings, narrator, as_of=moment)
        else:
            code = locked(
                home, settings, narrator, "refresh",
                lambda: night.refresh(home, settings, narrator, as_of=moment, force=force),
            )  # fmt: skip
        if as_json:
            narrator.data({"exit": int(code), "last_run": (records(home) or [None])[-1]})
        return code

    guarded(home, lang, work, quiet=as_json, needs_home=dry_run)


@app.command()
def rollup(
    counties: Annotated[list[Path], typer.Argument(help="The homes of the counties.")],
    home: HomeOption = None,
    force: Annotated[bool, typer.Option(help="Publish though nothing changed.")] = False,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Publish in a city's home what several counties have published in theirs."""

    def work(home: Home, settings: Settings, narrator: Narrator) -> Exit:
        from refresh.rollup import parts_of, roll_up
        from warehouse.runs import records

        parts = parts_of(counties)
        code = locked(
            home, settings, narrator, "rollup",
            lambda: roll_up(parts, home, settings, narrator, force=force),
        )  # fmt: skip
        if as_json:
            narrator.data({"exit": int(code), "last_run": (records(home) or [None])[-1]})
        return code

    guarded(home, lang, work, quiet=as_json)


@app.command()
def report(
    names: Annotated[list[str] | None, typer.Argument()] = None,
    run: Annotated[str | None, typer.Option(help="A published run; the current one.")] = None,
    out: Annotated[Path, typer.Option(help="Where to draw.")] = Path("reports-drawn"),
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Draw reports again from a published run (which itself is never changed)."""

    def work(home: Home, settings: Settings, narrator: Narrator) -> Exit:
        from refresh.inspect import draw_again

        return draw_again(names or [], run, out, home, narrator)

    guarded(home, lang, work, needs_home=True)


@app.command()
def whatif(
    changes: Annotated[Path, typer.Argument(help="The workbook: junheng template whatif.")],
    out: Annotated[Path | None, typer.Option(help="The workbook to write.")] = None,
    ask_password: PasswordOption = False,
    home: HomeOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show both verdicts side by side, as published and with some cells changed; touch nothing."""

    def work(home: Home, settings: Settings, narrator: Narrator) -> Exit:
        from refresh.whatif.run import ask

        given = with_password(settings, narrator) if ask_password else settings
        code, facts = ask(changes, out, home, given, narrator)
        if as_json:
            narrator.data(facts)
        return code

    guarded(home, lang, work, quiet=as_json, needs_home=True)


@app.command()
def status(home: HomeOption = None, lang: LangOption = None, as_json: JsonOption = False) -> None:
    """What is in force, how complete it is, what is missing or held back."""

    def work(home: Home, settings: Settings, narrator: Narrator) -> Exit:
        from refresh.status import describe, tell

        facts = describe(home, settings)
        narrator.data(facts) if as_json else tell(facts, narrator)
        return Exit.DONE

    guarded(home, lang, work, quiet=as_json, needs_home=True)


@app.command()
def history(
    last: Annotated[int, typer.Option(min=1, help="How many runs.")] = 20,
    home: HomeOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """The last runs: when, how they ended, how long they took."""

    def work(home: Home, settings: Settings, narrator: Narrator) -> Exit:
        from refresh.status import tell_history
        from warehouse.runs import records

        found = records(home)[-last:]
        narrator.data(found) if as_json else tell_history(found, narrator)
        return Exit.DONE

    guarded(home, lang, work, quiet=as_json, needs_home=True)
