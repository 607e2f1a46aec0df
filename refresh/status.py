"""Where things stand, from the current publication, or the newer run that was refused, the inbox
and the records of runs."""

from typing import Any

import duckdb

from ingest.layout import load_layouts
from ingest.problems import fault_name
from refresh.fingerprint import inbox_files
from refresh.narrator import Narrator, plain
from warehouse import runs
from warehouse.database import StaleLogError, reading
from warehouse.home import Home
from warehouse.settings import Settings

COVERAGE = """
select county_id, form, period_kind, period, count(distinct sender_id) as due_count,
    count(distinct sender_id) filter (where is_effective) as received_count,
    cast(coalesce(sum(rows_rejected) filter (where is_effective), 0) as bigint) as rejected_count
from {submission}
where is_due
group by county_id, form, period_kind, period
order by county_id, period desc, form
"""
MISSING = """
select county_id, form, period_kind, period, sender_id, sender_name
from {submission}
where status = 'missing'
order by county_id, period desc, form, sender_id
"""
CONTESTED = MISSING.replace("'missing'", "'contested'")
# a paper as a whole is in no school; what was sent back of it does not hold it
HELD = """
select county_id, exam_id, subject, exam_name, subject_name, fault_code, fault_name
from {faults}
where school_count is null and fault_code <> 'row_sent_back'
order by county_id, school_year desc, exam_id, subject
"""
COLUMNS = {"coverage": COVERAGE, "missing": MISSING, "contested": CONTESTED}


def describe(home: Home, settings: Settings) -> dict[str, Any]:
    """All facts of `status`: the publication, the last run, coverage, what is missing or held.
    `coverage_of` is the run of which coverage is told."""
    records = runs.records(home)
    run_id = runs.current_run(home)
    facts: dict[str, Any] = {
        "current_run": run_id,
        "current_record": next((r for r in records if r["run_id"] == run_id), None),
        "last_run": records[-1] if records else None,
        "inbox": _waiting(home),
        "is_gone": run_id is not None and runs.current_folder(home) is None,
        "coverage_of": None,
        "coverage": [],
        "missing": [],
        "contested": [],
        "held_papers": [],
    }
    return facts | (_refused(home, settings, facts["last_run"]) or _published(home, settings))


def _published(home: Home, settings: Settings) -> dict[str, Any]:
    folder = runs.current_folder(home)
    if folder is None:
        return {}
    with reading(folder / "marts.duckdb", settings) as connection:
        return _coverage(connection, folder.name)


def _refused(home: Home, settings: Settings, last: dict[str, Any] | None) -> dict[str, Any]:
    """Coverage as the newest run found it, if its figures were refused: who is missing is what
    has to be known then. {} where another run has begun since."""
    if last is None or last["verdict"] != "red" or not home.candidate.exists():
        return {}
    try:
        with reading(home.candidate, settings) as connection:
            (run_id,) = connection.execute("select run_id from raw.run").fetchone()
            if run_id == last["run_id"]:
                return _coverage(connection, run_id, marts="marts.", reports="reports.")
    except (duckdb.Error, StaleLogError):  # left half made, or being made
        return {}
    return {}


def _coverage(
    connection: duckdb.DuckDBPyConnection, run_id: str, *, marts: str = "", reports: str = ""
) -> dict[str, Any]:
    found: dict[str, Any] = {"coverage_of": run_id}
    for name, query in COLUMNS.items():
        found[name] = _rows(connection, query.format(submission=f"{marts}fct_submission"))
    try:
        query = HELD.format(faults=f"{reports}rpt_quality__fault")
        found["held_papers"] = _rows(connection, query)
    except (duckdb.BinderException, duckdb.CatalogException):
        pass  # published by older code
    return found


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    heading = [column[0] for column in cursor.description]
    return [dict(zip(heading, row, strict=True)) for row in cursor.fetchall()]


def _waiting(home: Home) -> list[str]:
    found = (item for item in inbox_files(home, keep_index=False) if item.is_seen)
    return [plain(item.path.relative_to(home.inbox)) for item in found]


def tell(facts: dict[str, Any], narrator: Narrator) -> None:
    """Print the facts of `status` for a person."""
    record, last = facts["current_record"], facts["last_run"]
    names = form_names(narrator.lang)
    if facts["current_run"] is None:
        narrator.say("no_publication")
        if facts["coverage_of"] is None:
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
        is_published = facts["coverage_of"] == facts["current_run"]
        narrator.say("status_coverage" if is_published else "status_coverage_refused")
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
    _tell_scores(facts, narrator)


def _tell_scores(facts: dict[str, Any], narrator: Narrator) -> None:
    """What the models found wrong with scores."""
    last = facts["last_run"] or {}
    if last.get("files_with_faults"):
        files, rows = last["files_with_faults"], last["rows_set_aside"]
        narrator.say("status_set_aside", files=files, rows=rows)
    if facts["held_papers"]:
        narrator.say("status_held")
    for row in facts["held_papers"]:
        reason = fault_name(row["fault_code"], row["fault_name"], narrator.lang)
        narrator.line(f"  {row['exam_name']}  {row['subject_name'] or row['subject']}  {reason}")


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
