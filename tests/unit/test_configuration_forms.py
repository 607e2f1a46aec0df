"""A form stands in five places: each has what the layout promises, or the test says what lacks."""

import csv
from pathlib import Path

import pytest
import yaml

from ingest.codes import load_codes
from ingest.layout import load_layouts
from ingest.templates.columns import Source
from ingest.templates.workbook import write_template
from tests.unit.models_home import raw_schemas
from warehouse.settings import ROOT

STAGING = ROOT / "models" / "staging"
LAYOUTS = load_layouts().forms
TYPES = {"string": "string", "int64": "bigint", "bool": "boolean", "date32[day]": "date"}
ALWAYS_PRESENT = "holds_every_loaded_row"


def seed(name: str) -> list[dict[str, str]]:
    with (ROOT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def declared_sources() -> dict[str, dict[str, str]]:
    tables = {}
    for path in STAGING.glob("source_*.yml"):
        for table in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"][0]["tables"]:
            tables[table["name"]] = {c["name"]: c["data_type"] for c in table["columns"]}
    return tables


SOURCES = declared_sources()


@pytest.mark.parametrize("table", sorted(raw_schemas()))
def test_a_raw_table_is_declared_with_the_columns_of_its_layout(table: str):
    assert table in SOURCES, f"declare raw.{table} in models/staging/source_….yml"
    wanted = {
        field.name: TYPES.get(
            str(field.type), str(field.type).replace("decimal128", "decimal").replace(" ", "")
        )
        for field in raw_schemas()[table]
    }
    assert SOURCES[table] == wanted


def test_no_source_is_left_without_a_layout():
    assert set(SOURCES) - {"run"} == set(raw_schemas())


@pytest.mark.parametrize("form", sorted(LAYOUTS))
def test_a_form_has_a_staging_model_that_loses_no_row(form: str):
    path = STAGING / f"stg_{form}.yml"
    assert path.with_suffix(".sql").exists(), f"write models/staging/stg_{form}.sql"
    (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    assert ALWAYS_PRESENT in model["data_tests"], (
        f"add the data test {ALWAYS_PRESENT} to {path.name}"
    )


@pytest.mark.parametrize("form", sorted(LAYOUTS))
def test_a_form_is_called_by_its_label_everywhere(form: str):
    words = {
        row["code"]: row["name_zh"] for row in seed("display_word") if row["list_id"] == "form"
    }
    assert words.get(form) == LAYOUTS[form].label, f"add form,{form} to seeds/display_word.csv"


@pytest.mark.parametrize("form", sorted(LAYOUTS))
@pytest.mark.filterwarnings("error")
def test_a_template_can_be_made_of_a_form(form: str, tmp_path: Path):
    source = Source.of(load_layouts(), load_codes())
    write_template(form, tmp_path / "template.xlsx", source)
    texts = [spec for spec in LAYOUTS[form].fields if spec.kind == "text"]
    lacking = [spec.name for spec in texts if spec.example is None]
    assert not lacking, f"give {lacking} an example in {form}.yml; the template shows it"


@pytest.mark.parametrize("row", seed("form_due"), ids=lambda row: row["form"])
def test_what_is_due_is_a_form_of_that_sender_and_period(row: dict[str, str]):
    layout = LAYOUTS[row["form"]]
    assert (row["sender_level"], row["period_kind"]) == (layout.level, layout.period)


@pytest.mark.parametrize("row", seed("form_alternative"), ids=lambda row: row["form"])
def test_a_form_in_place_of_one_that_is_due_has_its_sender_and_period(row: dict[str, str]):
    due, other = LAYOUTS[row["form"]], LAYOUTS[row["alternative_form"]]
    forms = {line["form"] for line in seed("form_due")}
    assert row["form"] in forms
    assert row["alternative_form"] not in forms, "what is due by itself answers for nothing else"
    assert (other.level, other.period) == (due.level, due.period)
