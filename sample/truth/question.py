"""The truth about question groups: what schools got of what could be got, and which rows count.

Where the sources leave room: what more than half of an item's schools say of it holds; an item that
fewer than half of a paper's schools have is none; a school counts in a group with all its items or
not at all; the county and a stratum are something to be held against from three schools on.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sample.damage import address
from sample.deliveries import Received, Table
from sample.records.exam import ExamRow, ItemRow
from sample.truth.numbers import ratio
from sample.truth.school import urban_rural
from sample.truth.score import FEWEST_SCHOOLS, RELEASABLE
from sample.truth.sitting import listed_sittings

Rows = list[dict[str, Any]]
FEWEST_PUPILS, POINTS = 10, 5
ABOUT = {"item_above_full": "score_sum", "item_pupils_above_takers": "pupil_count",
         "item_full_differs": "full_score", "item_group_differs": "question_group",
         "item_rare": "item_number"}  # fmt: skip


@dataclass
class Sums:
    """What an entity's pupils got in a group of items, of the schools that count."""

    kind: str
    entity: str
    place: str | None = None
    reason: str | None = None
    schools: int = 0
    set_aside: int = 0
    pupils: int = 0
    got: Fraction = Fraction(0)
    full: Fraction = Fraction(0)
    is_hidden: bool = False
    items: dict[str, Fraction] = field(default_factory=dict)


def question_rows(
    received: Received, county_id: str, papers: dict[str, dict[str, ExamRow]],
    years: dict[str, int],
) -> tuple[Rows, Rows]:  # fmt: skip
    """Rows of fct_question_group and of fct_item_fault."""
    rows: Rows = []
    found: Rows = []
    for table in received.tables("item_score", county_id):
        year, exam_id = years[table.period], table.period
        places = {row.school_id: f"{county_id}|{urban_rural(row.urban_rural_code)}"
                  for row in received.records("school_list", county_id, year)}  # fmt: skip
        takers = _takers(received, table)
        for subject, paper in papers[exam_id].items():
            here = {turn: _read(row) for turn, row in enumerate(table.records)
                    if turn not in table.faults and row.subject == subject}  # fmt: skip
            faults = _faults(here, takers)
            base = {"county_id": county_id, "exam_id": exam_id, "subject": subject}
            found += [
                base | {"school_id": here[turn].school_id, "item_number": here[turn].item_number,
                        "fault_code": code, "cell": _cell(table, turn, code)}
                for turn, code in faults
            ]  # fmt: skip
            wrong = {turn for turn, _ in faults}
            for name, items in _groups(here).items():
                whole = _whole(here, wrong, name, items, places, county_id)
                rows += [
                    base | {"question_group": name, "school_year": year,
                            **_shown(sums, whole, paper.source_type in RELEASABLE)}
                    for sums in whole.values()
                ]  # fmt: skip
    return rows, found


def _read(row: ItemRow) -> ItemRow:
    """A label is kept half-width and without blanks."""
    names = ("item_number", "question_group")
    return row._replace(**{
        name: "".join(unicodedata.normalize("NFKC", getattr(row, name)).split()) for name in names
    })  # fmt: skip


def _cell(table: Table, turn: int, code: str) -> str:
    return address(table.record_rows[turn], table.columns[ABOUT[code]])


def _takers(received: Received, table: Table) -> Counter[tuple[str, str]] | None:
    """How many marks a school has in a subject; nothing if rows of the sheet were sent back."""
    for marks in received.tables("assessment", table.county_id, table.period):
        if not marks.faults:
            return Counter((s.school_id, s.subject) for s in listed_sittings(received, marks)
                           if s.status == "taken")  # fmt: skip
    return None


def _faults(
    here: dict[int, ItemRow], takers: Counter[tuple[str, str]] | None
) -> list[tuple[int, str]]:
    schools = {row.school_id for row in here.values()}
    found = []
    for turn, row in here.items():
        alike = [other for other in here.values() if other.item_number == row.item_number]
        if row.score_sum > row.full_score * row.pupil_count:
            found.append((turn, "item_above_full"))
        sat = takers[row.school_id, row.subject] if takers else 0
        if sat and row.pupil_count > sat:
            found.append((turn, "item_pupils_above_takers"))
        for name in ("full_score", "question_group"):
            same = sum(getattr(other, name) == getattr(row, name) for other in alike)
            if same * 2 <= len(alike):
                code = "item_full_differs" if name == "full_score" else "item_group_differs"
                found.append((turn, code))
        if len(alike) * 2 < len(schools):
            found.append((turn, "item_rare"))
    return found


def _groups(here: dict[int, ItemRow]) -> dict[str, dict[str, Fraction | None]]:
    """Group → item → full marks."""
    schools = {row.school_id for row in here.values()}
    groups: dict[str, dict[str, Fraction | None]] = {}
    for number in dict.fromkeys(row.item_number for row in here.values()):
        alike = [row for row in here.values() if row.item_number == number]
        if len(alike) * 2 < len(schools):
            continue
        name, most = Counter(row.question_group for row in alike).most_common(1)[0]
        full, agreed = Counter(row.full_score for row in alike).most_common(1)[0]
        if most * 2 > len(alike):
            has_full = agreed * 2 > len(alike)
            groups.setdefault(name, {})[number] = Fraction(full) if has_full else None
    return groups


def _whole(
    here: dict[int, ItemRow], wrong: set[int], name: str, items: dict[str, Any],
    places: dict[str, str], county_id: str,
) -> dict[tuple[str, str], Sums]:  # fmt: skip
    """County, strata and schools of one group."""
    whole = {("county", county_id): Sums("county", county_id)}
    for school_id in dict.fromkeys(row.school_id for row in here.values()):
        mine = {row.item_number: turn for turn, row in here.items()
                if row.school_id == school_id and row.item_number in items}  # fmt: skip
        own = Sums("school", school_id, places.get(school_id))
        rows = [here[turn] for turn in mine.values()]
        own.pupils = max((row.pupil_count for row in rows), default=0)
        if wrong & set(mine.values()):
            own.reason = "items_faulted"
        elif len(mine) < len(items):
            own.reason = "items_lacking"
        elif own.pupils == 0:
            own.reason = "nobody_assessed"
        else:
            own.got = sum((Fraction(row.score_sum) for row in rows), Fraction(0))
            own.full = sum((items[r.item_number] * r.pupil_count for r in rows), Fraction(0))
        whole["school", school_id] = own
        if own.place:
            whole.setdefault(("stratum", own.place), Sums("stratum", own.place))
        for sums in (own, whole["county", county_id], whole.get(("stratum", own.place or ""))):
            if sums is None:
                continue
            sums.items = items
            sums.schools += own.reason is None
            sums.set_aside += own.reason is not None
            if own.reason is None and sums is not own:
                sums.pupils, sums.got = sums.pupils + own.pupils, sums.got + own.got
                sums.full += own.full
    _hide(whole)
    return whole


def _hide(whole: dict[tuple[str, str], Sums]) -> None:
    """Strata too small to be told, and with them the smallest others until they hide each other."""
    strata = [s for s in whole.values() if s.kind == "stratum" and s.schools]
    if any(s.pupils < FEWEST_PUPILS for s in strata):
        hidden: list[Sums] = []
        for sums in sorted(strata, key=lambda s: s.pupils):
            is_enough = len(hidden) > 1 and sum(h.pupils for h in hidden) >= FEWEST_PUPILS
            if sums.pupils < FEWEST_PUPILS or not is_enough:
                sums.is_hidden = True
                hidden.append(sums)


def _shown(sums: Sums, whole: dict[tuple[str, str], Sums], is_lawful: bool) -> dict[str, Any]:
    counts = sums.schools > 0
    fulls = [full for full in sums.items.values() if full is not None]
    shown: dict[str, Any] = {
        "entity_type": sums.kind, "entity_id": sums.entity, "item_count": len(sums.items),
        "full_score": str(float(sum(fulls))) if fulls else None, "school_count": sums.schools,
        "set_aside_school_count": sums.set_aside, "pupil_count": sums.pupils if counts else None,
        "score_sum": str(float(sums.got)) if counts else None,
        "attainable_sum": str(float(sums.full)) if counts else None,
        "score_rate": ratio(sums.got, sums.full) if counts else None,
        "is_releasable": is_lawful or (sums.kind != "school" and sums.schools >= FEWEST_SCHOOLS),
    }  # fmt: skip
    county = next(other for (kind, _), other in whole.items() if kind == "county")
    beside = {"county": None if sums.kind == "county" else county,
              "stratum": whole.get(("stratum", sums.place or ""))}  # fmt: skip
    for name, other in beside.items():
        is_there = other is not None and other.schools >= FEWEST_SCHOOLS and not other.is_hidden
        rate = other.got / other.full if is_there else None
        gap = 100 * (sums.got / sums.full - rate) if is_there and counts else None
        shown[f"{name}_score_rate"] = None if rate is None else float(rate)
        shown[f"{name}_difference"] = None if gap is None else float(gap)
        is_banded = gap is not None and sums.kind == "school"
        shown[f"{name}_band"] = _band(gap) if is_banded else None
    is_alone = sums.kind != "county" and counts and shown["county_score_rate"] is None
    shown["reason"] = "few_schools" if is_alone else sums.reason
    return shown


def _band(gap: Fraction) -> str:
    return "about" if abs(gap) < POINTS else "above" if gap > 0 else "below"
