"""The command line `junheng`: nothing but words in, words out, exit codes."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from refresh.command import guarded, locked, prepare_process, with_password
from refresh.exits import Exit
from refresh.narrator import Narrator
from refresh.options import (
    HomeOption,
    JsonOption,
    LangOption,
    PasswordOption,
    PeriodOption,
    SenderOption,
)
from warehouse.home import Home
from warehouse.settings import Settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="均衡: a county's education spreadsheets in, gated and traceable figures out.",
)


def main() -> None:
    """Entry point of the `junheng` script."""
    prepare_process()
    app()


@app.command()
def sample(
    directory: Path,
    schools: Annotated[int, typer.Option(min=4)] = 60,
    pupils: Annotated[int, typer.Option(min=100)] = 38_000,
    years: Annotated[int, typer.Option(min=1, max=10)] = 3,
    counties: Annotated[int, typer.Option(min=1, max=99)] = 1,
    seed: int = 1,
    mess: Annotated[int, typer.Option(min=0, max=2, help="0 clean, 1 usual, 2 nasty.")] = 1,
    standing: Annotated[
        Literal["mixed", "close"],
        typer.Option(help="close: the newest year fails on four grounds and nothing else."),
    ] = "mixed",
    lang: LangOption = None,
) -> None:
    """Write a made-up county's workbooks and the figures they must give."""

    def work(home: Home, settings: Settings, narrator: Narrator) -> Exit:
        from sample import write_county

        truth = write_county(
            directory, schools=schools, pupils=pupils, years=years, counties=counties,
            seed=seed, mess=mess, standing=standing,
        )  # fmt: skip
        narrator.say("sample_written", files=directory / "files", truth=truth)
        return Exit.DONE

    guarded(None, lang, work)


@app.command()
def template(
    form: Annotated[str | None, typer.Argument(help="Without one, the forms are listed.")] = None,
    out: Annotated[Path | None, typer.Argument(help="A file or folder; named by its form.")] = None,
    every: Annotated[Path | None, typer.Option("--all", help="All forms, into DIR.")] = None,
    each: Annotated[
        Path | None, typer.Option(help="A folder below DIR for every school of the list.")
    ] = None,
    sender: Annotated[str, typer.Option(help="Code or name of the school or county.")] = "",
    period: Annotated[str, typer.Option(help="2025-2026, 2025年度 or an exam's number.")] = "",
    subject: Annotated[
        list[str] | None, typer.Option(help="A subject of the exam; may be repeated.")
    ] = None,
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Write an empty workbook to fill in: lists to choose from, rules, locked headings."""

    def work(home: Home, settings: Settings, narrator: Narrator) -> Exit:
        from refresh.templates import Maker, Wish
        from refresh.whatif.template import is_named

        maker = Maker(home, narrator, Wish(sender, period, tuple(subject or ())))
        if form and is_named(form):
            return maker.of_changes(out, settings)
        if each:
            return maker.each(each, form)
        if every:
            return maker.all(every)
        return maker.one(form, out) if form else maker.listed()

    guarded(home, lang, work)


@app.command()
def check(
    files: list[Path],
    period: PeriodOption = "",
    sender: SenderOption = "",
    ask_password: PasswordOption = False,
    home: HomeOption = None,
    lang: LangOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say of each file which form and period it is and every problem; load nothing."""

    def work(home: Home, settings: Settings, narrator: Narrator) -> Exit:
        from ingest.given import Given
        from refresh.inspect import check_files

        settings = with_password(settings, narrator) if ask_password else settings
        told = Given(period=period, sender=sender)
        code, facts = check_files(files, home, settings, narrator, told=told)
        if as_json:
            narrator.data(facts)
        return code

    guarded(home, lang, work, quiet=as_json)


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument()] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take a file though a later or better one is there.")
    ] = False,
    period: PeriodOption = "",
    sender: SenderOption = "",
    ask_password: PasswordOption = False,
    home: HomeOption = None,
    lang: LangOption = None,
) -> None:
    """Take files in (the inbox, or the given ones, which stay where they are).

    A path may go on into an archive: inbox/a.zip/b/c.xlsx is one file of it.
    """

    def work(home: Home, settings: Settings, narrator: Narrator) -> Exit:
        from ingest.given import Given
        from refresh.intake import take_in

        told = Given(period=period, sender=sender)
        given = with_password(settings, narrator) if ask_password else settings
        return locked(
            home, given, narrator, "ingest",
            lambda: take_in(home, given, narrator, paths, replace=replace, told=told),
        )  # fmt: skip

    guarded(home, lang, work)


@app.command()
def load(home: HomeOption = None, lang: LangOption = None) -> None:
    """Make the dev database and the raw folders, so that plain `dbt build` works."""

    def work(home: Home, settings: Settings, narrator: Narrator) -> Exit:
        from refresh import candidate
        from warehouse.runs import stamp, utc_now

        def make() -> Exit:
            now = stamp(utc_now())
            candidate.create(home.dev, home, settings, "dev", now)
            candidate.lay_out(home.work / "raw", home, "dev", now)
            narrator.say("loaded", path=home.dev)
            return Exit.DONE

        return locked(home, settings, narrator, "load", make)

    guarded(home, lang, work)


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
