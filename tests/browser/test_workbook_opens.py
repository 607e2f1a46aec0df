"""The workbook in a real office program: it opens, prints, and no text became a formula."""

from pathlib import Path

import openpyxl
import pytest

from reports import draw
from tests.browser.programs import office
from tests.unit.reports_publication import BOOK, RUN, build, write_specs

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    specs = write_specs(folder, BOOK)
    (drawn,) = draw(["trial"], build(folder), folder / "run", run=RUN, specs_folder=specs)
    return drawn


def test_text_is_still_text_after_a_round_trip(book, tmp_path):
    again = openpyxl.load_workbook(office(tmp_path, book, "xlsx"))
    cells = [cell for sheet in again for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert '=HYPERLINK("x";"y")' in {cell.value for cell in again["学校"]["A"]}


def test_each_sheet_prints_on_one_page(book, tmp_path):
    printed = office(tmp_path, book, "pdf").read_bytes()
    assert printed.count(b"/Type/Page/") == len(openpyxl.load_workbook(book).sheetnames)
