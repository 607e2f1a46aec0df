"""What the night really drew, in the programs of its readers."""

from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.browser.programs import chromium, office
from tests.night.runner import County

pytestmark = pytest.mark.night


@pytest.mark.browser
@pytest.mark.parametrize("page", ["reports/summary.html", "quality/index.html"])
def test_a_published_page_opens_from_disk_with_its_words(page: str, county: County, tmp_path: Path):
    seen = chromium(tmp_path, "--dump-dom", (county.published / page).as_uri())
    assert "岚岫县" in seen or "检验" in seen
    assert "<script" not in seen
    printed = tmp_path / "page.pdf"
    chromium(
        tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={printed}",
        (county.published / page).as_uri(),
    )  # fmt: skip
    assert printed.read_bytes().count(b"/Type /Page\n") >= 1


def shown(value: object) -> object:
    """A value as far as spreadsheets agree on it: ten digits, an empty text is an empty cell."""
    return f"{value:.10g}" if isinstance(value, float) else value or None


@pytest.mark.office
@pytest.mark.parametrize("name", ["reports/balance.xlsx", "dictionary.xlsx"])
def test_a_published_workbook_opens_and_is_still_the_same(
    name: str, county: County, tmp_path: Path
):
    path = county.published / name
    drawn = openpyxl.load_workbook(path)
    again = openpyxl.load_workbook(office(tmp_path, path, "xlsx"))
    assert again.sheetnames == drawn.sheetnames
    for sheet in drawn:
        kept = [[shown(cell.value) for cell in row] for row in again[sheet.title]]
        for number, row in enumerate(sheet.iter_rows()):
            values = [shown(cell.value) for cell in row]
            assert kept[number][: len(values)] == values, f"{sheet.title} row {number + 1}"


def test_a_school_reads_its_dossier_and_not_what_the_bureau_calls_it(county: County):
    """Every event of the database but the bureau's own, in the school's folder, newest last."""
    with duckdb.connect(str(county.published / "marts.duckdb"), read_only=True) as connection:
        told = connection.execute(
            "select school_id, event_date, title, text, audience from rpt_school_dossier"
        ).fetchall()
    assert {row[-1] for row in told} == {"school", "bureau"}
    for school_id in {row[0] for row in told}:
        book = openpyxl.load_workbook(county.published / "schools" / school_id / "dossier.xlsx")
        rows = list(book.worksheets[0].iter_rows(min_row=4, min_col=2, values_only=True))
        read = [(day.date(), title, text) for day, _, title, text in rows]
        assert [day for day, _, _ in read] == sorted(day for day, _, _ in read)
        wanted = [row[1:4] for row in told if row[0] == school_id and row[4] == "school"]
        assert sorted(read, key=str) == sorted(wanted, key=str)


def test_the_two_schools_of_a_pair_read_of_it_and_nobody_else(county: County):
    """What the truth says of a pair stands in the folders of its schools, scores in one of them."""
    pairs = county.truth["marts"]["fct_pair_progress"]["rows"]
    readers = {row[f"{side}_school_id"] for row in pairs for side in ("helped", "helper")}
    folders = {path.parent.name: path for path in county.published.glob("schools/*/pair.xlsx")}
    assert set(folders) == readers < {path.name for path in county.published.glob("schools/*")}
    assert sum(row["t_score"] is not None for row in pairs) > 0
    for school_id, path in folders.items():
        progress, records, scores = openpyxl.load_workbook(path).worksheets
        mine = [row for row in pairs
                if school_id in (row["helped_school_id"], row["helper_school_id"])]  # fmt: skip
        assert {row["group_name"] for row in mine} == names(progress) == names(scores)
        assert names(records) <= names(progress)
        counts = [row[6:9] for row in progress.iter_rows(min_row=4, values_only=True)]
        columns = ("required_count", "record_count", "missing_count")
        assert sorted(map(str, counts)) == sorted(str(tuple(r[c] for c in columns)) for r in mine)
        own = [row["t_score"] for row in mine if row["helped_school_id"] == school_id]
        told = [row[5] for row in scores.iter_rows(min_row=4, values_only=True)]
        assert {round(t, 6) for t in told if t is not None} <= {round(t, 6) for t in own if t}
        assert all(row[7] for row in scores.iter_rows(min_row=4, values_only=True))
    for path in (county.published / "public").iterdir():
        text = path.read_text(encoding="utf-8-sig")
        assert not [row["group_id"] for row in pairs if row["group_id"] in text]


def test_a_school_reads_where_it_stands_and_of_no_other_school(county: County):
    """What the truth says of a school stands in its own folder; nobody else's figure is in it."""
    lawful = [row for row in county.truth["marts"]["fct_school_standing"]["rows"]
              if row["is_releasable"]]  # fmt: skip
    changes = [row for row in county.truth["marts"]["bridge_school_succession"]["rows"]
               if row["change_kind"] == "rename"]  # fmt: skip
    folders = {path.parent.name: path for path in county.published.glob("schools/*/feedback.xlsx")}
    assert folders and set(folders) <= {path.name for path in county.published.glob("schools/*")}
    shown, lists, grades = 0, [], 0
    for school_id, path in folders.items():
        standing, questions, graded, bundle = openpyxl.load_workbook(path).worksheets
        codes = {school_id} | {row["from_school_id"] for row in changes
                               if row["to_school_id"] == school_id}  # fmt: skip
        mine = {round(row["t_score"], 6) for row in lawful
                if row["school_id"] in codes and row["t_score"] is not None}  # fmt: skip
        told = list(standing.iter_rows(min_row=4, values_only=True))
        assert all(row[3] and row[11] for row in told if row[8] is not None)
        own = {round(row[6], 6) for row in told if isinstance(row[6], int | float)}
        assert own <= mine
        shown += len(own)
        places = [cell for page in (bundle, questions, graded)
                  for row in page.iter_rows(values_only=True) for cell in row]  # fmt: skip
        assert not {"名次", "排名"} & set(map(str, places))
        lists.append(problem_list(questions, codes, county))
        grades += graded_shares(graded, codes, county)
    assert shown > 20 and sum(lists) > 0 and grades > 0


def graded_shares(page, codes: set[str], county: County) -> int:
    """Rows of shares on a school's sheet: its own, and the county's beside them."""
    names = [f"{grade}_ratio" for grade in "abcd"]
    rows = [row for row in county.truth["marts"]["fct_grade_distribution"]["rows"]
            if row["a_ratio"] is not None]  # fmt: skip
    wholes = {(row["exam_id"], row["subject"]): row for row in rows
              if row["entity_type"] == "county" and row["school_count"] >= 3}  # fmt: skip
    mine = set()
    for row in rows:
        if row["entity_id"] in codes and row["assessed_count"] >= 10:
            whole = wholes.get((row["exam_id"], row["subject"]), {})
            pairs = [figure for name in names for figure in (row[name], whole.get(name))]
            mine.add(tuple(None if f is None else round(f, 9) for f in pairs))
    told = [row[4:12] for row in page.iter_rows(min_row=4, values_only=True)]
    shown = {tuple(None if f is None else round(f, 9) for f in row)
             for row in told if row[0] is not None}  # fmt: skip
    # one that hides a smaller school is withheld itself
    assert shown <= mine
    return len(shown)


def problem_list(page, codes: set[str], county: County) -> int:
    """Groups that a school's sheet lists; every row of it is what the truth says of the school."""
    mine = {
        (row["question_group"], round(row["score_rate"], 9), row["county_band"] == "below")
        for row in county.truth["marts"]["fct_question_group"]["rows"]
        if row["entity_id"] in codes and row["is_releasable"] and row["score_rate"] is not None
    }
    told = [row for row in page.iter_rows(min_row=4, values_only=True) if row[7] is not None]
    assert {(row[3], round(row[7], 9), row[14] is not None) for row in told} == mine
    return sum(row[14] is not None for row in told)


def names(sheet) -> set[str]:
    """The pairs that a sheet of the report speaks of; equal ones below one another are one cell."""
    return {row[0] for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]}


@pytest.mark.office
def test_a_returned_workbook_shows_its_red_cells(county: County, tmp_path: Path):
    returned = sorted(county.home.returned.rglob("*.xlsx"))
    assert returned
    red = 0
    for path in returned:
        again = openpyxl.load_workbook(office(tmp_path, path, "xlsx"))
        cells = [cell for sheet in again for row in sheet.iter_rows() for cell in row]
        red += sum(cell.fill.start_color.rgb == "FFFF9999" for cell in cells)
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert red > 0
