"""The truth about what became of a school: changes, groups, classes, teachers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sample.deliveries import Received
from sample.records.school import GroupRow
from sample.truth.event import UNKNOWN, Marts, Row, event, fixed, september

GROUP_TYPES = {
    "group": "教育集团", "district": "学区", "alliance": "联盟", "community": "教共体",
    "pair": "结对", "trust": "托管", "support": "城乡帮扶",
}  # fmt: skip
ROLES = {"lead": "龙头校", "member": "成员校", "helper": "支援校", "helped": "受援校"}
ACTIVITIES = {"meeting": "例会", "pairing": "结对共进", "plan": "工作方案", "report": "学期总结"}


def changes(marts: Marts) -> Iterator[Row]:
    """What a school has become, and what of it."""
    for row in marts["bridge_school_succession"]:
        day = dt.date.fromisoformat(row["change_month"])
        old, new = row["from_school_id"], row["to_school_id"]
        before, after = row["from_school_name"], row["to_school_name"]
        if row["change_kind"] == "rename":
            yield event(new, day, "renamed", old, "更名", f"由“{before}”更名为“{after}”。")
        else:
            yield event(new, day, "took_in", old, "他校并入", f"{before}并入本校。")
            yield event(old, day, "merged_away", new, "并入他校", f"{before}并入{after}。")


def memberships(groups: list[GroupRow], named: dict[str, tuple[str, str]]) -> Iterator[Row]:
    """Groups that it joined and left."""
    for row in groups:
        name, kind = named[row.group_id][0], GROUP_TYPES[named[row.group_id][1]]
        detail, role = f"{row.group_id}|{row.valid_from.isoformat()}", ROLES[row.role]
        yield event(row.school_id, row.valid_from, "group_joined", detail, f"加入{kind}",
                     f"加入“{name}”（{kind}），为{role}。")  # fmt: skip
        if row.valid_to is not None:
            yield event(row.school_id, row.valid_to, "group_left", detail, f"退出{kind}",
                         f"退出“{name}”（{kind}），此前为{role}。")  # fmt: skip


def missing_records(marts: Marts) -> Iterator[Row]:
    """Records of activities missing at the end of a term."""
    missing: dict[tuple[str, str, str], list[Row]] = {}
    for row in marts["fct_group_activity"]:
        if row["missing_count"]:
            key = (row["school_id"], row["group_id"], row["term_id"])
            missing.setdefault(key, []).append(row)
    for (school_id, group_id, term), rows in missing.items():
        year, season = int(term[:4]), term[5:]
        day = dt.date(year + 1, 1, 31) if season == "autumn" else dt.date(year + 1, 8, 31)
        told = "、".join(
            f"{ACTIVITIES[row['activity_kind']]}{row['missing_count']}份"
            for row in sorted(rows, key=lambda row: row["activity_kind"])
        )
        name = f"{year}-{year + 1}学年{'秋' if season == 'autumn' else '春'}季学期"
        yield event(
            school_id, day, "record_missing", group_id, "缺活动记录",
            f"{name}“{rows[0]['group_name']}”缺活动记录"
            f"{sum(row['missing_count'] for row in rows)}份：{told}。",
        )  # fmt: skip


def designations(received: Received, county_id: str) -> Iterator[Row]:
    """What the bureau has designated it as; not for the school."""
    for table in received.tables("school_designation", county_id):
        year = int(table.period)
        for row in table.loaded:
            what = {"weak": "薄弱", "strong": "优质"}[row.designation]
            yield event(row.school_id, september(year), f"designated_{row.designation}", "",
                         f"认定为{what}学校",
                         f"教育局{year}-{year + 1}学年认定为{what}学校。")  # fmt: skip


def large_classes(marts: Marts) -> Iterator[Row]:
    """Years with classes above the limit."""
    large: dict[tuple[str, int], list[Row]] = {}
    for row in marts["fct_class"]:
        if row["over_count"]:
            large.setdefault((row["school_id"], row["school_year"]), []).append(row)
    for (school_id, year), rows in large.items():
        yield event(
            school_id, september(year), "class_too_large", "", "班级超过规定人数",
            f"{len(rows)}个班超过规定人数，"
            f"最多的一个班{max(row['pupil_count'] for row in rows)}人，"
            f"合计超出{sum(row['over_count'] for row in rows)}人。",
        )  # fmt: skip


def staff(marts: Marts) -> Iterator[Row]:
    """Its teachers, year by year."""
    for row in marts["fct_school_staffing"]:
        changed, kind = "", "staffing"
        if row["joined_count"] is not None:
            changed = f"比上学年新进{row['joined_count']}人、离开{row['left_count']}人；"
            kind = "staffing_changed"
        teachers = UNKNOWN if row["teacher_count"] is None else row["teacher_count"]
        yield event(
            row["school_id"], september(row["school_year"]), kind, "", "教师队伍",
            f"专任教师{teachers}人，生师比{fixed(row['pupils_per_teacher'])}；{changed}"
            f"学科缺员{fixed(row['subject_shortage_count'])}人。",
        )  # fmt: skip


def exchange(marts: Marts) -> Iterator[Row]:
    """Teachers that it sent and received."""
    counts: dict[tuple[str, int], list[int]] = {}
    for row in marts["fct_teacher_exchange"]:
        if row["entity_type"] == "school" and row["count_mode"] == "new":
            sums = counts.setdefault((row["entity_id"], row["school_year"]), [0, 0, 0])
            sums[0] += row["exchanged_count"] or 0
            sums[1] += row["backbone_exchanged_count"] or 0
    for row in marts["fct_teacher_move"]:
        if row["is_counted_new"]:
            counts.setdefault((row["to_school_id"], row["school_year"]), [0, 0, 0])[2] += 1
    for (school_id, year), (sent, backbone, received) in counts.items():
        if sent or received:
            yield event(
                school_id, september(year), "exchange", "", "教师交流轮岗",
                f"本学年派出{sent}人（其中骨干教师{backbone}人），接收{received}人。",
            )  # fmt: skip
