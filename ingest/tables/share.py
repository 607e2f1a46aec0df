"""Whose rows of a table are whose: one part for each examination, county or school that rows
name."""

from dataclasses import dataclass, replace

from ingest.columns import Fault, Setting
from ingest.field import SENDER_COLUMNS
from ingest.layout import Layout
from ingest.problems import Problem, make, messages, shown
from ingest.tables.body import Body
from ingest.tables.context import Context
from ingest.tables.typed import Typed


@dataclass
class Share:
    """The rows of a table that are of one sender and period: their positions, and the blank ones
    counted."""

    context: Context
    positions: list[int]
    blank: int = 0


def share_rows(
    layout: Layout, typed: list[Typed], context: Context, sheet: str, body: Body, setting: Setting
) -> tuple[list[Share], list[Problem]]:
    """The rows by what they name, in the order of the sheet; or why nobody's they are."""
    if "county" in layout.provides:
        context, wrong = _own_county(layout, typed, context, sheet, body)
        if wrong:
            return [], wrong
    if layout.names_its_periods:
        return _by_period(layout, typed, context, sheet, body)
    if layout.names_its_counties:
        return _by_county(typed, context, sheet, body, setting)
    if named := [t for t in typed if t.spec.name in SENDER_COLUMNS]:
        return _by_school(named, context, sheet, body, setting)
    return [Share(context, list(range(len(body.rows))))], []


def _grouped(values: list[str | None]) -> dict[str, list[int]]:
    """Positions by value. A row that has none is sent back with those of the first."""
    found: dict[str, list[int]] = {}
    for p, value in enumerate(values):
        if value:
            found.setdefault(value, []).append(p)
    if found:
        first = next(iter(found))
        found[first] += [p for p, value in enumerate(values) if not value]
        found[first].sort()
    return found


def _by_period(
    layout: Layout, typed: list[Typed], context: Context, sheet: str, body: Body
) -> tuple[list[Share], list[Problem]]:
    named = next(t for t in typed if t.spec.name == layout.period_column)
    found = _grouped(named.column.values)
    if not found:
        place = {"sheet": sheet, "row": body.rows[0] + 1, "column": named.place.at}
        wanted = messages()["periods"][layout.period]
        return [], [make("unknown_period", found=shown(named.cells[0]), expected=wanted, **place)]
    return [Share(replace(context, period=period), found[period]) for period in found], []


def _by_county(
    typed: list[Typed], context: Context, sheet: str, body: Body, setting: Setting
) -> tuple[list[Share], list[Problem]]:
    """By the county: a city's export holds several."""
    named = next(t for t in typed if t.spec.name == "county_id")
    found, names = _grouped(named.column.values), setting.ask.reference.counties
    if not found:
        place = {"sheet": sheet, "row": body.rows[0] + 1, "column": named.place.at}
        variant = "column" if names else "no_list"
        words = {"variant": variant, "found": shown(named.cells[0])}
        return [], [make("unknown_county", **words, **place)]
    period = context.period
    return [
        Share(Context(county, county, names[county], period, county), found[county])
        for county in found
    ], []


def _by_school(
    named: list[Typed], context: Context, sheet: str, body: Body, setting: Setting
) -> tuple[list[Share], list[Problem]]:
    """By the code or the name of a school, which must not contradict one another. Who brings the
    rows of several schools, and is not named, is none of them."""
    ask, schools = setting.ask, []
    for p, values in enumerate(zip(*(t.column.values for t in named), strict=True)):
        told = {value for value in values if value}
        if len(told) > 1:
            named[-1].column.faults[p] = Fault("unknown_school", variant="differs")
        elif not told and not any(p in t.column.faults for t in named):
            named[0].column.faults[p] = Fault("required_blank")
        schools.append(values[0] if len(told) > 1 else next(iter(told), None))
    found = _grouped(schools)
    if not found:
        place = {"sheet": sheet, "row": body.rows[0] + 1, "column": named[0].place.at}
        return [], [make("unknown_school", variant="column", **place)]
    shares = []
    for school, positions in found.items():
        county = ask.county_of(school)
        by = context.by or (school if len(found) == 1 else county)
        name = ask.name_of(school)
        shares.append(Share(Context(county, school, name, context.period, by), positions))
    return shares, []


def _own_county(
    layout: Layout, typed: list[Typed], context: Context, sheet: str, body: Body
) -> tuple[Context, list[Problem]]:
    """The county that a list of schools itself names: the same in every row."""
    provided = layout.provides["county"]
    ids = next(t for t in typed if t.spec.name == provided.id)
    names = next((t for t in typed if t.spec.name == provided.names[0]), ids)
    seen = [(v, p) for p, v in enumerate(ids.column.values) if v is not None]
    other = next((p for v, p in seen if v != seen[0][0]), None)
    if not seen or other is not None:
        p = other or 0
        place = {"sheet": sheet, "row": body.rows[p] + 1, "column": ids.place.at}
        return context, [make("unknown_county", found=shown(ids.cells[p]), **place)]
    county, p = seen[0]
    return Context(county, county, names.column.values[p] or "", context.period), []
