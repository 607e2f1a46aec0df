"""Pay slips of the staff and the summary of what civil servants earned."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

from sample.chance import stream
from sample.identity import IdentityBook
from sample.names import person_name
from sample.records.money import CivilRow, PayRow
from sample.schools import School
from sample.staff import Teacher

POST_SALARY = {"none": 1500, "third": 1590, "second": 1840, "first": 2350, "senior": 3120,
               "senior_full": 4190}  # fmt: skip
PERFORMANCE = {"none": 1450, "third": 1500, "second": 1650, "first": 1850, "senior": 2150,
               "senior_full": 2500}  # fmt: skip
# Teachers' average over civil servants' under the usual definition, and what the narrow one adds:
# the second finance year sits within a hair of the limit, in the third the definitions disagree.
PARITY = ((Fraction(1012, 1000), Fraction(-30, 1000)), (Fraction(1), Fraction(12, 1000)),
          (Fraction(990, 1000), Fraction(28, 1000)))  # fmt: skip
# In January of the year after: what share of the second year's rewards was paid so late. It lifts
# the third year above the limit for whoever counts by the year of payment.
LATE_TURN, LATE_SHARE, LATE_CIVIL_SHARE = 1, Decimal("0.3"), Decimal("0.2")
CIVIL_BODIES = (("县直机关公务员", 46), ("乡镇机关公务员", 34), ("参照公务员法管理人员", 20))


def _cents(value: float) -> Decimal:
    return Decimal(round(value * 100)).scaleb(-2)


def pay_row(
    rng: random.Random, teacher: Teacher, school: School, year: int, months: int,
    category: str | None = None,
) -> PayRow:  # fmt: skip
    """What one person got from one school in a calendar year, component by component."""
    growth = 1.03 ** (year - 2023)
    seniority = max(0, year - teacher.hired.year)
    post = POST_SALARY[teacher.title] * growth * months
    grade = (330 + 62 * seniority) * growth * months
    is_teacher = teacher.post_category == "teacher"
    town, village = school.urban_rural != "city", school.urban_rural == "village"
    parts: list[float | None] = [
        post,
        grade,
        0.1 * (post + grade) if is_teacher else None,
        min(10.0, 3.0 + seniority // 5) * months if is_teacher else None,
        PERFORMANCE[teacher.title] * growth * months,
        (1180 + 380 * rng.random()) * growth * months,
        (post + grade) / months if months >= 10 and rng.random() < 0.97 else None,
        (380.0 if village else 260.0) * months if town else None,
        500.0 * months if village and is_teacher else None,
        420.0 * min(months, 10) if teacher.is_head_teacher else None,
        rng.uniform(240, 460) * min(months, 9) if is_teacher and rng.random() < 0.9 else None,
        None if year < 2024 else 90.0 * months,
    ]
    amounts = [None if part is None else _cents(part) for part in parts]
    gross = sum((amount for amount in amounts if amount is not None), Decimal(0))
    deduction = (gross * Decimal("0.215")).quantize(Decimal("0.01"))
    return PayRow(school.school_id, teacher.name, teacher.id_number,
                  category or _category(teacher), teacher.title, teacher.stage, Decimal(months),
                  *amounts, gross, deduction, gross - deduction)  # fmt: skip


def _category(teacher: Teacher) -> str:
    """Teachers who are not on the establishment are temporary to whoever pays them."""
    if teacher.post_category == "teacher" and teacher.staffing == "contract":
        return "temporary"
    return teacher.post_category


def payroll(
    county_id: str, seed: int, year: int, rosters: dict[int, list[Teacher]], book: IdentityBook
) -> list[PayRow]:
    """工资发放表 of a calendar year: eight months at last year's school, four at this year's."""
    rng = stream(seed, county_id, "payroll", year)
    now = {teacher.id_number: teacher for teacher in rosters[year]}
    before = {teacher.id_number: teacher for teacher in rosters.get(year - 1, [])}
    rows = []
    for number, teacher in (before | now).items():
        old, new = before.get(number), now.get(number)
        if teacher.school.is_private:
            continue
        if not before and new is not None:
            is_new = new.hired.year == year
            rows.append(pay_row(rng, new, new.school, year, 4 if is_new else 12))
        elif old is None:
            rows.append(pay_row(rng, teacher, teacher.school, year, 4))
        elif new is None:
            rows.append(pay_row(rng, old, old.school, year, 8))
        elif old.school is new.school:
            rows.append(pay_row(rng, new, new.school, year, 12))
        else:
            rows.append(pay_row(rng, old, old.school, year, 8))
            rows.append(pay_row(rng, new, new.school, year, 4))
    rows += _others(rng, now, year, book)
    everybody = [*rosters.get(year - 1, []), *rosters[year]]
    order = {t.school.school_id: turn for turn, t in enumerate(everybody)}
    return sorted(rows, key=lambda row: order[row.school_id])


def with_late_rewards(seed: int, county_id: str, year: int, rows: list[PayRow]) -> list[PayRow]:
    """The slips of staff without the part of their reward that comes in January, and that part."""
    rng = stream(seed, county_id, "late", year)
    result = []
    for row in rows:
        is_staff = row.person_category not in {"temporary", "retired"}
        if not is_staff or row.month_count < 10 or rng.random() < 0.1:
            result.append(row)
            continue
        late = _cents(row.reward_performance_yuan * LATE_SHARE)
        result.append(row._replace(
            reward_performance_yuan=row.reward_performance_yuan - late,
            gross_pay_yuan=row.gross_pay_yuan - late, net_pay_yuan=row.net_pay_yuan - late,
        ))  # fmt: skip
        parts: dict[str, Decimal | None] = dict.fromkeys(PARTS)
        result.append(row._replace(
            month_count=Decimal(0), **parts | {"reward_performance_yuan": late},
            gross_pay_yuan=late, deduction_yuan=Decimal(0), net_pay_yuan=late,
            payment_year=year + 1,
        ))  # fmt: skip
    return result


def _others(
    rng: random.Random, now: dict[str, Teacher], year: int, book: IdentityBook
) -> list[PayRow]:
    """People on the payroll who are not staff: temporary help, one or two pensioners."""
    rows = []
    people = [teacher for teacher in now.values() if not teacher.school.is_private]
    for teacher in rng.sample(people, min(len(people), 2 + len(people) // 60)):
        category = "temporary" if rng.random() < 0.8 else "retired"
        birth = teacher.birth.replace(year=1985 if category == "temporary" else 1958, day=1)
        helper = Teacher(book.issue(birth, False), person_name(rng, False), False, birth,
                         birth.replace(year=year - 1), birth, teacher.school, teacher.stage,
                         "other", "worker", "high_school", "none", "contract")  # fmt: skip
        months = 12 if category == "retired" else rng.randint(3, 10)
        rows.append(pay_row(rng, helper, teacher.school, year, months, category))
    return rows


PARTS = PayRow._fields[PayRow._fields.index("post_salary_yuan"):
                       PayRow._fields.index("gross_pay_yuan")]  # fmt: skip
DEFAULT_PARTS = ("post_salary_yuan", "grade_salary_yuan", "teaching_raise_yuan",
                 "seniority_allowance_yuan", "basic_performance_yuan", "reward_performance_yuan",
                 "year_end_bonus_yuan", "township_allowance_yuan")  # fmt: skip
NARROW_LEAVES_OUT = ("reward_performance_yuan", "township_allowance_yuan")


def _average(rows: list[PayRow], parts: tuple[str, ...]) -> Fraction:
    months = sum(Fraction(row.month_count) for row in rows)
    total = sum(Fraction(getattr(row, part) or 0) for row in rows for part in parts)
    return 12 * total / months


def off_post(year: int, rosters: dict[int, list[Teacher]]) -> set[tuple[str, str]]:
    """(identity number, school) of who was off the post when the school last listed him."""
    last = {
        (teacher.id_number, teacher.school.school_id): teacher.post_status
        for source in (year - 1, year) for teacher in rosters.get(source, [])
    }  # fmt: skip
    return {key for key, status in last.items() if status == "off_post"}


def civil_rows(
    county_id: str, seed: int, year: int, turn: int, rows: list[PayRow],
    private: set[str], away: set[tuple[str, str]],
) -> list[CivilRow]:  # fmt: skip
    """公务员工资收入汇总表, so that parity is as `PARITY` says for this finance year."""
    rng = stream(seed, county_id, "civil", year)
    teachers = [
        row for row in rows
        if row.person_category == "teacher" and row.stage != "senior"
        and row.school_id not in private and (row.teacher_id_number, row.school_id) not in away
    ]  # fmt: skip
    ratio, shift = PARITY[turn % len(PARITY)]
    usual = _average(teachers, DEFAULT_PARTS) / ratio
    narrow_parts = tuple(part for part in DEFAULT_PARTS if part not in NARROW_LEAVES_OUT)
    narrow = _average(teachers, narrow_parts) / (ratio + shift)
    heads = max(12, len(teachers) * 45 // 100)
    result: list[CivilRow] = []
    # What the bodies so far should have got under the usual definition, less what they got:
    # the next body takes it up, so that rounding does not pile up.
    owed = Fraction(0)
    for body, share in CIVIL_BODIES:
        count = max(2, heads * share // 100)
        months = 12 * count - rng.randint(0, 4)
        owed += usual * months / 12
        row = _civil_row(body, count, months, owed, narrow * months / 12)
        owed -= Fraction(row.total_yuan - (row.transport_subsidy_yuan or 0))
        result.append(row)
    return _with_late_reward(result[0], year) + result[1:] if turn == LATE_TURN else result


def _with_late_reward(row: CivilRow, year: int) -> list[CivilRow]:
    """The first body pays a part of its reward in January too: a second row, without months."""
    late = _hundreds(Fraction(row.reward_subsidy_yuan * LATE_CIVIL_SHARE))
    none = Decimal(0)
    return [
        row._replace(reward_subsidy_yuan=row.reward_subsidy_yuan - late,
                     total_yuan=row.total_yuan - late),
        CivilRow(row.category, row.head_count, 0, none, none, late, none, none, none, late,
                 year + 1),
    ]  # fmt: skip


def _civil_row(body: str, count: int, months: int, usual: Fraction, narrow: Fraction) -> CivilRow:
    township = _hundreds(Fraction(260 * months)) if "乡镇" in body else Decimal(0)
    reward = _hundreds(usual - narrow) - township
    bonus = _hundreds(narrow * Fraction(4, 100))
    allowance = _hundreds(narrow * Fraction(38, 100))
    base = _hundreds(usual) - reward - township - bonus - allowance
    transport = _hundreds(Fraction(620 * months))
    total = base + allowance + reward + bonus + township + transport
    return CivilRow(body, count, months, base, allowance, reward, bonus, township or None,
                    transport, total)  # fmt: skip


def _hundreds(value: Fraction) -> Decimal:
    """To 0.01 万元, as the form is filled in."""
    return Decimal(round(value / 100) * 100)
