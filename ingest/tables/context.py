"""Whose table it is, who handed it in and of which period."""

from dataclasses import dataclass, field
from datetime import date

from ingest.asker import Asker
from ingest.books.sheet import Sheet
from ingest.field import SENDER_COLUMNS
from ingest.given import Given
from ingest.layout import Vocabulary
from ingest.problems import Problem
from ingest.tables.labels import Labels
from ingest.tables.period import find_period, first_day
from ingest.tables.sender import Inquiry, Sender, county_hint, find_county, find_school
from ingest.tables.sources import Note
from ingest.tables.table import Table


@dataclass(frozen=True)
class Context:
    """The sender and the period of one table; `by` is who handed it in."""

    county_id: str
    sender_id: str
    sender_name: str
    period: str
    by: str = ""


@dataclass
class Found:
    """A context, how it was found, and what is wrong with it; `day` is when its period begins."""

    context: Context
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    day: date | None = None


def find_context(
    table: Table, labels: Labels, sheet: Sheet, given: Given, ask: Asker, vocabulary: Vocabulary
) -> Found:
    """Who and when, from what stands above the table and around the file."""
    layout = table.layout
    inquiry = Inquiry(layout, labels, sheet, given, ask, vocabulary)
    found = Found(Context("", "", "", ""))
    period = ""
    if not layout.names_its_periods:
        county_id = county_hint(inquiry) if layout.period == "exam" else ""
        period, notes, wrong = find_period(layout, labels, sheet, given, ask, county_id, vocabulary)
        found.notes += notes
        found.problems += [wrong] if wrong else []
    sender = Sender()
    if layout.level == "school":
        found.day = first_day(layout, period, "", ask)
        is_split = any(name in table.places for name in SENDER_COLUMNS)
        sender = find_school(inquiry, found.day, is_split=is_split)
    elif layout.names_its_counties:
        found.day = first_day(layout, period, "", ask)
    elif "county" not in layout.provides:
        sender = find_county(inquiry, period if layout.period == "exam" else "")
        found.day = first_day(layout, period, sender.county_id, ask)
    found.notes += sender.notes
    found.problems += [sender.problem] if sender.problem else []
    found.context = Context(sender.county_id, sender.id, sender.name, period, sender.by)
    return found
