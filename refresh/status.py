"""Where things stand, from the current publication, the inbox and the records of runs."""

from typing import Any

from ingest.layout import load_layouts
from refresh.fingerprint import inbox_files
from refresh.narrator import Narrator, plain
from warehouse import runs
from warehouse.database import reading
from warehouse.home import Home
from warehouse.settings import Settings

COVERAGE = """
select county_id, form, period_kind, period, count(distinct sender_id) as due_count,
    count(distinct sender_id) filter (where is_effective) as received_count,
    cast(coalesce(sum(rows_rejected) filter (where is_effective), 0) as bigint) as rejected_count
from fct_submission
where is_due
group by county_id, form, period_kind, period
order by county_id, period desc, form
"""
MISSING = """
select county_id, form, period_kind, period, sender_id, sender_name
from fct_submission
where status = 'missing'
order by county_id, period desc, form, sender_id
"""
CONTESTED = MISSING.replace("'missing'", "'contested'")
COLUMNS = {"coverage": COVERAGE, "missing": MISSING, "contested": CONTESTED}


def describe(home: Home, settings: Settings) -> dict[str, Any]:
    """All facts of `status`: the publication, the last run, coverage, what is missing or held."""
    records = runs.records(home)
    run_id = runs.current_run(home)
    facts: dict[str, Any] = {
        "current_run": run_id,
        "current_record": next((r for r in records if r["run_id"] == run_id), None),
        "last_run": records[-1] if records else None,
        "inbox": _waiting(home),
        "is_gone": run_id is not None and runs.current_folder(home) is None,
        "coverage": [],
        "missing": [],
        "contested": [],
    }
    folder = runs.current_folder(home)
    if folder is not None:
        with reading(folder / "marts.duckdb", settings) as connection:
            for name, query in COLUMNS.items():
                cursor = connection.execute(query)
                heading = [column[0] for column in cursor.description]
                facts[name] = [dict(zip(heading, row, strict=True)) for row in cursor.fetchall()]
    return facts


def _waiting(home: Home) -> list[str]:
    found = (item for item in inbox_files(home, keep_index=False) if item.is_seen)
    return [plain(item.path.relative_to(home.inbox)) for item in found]


def tell(facts: dict[str, Any], narrator: Narrator) -> None:
    """Print the facts of `status` for a person."""
    record, last = facts["current_record"], facts["last_run"]
    names = form_names(narrator.lang)
    if facts["current_run"] is None:
        narrator.say("no_publication")
        narrator.say("status_no_coverage")
    elif facts["is_gone"]:
        narrator.say("publication_gone", run_id=facts["current_run"])
    else:
        finished = (record or {}).get("finished_at", "?")
        narrator.say("status_run", run_id=facts["current_run"], finished_at=finished)
    if last is not None:
        verdict = narrator.text(f"verdict_{last['verdict']}")
        narrator.say(
            "status_last", run_id=last["run_id"], verdict=verdict, exit=last.get("exit", "?")
        )
    narrator.say("status_inbox", count=len(facts["inbox"]))
    for name in facts["inbox"]:
        narrator.line(f"  {name}")
    if facts["coverage"]:
        narrator.say("status_coverage")
        for row in facts["coverage"]:
            sent_back = narrator.text("status_sent_back", count=row["rejected_count"])
            narrator.line(
                f"  {_period(narrator, row)}  {row['received_count']:>5}/{row['due_count']:<5} "
                f"{names.get(row['form'], row['form'])}"
                + (f"  {sent_back}" if row["rejected_count"] else "")
            )
    for name in ("missing", "contested"):
        if facts[name]:
            narrator.say(f"status_{name}")
        for row in facts[name]:
            form = names.get(row["form"], row["form"])
            narrator.line(f"  {_period(narrator, row)}  {form}  {row['sender_name']}")


def _period(narrator: Narrator, row: dict[str, Any]) -> str:
    return period_text(narrator, row["period_kind"], row["period"])


def period_text(narrator: Narrator, kind: str, period: str) -> str:
    """A period as people write it: 2025-2026学年, 2025年度; an examination's name stays."""
    if not (period.isdigit() and kind in {"school_year", "finance_year"}):
        return period
    return narrator.text(f"period_{kind}", year=period, next=int(period) + 1)


def form_names(lang: str) -> dict[str, str]:
    """Forms as people call them; engineers use the names themselves."""
    return {name: layout.label for name, layout in load_layouts().forms.items() if lang == "zh"}


def tell_history(records: list[dict[str, Any]], narrator: Narrator) -> None:
    """Print one line a run, oldest first."""
    if not records:
        narrator.say("no_publication")
    for record in records:
        seconds = sum(record.get("seconds", {}).values())
        narrator.line(
            f"{record['run_id']}  {narrator.text('verdict_' + record['verdict'])}  "
            f"exit {record.get('exit', '?')}  {seconds:.0f} s  "
            f"held {record.get('files_held', 0)}  rows {record.get('rows_sent_back', 0)}"
        )
