"""The models build from nothing and from a handful of rows, with plain `dbt build`."""

import datetime as dt
from collections import Counter

import pytest
import yaml

from tests.unit.models_home import Ended, dbt, make_home, query
from warehouse.home import Home
from warehouse.settings import ROOT

TYPES = {"string": "VARCHAR", "bigint": "BIGINT", "integer": "INTEGER", "double": "DOUBLE",
         "date": "DATE", "boolean": "BOOLEAN"}  # fmt: skip
REFERENCE = {"dim_subject", "dim_indicator", "dim_rule_set", "dim_threshold", "dim_term",
             "dim_assessment_cycle"}  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Ended]:
    """A home in which nobody has sent anything, built with unit tests and all."""
    home = make_home(tmp_path_factory.mktemp("empty"))
    return home, dbt(home, "build", "--show-all-deprecations")


def models(folder: str) -> dict[str, dict]:
    """YAML of every model; one in Python has a twin for Spark that shares it."""
    found = [*(ROOT / "models" / folder).rglob("*.sql"), *(ROOT / "models" / folder).rglob("*.py")]
    paths = sorted(path for path in found if path.parent.name != "spark")
    return {
        path.stem: yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))["models"][0]
        for path in paths
    }


def test_an_empty_warehouse_builds_and_every_test_passes(empty: tuple[Home, Ended]):
    assert empty[1].code == 0, empty[1].out
    assert "ERROR=0" in empty[1].out and "WARN=0" in empty[1].out


def test_nothing_that_dbt_deprecates_is_used(empty: tuple[Home, Ended]):
    assert "Deprecated" not in empty[1].out, empty[1].out


def test_marts_of_an_empty_warehouse_are_empty_and_typed(empty: tuple[Home, Ended]):
    home = empty[0]
    for folder in ("marts", "reports"):
        for name, model in models(folder).items():
            found = {
                row[0]: row[1]
                for row in query(
                    home,
                    "select column_name, data_type from information_schema.columns "
                    f"where table_schema = '{folder}' and table_name = '{name}'",
                )
            }
            wanted = {
                column["name"]: TYPES.get(
                    column["data_type"], column["data_type"].replace(", ", ",").upper()
                )
                for column in model["columns"]
            }
            assert found == wanted, name
            if name not in REFERENCE:
                assert query(home, f"select count(*) from {folder}.{name}") == [(0,)], name


def test_the_yaml_of_a_model_describes_exactly_its_columns(empty: tuple[Home, Ended]):
    for folder in ("staging", "intermediate"):
        for name, model in models(folder).items():
            found = query(
                empty[0],
                "select column_name from information_schema.columns "
                f"where table_schema = '{folder}' and table_name = '{name}'",
            )
            # an ephemeral model is no table
            if found:
                assert {column["name"] for column in model["columns"]} == {n for (n,) in found}, (
                    name
                )


def test_everything_kept_is_a_table_in_the_schema_of_its_folder(empty: tuple[Home, Ended]):
    found = query(
        empty[0],
        "select table_schema, table_type from information_schema.tables "
        "where table_schema <> 'raw' group by all order by all",
    )
    folders = ("intermediate", "marts", "reports", "seeds", "staging")
    assert found == [(folder, "BASE TABLE") for folder in folders]


def test_dbt_leaves_nothing_outside_the_home(empty: tuple[Home, Ended]):
    assert (empty[0].work / "dbt" / "manifest.json").exists()
    assert not (ROOT / "target").exists()


SCHOOL, POINT = "2199000001", "2199000002"
TEACHER = "ab" * 16


def listed(school_id: str, school_type: str) -> dict:
    return {
        "school_year": 2025, "county_name": "岚岫县", "school_id": school_id,
        "school_name": school_id, "school_type": school_type, "ownership": "7",
        "urban_rural_code": "121" if school_type == "211" else "220",
    }  # fmt: skip


def profile(school_id: str, school_type: str, pupils: int, **more: object) -> dict:
    counts = dict.fromkeys(
        (
            "associate",
            "bachelor",
            "master",
            "doctor",
            "backbone",
            "pe",
            "music",
            "fine_art",
            "arts",
        ),
        pupils // 20,
    )
    staff = {f"{kind}_teacher_count_primary": count for kind, count in counts.items()}
    return {
        **{k: v for k, v in listed(school_id, school_type).items() if k != "county_name"},
        "sender_id": school_id, "is_boarding": False, "is_counted": school_type != "218",
        "primary_pupil_count": pupils, "teaching_area_m2": 6 * pupils, "indoor_sports_area_m2": 0,
        "outdoor_sports_area_m2": 8 * pupils, "equipment_value_yuan": 2000 * pupils,
        "multimedia_room_count": pupils // 40, **staff, **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """One school, one teaching point, one teacher, and no more."""
    rows = {
        "school_list": [listed(SCHOOL, "211"), listed(POINT, "218")],
        "school_profile": [
            profile(SCHOOL, "211", 400),
            profile(POINT, "218", 60, equipment_value_yuan=None),
        ],
        "class_roster": [
            {"school_year": 2025, "sender_id": SCHOOL, "grade": 1, "class_name": "1班",
             "pupil_count": 46},
        ],
        "teacher_roster": [
            {"school_year": 2025, "sender_id": SCHOOL, "teacher_token": TEACHER, "sex": "female",
             "birth_month": dt.date(1990, 5, 1), "hire_month": dt.date(2012, 9, 1),
             "arrival_month": dt.date(2012, 9, 1), "education": "bachelor", "title": "first",
             "subject": "chinese", "stage": "primary", "post_category": "teacher",
             "staffing": "staffed", "post_status": "in_post", "backbone_level": "none",
             "is_leader": False, "deferral_reason": "none"},
        ],
    }  # fmt: skip
    home = make_home(tmp_path_factory.mktemp("tiny"), rows)
    ended = dbt(home, "build", "--exclude-resource-type", "unit_test")
    assert ended.code == 0, ended.out
    return home


def test_a_missing_value_leaves_its_coefficient_open_and_no_other(tiny: Home):
    found = query(
        tiny,
        "select indicator_id, verdict, reason from marts.fct_resource_balance "
        "where stage = 'primary' order by indicator_id",
    )
    missing = [row for row in found if row[2] == "school_value_missing"]
    assert missing == [("R6", "incomplete", "school_value_missing")]
    # one teacher and one class on the rosters are not what the form says
    others = {row[1:] for row in found if row not in missing}
    assert others <= {("met", None), ("incomplete", "sources_disagree")}


def test_a_missing_value_is_named(tiny: Home):
    found = query(
        tiny,
        "select school_id, missing_reason from marts.fct_school_resource "
        "where missing_reason is not null",
    )
    assert set(found) == {(POINT, "equipment_value_yuan"), (SCHOOL, "sources_disagree")}


def test_what_was_not_sent_is_listed_as_missing(tiny: Home):
    found = query(
        tiny,
        "select form, count(*) from marts.fct_submission where status = 'missing' "
        "group by form order by form",
    )
    assert found == [
        ("backbone_title", 1), ("birth", 1), ("catchment", 1), ("civil_servant_pay", 1),
        ("class_roster", 1), ("county_facts", 1), ("education_statistics_junior", 1),
        ("education_statistics_primary", 1), ("education_statistics_senior", 1),
        ("evidence", 1), ("monitoring_result", 1), ("payroll", 1), ("quota_allocation", 1),
        ("room", 2), ("school_funding", 1), ("school_group", 1), ("special_education", 1),
        ("student_roster", 2), ("teacher_certificate", 1), ("teacher_exchange", 1),
        ("teacher_roster", 1), ("teacher_training", 1),
    ]  # fmt: skip


def test_without_a_ledger_nothing_is_said_about_exchange(tiny: Home):
    found = query(
        tiny,
        "select school_year, eligible_count, exchanged_count, exchange_verdict, backbone_verdict "
        "from marts.fct_teacher_exchange where entity_type = 'county' and count_mode = 'new'",
    )
    assert found == [(2026, 1, None, "incomplete", "incomplete")]


def test_a_class_of_forty_six_is_one_too_large(tiny: Home):
    found = query(
        tiny,
        "select value_text, limit_text, verdict, note from reports.rpt_balance__overview "
        "where indicator_id = 'G5' and stage = 'primary'",
    )
    assert found == [("1", "0", "not_met", "共1个班，超班额1个；有班级超过规定人数")]


def test_the_overview_has_an_item_for_everything_judged(tiny: Home):
    found = Counter(
        name for (name,) in query(tiny, "select indicator_id from reports.rpt_balance__overview")
    )
    assert sum(found[f"CV-R{n}"] for n in range(1, 8)) == 14
    # of both stages, of one (the junior stage has no school), of two beside a document
    assert (found["R-school"], found["G5"], found["G13"], found["G2"]) == (2, 1, 2, 3)
    indicators = query(
        tiny,
        "select indicator_id from seeds.indicator where indicator_group in ('G', 'Q', 'S', 'V')",
    )
    # G3 is judged by kind of room
    assert {name for (name,) in indicators} - {"G3"} <= found.keys()


def test_readiness_counts_every_item_of_the_standard(tiny: Home):
    """46 items: resources, 14 coefficients, 15 of government, 9 of quality, approval, 6 of veto."""
    found = query(
        tiny,
        "select item_count, met_count + not_met_count + incomplete_count + not_applicable_count, "
        "verdict, reason, previous_cycle_id from marts.fct_county_readiness",
    )
    assert found == [(46, 46, "not_met", "item_fails", None)]
