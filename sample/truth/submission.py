"""The truth about files: what was due, what came, what counts of it.

Where the sources leave room: due is what the assessment cycles of the county's school years ask
for (statistics, last calendar year's money, last year's exchange and, for who was eligible, the
rosters of the year before it, from the schools on the list of that year), a form for the cycles
since it was asked for; forms of examinations are never due. Where a list of civil servants was
taken and the summary of their pay was not, the list is what was due. Versions count every file of
a form, sender and period, held ones too, in the order of saving.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sample.deliveries import Received, Table
from sample.truth.school import STAGES

# Cycle → statistics school year, finance year, exchange school year.
CYCLES = {"2024": (2023, 2023, 2022), "2025": (2024, 2024, 2023), "2026": (2025, 2025, 2024)}
SCHOOL_FORMS = ("school_profile", "class_roster", "teacher_roster", "student_roster", "room")
COUNTY_FORMS = {
    "school_list": ("school_year", 0), "school_group": ("school_year", 0),
    "county_facts": ("school_year", 0), "payroll": ("finance_year", 1),
    "civil_servant_pay": ("finance_year", 1), "teacher_exchange": ("school_year", 2),
    "education_statistics_primary": ("school_year", 0),
    "education_statistics_junior": ("school_year", 0),
    "education_statistics_senior": ("school_year", 0),
    "teacher_training": ("school_year", 0), "teacher_certificate": ("school_year", 0),
    "backbone_title": ("school_year", 0), "catchment": ("school_year", 0),
    "quota_allocation": ("school_year", 0), "special_education": ("school_year", 0),
    "monitoring_result": ("school_year", 0), "evidence": ("school_year", 0),
    "birth": ("school_year", 0), "school_funding": ("finance_year", 1),
}  # fmt: skip
# The first statistics school year for which a form is asked that was not always.
SINCE = dict.fromkeys(
    ("room", "education_statistics_primary", "education_statistics_junior",
     "education_statistics_senior", "teacher_training", "teacher_certificate", "backbone_title",
     "catchment", "quota_allocation", "special_education", "monitoring_result", "evidence",
     "birth", "school_funding"), 2025,
)  # fmt: skip
ALTERNATIVES = {"civil_servant_pay": "civil_servant_list"}
Key = tuple[str, str, str, str]


def cycles_of(received: Received, county_id: str) -> dict[str, tuple[int, int, int]]:
    """The cycles whose statistics year has a school list."""
    return {
        cycle: years for cycle, years in CYCLES.items()
        if received.records("school_list", county_id, years[0])
    }  # fmt: skip


def due_of(received: Received, county_id: str) -> dict[Key, tuple[str, str]]:
    """(form, county, sender, period) that is owed → (period kind, name of the sender)."""
    due = {}
    for years in cycles_of(received, county_id).values():
        schools = _with_stages(received, county_id, years[0])
        for row in schools:
            for form in _asked(SCHOOL_FORMS, years[0]):
                key = (form, county_id, row.school_id, str(years[0]))
                due[key] = ("school_year", row.school_name)
        for row in _with_stages(received, county_id, years[2] - 1):
            key = ("teacher_roster", county_id, row.school_id, str(years[2] - 1))
            due[key] = ("school_year", row.school_name)
        for form in _asked(COUNTY_FORMS, years[0]):
            kind, place = COUNTY_FORMS[form]
            other = ALTERNATIVES.get(form)
            if other and not received.tables(form, county_id, years[place]):
                form = other if received.tables(other, county_id, years[place]) else form
            due[form, county_id, county_id, str(years[place])] = (kind, schools[0].county_name)
    return due


def _asked(forms: Iterable[str], year: int) -> list[str]:
    return [form for form in forms if SINCE.get(form, year) <= year]


def _with_stages(received: Received, county_id: str, year: int) -> list[Any]:
    """The schools on the list that owe something; one for disabled children does not."""
    rows = received.records("school_list", county_id, year)
    return [row for row in rows if row.school_type in STAGES]


@dataclass(frozen=True, slots=True)
class Listed:
    """One table of one file, as the register of files knows it."""

    order: tuple[str, str]
    key: Key
    file_id: str
    is_held: bool
    counts: dict[str, Any]


def listed_files(received: Received, hashes: dict[str, str]) -> list[Listed]:
    """The register of one county; of a held file only what it is, for its rows were not taken."""
    listed, names = [], _names(received)
    for file in received.deliveries:
        order, file_id = (file.modified.isoformat(), file.path), hashes[file.path]
        if file.listed_key is not None:
            listed.append(Listed(order, file.listed_key, file_id, True, {}))
            continue
        for table in file.tables:
            counts = {} if file.fault else _counts(table, names)
            listed.append(Listed(order, table.key, file_id, file.fault is not None, counts))
    return listed


def submission_rows(files: list[Listed], due: dict[Key, tuple[str, str]]) -> list[dict[str, Any]]:
    """Rows of fct_submission: every version received, and what is owed and was never sent."""
    rows: list[dict[str, Any]] = []
    versions: dict[Key, int] = {}
    newest: dict[Key, dict[str, Any]] = {}
    for file in sorted(files, key=lambda file: file.order):
        key = file.key
        versions[key] = versions.get(key, 0) + 1
        row = {
            "form": key[0], "county_id": key[1], "sender_id": key[2], "period": key[3],
            "version": versions[key], "is_due": key in due, "is_effective": False,
            "status": "held", "file_id": file.file_id, "replaced_by": None, **file.counts,
        }  # fmt: skip
        if not file.is_held:
            if key in newest:
                newest[key] |= {"status": "replaced", "is_effective": False,
                                "replaced_by": file.file_id}  # fmt: skip
            newest[key] = row
        rows.append(row)
    for key, (kind, name) in due.items():
        if key not in versions:
            rows.append({
                "form": key[0], "county_id": key[1], "sender_id": key[2], "period": key[3],
                "version": 0, "is_due": True, "is_effective": False, "status": "missing",
                "period_kind": kind, "sender_name": name, "file_id": None, "replaced_by": None,
            })  # fmt: skip
    return rows


def _names(received: Received) -> dict[str, str]:
    """Schools as the newest list calls them."""
    tables = sorted(received.tables("school_list"), key=lambda table: table.period)
    return {row.school_id: row.school_name for table in tables for row in table.loaded}


def _counts(table: Table, names: dict[str, str]) -> dict[str, Any]:
    rejected = len(table.faults)
    loaded = len(table.records) - rejected
    return {
        "period_kind": table.period_kind, "is_effective": True,
        "sender_name": names.get(table.sender_id, table.sender_name),
        "status": "accepted_with_rejections" if rejected else "accepted",
        "rows_in": table.row_count, "rows_loaded": loaded, "rows_rejected": rejected,
        "rows_blank": table.row_count - loaded - rejected,
    }  # fmt: skip
