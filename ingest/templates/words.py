"""The texts of a template: the strict model of words.yml."""

from functools import cache
from pathlib import Path

import yaml

from ingest.vocabulary import Strict

PATH = Path(__file__).parent / "words.yml"


class Guide(Strict):
    """The sheet of instructions: `steps` by the shape of a form, or all of a form by its name."""

    title: str
    headings: tuple[str, ...]
    above: str
    column: str
    item: str
    is_required: str
    is_optional: str
    many: str
    steps: dict[str, tuple[str, ...]]


class Words(Strict):
    """Everything a template says besides headings, units and codes."""

    legend: dict[str, str]
    version: str
    signature: str
    pages: str
    required: str
    optional: str
    bracket: str
    between: str
    item_columns: dict[str, str]
    prompt: str
    wrong: str
    wrong_title: str
    choose: str
    percent: str
    score: str
    unit: str
    example: str
    subject: str
    period: dict[str, str]
    examples: dict[str, str]
    example_year: int
    guide: Guide


@cache
def words() -> Words:
    """The texts of words.yml."""
    return Words.model_validate(yaml.safe_load(PATH.read_text(encoding="utf-8")))
