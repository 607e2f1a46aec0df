"""What reports as files are made of, whatever kind they are."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1)]
Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Order = Annotated[str, Field(pattern=r"^-?[a-z][a-z0-9_]*$")]
"""A column to sort by; with a minus the largest comes first."""
Format = Literal[
    "text",
    "word",
    "integer",
    "plain",
    "decimal1",
    "decimal2",
    "decimal3",
    "percent1",
    "percent2",
    "yes_no",
    "date",
    "sign",
]
"""`word` is a short text, centred; `plain` a number that is not counted, such as a year; `sign`
is at_least or at_most."""
Audience = Literal["bureau", "public", "school"]
"""Decides the folder; a school has one of its own."""


class ReportError(Exception):
    """A report's file cannot be used, or asks for what is not there (exit code 51)."""


class Strict(BaseModel):
    """Nothing unknown, nothing changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TablePart(Strict):
    """A table as a reader sees it; labels and units come from the dictionary."""

    table: Word
    columns: list[Word] | None = None
    """In this order; all when absent."""
    order: list[Order] = []
    formats: dict[Word, Format] = {}
    lights: list[Word] = []
    """Columns with a verdict: a coloured cell and the word."""
    tints: dict[Word, Word] = {}
    """Column → the column whose verdict colours it unless it passes; that one is not shown."""
    headings: dict[Word, Text] = {}
    """Only for tables that are not in the dictionary (the dictionary itself)."""

    @model_validator(mode="after")
    def _check(self) -> "TablePart":
        if self.columns is not None:
            named = {*self.formats, *self.lights, *self.tints, *self.headings}
            if unknown := sorted(named - set(self.columns)):
                raise ValueError(f"{self.table}: not among its columns: {', '.join(unknown)}")
        return self


class AnyReport(Strict):
    """What every report says of itself."""

    name: Word
    audience: Audience
    title: Text
    target: Annotated[str, Field(pattern=r"^[a-z_]+\.(xlsx|html)$")] | None = None
    """A place in the run folder itself, for the few files that belong to no audience."""


class Light(Strict):
    """A verdict's word and colours: of the letters, behind them, of a bar."""

    word: Text
    ink: Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]
    fill: Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]
    bar: Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]


class Words(Strict):
    """What the drawing itself says, in the readers' language."""

    lights: dict[Word, Light]
    yes: Text
    no: Text
    nothing: Text
    empty: Text
    page_end: Text
    limit: Text
    signs: dict[Literal["at_least", "at_most"], Text]
    run: Text
    pages: Text
    audience: dict[Audience, Text]

    def light(self, value: object) -> Light | None:
        """The light of a verdict, given as its code or as its word."""
        by_word = {light.word: light for light in self.lights.values()}
        return self.lights.get(str(value)) or by_word.get(str(value))
