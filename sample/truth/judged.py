"""The truth about how a school was judged: resources, items, money, scores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sample.truth.event import UNKNOWN, Marts, Row, event, fixed, september
from sample.truth.submission import CYCLES

STAGES = {"primary": "小学", "junior": "初中"}
SUBJECTS = {
    "chinese": "语文", "mathematics": "数学", "english": "英语", "science": "科学",
    "physics": "物理", "chemistry": "化学", "history": "历史", "morality": "道德与法治",
    "geography": "地理", "biology": "生物学",
}  # fmt: skip
RESOURCES = {
    "R1": ("高于规定学历教师", "人"), "R2": ("县级以上骨干教师", "人"),
    "R3": ("体育艺术教师", "人"), "R4": ("教学及辅助用房", "平方米"),
    "R5": ("体育运动场馆", "平方米"), "R6": ("教学仪器设备", "元"), "R7": ("网络多媒体教室", "间"),
}  # fmt: skip
# item → its name, unit, digits; a share in percent has -1
ITEMS = {
    "G3-music": ("音乐专用教室", "间", 0), "G3-fine-art": ("美术专用教室", "间", 0),
    "G4": ("学校规模", "人", 0), "G6": ("小规模学校公用经费", "元", 0),
    "Q4": ("培训经费占比", "", -1),
}  # fmt: skip
FINDINGS = {"Q3": "学校制定章程，实现管理与教学信息化", "Q6": "德育工作与校园文化建设"}
REASONS = {"evidence_adverse": "佐证材料的结论为不符合要求或存在"}
FUNDS = {
    "public_funds": "公用经费", "teacher_training": "教师培训经费",
    "special_education": "特殊教育公用经费", "purchased_place": "政府购买学位经费",
}  # fmt: skip
FEWEST_TAKERS = 10


def resources(marts: Marts) -> Iterator[Row]:
    """The verdict of each cycle on its resources."""
    seven: dict[tuple[str, str, str], list[Row]] = {}
    for row in marts["fct_school_resource"]:
        seven.setdefault((row["cycle_id"], row["school_id"], row["stage"]), []).append(row)
    for row in marts["fct_indicator_verdict"]:
        if row["indicator_id"] != "R" or row["verdict"] == "not_applicable":
            continue
        here = seven[row["cycle_id"], row["entity_id"], row["stage"]]
        failures = "；".join(
            _failure(one) for one in sorted(here, key=lambda one: one["indicator_id"])
            if one["is_pass"] is False
        )  # fmt: skip
        passes = sum(one["is_pass"] is True for one in here)
        stage, text = STAGES[row["stage"]], f"7项中{passes}项达到标准"
        kind, title = "resource_met", "资源配置达标"
        if row["verdict"] == "met":
            kind, text = (f"{kind}_but", f"{text}，余项：{failures}") if failures else (kind, text)
        elif row["verdict"] == "not_met":
            kind, title = "resource_not_met", "资源配置未达标"
            text = f"{text}，未达到：{failures or UNKNOWN}"
        else:
            kind, title = "resource_incomplete", "资源配置数据不全"
            text = f"已知{passes}项达到标准，有数据未报，尚不能下结论"
        day = september(CYCLES[row["cycle_id"]][0])
        yield event(row["entity_id"], day, kind, row["stage"], title, f"{stage}：{text}。")


def _failure(row: Row) -> str:
    name, unit = RESOURCES[row["indicator_id"]]
    low = "，不足85%" if row["is_floor_pass"] is False else ""
    return f"{name}{fixed(row['value'])}{unit}（标准{fixed(row['standard'])}{unit}{low}）"


def items(marts: Marts) -> Iterator[Row]:
    """Items of the standard that it fails."""
    for row in marts["fct_indicator_verdict"]:
        if row["entity_type"] != "school" or row["verdict"] != "not_met":
            continue
        item, day = row["indicator_id"], september(CYCLES[row["cycle_id"]][0])
        detail = f"{item}|{row['stage']}"
        if item in FINDINGS:
            reason = REASONS.get(row["reason"], UNKNOWN)
            yield event(row["entity_id"], day, "item_found", detail, f"{FINDINGS[item]}未达标",
                         f"{reason}。")  # fmt: skip
            continue
        name, unit, digits = ITEMS[item]
        figures = (row["value"], row["limit_value"], abs(row["value"] - row["limit_value"]))
        value, limit, gap = (f"{fixed(figure, digits)}{unit}" for figure in figures)
        yield event(row["entity_id"], day, "item_measured", detail, f"{name}未达标",
                     f"{value}，规定{limit}，相差{gap}。")  # fmt: skip


def funding(marts: Marts) -> Iterator[Row]:
    """Money of each year, by item."""
    for row in marts["fct_school_funding"]:
        item, year = FUNDS[row["funding_item"]], row["finance_year"]
        pupils = row["funded_pupil_count"]
        kind = "funding" if pupils is None else "funding_by_pupil"
        title, text = f"{item}（人数少，金额不列出）", None
        if not row["is_suppressed"]:
            title, by_pupil = item, "" if pupils is None else f"，按{pupils}名学生核定"
            text = (f"{year}年预算{fixed(row['budget_yuan'])}元，"
                    f"决算{fixed(row['account_yuan'])}元{by_pupil}。")  # fmt: skip
        day = dt.date(year, 12, 31)
        yield event(row["school_id"], day, kind, row["funding_item"], title, text)


def quality(marts: Marts) -> Iterator[Row]:
    """Its scores in exams that may be told of."""
    exams = {row["exam_id"]: row for row in marts["dim_exam"]}
    for row in marts["fct_quality_score"]:
        if (row["entity_type"], row["denominator"]) != ("school", "takers"):
            continue
        if not row["is_releasable"]:
            continue
        exam = exams[row["exam_id"]]
        title = f"{exam['exam_name']}{SUBJECTS[row['subject']]}"
        text = f"{row['pupil_count']}人参加，均分的T分为{fixed(row['t_score'])}（全县为50）。"
        told = event(row["entity_id"], dt.date.fromisoformat(exam["exam_date"]), "quality",
                     f"{row['exam_id']}|{row['subject']}", title, text)  # fmt: skip
        # a large one may be withheld with a small one; which, unit tests and dbt's own say
        del told["is_suppressed"]
        if row["pupil_count"] < FEWEST_TAKERS:
            told |= {"is_suppressed": True, "text": None,
                     "title": f"{title}（人数少，成绩不列出）"}  # fmt: skip
        yield told
