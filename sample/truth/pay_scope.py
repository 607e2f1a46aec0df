"""The truth about whose pay is compared: staffed teachers, in post, of public schools."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from sample.deliveries import Received
from sample.records.money import PayRow
from sample.truth.school import STAGES
from sample.truth.staff import Staff


class Slip(NamedTuple):
    """A row of the payroll, the year it is paid for and why it counts or not."""

    year: int
    row: PayRow
    reason: str
    kind: str | None
    """City, town or village."""

    @property
    def payment_year(self) -> int:
        """When it was paid: in the year itself unless the row says otherwise."""
        return self.row.payment_year or self.year


def slips_of(received: Received, staff: Staff, county_id: str, year: int) -> list[Slip]:
    """The payroll of a finance year."""
    types = school_types(received, county_id, year)
    rows = received.records("payroll", county_id, year)
    months: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        key = row.teacher_id_number, row.school_id
        months[key] = months.get(key, Decimal(0)) + row.month_count
    return [
        Slip(year, row,
             _scope_reason(staff, year, row, months[row.teacher_id_number, row.school_id], types),
             (place_of(staff, year, row.school_id) or (None,))[0])
        for row in rows
    ]  # fmt: skip


def _scope_reason(
    staff: Staff, year: int, row: PayRow, months: Decimal, types: dict[tuple[int, str], str]
) -> str:
    """Whether a slip counts: the first condition of standard.md section 4 that it fails.

    A school of the list of September, or of the one that ran from January; the roster of the
    school that paid, or of any school, again September's first.
    """
    listed = next((y for y in (year, year - 1) if (y, row.school_id) in types), None)
    number = row.teacher_id_number
    found = [staff.rosters[y][number] for y in (year, year - 1)
             if number in staff.rosters.get(y, {})]  # fmt: skip
    found.sort(key=lambda person: person[0] != row.school_id)
    person = found[0][1] if found else None
    conditions = (
        ("not_staff", row.person_category in ("temporary", "retired")),
        ("no_month", months <= 0),
        ("school_unlisted", listed is None),
        ("private_school", listed is not None and staff.places[listed][row.school_id][1]),
        ("not_compulsory", row.stage not in ("primary", "junior")
         or (listed is not None and types[listed, row.school_id] not in STAGES)),
        ("not_staffed", person is not None and person.staffing != "staffed"),
        ("off_post", person is not None and person.post_status == "off_post"),
        ("not_teacher", row.person_category != "teacher"),
        ("counted_unrostered", person is None),
    )  # fmt: skip
    return next((reason for reason, applies in conditions if applies), "counted")


def school_types(received: Received, county_id: str, year: int) -> dict[tuple[int, str], str]:
    """(school year, school) → type, of the lists that a finance year may lean on."""
    return {
        (listed, row.school_id): row.school_type for listed in (year, year - 1)
        for row in received.records("school_list", county_id, listed)
    }  # fmt: skip


def scope_rows(
    received: Received, staff: Staff, county_id: str, year: int
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of fct_pay_scope of one county and finance year."""
    slips: dict[str, list[PayRow]] = {}
    for slip in slips_of(received, staff, county_id, year):
        slips.setdefault(slip.reason, []).append(slip.row)
    return [
        {"county_id": county_id, "finance_year": year, "scope_reason": reason,
         "is_counted": reason.startswith("counted"), "payroll_row_count": len(rows),
         "head_count": len({row.teacher_id_number for row in rows}),
         "person_months": decimal_text(Fraction(sum(row.month_count for row in rows)), 1)}
        for reason, rows in slips.items()
    ]  # fmt: skip


def place_of(staff: Staff, year: int, school_id: str) -> tuple[str, bool] | None:
    """Town or village and whether private, from September's list, else from the one before."""
    for source in (year, year - 1):
        if school_id in staff.places.get(source, {}):
            return staff.places[source][school_id]
    return None


def roster_strata(
    staff: Staff, year: int, types: dict[tuple[int, str], str], is_teacher_asked: bool
) -> dict[tuple[str, str], int]:  # fmt: skip
    """Teachers, or all staff, of the year's rosters whom the payroll must hold, by stratum.

    Those of a school on no list too: their pay is missed.
    """
    counts: dict[tuple[str, str], int] = {}
    for school_id, row in staff.rosters.get(year, {}).values():
        place = place_of(staff, year, school_id)
        kind, is_private = place or (None, False)
        school_type = types.get((year, school_id), types.get((year - 1, school_id)))
        if is_teacher_asked and row.post_category != "teacher":
            continue
        if (row.staffing == "staffed" and not is_private
                and row.post_status != "off_post" and row.stage in ("primary", "junior")
                and (place is None or school_type in STAGES)):  # fmt: skip
            for key in (("all", "all"), ("stage", row.stage), ("urban_rural", kind),
                        ("title", row.title)):  # fmt: skip
                counts[key] = counts.get(key, 0) + 1
    return counts


def decimal_text(value: Fraction, places: int) -> str:
    """As an exact decimal with so many places."""
    return str((Decimal(value.numerator) / Decimal(value.denominator)).quantize(
        Decimal(1).scaleb(-places)))  # fmt: skip
