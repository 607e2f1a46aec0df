"""Scores that only the models can know to be wrong: back to their senders, and what a night says of
them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import run as ingest
from ingest.kept.faults import Fault, Faults
from ingest.kept.index import manifests
from ingest.kept.store import Key, Manifest, in_force
from ingest.problems import fault_name, fault_problem, messages
from ingest.returned.workbooks import Return
from refresh.narrator import Narrator, plain
from refresh.record import Night
from warehouse.database import reading
from warehouse.home import Home
from warehouse.settings import Settings

CELLS = """
with about(fault_code, field) as (
    values ('pupil_twice', 'student_token'), ('class_unknown', 'class_name')
),
column_of as (
    select _file, form, sheet, field, min(column_letter) as letter
    from staging.stg_cell_map
    group by all
    having min(column_letter) = max(column_letter)
),
faults as (
    select fault.*, about.field, listed._file, listed._sheet, listed._row
    from marts.fct_score_fault as fault
    left join about using (fault_code)
    left join staging.stg_exam_candidate as listed
        using (county_id, exam_id, exam_number_token)
),
-- what is wrong with a pupil and not with a score is told once a row, where it stands
cells as (
    select distinct
        faults.file_id as file, 'assessment' as form, faults.county_id, faults.exam_id,
        faults.sheet, faults.row_number,
        coalesce(own.letter, rtrim(faults.cell, '0123456789')) as letter,
        coalesce(own.field, faults.subject) as field, faults.fault_code, faults.fault_name,
        faults.found, faults.expected, faults.action
    from faults
    left join column_of as own
        on own.form = 'assessment' and own._file = faults.file_id
        and own.sheet = faults.sheet and faults.field is not null and own.field
        = case when faults._file is null then faults.field else 'exam_number_token' end
    where faults.file_id is not null
    union all
    select distinct
        faults._file, 'exam_candidate', faults.county_id, faults.exam_id,
        faults._sheet, faults._row, own.letter, faults.field, faults.fault_code,
        faults.fault_name, faults.found, faults.expected, faults.action
    from faults
    left join column_of as own
        on own.form = 'exam_candidate' and own._file = faults._file
        and own.sheet = faults._sheet and own.field = faults.field
    where faults._file is not null and faults.field is not null
    union all
    select
        file_id, 'item_score', county_id, exam_id, sheet, row_number,
        rtrim(cell, '0123456789'), field, fault_code, fault_name, found, expected, action
    from marts.fct_item_fault
)
select * from cells
qualify row_number() over (
    partition by file
    order by form, sheet, row_number, length(letter), letter, field, fault_code
) <= $1
order by file, form, sheet, row_number, length(letter), letter, field, fault_code
"""
HELD = """
with sheets as (
    select sent.county_id, sent.period as exam_id, map.field as subject, sent._file,
        sent.file_name, min(map.sheet) as sheet
    from staging.stg_submission as sent
    inner join staging.stg_cell_map as map
        on map._file = sent._file and map.form = sent.form
    where sent.form = 'assessment' and sent.is_effective
    group by all
)
select
    paper.county_id, paper.exam_id, paper.subject, paper.exam_name,
    coalesce(paper.subject_name, paper.subject), paper.fault_code, paper.fault_name,
    paper.expected, paper.action, sheets._file, sheets.file_name, sheets.sheet
from reports.rpt_quality__fault as paper
inner join intermediate.int_paper_checked as checked
    on checked.county_id = paper.county_id and checked.exam_id = paper.exam_id
    and checked.subject = paper.subject and checked.hold_reason = paper.fault_code
left join sheets
    on sheets.county_id = paper.county_id and sheets.exam_id = paper.exam_id
    and sheets.subject = paper.subject
order by all
"""
MARKS, LISTED = "assessment", "exam_candidate"
MOST = 200_000
"""Faults told of one file: nobody reads more."""


@dataclass(frozen=True)
class HeldPaper:
    """A subject of an examination of which no figure is made, and a file it stands in."""

    county_id: str
    exam_id: str
    subject: str
    exam_name: str
    subject_name: str
    code: str
    reason: str
    expected: str
    action: str
    file: str | None
    file_name: str | None
    sheet: str | None

    @property
    def paper(self) -> tuple[str, str, str]:
        """County, examination and subject."""
        return self.county_id, self.exam_id, self.subject

    @property
    def fault(self) -> Fault:
        """What its sender is told; no single cell is meant."""
        found = messages()["fault"]["paper"].format(subject=self.subject_name, name=self.reason)
        problem = fault_problem(
            self.code, self.sheet, None, None, self.subject,
            found=found, expected=self.expected, action=self.action,
        )  # fmt: skip
        return Fault(self.file, MARKS, self.county_id, self.exam_id, problem)


def give_back(night: Night) -> None:
    """Send the faults that the build found back to their senders and say what they are.

    A night that looks at an earlier moment changes nothing of what goes back now.
    """
    home, settings = night.home, night.settings
    with night.narrator.step("set_aside"):
        cells, held = find(home.candidate, settings)
        if night.as_of is None:
            ingest.send_back_faults(
                [paper.fault for paper in held if paper.file] + cells,
                home.restricted, home.returned, workers=settings.workers,
                password=settings.file_password.get_secret_value(),
            )  # fmt: skip
    found = rows_set_aside(home, in_force(manifests(home.restricted)))
    tell(night.narrator, home, found)
    tell_held(night.narrator, held)
    night.record |= facts(found) | {"papers_held": len({p.paper for p in held})}


def find(database: Path, settings: Settings) -> tuple[list[Fault], list[HeldPaper]]:
    """The faults of single cells, and the papers that are held, in a database that dbt built."""
    with reading(database, settings) as connection:
        rows = connection.execute(CELLS, [MOST]).fetchall()
        held = [HeldPaper(*row) for row in connection.execute(HELD).fetchall()]
    return [_fault(*row) for row in rows], held


def _fault(
    file: str, form: str, county_id: str, exam_id: str, sheet: str, row: int,
    letter: str | None, field: str, code: str, name: str, found: str | None,
    expected: str | None, action: str,
) -> Fault:  # fmt: skip
    said = messages()["fault"]["cell"].format(name=name, found=found or messages()["blank"])
    problem = fault_problem(
        code, sheet, row, letter, field, found=said, expected=expected or "", action=action
    )
    return Fault(file, form, county_id, exam_id, problem)


def rows_set_aside(home: Home, newest: dict[Key, Manifest]) -> list[tuple[str, int, str]]:
    """(file name, rows with faults, sender's folder) of files in force; no rows where only a whole
    paper is held."""
    faults = Faults(home.restricted)
    if not faults:
        return []
    found: dict[str, tuple[str, int, str]] = {}
    for key, manifest in newest.items():
        rows = faults.rows(manifest.file, manifest.submission(key))
        if rows is not None:
            # a candidate's line tells of the same pupil's row of the score sheet
            count = len(rows) if key[0] != LISTED else 0
            count += found.get(manifest.file, ("", 0, ""))[1]
            found[manifest.file] = (manifest.name, count, Return(manifest, []).folder)
    return sorted(found.values())


def facts(found: list[tuple[str, int, str]]) -> dict[str, Any]:
    """What a record keeps of `rows_set_aside`."""
    rows = sum(count for _, count, _ in found)
    return {"files_with_faults": len(found), "rows_set_aside": rows}


def tell(narrator: Narrator, home: Home, found: list[tuple[str, int, str]]) -> None:
    """One line a file with faults."""
    for name, count, folder in found:
        narrator.say("set_aside", file=plain(name), count=count, folder=home.returned / folder)


def tell_held(narrator: Narrator, held: list[HeldPaper]) -> None:
    """One line a paper of which no figure is made."""
    for paper in held:
        narrator.say(
            "held_paper", exam=plain(paper.exam_name), subject=paper.subject_name,
            reason=fault_name(paper.code, paper.reason, narrator.lang),
            file=plain(paper.file_name or "?"),
        )  # fmt: skip
