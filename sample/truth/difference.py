"""The truth about years in which sources disagree, as a school's dossier tells them."""

from __future__ import annotations

from collections.abc import Iterator

from sample.truth.event import Marts, Row, event, fixed, september

STAGES = {"primary": "小学", "junior": "初中", "senior": "高中"}
STAFF = {
    "full_time": "专任教师", "doctor": "博士研究生学历专任教师",
    "master": "硕士研究生学历专任教师", "bachelor": "本科学历专任教师",
    "associate": "专科学历专任教师", "backbone": "县级以上骨干教师", "pe": "体育专任教师",
    "music": "音乐专任教师", "fine_art": "美术专任教师", "arts": "艺术（综合）专任教师",
    "all_arts": "艺术、音乐、美术专任教师",
}  # fmt: skip
WHOLE = {
    "teaching_area_m2": "教学及辅助用房面积", "indoor_sports_area_m2": "室内体育用房面积",
    "outdoor_sports_area_m2": "运动场地面积", "equipment_value_yuan": "教学仪器设备资产值",
    "multimedia_room_count": "网络多媒体教室数", "music_room_count": "音乐教室数",
    "fine_art_room_count": "美术教室数", "school_type": "办学类型", "ownership": "举办者类型",
    "urban_rural_code": "城乡分类", "is_counted": "是否计校数",
}  # fmt: skip
SOURCES = {
    "school_profile": "学校基本情况", "education_statistics": "教育事业统计",
    "class_roster": "班级情况", "student_roster": "学生名册", "teacher_roster": "教职工花名册",
    "room_roster": "音乐美术教室", "school_list": "学校名录",
    "school_gym": "学校基本情况（学校体育馆）",
}  # fmt: skip


def differences(marts: Marts) -> Iterator[Row]:
    """Years in which sources disagree, with what they say, pair by pair."""
    found: dict[tuple[str, int], list[Row]] = {}
    for row in marts["fct_reconciliation"]:
        if row["status"] in ("differ", "contradicting"):
            found.setdefault((row["school_id"], row["school_year"]), []).append(row)
    for (school_id, year), rows in sorted(found.items()):
        rows.sort(key=lambda row: (row["fact"], row["source_a"], row["source_b"]))
        text = f"{len(rows)}处不一致：{'；'.join(map(_told, rows))}。"
        yield event(school_id, september(year), "sources_differ", "", "数据来源不一致", text)


def _told(row: Row) -> str:
    sides = [SOURCES[row["source_a"]], SOURCES[row["source_b"]]]
    if row["status"] == "contradicting":
        return f"{_name(row['fact'])}（{'、'.join(sides)}中同一来源自相矛盾）"
    said = (name + _said(row, side) for name, side in zip(sides, "ab", strict=True))
    return f"{_name(row['fact'])}（{'，'.join(said)}）"


def _said(row: Row, side: str) -> str:
    """A code as it is, a number without the places that it does not have."""
    if row[f"value_{side}"] is None:
        return row[f"code_{side}"]
    return fixed(row[f"value_{side}"]).removesuffix(".00")


def _name(fact: str) -> str:
    if fact in WHOLE:
        return WHOLE[fact]
    stage = next(stage for stage in STAGES if stage in fact)
    kind = fact.removeprefix(f"{stage}_").removesuffix(f"_{stage}")
    kinds = {"pupil_count": "在校生", "class_count": "班"}
    return f"{STAGES[stage]}{kinds.get(kind) or STAFF[kind.removesuffix('_teacher_count')]}数"
