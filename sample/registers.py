"""What the county's registers say of its teachers: trainings, certificates, titles.

A training, certificate or title stays what it is from register to register; what a county lacks in
one year has been entered by the next.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal

from sample.chance import pick, stream, weighted
from sample.records.registers import CertificateRow, TitleRow, TrainingRow
from sample.staff import Teacher
from sample.standing import Standing

HOURS_A_YEAR = 72
YEARS_BACK = 5
FIRST_TRAINING = 2010  # from here on a teacher's trainings are drawn, whatever is listed of them
TRAININGS = ("县级全员培训", "国培计划", "校本研修", "省级远程培训")
# Of those here for more than five years, or of all teachers, every so many lack hours or have no
# certificate in a weak county.
SHORT_OF_HOURS, WITHOUT_CERTIFICATE = 180, 500
SUBJECT_NAMES = {
    "chinese": "语文", "mathematics": "数学", "english": "英语", "science": "科学", "pe": "体育",
    "physics": "物理", "chemistry": "化学", "biology": "生物", "history": "历史", "music": "音乐",
    "geography": "地理", "morality": "道德与法治", "fine_art": "美术", "it": "信息技术",
}  # fmt: skip
LOWER = {"primary": "kindergarten", "junior": "primary", "senior": "junior"}
TITLES = {
    "county": (("backbone", 60), ("rising_star", 25), ("teaching_expert", 15)),
    "city": (("backbone", 60), ("subject_leader", 30), ("teaching_expert", 10)),
    "province": (("subject_leader", 50), ("famous_teacher", 30), ("special_grade", 20)),
    "nation": (("special_grade", 60), ("famous_teacher", 40)),
}  # fmt: skip
NEVER_ENTERED = 1 / 60  # holders of a title, by the roster, whom the register does not know


def _teachers(roster: list[Teacher]) -> list[Teacher]:
    """Full-time teachers, in an order that does not change when somebody moves."""
    teachers = [teacher for teacher in roster if teacher.post_category == "teacher"]
    return sorted(teachers, key=lambda teacher: teacher.id_number)


def training_rows(
    roster: list[Teacher], standing: Standing, year: int, seed: int
) -> list[TrainingRow]:
    """Trainings of five years and of this one; who came later has them since then.

    Many have 72 hours a year exactly. In a weak county the last two years of some are not entered
    yet; on the edge half an hour of one teacher's is not.
    """
    teachers = _teachers(roster)
    veterans = [t.id_number for t in teachers if t.hired.year < year - YEARS_BACK]
    short = set(veterans[::SHORT_OF_HOURS]) if standing == "weak" else set()
    rows = []
    is_owed = standing == "edge"
    for teacher in teachers:
        mine = list(_trainings(teacher, year, seed))
        if teacher.id_number in short:
            mine = [row for row in mine if not year - 3 < row.training_year < year]
        elif is_owed and teacher.hired.year < year - YEARS_BACK and _is_exact(mine):
            mine[-2] = mine[-2]._replace(training_hours=mine[-2].training_hours - Decimal("0.5"))
            is_owed = False
        rows += mine
    return rows


def _trainings(teacher: Teacher, year: int, seed: int) -> Iterator[TrainingRow]:
    rng = stream(seed, teacher.id_number, "training")
    is_exact = rng.random() < 0.2
    for turn in range(max(FIRST_TRAINING, teacher.hired.year), year + 1):
        more, name = rng.randrange(1, 40), pick(rng, TRAININGS)
        hours = HOURS_A_YEAR + (0 if is_exact else Decimal(more) / 2)
        if turn >= year - YEARS_BACK:
            yield TrainingRow(teacher.name, teacher.id_number, turn, name, Decimal(hours))


def _is_exact(rows: list[TrainingRow]) -> bool:
    return all(row.training_hours == HOURS_A_YEAR for row in rows)


def certificate_rows(
    roster: list[Teacher], standing: Standing, year: int, seed: int
) -> list[CertificateRow]:
    """A certificate of the stage that each teaches, of some one more; in a weak county some have
    none. On the edge one has that of a lower stage only, and one's registration is put off."""
    teachers = _teachers(roster)
    without = teachers[::WITHOUT_CERTIFICATE] if standing == "weak" else []
    odd = teachers[: len(teachers) // 2][-2:] if standing == "edge" else []
    rows = []
    for teacher in teachers:
        if teacher in without:
            continue
        mine = _certificates(teacher, year, stream(seed, teacher.id_number, "certificate"))
        if teacher in odd[:1]:
            mine = [mine[0]._replace(certificate_type=LOWER[teacher.stage])]
        elif teacher in odd[1:]:
            mine = [mine[0]._replace(registration_result="suspended")]
        rows += mine
    return rows


def _certificates(teacher: Teacher, year: int, rng: random.Random) -> list[CertificateRow]:
    """Registered every five years, for the first time five years after the start."""
    result = None if rng.random() < 0.03 else "passed"
    if year - teacher.hired.year < YEARS_BACK:
        result = "not_due"
    issued, subject = teacher.hired.replace(month=6), SUBJECT_NAMES.get(teacher.subject)
    own = CertificateRow(teacher.name, teacher.id_number, teacher.stage, subject, issued, result)
    other = "junior" if teacher.stage == "senior" else "senior"
    return [own, own._replace(certificate_type=other)] if rng.random() < 0.04 else [own]


def title_rows(
    before: list[TitleRow], roster: list[Teacher], county_id: str, year: int, seed: int
) -> list[TitleRow]:
    """The register of the year before and what was given since, as the rosters state it; titles
    that ran out and people who left stay in it."""
    known = {(r.teacher_id_number, r.backbone_level, r.backbone_expiry_month) for r in before}
    taken = {(r.teacher_id_number, r.issued_month) for r in before}
    holders = {r.teacher_id_number for r in before}
    rows = list(before)
    for teacher in _teachers(roster):
        level, end = teacher.backbone_level, teacher.backbone_expiry
        if level not in TITLES or (teacher.id_number, level, end) in known:
            continue
        rng = stream(seed, teacher.id_number, "title", end)
        if rng.random() < NEVER_ENTERED:
            continue
        since = max(teacher.hired.year, end.year - 4 if end else year - rng.randint(0, 3))
        issued = dt.date(min(since, year), 9, 1)
        if (teacher.id_number, issued) in taken:  # given again before the first ran out
            issued = issued.replace(month=6)
        title = weighted(rng, TITLES[level])
        rows.append(_title(county_id, teacher, title, level, issued, end))
        is_first = teacher.id_number not in holders and issued.year - 4 > teacher.hired.year
        if is_first and rng.random() < 0.2:
            first = issued.replace(year=issued.year - 4)
            rows.append(_title(county_id, teacher, "rising_star", "county", first,
                               issued.replace(month=8)))  # fmt: skip
    return rows


def _title(
    county_id: str, teacher: Teacher, title: str, level: str, issued: dt.date, end: dt.date | None
) -> TitleRow:
    reference = f"教人〔{issued.year}〕{int(county_id[-2:]) + 10}号"
    return TitleRow(teacher.name, teacher.id_number, title, level, issued, end, reference)
