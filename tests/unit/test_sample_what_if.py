"""The made-up county's own workbook of changes, and the verdicts that it must give."""

import json
from pathlib import Path

import openpyxl
import pytest

from ingest.text import normal
from sample import write_county
from tests.unit.whatif_county import FORM, HEADING

LIFTED = ("R", "CV", "G3", "G6", "G13", "Q4")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    write_county(folder, schools=16, pupils=4000, years=1, seed=2, mess=0)
    return folder


def verdicts(rows: list[dict]) -> dict[tuple, str]:
    key = ("entity_type", "entity_id", "cycle_id", "indicator_id", "stage")
    return {tuple(row[name] for name in key): row["verdict"] for row in rows}


def test_it_lifts_whatever_fails(county: Path):
    truth = json.loads((county / "truth.json").read_text(encoding="utf-8"))
    after = verdicts(truth["what_if"]["rows"])
    before = verdicts(truth["marts"]["fct_indicator_verdict"]["rows"])
    assert after.keys() <= before.keys()
    lifted = {key for key in after if key[3].startswith(LIFTED)}
    assert {key[3].split("-")[0] for key in lifted if before[key] == "not_met"} >= {"R", "Q4"}
    assert "not_met" not in {after[key] for key in lifted}
    # what is not known, or not judged, stays so
    assert all(before[key] == verdict for key, verdict in after.items() if verdict != "met")


def test_every_line_names_an_item_of_its_form(county: Path):
    rows = list(openpyxl.load_workbook(county / "what-if.xlsx").active.iter_rows(values_only=True))
    assert list(rows[1]) == HEADING
    assert rows[2:]
    labels = {layout.label: name for name, layout in FORM.forms.items()}
    for school, form, row_name, item, value, reason in rows[2:]:
        assert normal(item) in FORM.items[labels[form]]
        assert (row_name is None) == (form == "学校基本情况")
        assert school and value and reason
    cells = [row[:4] for row in rows[2:]]
    assert len(set(cells)) == len(cells)
