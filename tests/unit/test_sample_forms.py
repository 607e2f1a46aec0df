"""The forms of the national standard in the made-up county: they load whole, and say what it is."""

import shutil
from collections import Counter

import pytest

from ingest.columns.token import token
from ingest.kept.keys import load_keys
from sample import write_county
from sample.standard import MONEY
from sample.standing import standing_of
from sample.world import World, simulate_county
from tests.unit.ingest_bureau import Bureau

SIZE = {"schools": 11, "pupils": 900, "years": 3, "seed": 3}
PREMISES = ("room", "campus")
BY_GRADE = ("curriculum_lesson", "fitness_result")
COUNTY_FORMS = (
    "teacher_training", "teacher_certificate", "backbone_title", "catchment", "birth",
    "quota_allocation",
    "special_education", "monitoring_result", "survey", "evidence", MONEY,
)  # fmt: skip


@pytest.fixture(scope="module")
def world() -> World:
    return simulate_county(0, **SIZE, first_serial=1)


@pytest.fixture(scope="module", params=[0, 2], ids=["clean", "nasty"])
def bureau(request, tmp_path_factory) -> Bureau:
    folder = tmp_path_factory.mktemp("county")
    write_county(folder, **SIZE, mess=request.param)
    home = folder / "home"
    home.mkdir()
    bureau = Bureau(home)
    shutil.copytree(folder / "files", bureau.inbox, dirs_exist_ok=True)
    result = bureau.ingest()
    bureau.is_clean = request.param == 0
    if bureau.is_clean:
        assert result.rows_rejected_in_force == 0
        assert [file.name for file in result.files if file.problems] == []
    return bureau


def records(world: World, form: str) -> list[tuple[int, str, tuple]]:
    """(period, sender, record) of everything that was sent under a form."""
    if form in PREMISES:
        place = PREMISES.index(form)
        return [
            (year, school_id, record)
            for year, schools in world.premises.items()
            for school_id, premises in schools.items()
            for record in premises[place]
        ]  # fmt: skip
    if form in BY_GRADE:
        return [
            (year, school_id, record)
            for year, schools in world.by_grade.items()
            for school_id, forms in schools.items()
            for record in forms[form]
        ]  # fmt: skip
    return [(year, world.county_id, record)
            for year, answers in world.answers.items() for record in answers[form]]  # fmt: skip


@pytest.mark.parametrize("form", [*PREMISES, *BY_GRADE, *COUNTY_FORMS])
def test_what_was_written_is_what_is_kept(form: str, world: World, bureau: Bureau):
    key = load_keys(bureau.restricted).teacher
    wanted = Counter()
    for period, sender, record in records(world, form):
        row = record._asdict()
        row.pop("name", None)
        if number := row.pop("teacher_id_number", None):
            row["teacher_token"] = token(key, "teacher", number)
        wanted[period, sender, *row.values()] += 1
    columns = ["finance_year" if form == MONEY else "school_year", "sender_id", *row]
    # a file that is corrected brings its rows once more
    found = Counter(set(bureau.rows(form, ", ".join(columns))))
    sent = bureau.rows("submission", "cast(period as bigint), sender_id", f"form = '{form}'")
    if not bureau.is_clean:
        # those who hand in the national form have no list of rooms
        wanted = Counter({row: count for row, count in wanted.items() if row[:2] in sent})
    assert not found - wanted
    assert (wanted - found).total() <= (0 if bureau.is_clean else 2), "planted errors"


def test_a_county_stands_otherwise_in_every_year(world: World):
    assert [standing_of("990101", year) for year in world.years] == ["weak", "edge", "close"]
    assert [standing_of("990102", 2025), standing_of("990103", 2025)] == ["edge", "weak"]
