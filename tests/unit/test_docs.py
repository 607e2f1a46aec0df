"""What the documents show must be true."""

import re

import yaml

from ingest.layout import Layout
from warehouse.settings import ROOT


def test_the_layout_of_the_add_a_form_page_is_a_layout():
    page = (ROOT / "docs" / "add-a-form.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    assert Layout.model_validate(yaml.safe_load(block)).label == "图书情况"


def test_documents_point_at_files_that_exist():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
