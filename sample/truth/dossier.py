"""The truth about a school's dossier: every event told of it, worked out from other marts' truth.

No school of the made-up county takes another code, so that each stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from sample.deliveries import Received
from sample.records.school import GroupRow
from sample.truth.difference import differences
from sample.truth.event import Marts, Row, event, september
from sample.truth.judged import funding, items, quality, resources
from sample.truth.story import (
    changes,
    designations,
    exchange,
    large_classes,
    memberships,
    missing_records,
    staff,
)

FORMS = {
    "school_profile": "学校基本情况", "class_roster": "班级情况", "teacher_roster": "教职工花名册",
    "student_roster": "学生名册", "room": "音乐美术教室", "campus": "校区情况",
    "curriculum_lesson": "课程课时情况", "fitness_result": "学生体质健康测试结果",
}  # fmt: skip


def dossier_rows(
    received: Received, county_id: str, groups: list[GroupRow], named: dict[str, tuple[str, str]],
    marts: Marts,
) -> list[Row]:  # fmt: skip
    """Rows of rpt_school_dossier without those about forms received (submission_events)."""
    events = [
        *changes(marts), *memberships(groups, named), *missing_records(marts),
        *designations(received, county_id), *large_classes(marts), *staff(marts),
        *exchange(marts), *resources(marts), *items(marts), *differences(marts),
        *funding(marts), *quality(marts),
    ]  # fmt: skip
    return _finished(county_id, events, marts["dim_school"])


def submission_events(marts: Marts, submissions: list[Row]) -> list[Row]:
    """What is missing of a school or went back to it, by the first day of the school year."""
    counted: dict[tuple[str, str, str, str], list[int]] = {}
    for row in submissions:
        if row["form"] not in FORMS:
            continue
        key = (row["county_id"], row["sender_id"], row["period"], row["form"])
        sums = counted.setdefault(key, [0, 0, 0])
        sums[0] += row["status"] == "missing"
        sums[1] += row["status"] == "held"
        sums[2] += row.get("rows_rejected", 0)
    told: dict[tuple[str, str, str, str], list[str]] = {}
    for (county_id, school_id, period, form), (missing, held, rejected) in sorted(counted.items()):
        at = (county_id, school_id, period)
        if missing:
            told.setdefault((*at, "form_missing"), []).append(FORMS[form])
        if held or rejected:
            text = f"{FORMS[form]}" + ("整份退回" if held else f"退回{rejected}行")
            told.setdefault((*at, "form_sent_back"), []).append(text)
    rows = []
    for (county_id, school_id, period, kind), texts in told.items():
        listed = "、".join(texts)
        text = f"没有收到：{listed}。" if kind == "form_missing" else f"{listed}。"
        title = "应报未报" if kind == "form_missing" else "报表退回"
        told_of = event(school_id, september(int(period)), kind, "", title, text)
        rows += _finished(county_id, [told_of], marts["dim_school"])
    return rows


def _finished(county_id: str, events: Iterable[Row], listed: list[Row]) -> list[Row]:
    schools = {row["school_id"] for row in listed}
    return [{"county_id": county_id, **row} for row in events if row["school_id"] in schools]
