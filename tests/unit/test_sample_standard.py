"""Every branch of the national standard's items occurs in the made-up county, to the last yuan."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from ingest.layout import load_layouts
from sample.standing import standing_of
from sample.world import World, simulate_county

LAYOUTS = load_layouts().forms
PREMISES = {"room": "rooms", "campus": "campuses"}
FORMS = [
    *PREMISES, "school_funding", "teacher_training", "teacher_certificate", "backbone_title",
    "catchment", "birth", "quota_allocation", "special_education", "monitoring_result", "survey",
    "evidence",
]  # fmt: skip
YEAR = {"weak": 2023, "edge": 2024, "close": 2025}


@pytest.fixture(scope="module")
def world() -> World:
    return simulate_county(0, schools=60, pupils=38_000, years=3, seed=1, first_serial=1)


@pytest.mark.parametrize("form", FORMS)
def test_no_two_rows_of_a_form_have_one_key(form, world):
    for year in world.years:
        rows = world.answers[year].get(form)
        premises = world.premises[year].values()
        tables = [rows] if rows else [getattr(found, PREMISES[form]) for found in premises]
        for key in LAYOUTS[form].unique:
            names = [name.replace("teacher_token", "teacher_id_number") for name in key]
            for table in tables:
                count = Counter(tuple(getattr(row, name) for name in names) for row in table)
                assert not table or max(count.values()) == 1


def answers(world: World, form: str, standing: str) -> list:
    assert standing_of(world.county_id, YEAR[standing]) == standing
    return world.answers[YEAR[standing]][form]


def rooms(world: World, standing: str) -> dict[str, list]:
    return {key: found.rooms for key, found in world.premises[YEAR[standing]].items()}


def test_rooms_lie_on_every_limit_and_just_below(world):
    areas = {room.area_m2 for listed in rooms(world, "weak").values() for room in listed}
    exact = {Decimal(96), Decimal(90), Decimal(54), Decimal(61)}
    assert areas >= exact | {Decimal("95.99"), Decimal("89.99")}
    assert any(67 <= area < 73 for area in areas), "built by 2016"


def test_a_school_with_music_rooms_only_has_as_many_as_both_kinds_need(world):
    """What the lumped reading of G3 would let through."""
    lumped = [listed for listed in rooms(world, "close").values()
              if listed and {room.room_kind for room in listed} <= {"music", "other"}]  # fmt: skip
    assert len(lumped) == 1 and len(lumped[0]) >= 2
    assert not any(listed for listed in rooms(world, "edge").values()
                   if {room.room_kind for room in listed} == {"music"})  # fmt: skip
    assert [] in rooms(world, "edge").values(), "a point of a few children has none"


def test_campuses_add_up_to_the_schools_own_form(world):
    several = {key: found.campuses for key, found in world.premises[2025].items() if found.campuses}
    assert len(several) == 3
    for school_id, campuses in several.items():
        profile = world.profiles[2025][school_id]
        assert [campus.is_main for campus in campuses] == [True, False]
        for name in ("teaching_area_m2", "equipment_value_yuan", "multimedia_room_count"):
            assert sum(getattr(campus, name) for campus in campuses) == profile[name]
        for stage in ("primary", "junior"):
            total = sum(getattr(campus, f"{stage}_pupil_count") for campus in campuses)
            assert total == (profile[f"{stage}_pupil_count"] or 0)
    stages = {
        tuple(bool(count) for count in (c.primary_pupil_count, c.junior_pupil_count))
        for campuses in several.values() for c in campuses
    }  # fmt: skip
    assert stages == {(True, False), (False, True), (True, True)}


def of_item(world: World, item: str, standing: str) -> list:
    rows = answers(world, "school_funding", standing)
    return [row for row in rows if row.funding_item == item]


def test_small_schools_are_funded_as_a_hundred_pupils_or_one_less(world):
    def budgets(standing):
        rows = of_item(world, "public_funds", standing)
        return Counter(row.budget_yuan for row in rows if row.funded_pupil_count <= 100)

    assert set(budgets("edge")) <= {Decimal(72_000), Decimal(94_000)}
    assert budgets("close")[Decimal(71_280)] == 1
    assert min(budgets("weak")) < Decimal(71_280)


@pytest.mark.parametrize(("standing", "below"), [("edge", 0), ("close", 1), ("weak", 3)])
def test_a_twentieth_goes_into_training_but_where_it_is_a_yuan_less(world, standing, below):
    public = {row.school_id: row.budget_yuan for row in of_item(world, "public_funds", standing)}
    owed = [20 * row.budget_yuan - public[row.school_id]
            for row in of_item(world, "teacher_training", standing)]  # fmt: skip
    assert sum(rest < 0 for rest in owed) == below
    assert standing != "edge" or set(owed) == {0}
    assert standing != "close" or min(owed) == -20


@pytest.mark.parametrize(("standing", "short"), [("weak", 14), ("edge", 1), ("close", 0)])
def test_hours_of_five_years(world, standing, short):
    year = YEAR[standing]
    hours = Counter()
    for row in answers(world, "teacher_training", standing):
        if year - 5 <= row.training_year < year:
            hours[row.teacher_id_number] += row.training_hours
    old = [t.id_number for t in world.rosters[year]
           if t.post_category == "teacher" and t.hired.year < year - 5]  # fmt: skip
    lacking = [hours[number] for number in old if hours[number] < 360]
    assert len(lacking) == short
    assert standing != "edge" or lacking == [Decimal("359.5")]
    assert Decimal(360) in hours.values()
    new = [t for t in world.rosters[year] if t.post_category == "teacher" and t.hired.year == year]
    assert new and not any(hours[t.id_number] for t in new), "nothing to be asked of them yet"


def test_certificates_and_titles_have_their_exceptions(world):
    edge = answers(world, "teacher_certificate", "edge")
    stages = {t.id_number: t.stage for t in world.rosters[2024]}
    lower = {"primary": "kindergarten", "junior": "primary", "senior": "junior"}
    best = {}
    for row in edge:
        best.setdefault(row.teacher_id_number, set()).add(row.certificate_type)
    assert sum(kinds == {lower[stages[number]]} for number, kinds in best.items()) == 1
    assert Counter(row.registration_result for row in edge)["suspended"] == 1
    held = {row.teacher_id_number for row in answers(world, "teacher_certificate", "weak")}
    teachers = {t.id_number for t in world.rosters[2023] if t.post_category == "teacher"}
    assert teachers - held
    register = answers(world, "backbone_title", "close")
    crowned = {
        t.id_number
        for t in world.rosters[2025]
        if t.post_category == "teacher" and t.backbone_level not in ("none", "school")
    }
    listed = Counter(row.teacher_id_number for row in register)
    assert crowned - listed.keys(), "a level on the roster without a document"
    assert max(listed.values()) > 1
    assert set(answers(world, "backbone_title", "weak")) < set(register)


@pytest.mark.parametrize(("standing", "most"), [("edge", 0), ("close", 1), ("weak", None)])
def test_pupils_from_outside_the_catchment(world, standing, most):
    asked = {s.school_id for s in world.schools
             if not s.is_private and not s.is_boarding and s.urban_rural != "village"}  # fmt: skip
    count = Counter()
    for row in answers(world, "catchment", standing):
        if row.school_id in asked:
            count[row.stage, row.intake_place == "in_catchment"] += row.entrant_count
    junior = count["junior", True] + count["junior", False]
    allowed = junior // 20
    if most is None:
        assert count["primary", False] and count["junior", False] > allowed + 1
    else:
        assert count["primary", False] == 0
        assert count["junior", False] == allowed + most


def test_children_who_are_still_to_come_are_counted_cohort_by_cohort(world):
    for standing, year in YEAR.items():
        rows = answers(world, "birth", standing)
        cohorts = 6 if standing == "edge" else 7  # on the edge the youngest are not counted yet
        assert [row.entry_year for row in rows] == list(range(year, year + cohorts))
    entrants = sum(cohort.count for cohort in world.history[2025] if cohort.grade == 1)
    children = {row.entry_year: row.registered_child_count + row.migrant_child_count
                for row in answers(world, "birth", "close")}  # fmt: skip
    assert Fraction(94, 100) < Fraction(entrants, children[2025]) < 1
    assert children[2031] < children[2025]


def test_half_of_the_places_is_allocated_exactly_on_the_edge(world):
    def share(standing):
        rows = answers(world, "quota_allocation", standing)
        allocated = sum(row.quota_count for row in rows if row.quota_kind == "allocated")
        return Fraction(allocated, sum(row.quota_count for row in rows))

    assert share("weak") < share("edge") == Fraction(1, 2) < share("close")


def test_shares_of_children_and_answers_are_exact_on_the_edge(world):
    children = answers(world, "special_education", "edge")
    outside = sum(r.child_count for r in children if r.placement in ("not_enrolled", "deferred"))
    assert Fraction(outside, sum(row.child_count for row in children)) == Fraction(1, 20)
    placements = {row.placement for row in children}
    assert placements >= {"special_school", "special_class", "regular_class", "home_teaching"}
    survey = answers(world, "survey", "edge")
    for row in survey:
        assert 20 * row.satisfied_count == 17 * row.valid_count
        assert row.satisfied_count <= row.valid_count <= row.sent_count


def test_monitoring_results_stay_what_they_are(world):
    known = [set(answers(world, "monitoring_result", standing)) for standing in YEAR]
    for earlier, later in pairwise(known):
        years = {row.monitoring_year for row in earlier & later}
        assert len(years) == 2
    assert min(row.achievement_level or 4 for row in known[0]) == 2
    assert max(row.between_school_percent for row in known[1]) == 15
    assert max(row.between_school_percent for row in known[2]) < 15
    assert all(len({row.subject for row in rows}) == 9 for rows in known)


def test_documents_speak_against_a_weak_county_and_are_silent_on_the_edge(world):
    weak, edge, close = (answers(world, "evidence", standing) for standing in YEAR)
    against = [row for row in weak if row.finding in ("present", "not_fulfilled")]
    assert {row.evidence_item for row in against} == {row.evidence_item for row in weak} - {"G3"}
    assert {row.evidence_item for row in edge} == {"Q3", "Q6", "G3"}
    silent = {row.school_id for row in close} - {row.school_id for row in edge} - {None}
    assert len({row.school_id for row in against} - {None}) == len(silent) == 1
    assert {row.finding for row in close} == {"fulfilled", "absent"}
    charters = {row.school_id for row in close if row.evidence_item == "Q3"}
    assert charters == {school.school_id for school in world.open_in(2025)}
