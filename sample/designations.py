"""Which schools the bureau has designated as weak, and which as strong."""

from __future__ import annotations

import datetime as dt

from sample.records.school import DesignationRow
from sample.schools import School
from sample.standing import Standing

ONE_IN = 6  # of so many public schools one is weak, and one strong


def designation_rows(
    schools: list[School], standing: Standing, county_name: str, year: int
) -> list[DesignationRow]:
    """薄弱和优质学校认定: public schools whose pupils learn least, and most, of all.

    A weak county designates none and sends no list. On the edge a weak school more is on the list,
    whose month nobody knows.
    """
    if standing == "weak":
        return []
    judged = [s for s in schools if not s.is_private and s.kind != "branch" and s.stages]
    judged.sort(key=lambda school: (school.effect, school.school_id))
    many = max(1, len(judged) // ONE_IN)
    document = f"{county_name}教育局关于认定薄弱学校和优质学校的通知"
    since = dt.date(year - 2, 3, 1)
    rows = [DesignationRow(s.school_id, "weak", document, since) for s in judged[:many]]
    if standing == "edge":
        rows.append(DesignationRow(judged[many].school_id, "weak", document, None))
    return rows + [DesignationRow(s.school_id, "strong", document, since) for s in judged[-many:]]
