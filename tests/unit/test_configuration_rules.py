"""Rules are rows: every threshold names things that there are, and leaves nothing to chance."""

import csv
import datetime as dt
import re
from collections import Counter

import pytest

from warehouse.settings import ROOT

Row = dict[str, str]
OPERATORS = {"at_least": {">="}, "at_most": {"<=", "<"}}
RELAXABLE = {*(f"R{n}" for n in range(1, 8)), "G3-music", "G3-fine-art", "G4"}
"""Indicators that are judged by the kind of school; elsewhere a relaxed row would say nothing."""


def seed(name: str) -> list[Row]:
    with (ROOT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


THRESHOLDS = seed("threshold")
INDICATORS = {row["indicator_id"]: row for row in seed("indicator")}
RULE_SETS = {row["rule_set_id"]: row for row in seed("rule_set")}
FLAGS = {row["school_flag"] for row in seed("school_flag")}

TOLD_FIGURES = re.findall(
    r"'([a-z][a-z_]+)'",
    (ROOT / "macros" / "sentences.sql").read_text(encoding="utf-8").split("told_figures()")[1],
)
"""Placeholders of a sentence beside value, numerator and denominator."""


@pytest.mark.parametrize("row", THRESHOLDS, ids=lambda row: row["threshold_id"])
def test_a_threshold_names_what_there_is(row: Row):
    assert row["rule_set_id"] in RULE_SETS
    assert row["school_flag"] in FLAGS | {"none"}
    assert row["stage"] in {"primary", "junior", "nine_year", "twelve_year", "vocational", "all"}
    indicator = INDICATORS[row["indicator_id"]]
    assert row["operator"] in OPERATORS[indicator["comparison"]], "compares the other way"
    parts = [row["rule_set_id"], row["indicator_id"], row["stage"]]
    flag = [] if row["school_flag"] == "none" else [row["school_flag"]]
    assert row["threshold_id"] == "|".join(parts + flag) or row["threshold_id"].startswith(
        "|".join(parts + flag) + "|"
    )


@pytest.mark.parametrize("row", THRESHOLDS, ids=lambda row: row["threshold_id"])
def test_a_threshold_holds_within_its_rule_set(row: Row):
    rule_set = RULE_SETS[row["rule_set_id"]]
    first = dt.date.fromisoformat(row["valid_from"])
    assert dt.date.fromisoformat(rule_set["valid_from"]) <= first
    assert not row["valid_to"] or first < dt.date.fromisoformat(row["valid_to"])
    # a county of the province, a city of the province, or the province itself
    region = rule_set["region_code"]
    assert row["region_code"].startswith(region.rstrip("0")) or region == "000000"


@pytest.mark.parametrize("row", THRESHOLDS, ids=lambda row: row["threshold_id"])
def test_what_is_uncertain_says_what(row: Row):
    assert (row["is_uncertain"] == "true") == bool(row["uncertainty"])


def test_no_two_thresholds_hold_from_the_same_day():
    keys = ("indicator_id", "stage", "school_flag", "region_code", "valid_from")
    counts = Counter(tuple(row[key] for key in keys) for row in THRESHOLDS)
    assert not [key for key, count in counts.items() if count > 1]


def test_a_region_speaks_of_the_stages_that_the_nation_does():
    national = {(r["indicator_id"], r["stage"]) for r in THRESHOLDS if r["region_code"] == "000000"}
    assert {(row["indicator_id"], row["stage"]) for row in THRESHOLDS} == national


def test_every_relaxed_rule_is_for_what_may_be_relaxed_and_dated():
    relaxed = [row for row in THRESHOLDS if row["school_flag"] != "none"]
    assert {row["indicator_id"] for row in relaxed} <= RELAXABLE
    national = [row for row in relaxed if row["region_code"] == "000000"]
    assert national and all(row["valid_to"] for row in national)


def test_the_nation_has_a_rule_for_every_indicator():
    national = {row["indicator_id"] for row in THRESHOLDS if row["region_code"] == "000000"}
    assert national == set(INDICATORS)


def test_what_only_a_document_answers_has_a_rule_and_both_sentences():
    sentences = {(row["indicator_id"], row["verdict"]) for row in seed("indicator_sentence")}
    for row in seed("evidence_rule"):
        assert {(row["indicator_id"], "met"), (row["indicator_id"], "not_met")} <= sentences
        wanted = "0" if row["evidence_item"].startswith("V") else "1"
        assert limit("CN-2017", row["indicator_id"], "all") == wanted


def test_a_sentence_is_of_an_indicator_and_has_no_place_that_nobody_fills():
    for row in seed("indicator_sentence"):
        assert row["indicator_id"] in INDICATORS
        left = row["sentence_zh"]
        for name in ("numerator", "denominator", "value", "failed", "limit", "numerator_total",
                     "denominator_total", *TOLD_FIGURES):  # fmt: skip
            left = left.replace(f"{{{name}}}", "")
        assert "{" not in left


def test_an_indicator_is_as_strict_everywhere_as_the_nation_is():
    """Models compare one way: a region's < where the nation has <= would be judged as <=."""
    operators: dict[str, set[str]] = {}
    for row in THRESHOLDS:
        operators.setdefault(row["indicator_id"], set()).add(row["operator"])
    assert {len(found) for found in operators.values()} == {1}
    assert [item for item, found in operators.items() if found & {"<", ">"}] == ["Q9"]


def test_a_form_names_the_limits_that_its_text_prints_and_prints_no_other():
    there = {f"{row['indicator_id']}.{row['stage']}" for row in THRESHOLDS}
    for row in seed("application_line") + seed("self_assessment_line"):
        named = row["limits"].split("|") if row["limits"] else []
        assert set(named) <= there and len(set(named)) == len(named) <= 3
        places = {f"limit_{place}" for place in range(1, len(named) + 1)}
        text = row["item_zh"] + row.get("sentence_zh", "")
        assert set(re.findall(r"{(limit_\d)}", text)) == places
        assert not re.search(r"\d%|\d人|\d平方米", row["item_zh"])


def test_a_part_that_only_a_relaxed_rule_counts_has_that_rule():
    relaxed = {(row["indicator_id"], row["stage"], row["school_flag"]) for row in THRESHOLDS}
    for part in seed("indicator_part"):
        key = (part["indicator_id"], part["stage"], part["school_flag"])
        assert part["school_flag"] == "none" or key in relaxed


CHOICES = {
    "stageless_total": {"incomplete", "by_pupils"}, "room_need_rounding": {"up", "down"},
    "special_funding_scope": {"special_school", "all_placements"},
    "new_teacher_training": {"pro_rata", "whole"}, "catchment_pupils": {"entrants", "enrolled"},
    "assigned_in_catchment": {"excluded", "counts"},
    "retention_method": {
        "stayed_of_entrants", "graduates_of_expected", "graduates_of_expected_capped",
    },
    "forecast_without_births": {"incomplete", "last_intake"},
    "backbone_share_of": {"exchanged", "eligible"},
    "responsible_school": {"attended", "registered"},
}  # fmt: skip
"""What the models tell apart; another word would silently be the default."""


@pytest.mark.parametrize("row", seed("calculation_choice"), ids=lambda row: row["choice_id"])
def test_a_choice_is_one_that_the_models_know(row: Row):
    value = row["value"]
    if row["choice"] in CHOICES:
        assert value in CHOICES[row["choice"]]
    elif row["choice"] in {"training_hours", "training_years"}:
        assert int(value) > 0
    elif row["choice"] in {"forecast_past_years", "forecast_years_ahead"}:
        assert 1 <= int(value) <= 9
    elif row["choice"] == "coverage_group_types":
        types = {line["code"] for line in seed("code_list") if line["list_id"] == "group_type"}
        assert set(value.split("|")) <= types
    elif row["choice"] == "rural_places":
        assert set(value.split("|")) <= {"city", "town", "village"}
    else:
        assert row["choice"] == "special_school_types"
        types = {line["code"] for line in seed("code_list") if line["list_id"] == "school_type"}
        assert set(value.split("|")) <= types


def test_every_type_of_school_has_a_limit_of_size():
    types = {row["school_type"] for name in ("school_type_stage", "other_type_stage")
             for row in seed(name)}  # fmt: skip
    assert {row["school_type"] for row in seed("school_size_stage")} == types
    national = {row["stage"] for row in THRESHOLDS if row["indicator_id"] == "G4"}
    assert {row["stage"] for row in seed("school_size_stage")} <= national


def test_every_grade_has_a_stage_in_the_nation():
    national = [row for row in seed("grade_stage") if row["region_code"] == "000000"]
    assert [int(row["grade"]) for row in national] == list(range(1, 13))


# Typed from the text of the standard: 教督〔2017〕6号 and the relaxations of the procedure.
NATIONAL = {
    ("R1", "primary"): "4.2", ("R1", "junior"): "5.3", ("R2", "primary"): "1",
    ("R2", "junior"): "1", ("R3", "primary"): "0.9", ("R3", "junior"): "0.9",
    ("R4", "primary"): "4.5", ("R4", "junior"): "5.8", ("R5", "primary"): "7.5",
    ("R5", "junior"): "10.2", ("R6", "primary"): "2000", ("R6", "junior"): "2500",
    ("R7", "primary"): "2.3", ("R7", "junior"): "2.4", ("G4", "nine_year"): "2500",
    ("G4", "primary"): "2000", ("G5", "primary"): "45", ("G5", "junior"): "50",
    ("G13", "primary"): "1", ("G13", "junior"): "0.95", ("G14", "all"): "0.5",
    ("G15", "all"): "0.85", ("Q1", "all"): "0.95", ("Q4", "all"): "0.05", ("S1", "all"): "0.85",
    ("R", "all"): "6", ("R-floor", "all"): "0.85", ("R-school", "all"): "1",
    ("G3-music", "junior"): "96", ("G3-fine-art", "primary"): "90", ("G4", "junior"): "2000",
    ("G4", "twelve_year"): "2500", ("G6", "all"): "100", ("G8", "all"): "1", ("G9", "all"): "1",
    ("G11-exchange", "all"): "0.10", ("G11-backbone", "all"): "0.20", ("G12", "all"): "1",
    ("Q2", "all"): "0.95", ("Q9", "all"): "0.15", ("Q9-level", "all"): "3",
    **{(f"CV-R{n}", "primary"): "0.50" for n in range(1, 8)},
    **{(f"CV-R{n}", "junior"): "0.45" for n in range(1, 8)},
}  # fmt: skip
RELAXED = {
    ("R3", "primary", "rural_small_school"): "0.9", ("R5", "junior", "dense_centre"): "10.2",
    ("G3-music", "primary", "built_by_2016"): "73",
    ("G3-fine-art", "junior", "built_by_2016"): "67",
    ("G3-music", "primary", "rural_small_class"): "54",
    ("G3-fine-art", "junior", "rural_small_class"): "61",
    ("G4", "junior", "built_by_2010"): "2400", ("G4", "nine_year", "migrant_majority"): "3000",
    ("G4", "twelve_year", "built_by_2010"): "2500",
}  # fmt: skip


def limit(rule_set: str, indicator: str, stage: str, flag: str = "none") -> str:
    (row,) = [
        row for row in THRESHOLDS
        if (row["rule_set_id"], row["indicator_id"], row["stage"], row["school_flag"])
        == (rule_set, indicator, stage, flag)
    ]  # fmt: skip
    return row["value"]


def test_the_standard_of_2017_is_in_rows():
    for (indicator, stage), value in NATIONAL.items():
        assert limit("CN-2017", indicator, stage) == value, indicator


def test_the_relaxations_are_in_rows_of_both_procedures():
    for (indicator, stage, flag), value in RELAXED.items():
        for rule_set in ("CN-2019", "CN-2024"):
            assert limit(rule_set, indicator, stage, flag) == value, indicator


def test_trap_of_more_than_ten_percent():
    """A circulated sheet writes > 10 % and > 20 % for G11; the text says 不低于."""
    (one, other) = [row for row in THRESHOLDS if row["indicator_id"].startswith("G11-")]
    assert (one["operator"], other["operator"]) == (">=", ">=")


def test_trap_of_one_school_size_for_all():
    """A circulated sheet relaxes every school to 2400; the text nine-year schools to 3000."""
    assert limit("CN-2024", "G4", "nine_year", "built_by_2010") == "3000"
    assert limit("CN-2024", "G4", "primary", "built_by_2010") == "2400"


def test_trap_of_the_room_of_sixty_square_metres():
    """Buckets of a circulated sheet start at 61 m²; a small primary school needs 54."""
    assert limit("CN-2024", "G3-music", "primary", "rural_small_class") == "54"


def test_trap_of_the_bachelors_degree_in_primary_schools():
    """高于规定学历: 专科 and more for primary, 本科 and more for junior; a text that goes round has
    本科 for primary too."""
    degrees = {
        stage: [row["field"].partition("_")[0] for row in seed("indicator_part")
                if (row["indicator_id"], row["stage"]) == ("R1", stage)]
        for stage in ("primary", "junior")
    }  # fmt: skip
    assert degrees["junior"] == ["bachelor", "master", "doctor"]
    assert degrees["primary"] == ["associate", *degrees["junior"]]


def test_every_figure_of_a_sentence_is_told_in_one():
    told = "".join(row["sentence_zh"] for row in seed("indicator_sentence"))
    assert TOLD_FIGURES and not [name for name in TOLD_FIGURES if f"{{{name}}}" not in told]


def test_a_plan_ends_with_all_others():
    """One county, then three, then all others: nobody is forgotten, nobody is named twice."""
    plans: dict[str, list[Row]] = {}
    for row in seed("accreditation_plan"):
        plans.setdefault(row["region_code"], []).append(row)
    for rows in plans.values():
        assert [not row["county_id"] and not row["county_count"] for row in rows].count(True) == 1
        last = max(rows, key=lambda row: int(row["phase"]))
        assert not last["county_id"] and not last["county_count"]
        named = [row["county_id"] for row in rows if row["county_id"]]
        assert len(set(named)) == len(named)
        for row in rows:
            here = [r for r in rows if r["phase"] == row["phase"] and r["county_id"]]
            assert not here or len(here) == int(row["county_count"])
