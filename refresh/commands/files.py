"""Commands about workbooks: made up, empty, looked at, taken in."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from refresh.commands import app
from refresh.commands.guard import guarded, locked, with_password
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
