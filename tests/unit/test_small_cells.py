"""What publication withholds follows from nothing it shows, in counties full of small groups."""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from refresh import publication
from refresh.build import manifest
from refresh.catalogue import published_tables
from tests.unit.attacker import (
    FITNESS,
    PAY,
    PAY_DIFFERENCE,
    SCORES,
    Family,
    World,
    determined,
    learnt,
    look,
    subtracted,
    too_few,
)
from tests.unit.models_home import dbt, make_home
from warehouse.home import Home
from warehouse.settings import Settings

YEARS = range(2019, 2026)
EXAMS_A_YEAR = 8
SOURCES = ("graduation_exam", "graduation_exam", "historical_regional")
TITLES = ("senior_full", "senior", "first", "second", "third", "none")


def token(*parts: object) -> str:
    return "".join(f"{part}" for part in parts).encode().hex().ljust(32, "0")[:32]


def county(rng: random.Random) -> dict[str, list[dict]]:
    """Schools in towns and villages, groups across them, exams with tiny classes, a payroll."""
    rows: dict[str, list[dict]] = {
        name: []
        for name in ("school_list", "school_group", "exam", "exam_candidate", "assessment",
                     "payroll", "fitness_result")
    }  # fmt: skip
    schools = [f"21990000{number:02d}" for number in range(14)]
    places = {school: rng.choice(("111", "121", "121", "220")) for school in schools}
    for year in YEARS[1:]:  # of the first year nobody sent a list: no school has a place
        for school in schools:
            rows["school_list"].append(
                {"school_year": year, "county_name": "岚岫县", "school_id": school,
                 "school_name": school, "school_type": "312", "ownership": "7",
                 "urban_rural_code": places[school]}
            )  # fmt: skip
        grouped = rng.sample(schools, 11)
        for turn, school in enumerate(grouped + grouped[:2]):  # two are in two groups
            rows["school_group"].append(
                {"school_year": year, "group_id": f"{year}-{turn // 4}", "group_name": "集团",
                 "group_type": "group", "school_id": school, "role": "member",
                 "valid_from": dt.date(year, 9, 1), "valid_to": dt.date(year + 1, 8, 1)}
            )  # fmt: skip
        rows["payroll"] += payroll(rng, year, schools)
    for year in YEARS:
        for turn in range(EXAMS_A_YEAR):
            exam(rng, rows, f"{year}-{turn}", year, schools)
        rows["fitness_result"] += fitness(random.Random(year), year, schools)
    return rows


def fitness(rng: random.Random, year: int, schools: list[str]) -> Iterator[dict]:
    """Here and there a school with few pupils, or few who failed, or that cannot count."""
    for school in schools:
        for grade in (1, 7):
            tested = rng.randint(1, 4) if rng.random() < 0.08 else rng.randint(20, 60)
            failed = rng.choice((0, 1, 3, 5, 6, 8, 9, 12, 15)) if tested > 20 else 0
            yield {
                "school_year": year, "sender_id": school, "grade": grade,
                "tested_count": tested + (rng.random() < 0.05), "excellent_count": 0,
                "good_count": 0, "pass_count": tested - failed, "fail_count": failed,
            }  # fmt: skip


def payroll(rng: random.Random, year: int, schools: list[str]) -> Iterator[dict]:
    titles = rng.choices(TITLES, weights=[rng.choice((1, 2, 5, 30)) for _ in TITLES], k=70)
    for turn, title in enumerate(titles):
        pay = rng.choice((40_000, 60_000, 60_000, 900_000 if rng.random() < 0.1 else 50_000))
        allowance = rng.choice((0, 0, 0, pay))
        village = rng.choice((0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4000)) if turn % 5 else 0
        row = {"finance_year": year, "school_id": rng.choice(schools), "title": title,
               "teacher_token": token(year, turn),
               "person_category": "teacher" if rng.random() < 0.85 else "worker",
               "stage": "primary" if rng.random() < 0.95 else "junior", "month_count": 12,
               "post_salary_yuan": Decimal(pay), "township_allowance_yuan": Decimal(allowance),
               "rural_teacher_allowance_yuan": Decimal(village),
               "gross_pay_yuan": Decimal(pay + allowance + village)}  # fmt: skip
        yield row
        if rng.random() < 0.1:
            none = dict.fromkeys(("township_allowance_yuan", "rural_teacher_allowance_yuan"))
            late = {"payment_year": year + 1, "month_count": 0}
            yield row | none | late | {"post_salary_yuan": Decimal(900),
                                       "gross_pay_yuan": Decimal(900)}  # fmt: skip


def exam(rng: random.Random, rows: dict, exam_id: str, year: int, schools: list[str]) -> None:
    rows["exam"].append(
        {"exam_id": exam_id, "exam_name": exam_id, "source_type": rng.choice(SOURCES), "grade": 9,
         "term": "spring", "exam_date": dt.date(year + 1, 6, 15), "subject": "chinese",
         "full_score": Decimal(100), "pass_score": Decimal(60)}
    )  # fmt: skip
    number = 0
    for school in rng.sample(schools, rng.randint(2, len(schools))):
        tiny = rng.random() < 0.3
        for name in range(rng.randint(1, 1 if tiny else 4)):
            for _ in range(rng.randint(1, 9) if tiny or rng.random() < 0.2 else 25):
                number += 1
                on_sheet, listed = rng.random() < 0.97, rng.random() < 0.97
                place = {"school_id": school, "class_name": f"{name}班"}
                if listed:
                    rows["exam_candidate"].append(
                        {"exam_id": exam_id, "exam_number_token": token(number),
                         "student_token": token("s", number), **place}
                    )  # fmt: skip
                if on_sheet:
                    sat = rng.random() < 0.95
                    rows["assessment"].append(
                        {"exam_id": exam_id, "exam_number_token": token(number),
                         "subject": "chinese", "status": "taken" if sat else "absent",
                         "raw_score": Decimal(rng.randint(0, 100)) if sat else None,
                         **(place if rng.random() < 0.7 else {})}
                    )  # fmt: skip


@pytest.fixture(scope="module", params=(1, 2))
def published(request, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The whole database of such a county and what of it is published."""
    rows = county(random.Random(request.param))
    home: Home = make_home(tmp_path_factory.mktemp("cells"), rows)
    ended = dbt(home, "build", "--exclude-resource-type", "unit_test")
    assert ended.code == 0, ended.out
    target = home.work / "marts.duckdb"
    tables = published_tables(manifest(home))
    publication.publish_tables(home.dev, target, tables, Settings())
    return home.dev, target


FAMILIES = pytest.mark.parametrize(
    ("family", "minimum"), [(SCORES, 10), (PAY, 5), (PAY_DIFFERENCE, 5), (FITNESS, 5)],
    ids=["scores", "pay", "pay-differences", "fitness"],
)  # fmt: skip


def world_of(published: tuple[Path, Path], family: Family) -> World:
    world = look(*published, family)
    return subtracted(world, world.seen) if family is PAY_DIFFERENCE else world


@FAMILIES
def test_nothing_withheld_is_learnt_by_adding_and_subtracting(published, family, minimum):
    world = world_of(published, family)
    assert not learnt(world, minimum)
    assert not too_few(world, minimum)


@FAMILIES
def test_with_small_groups_alone_withheld_much_would_be_learnt(published, family, minimum):
    """Otherwise the test above could not fail."""
    world = world_of(published, family)
    naive = world._replace(seen=
        {setting: {entity for entity, count in all_of.items()
                   if count >= minimum and " unknown of " not in entity[0]}
         for setting, all_of in world.persons.items()},
    )  # fmt: skip
    assert len(learnt(naive, minimum)) > 3
    assert too_few(naive, minimum)


@FAMILIES
def test_no_group_below_the_minimum_is_seen_and_most_others_are(published, family, minimum):
    world = world_of(published, family)
    sizes = [
        (count, entity in world.seen[setting], setting, entity)
        for setting, all_of in world.persons.items()
        for entity, count in all_of.items()
    ]
    assert not [item for item in sizes if item[0] < minimum and item[1]]
    # beyond the default definition what differs little from it goes, in this county nearly all
    plain = [item for item in sizes if family is not PAY or item[2][-1] == "default"]
    large = [is_seen for count, is_seen, *_ in plain if count >= minimum]
    assert sum(large) > (0.1 if family is PAY_DIFFERENCE else 0.4) * len(large)


def test_no_published_column_tells_what_one_person_has(published):
    with duckdb.connect(str(published[1]), read_only=True) as connection:
        names = {name for (name,) in connection.execute(
            "select column_name from information_schema.columns").fetchall()}  # fmt: skip
    assert not names & {"max_share", "largest_total_yuan"}


def test_few_who_failed_are_neither_seen_nor_left(published):
    """In no row, and in no county less its rows."""
    kept, target = published
    told = "school_year, stage, entity_type, entity_id, fail_count"
    with duckdb.connect(str(kept), read_only=True) as connection:
        there = connection.execute(
            f"select {told} from marts.fct_fitness_result where school_count > 0"
        ).fetchall()
    with duckdb.connect(str(target), read_only=True) as connection:
        seen = set(connection.execute(
            f"select {told} from fct_fitness_result where fail_count is not null"
        ).fetchall())  # fmt: skip
    assert not [row for row in seen if 0 < row[-1] < 5]
    for year, stage, *_, failed in (row for row in seen if row[2] == "county"):
        hidden = [row[-1] for row in there if row[:3] == (year, stage, "school")
                  and row not in seen]  # fmt: skip
        assert not hidden or sum(hidden) >= 5 or failed == 0


def test_both_bases_of_a_row_are_withheld_together(published):
    key = "county_id, exam_id, subject, entity_type, entity_id"
    pairs = (
        ("fct_quality_score", "score_sum"),
        ("rpt_quality__distribution", "t_score"),
    )
    with duckdb.connect(str(published[1]), read_only=True) as connection:
        for table, figure in pairs:
            (count,) = connection.execute(
                f"select count(*) from (select {key} from {table} group by {key} "
                f"having count({figure}) not in (0, count(*)))"
            ).fetchone()
            assert count == 0, table


def test_what_is_withheld_by_default_is_withheld_in_every_definition(published):
    world = look(*published, PAY)
    for setting, all_of in list(world.persons.items()):
        hidden = world.persons[*setting[:-1], "default"].keys() - world.seen[
            *setting[:-1], "default"]  # fmt: skip
        assert not hidden & all_of.keys() & world.seen[setting]


def test_where_schools_may_not_leave_fewer_than_three_are_never_had(published):
    kept, target = published
    world = look(kept, target, SCORES)
    with duckdb.connect(str(kept), read_only=True) as connection:
        regional = set(connection.execute(
            "select county_id, exam_id, subject from marts.dim_exam "
            "inner join marts.fct_score_variance using (county_id, exam_id) "
            "where not is_school_level_releasable").fetchall())  # fmt: skip
    assert regional
    for setting in regional:
        seen = {entity for entity in world.seen[setting] if entity[0] in ("county", "stratum")}
        assert seen == world.seen[setting]
        sums = world.sums[setting]
        schools = {whole: {part for part in parts if world.persons[setting][part]}
                   for (whole, kind), parts in sums.items() if kind == "school"}  # fmt: skip
        for whole in seen:
            left = set(schools[whole])
            assert len(left) >= 3, (setting, whole)
            if whole[0] == "county" and any(other[0] == "stratum" for other in seen):
                left -= {school for other in seen if other != whole for school in schools[other]}
                assert len(left) == 0 or len(left) >= 3, (setting, left)


def test_the_attacker_solves_what_one_subtraction_does_not():
    """a + b + c, a + b, and c follows from both."""
    a, b, c = ("school", "a"), ("school", "b"), ("school", "c")
    town, group = {a: 1, b: 1, c: 1}, {a: 1, b: 1}
    assert determined([town, group]) == [c]
    assert determined([town]) == determined([group]) == []
