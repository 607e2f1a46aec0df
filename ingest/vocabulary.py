"""The words that every form shares: the strict model of `layouts/_vocabulary.yml`."""

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """Unknown keys are a mistake in the file, not an extension."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ItemWords(Strict):
    """Headings of the columns of a form filled in downwards."""

    item: tuple[str, ...]
    value: tuple[str, ...]
    unit: tuple[str, ...]
    ignored: tuple[str, ...]


class Vocabulary(Strict):
    """The words every form shares."""

    version: int
    null_words: tuple[str, ...]
    yes_words: tuple[str, ...]
    no_words: tuple[str, ...]
    total_words: tuple[str, ...]
    total_endings: tuple[str, ...]
    total_rows: tuple[str, ...]
    footer_words: tuple[str, ...]
    sample_words: tuple[str, ...]
    divider_patterns: tuple[str, ...]
    column_stems: str
    column_numbers: tuple[str, ...]
    whole_words: tuple[str, ...]
    changing_words: tuple[str, ...]
    ignored_headings: tuple[str, ...]
    heading_hints: tuple[str, ...]
    ignored_sheets: tuple[str, ...]
    returned_sheet: str
    guide_sheet: str
    template_sheet: str
    labels: dict[str, tuple[str, ...]]
    unit_prefixes: tuple[str, ...]
    organisation_endings: tuple[str, ...]
    quotable: tuple[str, ...]
    period_patterns: dict[str, tuple[str, ...]]
    period_values: dict[str, tuple[str, ...]]
    year_patterns: tuple[str, ...]
    date_patterns: tuple[str, ...]
    units: dict[str, dict[str, int]]
    items: ItemWords
