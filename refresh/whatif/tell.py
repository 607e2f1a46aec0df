"""What a what-if says on the terminal, and as facts for a program."""

from pathlib import Path
from typing import Any

from refresh.narrator import Narrator
from reports.spec import load_words
from warehouse.database import reading
from warehouse.settings import Settings

_SUMMARY = """
select county_name, cycle_name, what, stage_name, amount_before, amount_after
from whatif_summary order by county_id, cycle_id, position, stage desc
"""
_COUNTY = """
select county_name, item, stage_name, before_text, after_text, verdict_before, verdict_after
from whatif_county where verdict_before is distinct from verdict_after
order by county_id, cycle_id, position, stage desc
"""
_WHOLE = """
select county_id, county_name, cycle_id, cycle_name, before_text, after_text, verdict_before,
    verdict_after
from whatif_county where position = 0 order by county_id, cycle_id
"""
_NOTES = "select line, note from whatif_change where note <> '' order by line"


def tell(result: Path, settings: Settings, narrator: Narrator) -> dict[str, Any]:
    """Say the sums, every verdict of a county that turns, whether the county would pass, and what
    is to be looked at."""
    with reading(result, settings) as connection:
        summary, turned, whole, notes = (
            _rows(connection, query) for query in (_SUMMARY, _COUNTY, _WHOLE, _NOTES)
        )
    for row in summary:
        amounts = {name: _amount(row[name]) for name in ("amount_before", "amount_after")}
        narrator.say("what_if_sum", **(row | amounts))
    words = load_words()
    for row in turned:
        named = {name: words.light(row[name]).word for name in ("verdict_before", "verdict_after")}
        narrator.say("what_if_turned", **(row | named))
    if not turned:
        narrator.say("what_if_none_turned")
    for row in (row for row in whole if row["verdict_after"] == "met"):
        narrator.say("what_if_passes", **row)
    for row in notes:
        narrator.say("what_if_note", **row)
    return {"summary": summary, "turned": turned, "counties": whole, "notes": notes}


def _rows(connection: Any, query: str) -> list[dict[str, Any]]:
    done = connection.execute(query)
    names = [column[0] for column in done.description]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in done.fetchall()]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else int(value)


def _amount(value: int | None) -> str:
    return "—" if value is None else f"{value:,}"
