"""What stands in a row of the forms about schools, classes and groups."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from sample.pupils import Cohort
from sample.schools import School


class SchoolRow(NamedTuple):
    """学校名录."""

    county_id: str
    county_name: str
    school_id: str
    school_name: str
    alias: str | None
    school_type: str
    ownership: str
    urban_rural_code: str

    @classmethod
    def of(cls, school: School, year: int) -> SchoolRow:
        """The list's row of a school in a school year."""
        name, *known = school.names_in(year)
        return cls(school.county_id, school.county_name, school.school_id, name,
                   "、".join(known) or None, school.school_type, school.ownership,
                   school.urban_rural_code)  # fmt: skip


class ChangeRow(NamedTuple):
    """学校变更表."""

    from_school_id: str
    from_school_name: str
    to_school_id: str
    to_school_name: str
    change_kind: str
    change_month: dt.date
    pupil_share_percent: Decimal | None
    approval_reference: str | None

    @classmethod
    def of(cls, school: School, year: int) -> ChangeRow | None:
        """The row of a school that takes another name in the year, or ends."""
        after, kind = {year: (school, "rename")}.get(school.renamed_in, (None, ""))
        if school.ends_in == year:
            after, kind = school.successor, "merge"
        if after is None:
            return None
        return cls(school.school_id, school.name_in(year - 1), after.school_id,
                   after.name_in(year), kind, dt.date(year, 9, 1), None,
                   f"教发〔{year}〕{int(school.school_id[-2:])}号")  # fmt: skip


class ClassRow(NamedTuple):
    """班级情况."""

    grade: int
    class_name: str
    pupil_count: int


class GroupRow(NamedTuple):
    """集团与学区名册."""

    group_id: str | None
    group_name: str
    group_type: str
    tightness: str | None
    school_id: str
    role: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    is_accountable: bool | None
    supervisor_role: str | None = None
    helper_role: str | None = None
    has_plate: bool | None = None

    def is_member_on(self, day: dt.date) -> bool:
        """Whether the membership, which says since when, holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to > day)


class ActivityRow(NamedTuple):
    """集团与结对活动记录."""

    group_id: str | None
    group_name: str
    school_id: str
    activity_kind: str
    activity_date: dt.date
    hours: Decimal | None
    evidence: str | None


class DesignationRow(NamedTuple):
    """薄弱和优质学校认定."""

    school_id: str
    designation: str
    document: str
    designation_month: dt.date | None


def class_name(turn: int) -> str:
    """Name of the n-th class of a grade."""
    return f"{turn + 1}班"


def class_rows(cohorts: list[Cohort]) -> list[ClassRow]:
    """班级情况 of one school."""
    return [
        ClassRow(cohort.grade, class_name(turn), len(members))
        for cohort in cohorts
        for turn, members in enumerate(cohort.classes)
    ]
