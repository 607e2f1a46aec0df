"""The words that every form shares: the strict model of `layouts/_vocabulary.yml`."""

import re
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from ingest.text import normal


class Strict(BaseModel):
    """Unknown keys are a mistake in the file, not an extension."""

    # a worker only gets models that were checked before: it need not learn how to check them
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ItemWords(Strict):
    """Headings of the columns of a form filled in downwards."""

    item: tuple[str, ...]
    value: tuple[str, ...]
    unit: tuple[str, ...]
    ignored: tuple[str, ...]


class SchoolWords(Strict):
    """How the names of schools and counties are compared: kinds of school that alone name none,
    parts of a school by the 办学类型 that have them, offices of a county, what those are called
    who hand in for many schools, what ends the name of a place above, at and below a county, and
    the signs of numbers: nought to nine, ten, hundred."""

    kinds: tuple[str, ...]
    parts: dict[str, tuple[str, ...]]
    offices: tuple[str, ...]
    many: tuple[str, ...]
    above: tuple[str, ...]
    levels: tuple[str, ...]
    below: tuple[str, ...]
    numerals: str
    ordinal: str


class YearWords(Strict):
    """Signs that stand for digits of a year; regular expressions of what may stand between two
    years that make a range, of the words for a part of a year, and for all of its months."""

    digits: dict[str, str]
    between: str
    part: str
    whole: str

    def __hash__(self) -> int:
        return hash((self.between, self.part, self.whole))


class Vocabulary(Strict):
    """The words every form shares."""

    version: int
    null_words: tuple[str, ...]
    yes_words: tuple[str, ...]
    no_words: tuple[str, ...]
    total_words: tuple[str, ...]
    total_endings: tuple[str, ...]
    total_rows: tuple[str, ...]
    total_patterns: tuple[str, ...]
    footer_words: tuple[str, ...]
    sample_words: tuple[str, ...]
    divider_patterns: tuple[str, ...]
    column_stems: str
    column_numbers: tuple[str, ...]
    whole_words: tuple[str, ...]
    changing_words: tuple[str, ...]
    ignored_headings: tuple[str, ...]
    heading_hints: tuple[str, ...]
    full_marks: str
    ignored_sheets: tuple[str, ...]
    returned_sheet: str
    guide_sheet: str
    template_sheet: str
    labels: dict[str, tuple[str, ...]]
    label_endings: tuple[str, ...]
    unit_prefixes: tuple[str, ...]
    unit_sentences: tuple[str, ...]
    organisation_endings: tuple[str, ...]
    quotable: tuple[str, ...]
    schools: SchoolWords
    years: YearWords
    period_patterns: dict[str, tuple[str, ...]]
    period_values: dict[str, tuple[str, ...]]
    year_patterns: tuple[str, ...]
    period_folders: dict[str, tuple[str, ...]]
    date_patterns: tuple[str, ...]
    units: dict[str, dict[str, int]]
    items: ItemWords

    def __hash__(self) -> int:
        return hash((self.version, self.years))

    @cached_property
    def label_kinds(self) -> dict[str, str]:
        """Normalised label → its kind."""
        return {normal(word): kind for kind, words in self.labels.items() for word in words}

    @cached_property
    def label_pattern(self) -> re.Pattern:
        """A label before its colon, or before a long number."""
        listed = "|".join(map(re.escape, sorted(self.label_kinds, key=len, reverse=True)))
        return re.compile(rf"({listed})(?:[:：]|(?=\d{{6}}))", re.IGNORECASE)
