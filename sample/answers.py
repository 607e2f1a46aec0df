"""What a county answers as a whole: disabled children, national results, a survey, documents."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sample.chance import pick, stream
from sample.pupils import Cohort
from sample.records.answers import EvidenceRow, MonitoringRow, SpecialRow, SurveyRow
from sample.schools import School
from sample.standing import LAST_YEAR, Course, Standing, standing_of

# Of twenty disabled children so many are enrolled; in the others' place somebody is deferred.
ENROLLED_OF_TWENTY = {"weak": 18, "edge": 19, "close": 20}
# Monitored subjects by the year's place in the cycle of three that began in 2021.
CYCLE = (("mathematics", "pe", "mental_health"), ("chinese", "arts", "english"),
         ("morality", "science", "labour"))  # fmt: skip
WITHOUT_LEVEL = ("mental_health", "labour")
# Those asked, and how many valid answers, all multiples of twenty.
ASKED = {"pupil": 1200, "parent": 1400, "teacher": 320, "principal": 40, "congress_deputy": 20,
         "consultative_member": 20, "public": 200}  # fmt: skip
VISITED = {"parent": 60, "public": 40}
# Satisfied of a thousand.
SATISFIED = {"weak": 820, "edge": 850, "close": 915}
FULFILLED = {
    "G1": ("义务教育学校布局专项规划", "county_government"),
    "G2": ("统一城乡义务教育学校四项标准的通知", "county_government"),
    "G8": ("核定义务教育学校绩效工资总量的批复", "personnel_bureau"),
    "G10": ("教职工编制和岗位调配方案", "posts_office"),
    "G15": ("农村留守儿童关爱服务工作方案", "county_government"),
    "Q5": ("信息化教学应用督导报告", "supervision_office"),
    "Q7": ("课程实施情况督导报告", "supervision_office"),
    "Q8": ("作业管理和课业负担监测报告", "supervision_office"),
}
OF_EACH_SCHOOL = {"Q3": "学校章程", "Q6": "德育和校园文化评估报告"}
VETO = {
    "V1": "招生入学工作自查报告", "V2": "治理违规择校情况报告", "V3": "均衡编班情况报告",
    "V4": "教师补充和编外用人情况报告", "V5": "安全和纪律情况报告",
    "V6": "校外培训治理和减负情况报告",
}  # fmt: skip


def special_rows(
    cohorts: list[Cohort], special_school: School | None, standing: Standing, county_id: str,
    year: int, seed: int,
) -> list[SpecialRow]:  # fmt: skip
    """残疾儿童少年就学情况: of twenty children by stage those who are enrolled, and the others."""
    rng = stream(seed, county_id, "disabled", year)
    rows: list[SpecialRow] = []
    for stage in ("primary", "junior"):
        hosts = [c.school for c in cohorts if c.stage == stage and not c.school.is_private]
        pupils = sum(cohort.count for cohort in cohorts if cohort.stage == stage)
        twenties = max(1, pupils // 2400)
        enrolled = twenties * ENROLLED_OF_TWENTY[standing]
        home = enrolled // 10
        special = 8 * twenties if special_school else 0
        if special_school:
            rows.append(SpecialRow(stage, "special_school", special_school.school_id, special))
        with_others: dict[str, int] = {}
        for _ in range(enrolled - special - home):
            host = pick(rng, hosts)
            with_others[host.school_id] = with_others.get(host.school_id, 0) + 1
        # the first of them has a class of its own for them
        rows += [
            SpecialRow(stage, "regular_class" if turn else "special_class", *item)
            for turn, item in enumerate(with_others.items())
        ]  # fmt: skip
        rows.append(SpecialRow(stage, "home_teaching", pick(rng, hosts).school_id, home))
        out = 20 * twenties - enrolled
        if out:
            rows.append(SpecialRow(stage, "not_enrolled", None, out - out // 2))
        if out // 2:
            rows.append(SpecialRow(stage, "deferred", None, out // 2))
    return rows


def monitoring_rows(county_id: str, year: int, seed: int, course: Course) -> list[MonitoringRow]:
    """国家义务教育质量监测结果: what is known of three years, which is every subject once."""
    return [
        row for monitored in range(year - 3, year)
        for row in _results(county_id, monitored, seed, course)
    ]  # fmt: skip


def _results(county_id: str, monitored: int, seed: int, course: Course) -> list[MonitoringRow]:
    """A result stays what it is: it shows how the county stands when it is the oldest known."""
    rng = stream(seed, county_id, "monitoring", monitored)
    shown = monitored + 3
    standing = standing_of(county_id, shown, course) if shown <= LAST_YEAR else "close"
    rows = []
    for subject in CYCLE[(monitored - 2021) % 3]:
        for grade in (8,) if subject == "english" else (4, 8):
            level = None if subject in WITHOUT_LEVEL else rng.choice((3, 3, 4))
            rate = Decimal(rng.randint(40, 149)) / 10
            rows.append(MonitoringRow(monitored, grade, subject, level, rate,
                                      f"{monitored}年国家义务教育质量监测结果报告"))  # fmt: skip
    if standing == "weak":
        rows[0] = rows[0]._replace(achievement_level=2)
        rows[1] = rows[1]._replace(between_school_percent=Decimal("18.1"))
    elif standing == "edge":
        rows[0] = rows[0]._replace(between_school_percent=Decimal(15))
    return rows


def survey_rows(standing: Standing, county_id: str, year: int, seed: int) -> list[SurveyRow]:
    """社会认可度调查: questionnaires of every group, visits to some."""
    rng = stream(seed, county_id, "survey", year)
    rows = []
    for method, groups in (("questionnaire", ASKED), ("visit", VISITED)):
        for group, valid in groups.items():
            sent = valid if method == "visit" else valid + rng.randint(0, valid // 10)
            satisfied = valid * SATISFIED[standing] // 1000
            rows.append(SurveyRow(dt.date(year, 11, 1), method, group, sent, valid, satisfied))
    return rows


def evidence_rows(
    schools: list[School], relaxed: list[str], standing: Standing, county_name: str, year: int
) -> list[EvidenceRow]:
    """佐证材料登记: items of the county, charters and ratings of each school, the veto items, and a
    three-year plan for each school of `relaxed` that is judged by an older limit for its rooms.

    A weak county fails every item and every veto item, an item asked of schools by one school; one
    on the edge says nothing of them, of items asked of schools for one school.
    """
    day = dt.date(year, 8, 20)
    good, bad = ("fulfilled", "not_fulfilled"), ("absent", "present")
    is_weak = standing == "weak"
    rows = []
    for turn, (item, (title, office)) in enumerate(FULFILLED.items()):
        rows.append(EvidenceRow(item, None, good[is_weak], f"{county_name}{title}",
                                f"县教〔{year}〕{turn + 3}号", day, office))  # fmt: skip
    for item, title in OF_EACH_SCHOOL.items():
        office = "school" if item == "Q3" else "supervision_office"
        rows += [EvidenceRow(item, school.school_id, good[is_weak and turn == 1], title, None,
                             day + dt.timedelta(days=turn % 9), office)
                 for turn, school in enumerate(schools)]  # fmt: skip
    for item, title in VETO.items():
        rows.append(EvidenceRow(item, None, bad[is_weak], f"{county_name}{title}", None, day,
                                "supervision_office"))  # fmt: skip
    if standing == "edge":
        rows = [row for row in rows if row.school_id not in (None, schools[1].school_id)]
    rows += [EvidenceRow("G3", school_id, "fulfilled", "音乐美术教室三年建设规划", None, day,
                         "education_bureau") for school_id in relaxed]  # fmt: skip
    return rows
