"""A county by hand, for changes to be held against: two schools, one of them with classes and a
room, and the county's own form."""

from decimal import Decimal
from pathlib import Path

from ingest.books.limits import Limits
from ingest.codes import load_codes
from ingest.layout import load_layouts
from ingest.problems import Problem
from ingest.reference import Reference
from ingest.tables.reader import Reader
from ingest.whatif import Change, ChangeForm, Resolver, read_lines, with_nearest
from tests.unit.ingest_books import COUNTY, OTHER, SCHOOL, workbook

HEADING = ["学校", "表", "哪一行", "项目", "新值", "改动理由"]
YEAR = 2025
FORM = ChangeForm(load_layouts(), load_codes())
FIRST, SECOND = "岚岫县第一小学", "青杨镇中心小学"


def row(form: str, number: int, sender_id: str, **values: object) -> dict:
    names = (spec.name for spec in FORM.known.forms[form].fields)
    place = {"_file": "f", "_sheet": "s", "_row": number, "county_id": COUNTY}
    return dict.fromkeys(names) | place | {"sender_id": sender_id} | values


ROWS = {
    "school_profile": [
        row("school_profile", 3, SCHOOL, school_id=SCHOOL, music_teacher_count_primary=1,
            equipment_value_yuan=Decimal("817400.00"), multimedia_room_count=9,
            is_boarding=False, school_type="211"),
        row("school_profile", 4, OTHER, school_id=OTHER, multimedia_room_count=2),
    ],
    "campus": [row("campus", 3, SCHOOL, campus_name="东校区", multimedia_room_count=9)],
    "class_roster": [
        row("class_roster", 3, SCHOOL, grade=1, class_name="1班", pupil_count=60),
        row("class_roster", 4, SCHOOL, grade=1, class_name="2班", pupil_count=41),
        row("class_roster", 5, SCHOOL, grade=2, class_name="1班", pupil_count=44),
    ],
    "school_funding": [
        row("school_funding", 3, COUNTY, school_id=SCHOOL, funding_item="public_funds",
            budget_yuan=Decimal("90000.00")),
    ],
    "county_facts": [row("county_facts", 3, COUNTY, county_id=COUNTY, disabled_child_count=50)],
    "civil_servant_pay": [
        row("civil_servant_pay", 3, COUNTY, category="县直机关公务员",
            total_yuan=Decimal("2684600.00")),
    ],
}  # fmt: skip


class HandMade:
    """The warehouse of this county; a room of its first school was sent without a row."""

    def __init__(self) -> None:
        self.reference = Reference(FORM.known.vocabulary.schools)
        self.reference.add_county(COUNTY, "岚岫县")
        self.reference.add_school(SCHOOL, COUNTY, [FIRST])
        self.reference.add_school(OTHER, COUNTY, [SECOND])

    def period(self, form: str, county_id: str, school_year: int) -> str:
        return str(school_year)

    def is_sent(self, form: str, county_id: str, sender_id: str, period: str) -> bool:
        if form == "room":
            return sender_id == SCHOOL
        return any(one["sender_id"] == sender_id for one in ROWS.get(form, []))

    def rows(self, form: str, county_id: str, period: str) -> list[dict]:
        return ROWS.get(form, [])


def ask(folder: Path, *lines: list) -> tuple[list[Change], list[Problem]]:
    """A workbook of these lines from row 3 on: read, and the cells found that they mean."""
    path = folder / "改动.xlsx"
    path.write_bytes(workbook({"假设改动": [["假设改动"], HEADING, *lines]}))
    return ask_book(path)


def ask_book(path: Path) -> tuple[list[Change], list[Problem]]:
    """A workbook of changes as the command reads it."""
    warehouse = HandMade()
    key = bytes(32)
    reader = Reader(FORM.layouts, FORM.lists, key, key, Limits(), warehouse.reference)
    lines, problems = read_lines(path, reader, YEAR, COUNTY)
    problems = with_nearest(problems, [word for item in FORM.items.values() for word in item])
    changes, wrong = Resolver(FORM, warehouse).resolve(lines)
    return changes, problems + wrong
