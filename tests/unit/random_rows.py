"""Random rows of a form in the spellings of real offices, and what they must become."""

import hmac
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from tests.unit.biff12_books import ERRORS
from tests.unit.ingest_books import COUNTY_LABELS, OTHER, SCHOOL, TEACHER_KEY, person

HEADING = ["序号", "姓名", "身份证号", "原任教学校", "交流学校", "交流形式", "开始年月", "结束年月",
           "承担课时比例", "是否调动人事关系"]  # fmt: skip
COLUMNS = ["teacher_token", "from_school_id", "to_school_id", "exchange_form", "start_month",
           "end_month", "lesson_share_percent", "is_relation_moved"]  # fmt: skip
_FORMS = {"轮岗": "rotation", "下乡支教": "support_teaching", "走教": "circuit_teaching",
          "结对 帮扶": "paired_support", "competitive": "competitive"}  # fmt: skip
_WIDE = str.maketrans("0123456789X.,%", "０１２３４５６７８９Ｘ．，％")


@dataclass
class Ledger:
    """A sheet, the rows that must load with their numbers on it, and how many do not."""

    rows: list[list]
    loaded: list[tuple] = field(default_factory=list)
    rejected: int = 0
    blank: int = 0


def ledger(seed: int, size: int = 40) -> Ledger:
    """教师交流轮岗台账 of a county."""
    rng = Random(seed)
    made = Ledger([["2025-2026学年教师交流轮岗台账"], [*COUNTY_LABELS], list(HEADING)])
    for serial in range(1, size + 1):
        kind = rng.choices(("good", "error", "empty", "sum"), (20, 2, 2, 1))[0]
        if kind == "empty":
            made.rows.append(rng.choice(([], [None, "  "], [serial, *[None] * 9])))
        elif kind == "sum":
            made.rows.append(["合 计", None, None, None, None, None, None, None, 77])
        else:
            cells, values = _row(rng, serial)
            if kind == "error":
                cells[rng.choice((2, 3, 4, 5, 6, 9))] = rng.choice(list(ERRORS))
                made.rejected += 1
            else:
                made.loaded.append((len(made.rows) + 1, *values))
            made.rows.append(cells)
        made.blank += kind in {"empty", "sum"}
    cells, values = _row(rng, size + 1)
    made.loaded.append((len(made.rows) + 1, *values))
    made.rows += [cells, ["填表人：甲"]]
    made.blank += 1
    return made


def _row(rng: Random, serial: int) -> tuple[list, tuple]:
    number = person(serial, f"19{rng.randint(60, 99)}{rng.randint(1, 12):02d}1{rng.randint(0, 9)}")
    here, there = rng.sample((SCHOOL, OTHER), 2)
    word = rng.choice(list(_FORMS))
    start = date(rng.randint(2015, 2025), rng.randint(1, 12), 1)
    end = rng.choice((None, date(2026, rng.randint(1, 12), 1)))
    share = rng.choice((None, Decimal(rng.randint(200, 10_000)) / 100))
    is_moved = rng.random() < 0.5
    cells = [serial, rng.choice(("安平", "甲 乙", "喆·阿", "O'Brien, 甲")), identity(rng, number),
             school(rng, here), school(rng, there), word, month(rng, start), month(rng, end),
             share_of(rng, share), truth(rng, is_moved)]  # fmt: skip
    token = hmac.new(TEACHER_KEY, f"teacher|v1|{number}".encode(), "sha256").hexdigest()[:32]
    return cells, (token, here, there, _FORMS[word], start, end, share, is_moved)


def identity(rng: Random, number: str) -> str:
    """An id number as it is typed."""
    spellings = (number, number.translate(_WIDE), number.lower(), f"'{number}", f" {number}　",
                 f"{number[:6]} {number[6:14]} {number[14:]}")  # fmt: skip
    return rng.choice(spellings)


def school(rng: Random, school_id: str) -> str:
    """A school by its code or one of its names."""
    names = {SCHOOL: ("岚岫县第一小学", "一小", " 岚岫县第一小学 "), OTHER: ("青杨镇中心小学",)}
    return rng.choice((school_id, school_id.translate(_WIDE), *names[school_id]))


def month(rng: Random, day: date | None) -> object:
    """A month as a date or as one of the texts for it."""
    if day is None:
        return rng.choice((None, "", "——"))
    texts = (f"{day:%Y.%m}", f"{day:%Y%m}", f"{day.year}年{day.month}月", f"{day:%Y-%m}")
    return rng.choice((day, day.replace(day=17), rng.choice(texts)))


def share_of(rng: Random, share: Decimal | None) -> object:
    """A share in percent: a number, or a text with and without its sign."""
    if share is None:
        return rng.choice((None, "无", "/"))
    texts = (str(share), f"{share}%", f"{share}%".translate(_WIDE))
    return rng.choice(
        (float(share), rng.choice(texts), int(share) if share % 1 == 0 else str(share))
    )


def truth(rng: Random, is_so: bool) -> object:
    """Yes or no."""
    return rng.choice((is_so, "是" if is_so else "否", "√" if is_so else "×", int(is_so)))
