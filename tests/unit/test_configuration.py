"""Everything that is data in this project is parsed strictly here, without any data of a bureau."""

import csv
import re
from pathlib import Path

import pytest
import yaml

from warehouse.settings import ROOT

TWINS = sorted((ROOT / "models").rglob("spark/*.sql"))
MODELS = sorted({*(ROOT / "models").rglob("*.sql"), *(ROOT / "models").rglob("*.py")} - {*TWINS})
SEEDS = sorted((ROOT / "seeds").glob("*.csv"))
LAYOUTS = sorted((ROOT / "ingest" / "layouts").glob("[!_]*.yml"))
CONTRACT_TYPES = re.compile(r"string|bigint|integer|double|decimal\(\d+, ?\d+\)|date|boolean")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CONTRACTED = ("dim_", "fct_", "bridge_", "rpt_")
with (ROOT / "seeds" / "suppression_class.csv").open(encoding="utf-8") as seed:
    SUPPRESSION_CLASSES = {row["suppression_class"] for row in csv.DictReader(seed)}
KNOWN_MODEL_META = {
    "zone", "grain", "label", "suppression", "default_suppression", "history", "compared_by",
    "public", "source_form", "document", "crosses_counties",
}  # fmt: skip
KNOWN_COLUMN_META = {"label", "unit", "formula", "source_form", "document", "suppression"}
WHOLE_NUMBERS = {"integer", "bigint"}
# whole numbers that name a thing or its place: nothing is counted in them
COUNTS_NOTHING = re.compile(r"(.*_)?(year|grade|version|position|order)")
# copied from a seed, so there is nothing to compute
GIVEN_BY_A_SEED = re.compile(r"(.*_)?limit(_value)?|standard|.*_threshold")
EVERY_FORM = "全部报表"


def read_yaml(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def properties(path: Path, kind: str) -> dict:
    beside = path.with_suffix(".yml")
    assert beside.exists(), f"{path.name} has no YAML beside it"
    (found,) = read_yaml(beside)[kind]
    assert found["name"] == path.stem
    return found


def test_there_are_models_and_seeds():
    assert len(MODELS) > 40
    assert len(SEEDS) > 8


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_says_its_grain_zone_and_columns(path: Path):
    model = properties(path, "models")
    assert model["description"].strip().lower().startswith("one row per"), "grain comes first"
    config, meta = model["config"], model["config"]["meta"]
    assert not set(meta) - KNOWN_MODEL_META
    assert meta["grain"], "macros/grain.sql holds it when the table is built"
    if not path.stem.startswith(CONTRACTED):
        assert set(meta) == {"grain"}
        return
    assert config["contract"] == {"enforced": True}
    assert meta["zone"] in {"R", "B"}
    names = [column["name"] for column in model["columns"]]
    assert set(meta["grain"]) <= set(names)
    for column in model["columns"]:
        column_meta = column.get("config", {}).get("meta", {})
        assert not set(column_meta) - KNOWN_COLUMN_META, column["name"]
        assert CONTRACT_TYPES.fullmatch(column["data_type"]), column["name"]
        assert column["description"].strip(), column["name"]
        if meta["zone"] == "B":
            assert CHINESE.search(column_meta.get("label", "")), f"{column['name']} has no label"
            known = column_meta.get("suppression", meta.get("default_suppression"))
            assert known in SUPPRESSION_CLASSES, f"{column['name']}: {known!r} is no class"


def test_every_model_in_python_has_a_twin_and_one_of_the_two_is_built():
    rules = read_yaml(ROOT / "dbt_project.yml")["models"]["junheng"]
    in_python = [path for path in MODELS if path.suffix == ".py"]
    assert [path.parent.parent / "spark" / f"{path.stem}.sql" for path in in_python] == TWINS
    for path in in_python:
        here = rules
        for folder in path.parent.parent.relative_to(ROOT / "models").parts:
            here = here[folder]
        assert here[path.parent.name]["+enabled"] == "{{ target.type == 'duckdb' }}"
        assert here["spark"]["+enabled"] == "{{ target.type == 'spark' }}"


def published() -> list[dict]:
    models = [properties(path, "models") for path in MODELS if path.stem.startswith(CONTRACTED)]
    return [model for model in models if model["config"]["meta"]["zone"] == "B"]


def told(model: dict) -> dict[str, dict]:
    """What the dictionary prints of each column: its own words, else those of its table."""
    of_table = model["config"]["meta"]
    shared = {key: of_table[key] for key in ("source_form", "document") if key in of_table}
    return {
        column["name"]: {"data_type": column["data_type"]} | shared | column["config"]["meta"]
        for column in model["columns"]
    }


def needs_unit(name: str, data_type: str, grain: list[str]) -> bool:
    if data_type in WHOLE_NUMBERS:
        return name not in grain and not COUNTS_NOTHING.fullmatch(name)
    return data_type == "double" or data_type.startswith("decimal")


PUBLISHED = published()


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model["name"])
def test_a_published_number_has_a_unit_and_a_computed_one_its_formula(model: dict):
    grain = model["config"]["meta"]["grain"]
    for name, column in told(model).items():
        if needs_unit(name, column["data_type"], grain):
            assert column.get("unit"), f"{name} has no unit"
        if column["data_type"] == "double" and not GIVEN_BY_A_SEED.fullmatch(name):
            assert column.get("formula"), f"{name} has no formula"


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model["name"])
def test_a_published_column_has_its_own_label_and_says_where_it_comes_from(model: dict):
    columns = told(model)
    labels = [column["label"] for column in columns.values()]
    assert len(set(labels)) == len(labels), "two columns under one label"
    forms = {path.stem for path in LAYOUTS}
    sources = forms | {f"seed: {path.stem}" for path in SEEDS} | {EVERY_FORM}
    for name, column in columns.items():
        assert column.get("source_form"), f"{name} has no source form"
        assert not set(column["source_form"].split(", ")) - sources, name


def cited_documents() -> set[str]:
    """Number or name of every document that a seed cites, without its long title."""
    cited = set()
    for path in SEEDS:
        with path.open(encoding="utf-8", newline="") as file:
            cited |= {row["document"].split(" ")[0] for row in csv.DictReader(file)}
    return cited


def known_names() -> set[str]:
    """Fields of the forms, and codes that the models write as text."""
    fields = {field["name"] for path in LAYOUTS for field in read_yaml(path)["fields"]}
    for path in MODELS:
        fields |= set(re.findall(r"'([a-z0-9_]+)'", path.read_text(encoding="utf-8")))
    return fields


CITED_DOCUMENTS = cited_documents()
KNOWN_NAMES = known_names()


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model["name"])
def test_a_published_column_names_only_documents_of_the_seeds(model: dict):
    for name, column in told(model).items():
        for document in column["document"].split("；") if "document" in column else []:
            assert document.split(" ")[0] in CITED_DOCUMENTS, f"{name}: {document}"


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model["name"])
def test_a_formula_speaks_of_columns_that_are_there(model: dict):
    columns = told(model)
    for name, column in columns.items():
        named = set(re.findall(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+", column.get("formula", "")))
        assert not named - set(columns) - KNOWN_NAMES, name


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_declares_its_columns_and_its_documents(path: Path):
    seed = properties(path, "seeds")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    heading, body = rows[0], rows[1:]
    assert body, "an empty seed"
    assert all(len(row) == len(heading) for row in body)
    assert [column["name"] for column in seed["columns"]] == heading
    assert set(seed["config"]["column_types"]) == set(heading)
    assert seed["config"]["meta"]["grain"], "macros/grain.sql holds it when the seed is loaded"
    assert set(seed["config"]["meta"]["grain"]) <= set(heading)
    assert all(CONTRACT_TYPES.fullmatch(kind) for kind in seed["config"]["column_types"].values())
    assert "document" in heading, "every row names its document"
    assert all(row[heading.index("document")] for row in body)


def test_identifiers_are_ascii_and_chinese_stands_in_values_only():
    for path in (*MODELS, *TWINS):
        for line in path.read_text(encoding="utf-8").splitlines():
            outside_text = re.sub(r"'[^']*'|--.*|\{#.*#\}", "", line)
            assert not CHINESE.search(outside_text), f"{path.name}: {line}"


def test_every_suite_is_strict():
    from expectations.suite import load_suite

    for name in ("received", "published"):
        assert load_suite(name).expectations


def test_every_report_is_strict():
    from reports.spec import load_specs

    assert {spec.name for spec in load_specs()} >= {"balance", "summary", "dictionary"}


def test_messages_have_both_languages():
    for key, texts in read_yaml(ROOT / "refresh" / "messages.yml").items():
        assert set(texts) == {"zh", "en"}, key
        assert set(re.findall(r"\{(\w+)", texts["zh"])) | {
            "id",
            "code",
            "expected",
            "sheet",
        } >= set(re.findall(r"\{(\w+)", texts["en"])), key


NAMESPACES = re.compile(
    r"http://(www\.w3\.org|schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml|openoffice\.org/2000)/"
)
ADDRESS = re.compile(r"(?:https?|ftp|git)://\w")
NOT_OURS = {".git", ".venv", "build", "data", "logs", "node_modules"}


def project_files() -> list[Path]:
    """Every text of the project; what was built or installed is not ours."""
    folders = [p for p in ROOT.iterdir() if p.name not in NOT_OURS and "cache" not in p.name]
    paths = [path for folder in folders for path in (folder, *folder.rglob("*"))]
    return [path for path in paths if path.is_file() and "__pycache__" not in path.parts]


def test_nothing_in_the_project_names_an_address_to_fetch_from():
    paths = project_files()
    assert {path.name for path in paths} >= {"Makefile", "run", "README.md", "requirements.lock"}
    for path in paths:
        text = path.read_bytes().decode("utf-8", "replace")
        assert not ADDRESS.search(NAMESPACES.sub("", text)), path


def test_every_locked_version_has_its_hashes():
    for path in ROOT.glob("requirements*.lock"):
        text = path.read_text(encoding="utf-8").replace("\\\n", " ")
        pins = [line for line in text.splitlines() if line and not line.startswith("#")]
        assert len(pins) > 50 or path.name == "requirements-duckdb-2.lock", path.name
        assert pins, path.name
        for pin in pins:
            assert re.match(r"[a-z0-9._-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", pin), pin
