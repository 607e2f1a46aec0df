"""Public funds of schools: what the county's finance office approved, item by item."""

from __future__ import annotations

import random
from decimal import Decimal

from sample.chance import stream
from sample.pupils import Cohort
from sample.records.answers import SpecialRow
from sample.records.premises import FundingRow
from sample.schools import School
from sample.standing import Standing

QUOTA = {"primary": Decimal(720), "junior": Decimal(940)}
"""Yuan per pupil and year: what 区县基本情况 says."""
SPECIAL_QUOTA = {"weak": Decimal(5900), "edge": Decimal(8000), "close": Decimal(8300)}
PRICE_OF_A_PLACE = Decimal(3200)
SMALL = 100  # pupils as for which a smaller school is funded
TWENTIETH = 20  # 5 % for the training of teachers
# Small schools, from the first, that are funded for fewer pupils than that; and other schools whose
# share for training is a yuan, or much, too small.
TOO_FEW = {"weak": 3, "edge": 0, "close": 1}
TOO_LITTLE = {"weak": 3, "edge": 0, "close": 1}


def funding_rows(
    schools: list[School], cohorts: list[Cohort], special: list[SpecialRow], standing: Standing,
    county_id: str, year: int, seed: int,
) -> list[FundingRow]:  # fmt: skip
    """学校经费 of one finance year, school by school; `cohorts` are the children it is for,
    `special` the disabled ones among them and those who are taught at home."""
    rng = stream(seed, county_id, "funding", year)
    rows: list[FundingRow] = []
    small = large = 0
    for school in schools:
        mine = [cohort for cohort in cohorts if cohort.school is school]
        pupils = {stage: sum(c.count for c in mine if c.stage == stage) for stage in QUOTA}
        is_small = sum(pupils.values()) < SMALL
        is_too_few = is_small and small < TOO_FEW[standing]
        is_too_little = not is_small and large < TOO_LITTLE[standing]
        small, large = small + is_small, large + (not is_small)
        public = _public(rng, school, pupils, standing, is_too_few=is_too_few)
        rows += [public, _training(rng, public, standing, is_too_little=is_too_little)]
        migrants = sum(pupil.is_migrant for cohort in mine for pupil in cohort.pupils())
        if school.is_private and migrants:
            places = migrants * 2 // 3
            rows.append(_spent(rng, school.school_id, "purchased_place", places,
                               places * PRICE_OF_A_PLACE))  # fmt: skip
    return rows + _special(rng, special, standing)


def _public(
    rng: random.Random, school: School, pupils: dict[str, int], standing: Standing, *,
    is_too_few: bool,
) -> FundingRow:  # fmt: skip
    """A school below 100 pupils gets as much as 100; one that gets too little gets one pupil's
    less, or in a weak county what its own pupils are worth."""
    count = sum(pupils.values())
    stage = max(pupils, key=lambda name: pupils[name])
    if count >= SMALL:
        budget = sum(QUOTA[name] * number for name, number in pupils.items())
        budget = budget * rng.randint(100, 108) / 100
        return _spent(rng, school.school_id, "public_funds", count, _to_twenty(budget))
    funded = SMALL
    if is_too_few:
        funded = count if standing == "weak" else SMALL - 1
    return _spent(rng, school.school_id, "public_funds", funded, QUOTA[stage] * funded)


def _training(
    rng: random.Random, public: FundingRow, standing: Standing, *, is_too_little: bool
) -> FundingRow:
    least = public.budget_yuan / TWENTIETH
    if is_too_little:
        budget = least - 1 if standing == "close" else least * 3 / 4
    else:
        budget = least if standing == "edge" else least * rng.randint(100, 140) / 100
    return _spent(rng, public.school_id, "teacher_training", None, budget.quantize(Decimal("0.01")))


def _special(rng: random.Random, special: list[SpecialRow], standing: Standing) -> list[FundingRow]:
    """Money for disabled pupils wherever a school has some; who is taught at home has a school."""
    pupils: dict[str, int] = {}
    for row in special:
        if row.school_id:
            pupils[row.school_id] = pupils.get(row.school_id, 0) + row.child_count
    return [
        _spent(rng, school_id, "special_education", count, count * SPECIAL_QUOTA[standing])
        for school_id, count in pupils.items()
    ]


def _spent(
    rng: random.Random, school_id: str, item: str, count: int | None, budget: Decimal
) -> FundingRow:
    """With a final account below the budget; of one in forty it is not known yet."""
    account = (budget * rng.randint(930, 1000) / 1000).quantize(Decimal("0.01"))
    return FundingRow(school_id, item, count, budget, None if rng.random() < 0.025 else account)


def _to_twenty(amount: Decimal) -> Decimal:
    """Up to a sum of which 5 % are whole yuan."""
    return -(-amount // TWENTIETH) * TWENTIETH
