"""Civil servants one by one, where the county has nobody who makes the summary."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sample.chance import stream
from sample.identity import IdentityBook
from sample.names import person_name
from sample.records.money import CivilRow, ServantRow

PARTS = CivilRow._fields[CivilRow._fields.index("base_pay_yuan"):
                         CivilRow._fields.index("total_yuan")]  # fmt: skip


def servant_rows(
    county_id: str, seed: int, year: int, bodies: list[CivilRow], book: IdentityBook
) -> list[ServantRow]:
    """公务员工资明细表: persons who add up to the rows of a summary, to the cent and the month."""
    rng = stream(seed, county_id, "servants", year)
    people: dict[str, list[tuple[str, str]]] = {}
    rows = []
    for body in bodies:
        if body.category not in people:
            people[body.category] = [
                (person_name(rng, False), book.issue(dt.date(1966 + turn % 30, 5, 20), False))
                for turn in range(body.head_count)
            ]
        count = body.head_count
        for turn, (name, number) in enumerate(people[body.category]):
            is_last = turn == count - 1
            parts = [_share(getattr(body, part), count, is_last) for part in PARTS]
            months = min(12, body.person_month_count)
            if is_last:
                months = body.person_month_count - months * (count - 1)
            gross = sum((part for part in parts if part is not None), Decimal(0))
            rows.append(ServantRow(body.category, name, number, Decimal(months), *parts, gross,
                                   body.payment_year))  # fmt: skip
    return rows


def _share(amount: Decimal | None, count: int, is_last: bool) -> Decimal | None:
    """An equal share in cents; the last takes what is left over."""
    if amount is None:
        return None
    share = Decimal(int(amount * 100) // count).scaleb(-2)
    return amount - share * (count - 1) if is_last else share
