"""Reports as files: which rpt_ table stands where and how it looks, parsed strictly."""

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, TypeAdapter, ValidationError, model_validator

from reports.parts import (
    AnyReport,
    Format,
    Order,
    ReportError,
    Strict,
    TablePart,
    Text,
    Word,
    Words,
)
from warehouse.strict import faults

FOLDER = Path(__file__).parent
WORDS = "_words.yml"


class Lead(Strict):
    """What a sheet says first: a column of sentences, a line for each row."""

    table: Word
    column: Word
    order: list[Order] = Field(min_length=1)


class Sheet(TablePart):
    """One sheet of a workbook."""

    title: Text
    """The sheet's tab."""
    heading: Text
    """The line above the table."""
    lead: Lead | None = None
    """What its figures come to, in words, below the heading."""
    note: Text
    """How to read it, what is counted and what is not."""
    widths: dict[Word, Annotated[float, Field(gt=2, lt=100)]] = Field(default_factory=dict)
    freeze: int = Field(1, ge=0)
    """Columns on the left that stay in view."""
    is_distinct: bool = False


class Workbook(AnyReport):
    """Sheets in a workbook."""

    kind: Literal["workbook"]
    sheets: list[Sheet] = Field(min_length=1)


class Cards(Strict):
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


class Chart(Strict):
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


class Each(Strict):
    """The page's blocks once for every value of a column that all their tables have."""

    table: Word
    column: Word
    label: Word


class Page(AnyReport):
    """One page that opens from disk."""

    kind: Literal["page"]
    lead: Text
    each: Each
    blocks: list[Annotated[Cards | Chart | Rows, Field(discriminator="block")]] = Field(
        min_length=1
    )


class Heading(Strict):
    """A cell of a form's heading, over several columns or rows."""

    text: Text
    across: int = Field(1, ge=1)
    down: int = Field(1, ge=1)


class Foot(Strict):
    """The note below a form, one text for each value of `each`."""

    table: Word
    column: Word


class Form(TablePart):
    """One sheet as an authority printed it: its own heading, a row that numbers the columns."""

    title: Text
    """The sheet's tab."""
    heading: Text
    where: dict[Word, Text] = Field(default_factory=dict)
    """Columns and the value that the rows of this sheet have there."""
    head: list[list[Heading | str]] = Field(min_length=1)
    """Rows of the heading; '' is a cell that one above or to the left reaches over, or blank."""
    codes_from: int | None = Field(None, ge=0)
    """The first column that a row below the heading numbers: L1, L2 and so on."""
    codes_to: int | None = Field(None, ge=0)
    """The last one, where it is not the last column."""
    merged: list[Word] = Field(default_factory=list)
    """Columns in which equal cells below one another are one."""
    foot: Foot | None = None
    widths: list[Annotated[float, Field(gt=2, lt=100)]]
    is_upright: bool = False


class Forms(AnyReport):
    """Forms to be handed in or signed: a workbook for each county, or for each school."""

    kind: Literal["forms"]
    each: Each
    sheets: list[Form] = Field(min_length=1)


AnySpec = Workbook | Page | Forms
Report = Annotated[AnySpec, Field(discriminator="kind")]


def load_specs(folder: Path = FOLDER) -> list[AnySpec]:
    """Every report there is, by name; raises ReportError with file and key."""
    paths = [path for path in sorted(folder.glob("*.yml")) if path.name != WORDS]
    adapter: TypeAdapter[AnySpec] = TypeAdapter(Report)
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
