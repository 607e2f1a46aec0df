"""The truth about posts (编制): allotted, held, and called for.

Where the sources leave room: posts that a parent's form contains of a school with a row of its own
are taken out of it; a small village primary school or point has the posts that its classes call
for, if they are more than its pupils do; 有编不补 looks at contract teachers, not at other staff.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sample.truth.crew import Person

if TYPE_CHECKING:
    from sample.truth.staffing import School

PUPILS_PER_POST = {"primary": Fraction(19), "junior": Fraction(27, 2), "senior": Fraction(25, 2)}
SMALL_SCHOOL = 100
# Of the made-up province; the nation has no number.
POSTS_PER_CLASS = 2
Row = dict[str, Any]


def post_columns(school: School) -> Row:
    """What fct_school_staffing says of a school's posts; `_is_unfilled` of this autumn alone."""
    allotted = [school.now.campuses[m].figure("approved_post_count") for m in school.members]
    approved = None if None in allotted else int(sum(allotted))
    held = [person for person in school.now.people.values() if person.post in school.members]
    staffed = [person for person in held if person.staffing == "staffed"]
    row: Row = {
        "staff_count": len(held), "staffed_count": len(staffed),
        "staffed_in_post_count": sum(p.post_status == "in_post" for p in staffed),
        "contract_teacher_count": sum(map(_is_contract_teacher, held)),
        "seconded_count": sum(p.post_status == "seconded" for p in held),
    }  # fmt: skip
    row = row if school.has_roster else dict.fromkeys(row)
    is_known = approved is not None and school.has_roster
    return row | _norm(school) | {
        "approved_post_count": approved,
        "empty_post_count": approved - row["staffed_count"] if is_known else None,
        "_is_unfilled": is_unfilled(row, approved),
    }  # fmt: skip


def _is_contract_teacher(person: Person) -> bool:
    return person.staffing == "contract" and person.row.post_category == "teacher"


def _norm(school: School) -> Row:
    pupils = {stage: school.pupils(stage) for stage in school.stages}
    norm = classes = None
    if None not in pupils.values():
        norm = sum((n / PUPILS_PER_POST[stage] for stage, n in pupils.items()), Fraction(0))
    is_small: bool | None = school.place["urban_rural"] == "village" and school.stages == (
        "primary",
    )
    if is_small:
        is_small = None if norm is None else pupils["primary"] < SMALL_SCHOOL
    if is_small and school.classes is not None:
        classes = Fraction(POSTS_PER_CLASS * school.classes.total())
    due = norm
    if is_small:
        due = None if classes is None else max(norm, classes)
    numbers = {"pupil_norm_post_count": norm, "class_norm_post_count": classes,
               "norm_post_count": due}  # fmt: skip
    return {"is_small_village_school": is_small} | {
        name: None if number is None else float(number) for name, number in numbers.items()
    }


def is_unfilled(held: Row, approved: int | None) -> bool | None:
    """Fewer in post than posts, and contract teachers: one known no is enough for no."""
    few = hired = None
    if held["staffed_in_post_count"] is not None:
        hired = held["contract_teacher_count"] > 0
        few = None if approved is None else held["staffed_in_post_count"] < approved
    if few is False or hired is False:
        return False
    return None if few is None or hired is None else True
