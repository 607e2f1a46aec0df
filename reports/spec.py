"""Reports as files: which rpt_ table stands where and how it looks, parsed strictly."""

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from warehouse.strict import faults

FOLDER = Path(__file__).parent
WORDS = "_words.yml"

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
Audience = Literal["bureau", "public"]
"""Decides the folder. Letters to schools come with the report that writes them."""


class ReportError(Exception):
    """A report's file cannot be used, or asks for what is not there (exit code 51)."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TablePart(_Strict):
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


class Sheet(TablePart):
    """One sheet of a workbook."""

    title: Text
    """The sheet's tab."""
    heading: Text
    """The line above the table."""
    note: Text
    """How to read it, what is counted and what is not."""
    widths: dict[Word, Annotated[float, Field(gt=2, lt=100)]] = {}
    freeze: int = Field(1, ge=0)
    """Columns on the left that stay in view."""
    is_distinct: bool = False


class _Report(_Strict):
    name: Word
    audience: Audience
    title: Text
    target: Annotated[str, Field(pattern=r"^[a-z_]+\.(xlsx|html)$")] | None = None
    """A place in the run folder itself, for the few files that belong to no audience."""


class Workbook(_Report):
    """Sheets in a workbook."""

    kind: Literal["workbook"]
    sheets: list[Sheet] = Field(min_length=1)


class Cards(_Strict):
    """The few figures that decide, each with its light."""

    block: Literal["cards"]
    table: Word
    order: list[Order]
    label: Word
    value: Word
    format: Word
    """The column that says how value and limit are written (one of the formats)."""
    comparison: Word
    """The column that says at_least or at_most."""
    limit: Word
    verdict: Word
    note: Word


class Chart(_Strict):
    """One chart; axis titles come from the dictionary."""

    block: Literal["chart"]
    table: Word
    title: Text
    note: Text
    mark: Literal["bar", "line"]
    x: Word
    """What stands along the chart: indicators, years."""
    y: Word
    """The figure."""
    format: Format
    colour: Word | None = None
    """What the colours tell apart."""
    limit: Word | None = None
    limit_label: Text | None = None
    verdict: Word | None = None
    """Figures whose verdict is no pass are written in its colour."""
    order: list[Order]
    is_sideways: bool = False
    is_stacked: bool = False
    is_wide: bool = False

    @model_validator(mode="after")
    def _check(self) -> "Chart":
        if (self.limit is None) != (self.limit_label is None):
            raise ValueError(f"{self.table}: limit and limit_label go together")
        return self


class Rows(TablePart):
    """A short table."""

    block: Literal["rows"]
    title: Text
    note: Text
    is_wide: bool = True


class Each(_Strict):
    """The page's blocks once for every value of a column that all their tables have."""

    table: Word
    column: Word
    label: Word


class Page(_Report):
    """One page that opens from disk."""

    kind: Literal["page"]
    lead: Text
    each: Each
    blocks: list[Annotated[Cards | Chart | Rows, Field(discriminator="block")]] = Field(
        min_length=1
    )


Report = Annotated[Workbook | Page, Field(discriminator="kind")]


class Light(_Strict):
    """A verdict's word and colours: of the letters, behind them, of a bar."""

    word: Text
    ink: Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]
    fill: Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]
    bar: Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]


class Words(_Strict):
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


def load_specs(folder: Path = FOLDER) -> list[Workbook | Page]:
    """Every report there is, by name; raises ReportError with file and key."""
    paths = [path for path in sorted(folder.glob("*.yml")) if path.name != WORDS]
    adapter: TypeAdapter[Workbook | Page] = TypeAdapter(Report)
    specs = [_parse(adapter, path) for path in paths]
    for path, spec in zip(paths, specs, strict=True):
        if spec.name != path.stem:
            raise ReportError(f"{path.name}: name is {spec.name!r}, expected {path.stem!r}")
    return specs


def load_words(folder: Path = FOLDER) -> Words:
    """The words of the drawing itself."""
    return _parse(TypeAdapter(Words), folder / WORDS)


def _parse(adapter: TypeAdapter[Any], path: Path) -> Any:
    try:
        return adapter.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise ReportError(f"{path.name}: {faults(error)}") from error
    except yaml.YAMLError as error:
        raise ReportError(f"{path.name}: {error}") from error
