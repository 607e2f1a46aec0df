"""Report files: parsed strictly, asking only for what the models have."""

import pytest
import yaml

from reports.parts import ReportError
from reports.spec import FOLDER, Cards, Forms, Page, load_specs, load_words
from tests.unit.reports_publication import BOOK, PAGE, changed


def test_every_report_of_the_project_is_strict():
    names = {spec.name: spec for spec in load_specs()}
    assert {"balance", "summary", "dictionary"} <= set(names)
    assert names["dictionary"].target == "dictionary.xlsx"
    assert {"met", "not_met", "incomplete", "not_applicable"} <= set(load_words().lights)


def test_no_report_names_an_address_or_a_figure_of_its_own():
    for path in FOLDER.iterdir():
        if path.suffix in {".yml", ".j2", ".py"}:
            assert "http" not in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize(
    ("spec", "path", "value"),
    [
        (BOOK, ("colour",), "blue"),
        (BOOK, ("audience",), "everybody"),
        (BOOK, ("kind",), "letter"),
        (BOOK, ("target",), "../trial.xlsx"),
        (BOOK, ("sheets", 0, "formula"), "=1"),
        (BOOK, ("sheets", 0, "formats"), {"pass_ratio": "percent9"}),
        (BOOK, ("sheets", 0, "columns"), ["school_name"]),
        (BOOK, ("sheets",), []),
        (PAGE, ("blocks", 0, "block"), "script"),
        (PAGE, ("blocks", 1, "colours"), "red"),
        (PAGE, ("blocks", 1, "limit_label"), None),
        (PAGE, ("name",), "other"),
    ],
    ids=str,
)
def test_a_report_file_with_anything_unknown_is_refused(spec, path, value, tmp_path):
    text = yaml.safe_dump(changed(spec, *path, value=value), allow_unicode=True)
    (tmp_path / f"{spec['name']}.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match=spec["name"]):
        load_specs(tmp_path)


def models() -> dict[str, dict]:
    """The columns of every model with a label, by table."""
    folder = FOLDER.parent / "models"
    found = {}
    for path in folder.rglob("*.yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            found[model["name"]] = {column["name"] for column in model["columns"]}
    return found


def asked(spec) -> dict[str, set[str]]:
    """Table → columns that a report names."""
    parts = spec.blocks if isinstance(spec, Page) else spec.sheets
    wanted: dict[str, set[str]] = {}
    if isinstance(spec, Page | Forms):
        wanted[spec.each.table] = {spec.each.column, spec.each.label}
    for part in parts:
        given = part.model_dump(exclude_none=True)
        names = {*given.get("columns", []), *given["order"]}
        keys = ["x", "y", "colour", "limit", "verdict"]
        if isinstance(part, Cards):
            keys = ["label", "value", "format", "comparison", "limit", "verdict", "note"]
        names |= {given[key] for key in keys if key in given}
        names |= {*given.get("tints", {}).values(), *given.get("where", ())}
        if isinstance(spec, Forms):
            names.add(spec.each.column)
            if part.foot:
                wanted.setdefault(part.foot.table, set()).add(part.foot.column)
        names = {name.removeprefix("-") for name in names}
        wanted.setdefault(part.table, set()).update(names)
    return wanted


def test_reports_ask_only_for_columns_that_the_models_have():
    known = models()
    for spec in load_specs():
        for table, columns in asked(spec).items():
            if table != "dictionary":
                assert columns <= known[table], f"{spec.name}: {table}"
