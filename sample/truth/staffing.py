"""The truth of fct_school_staffing: pupils, classes and teachers, titles, turnover.

Where the sources leave room: what one campus does not say is not known of the whole; a warning
needs two autumns, one after the other; who changed between teaching and other work in one school
has not moved; last year's rosters must be there of everything that the school is made of now.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from sample.deliveries import Received
from sample.retirement import retirement_month
from sample.truth.crew import StaffYear
from sample.truth.lesson import Lessons, shortages, subject_rows
from sample.truth.numbers import ratio
from sample.truth.person import stage_of_grade
from sample.truth.post import post_columns
from sample.truth.school import COMPULSORY
from sample.truth.staff import Staff

STAGES = ("primary", "junior", "senior")
FLOWS = ("previous_teacher", "joined", "joined_from_school", "left", "left_to_school",
         "left_retired")  # fmt: skip
Rows = list[dict[str, Any]]
Row = dict[str, Any]


def staffing_rows(received: Received, staff: Staff, years: list[int]) -> tuple[Rows, Rows]:
    """Rows of fct_school_staffing and of fct_subject_staffing of one county."""
    schools: Rows = []
    subjects: Rows = []
    known = {year: StaffYear.of(received, staff, year) for year in years}
    for year in years:
        for school_id in sorted(set(known[year].wholes.values())):
            here = School(known[year], school_id)
            lessons = here.lessons()
            row = here.taught() | post_columns(here) | shortages(lessons)
            row |= _turnover(staff, known.get(year - 1), known[year], school_id)
            row["joined_ratio"] = ratio(row["joined_count"], row["teacher_count"])
            row["left_ratio"] = ratio(row["left_count"], row["previous_teacher_count"])
            row["missing_reason"] = _missing(row, here)
            schools.append(here.place | {"stage": here.stage} | row)
            subjects += lessons
    for row in schools:
        row["is_unfilled_post_warning"] = _warning(row, schools, years[0])
    return schools, subjects


class School:
    """One school with its campuses in one school year."""

    def __init__(self, now: StaffYear, school_id: str):
        self.now, self.main = now, now.campuses[school_id]
        self.members = now.members(school_id)
        self.place: Row = {"school_year": now.year, **self.main.place}
        self.stages = self.main.stages()
        self.stage = self.stages[0] if len(self.stages) == 1 else "all"
        self.has_roster = now.rostered.issuperset(self.members)
        self.classes: Counter[int] | None = None
        if all(member in now.classes for member in self.members):
            self.classes = sum((now.classes[member] for member in self.members), Counter())
        lone = [stage for stage in self.stages if stage in COMPULSORY]
        self.teachers = [
            (person, person.row.stage if person.row.stage in self.stages
             else lone[0] if len(lone) == 1 else None)
            for person in now.people.values()
            if person.row.post_category == "teacher" and person.teaching in self.members
        ]  # fmt: skip

    def pupils(self, stage: str) -> int | None:
        """Pupils of a stage on all campuses; unknown if any is."""
        campuses = [self.now.campuses[member] for member in self.members]
        counts = [c.campus_pupils(stage) for c in campuses if stage in c.stages()]
        return None if None in counts else sum(counts)

    def classes_of(self, stage: str) -> Counter[int] | None:
        """Grade → classes of one stage."""
        if self.classes is None:
            return None
        return Counter({g: n for g, n in self.classes.items() if stage_of_grade(g) == stage})

    def lessons(self) -> Rows:
        """Rows of fct_subject_staffing."""
        rows = []
        for stage in self.stages:
            if stage in COMPULSORY:
                people = [(p.row.subject, p.teaching != p.home)
                          for p, taught in self.teachers if taught == stage]  # fmt: skip
                here = Lessons(self.classes_of(stage), people if self.has_roster else None)
                rows += subject_rows(self.place, stage, here)
        return rows

    def taught(self) -> Row:
        """Pupils, classes, teachers and titles."""
        row: Row = dict.fromkeys(
            f"{stage}_{thing}_count" for stage in STAGES[:2]
            for thing in ("pupil", "class", "teacher")
        )  # fmt: skip
        for stage in self.stages:
            classes = self.classes_of(stage)
            heads = sum(taught == stage for _, taught in self.teachers)
            row[f"{stage}_pupil_count"] = self.pupils(stage)
            row[f"{stage}_class_count"] = None if classes is None else classes.total()
            row[f"{stage}_teacher_count"] = heads if self.has_roster else None
        pupils = [row[f"{stage}_pupil_count"] for stage in self.stages]
        row["pupil_count"] = None if None in pupils else sum(pupils)
        row["class_count"] = None if self.classes is None else self.classes.total()
        titles = Counter(person.row.title for person, _ in self.teachers)
        counts = {
            "teacher_count": len(self.teachers),
            "hosted_teacher_count": sum(p.teaching != p.home for p, _ in self.teachers),
            "senior_title_count": titles["senior"] + titles["senior_full"],
            "middle_title_count": titles["first"],
        }
        row |= counts if self.has_roster else dict.fromkeys(counts)
        for part in ("", "primary_", "junior_"):
            heads = row[f"{part}teacher_count"]
            row[f"{part}pupils_per_teacher"] = ratio(row[f"{part}pupil_count"], heads)
            row[f"{part}teachers_per_class"] = ratio(heads, row[f"{part}class_count"])
        for title in ("senior", "middle"):
            row[f"{title}_title_ratio"] = ratio(row[f"{title}_title_count"], row["teacher_count"])
        return {name: value for name, value in row.items()
                if name.removeprefix("senior_").endswith(("ratio", "title_count"))
                or not name.startswith("senior_")}  # fmt: skip


def _warning(row: Row, schools: Rows, first_year: int) -> bool | None:
    """The same a year ago, too; a school that was not there then has not waited for a year."""
    if row["_is_unfilled"] is False:
        return False
    before = [
        r["_is_unfilled"]
        for r in schools
        if (r["school_id"], r["school_year"]) == (row["school_id"], row["school_year"] - 1)
    ]
    last = before[0] if before else None if row["school_year"] == first_year else False
    if last is False:
        return False
    return None if last is None or row["_is_unfilled"] is None else True


def _turnover(staff: Staff, last: StaffYear | None, now: StaffYear, school_id: str) -> Row:
    """Who came and who went since last autumn, by where people belong."""
    nothing = dict.fromkeys([f"{name}_count" for name in FLOWS] + ["is_composition_changed"])
    if last is None:
        return nothing
    day = dt.date(now.year, 9, 1)

    def here(campus: str) -> str:
        return now.place(staff.changes.successor(campus, day))

    parts = [campus for campus in last.wholes if here(campus) == school_id]
    if not parts or not last.rostered.issuperset(parts):
        return nothing
    if not now.rostered.issuperset(now.members(school_id)):
        return nothing
    before = {number: here(person.home) for number, person in last.people.items()}
    after = {number: now.place(person.home) for number, person in now.people.items()}
    joined = [
        n
        for n, p in now.people.items()
        if p.row.post_category == "teacher" and after[n] == school_id and before.get(n) != school_id
    ]
    were = [
        n
        for n, p in last.people.items()
        if p.row.post_category == "teacher" and before[n] == school_id
    ]
    left = [number for number in were if after.get(number) != school_id]
    gone = [last.people[number].row for number in left if number not in after]
    counts = {
        "previous_teacher": len(were), "joined": len(joined),
        "joined_from_school": sum(number in before for number in joined), "left": len(left),
        "left_to_school": len(left) - len(gone),
        "left_retired": sum(
            retirement_month(row.birth_month, row.sex == "male") <= day for row in gone
        ),
    }  # fmt: skip
    return {f"{name}_count": count for name, count in counts.items()} | {
        "is_composition_changed": any(
            row.change_kind == "merge" and school_id in (row.from_school_id, row.to_school_id)
            and dt.date(last.year, 9, 1) < row.change_month <= day
            for row in staff.changes.rows
        )
    }  # fmt: skip


def _missing(row: Row, school: School) -> str | None:
    reasons = {
        "pupil_count_missing": row["pupil_count"] is None,
        "class_roster_missing": school.classes is None,
        "teacher_roster_missing": not school.has_roster,
        "last_roster_missing": row["previous_teacher_count"] is None,
        "approved_post_missing":
            row["approved_post_count"] is None and school.place["ownership"] != "10",
    }  # fmt: skip
    return "|".join(reason for reason, applies in reasons.items() if applies) or None
