"""The schools that rows speak of without being theirs: found by the rules by which every form finds
a school, and written beside what the row says. Where nobody or several are meant it stays empty."""

from ingest.columns import Setting
from ingest.layout import Layout
from ingest.tables.typed import Typed


def found_schools(
    layout: Layout, typed: list[Typed], count: int, setting: Setting
) -> dict[str, list[str | None]]:
    """The columns that a layout `finds`, for `count` rows."""
    values = {t.spec.name: t.column.values for t in typed if not t.subject}
    counties = values["county_id"] if layout.names_its_counties else [setting.county_id] * count
    return {
        column: [
            _school([values[name][p] for name in names if name in values], counties[p], setting)
            for p in range(count)
        ]
        for column, names in layout.finds.items()
    }


def _school(words: list[str | None], county_id: str | None, setting: Setting) -> str | None:
    """The school that the first word known to mean one, or several, means; a code before a name."""
    for word in filter(None, words):
        found = setting.ask.school(word, county_id or "", setting.day)
        if found.id and found.named:
            setting.replaced.setdefault((found.named, found.id))
        if found.id or found.variant:
            return found.id or None
    return None
