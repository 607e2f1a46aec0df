"""Reports: text that stays text, pages that open from disk, equal bytes."""

import re
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest

from reports import draw
from reports.parts import ReportError
from reports.spec import load_words
from tests.unit.reports_publication import BOOK, PAGE, RUN, build, changed, write_specs

SHEET = "学校"
FIRST = 5
"""The first row of a table in a sheet; above it stand heading, run, note and labels."""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> Path:
    """A run's folder with both reports drawn."""
    folder = tmp_path_factory.mktemp("reports")
    database = build(folder)
    write_specs(folder, BOOK, PAGE)
    written = draw([], database, folder / "run", run=RUN, specs_folder=folder)
    assert [path.relative_to(folder / "run").as_posix() for path in written] == [
        "reports/glance.html",
        "reports/trial.xlsx",
    ]
    return folder


@pytest.fixture(scope="module")
def book(drawn):
    return openpyxl.load_workbook(drawn / "run" / "reports" / "trial.xlsx")


@pytest.fixture(scope="module")
def page(drawn) -> str:
    return (drawn / "run" / "reports" / "glance.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("sheets", 0, "table"), "rpt_trial__nowhere", "rpt_trial__nowhere"),
        (
            ("sheets", 0, "columns"),
            ["school_name", "verdict", "pass_ratio", "school_year", "x"],
            "x",
        ),
        (("sheets", 0, "order"), ["nothing_like_it"], "nothing_like_it"),
    ],
    ids=str,
)
def test_a_report_of_what_is_not_published_is_an_error(drawn, tmp_path, path, value, says):
    folder = write_specs(tmp_path, changed(BOOK, *path, value=value))
    with pytest.raises(ReportError, match=says):
        draw(["trial"], drawn / "marts.duckdb", tmp_path, run=RUN, specs_folder=folder)


def test_a_column_without_a_label_is_an_error(drawn, tmp_path):
    book = changed(BOOK, "sheets", 0, "table", value="dictionary")
    for key in ("columns", "formats", "lights", "tints", "order"):
        book["sheets"][0].pop(key)
    folder = write_specs(tmp_path, book)
    with pytest.raises(ReportError, match="no label"):
        draw(["trial"], drawn / "marts.duckdb", tmp_path, run=RUN, specs_folder=folder)


def test_an_unknown_report_is_named(drawn, tmp_path):
    with pytest.raises(ReportError, match="ranking"):
        draw(["ranking"], drawn / "marts.duckdb", tmp_path, run=RUN)


def test_text_that_looks_like_a_formula_stays_text(book):
    cells = [cell for row in book[SHEET].iter_rows(min_row=FIRST) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    names = {cell.value for cell in book[SHEET]["A"]}
    assert {'=HYPERLINK("x";"y")', "+SUM(A1)", "@A1"} <= names


def test_no_part_of_the_workbook_holds_a_formula_or_a_link(drawn):
    with zipfile.ZipFile(drawn / "run" / "reports" / "trial.xlsx") as parts:
        for name in parts.namelist():
            text = parts.read(name).decode("utf-8", "replace")
            assert "<f>" not in text and "<hyperlink" not in text, name


def test_labels_and_units_come_from_the_dictionary(book):
    heading = [cell.value for cell in book[SHEET][FIRST - 1]]
    assert heading[:5] == [
        "学校",
        "学段",
        "学年",
        "在校生数\n（人）",
        "每百名学生专任教师数\n（人）",
    ]
    assert len(heading) == 9


def test_numbers_are_numbers_with_a_format(book):
    rows = {row[0].value: row for row in book[SHEET].iter_rows(min_row=FIRST)}
    first = rows["第一小学"]
    assert [(cell.value, cell.number_format) for cell in first[2:6]] == [
        (2025, "0"),
        (1203, "#,##0_)"),
        (4.25, "#,##0.00_)"),
        (0.9534, "0.0%_)"),
    ]
    assert rows["@A1"][4].value == 0
    assert rows['=HYPERLINK("x";"y")'][4].value == "—"


def test_a_verdict_is_a_word_on_its_colour(book):
    lights = {row[6].value: row[6].fill.fgColor.rgb for row in book[SHEET].iter_rows(min_row=FIRST)}
    assert lights["达标"] == "FFDCFCE7"
    assert lights["未达标"] == "FFFEE2E2"
    assert {"数据不全", "不适用", "—"} <= set(lights)


def test_a_figure_stands_on_the_colour_of_its_own_verdict(book):
    fills = {row[5].value: row[5].fill.fgColor.rgb for row in book[SHEET].iter_rows(min_row=FIRST)}
    assert fills[0.1] == "FFFEE2E2"
    assert fills[0.9534] != "FFFEE2E2"


def test_a_sheet_may_say_first_what_its_figures_come_to(drawn, tmp_path):
    lead = {"table": "rpt_trial__county", "column": "county_name", "order": ["-county_id"]}
    folder = write_specs(tmp_path, changed(BOOK, "sheets", 0, "lead", value=lead))
    draw(["trial"], drawn / "marts.duckdb", tmp_path, run=RUN, specs_folder=folder)
    sheet = openpyxl.load_workbook(tmp_path / "reports" / "trial.xlsx")[SHEET]
    assert [sheet[f"A{row}"].value for row in (1, 2, 4, 5, 6)] == [
        "学校一览", "白石县\n清溪县", "说明第一行。\n说明第二行。", "学校", "+SUM(A1)",
    ]  # fmt: skip
    assert sheet["A3"].value.startswith("数据截至")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B6", "A5:I10")
    assert sheet.print_title_rows == "$5:$5"


def test_a_sheet_says_where_it_comes_from_and_prints_on_a4(book):
    sheet = book[SHEET]
    assert sheet["A1"].value == "学校一览"
    assert sheet["A2"].value == "数据截至 2026-11-22 02:00　运行编号 20260101".replace(
        "20260101", RUN["run_id"]
    )
    assert sheet["A3"].value == "说明第一行。\n说明第二行。"
    assert sheet.freeze_panes == "B5"
    assert sheet.auto_filter.ref == "A4:I9"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"
    assert RUN["run_id"] in sheet.oddFooter.right.text


def test_columns_are_wide_enough_for_short_cells_and_bounded_for_long_ones(book):
    widths = {key: size.width for key, size in book[SHEET].column_dimensions.items()}
    assert 42 <= widths["A"] <= 43
    assert widths["G"] >= 9
    rows = {row[0].value: row[0].row for row in book[SHEET].iter_rows(min_row=FIRST)}
    heights = book[SHEET].row_dimensions
    long = next(name for name in rows if name.startswith("很长"))
    assert heights[rows[long]].height > heights[rows["第一小学"]].height


def test_an_empty_table_keeps_its_labels(book):
    assert [cell.value for cell in book["空表"][4]][:4] == ["学年", "口径", "交流轮岗比例", "标准"]


def test_the_same_publication_gives_the_same_bytes(drawn, tmp_path):
    again = draw([], drawn / "marts.duckdb", tmp_path, run=RUN, specs_folder=drawn)
    for path in again:
        first = drawn / "run" / path.relative_to(tmp_path)
        assert path.read_bytes() == first.read_bytes(), path.name


def test_files_that_two_processes_share_are_the_same(drawn, tmp_path, monkeypatch):
    alone = draw([], drawn / "marts.duckdb", tmp_path / "alone", run=RUN, specs_folder=drawn)
    monkeypatch.setattr(sys.modules["reports.draw"], "FILES_OF_A_PROCESS", 1)
    shared = draw([], drawn / "marts.duckdb", tmp_path / "shared", run=RUN, specs_folder=drawn,
                  processes=2)  # fmt: skip
    assert len(alone) > 1
    assert [path.read_bytes() for path in shared] == [path.read_bytes() for path in alone]
    assert [p.relative_to(tmp_path / "shared") for p in shared] == [
        p.relative_to(tmp_path / "alone") for p in alone
    ]


def test_a_workbook_needs_no_passing_file(drawn, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    (path,) = draw(["trial"], drawn / "marts.duckdb", tmp_path, run=RUN, specs_folder=drawn)
    assert path.exists()


def test_the_page_needs_no_script_and_nothing_from_elsewhere(page):
    assert not re.search(r"""<script|<link|\b(src|href)\s*=|@import|\son\w+=""", page)
    assert set(re.findall(r"""https?://[^"'\s<]+""", page)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"url\((?!#)", page)


def test_the_page_escapes_what_it_is_given(page):
    assert "一页看全 &lt;县&gt;" in page and "<县>" not in page


def test_cards_carry_value_limit_and_light(page):
    assert "11.2%" in page and "标准 ≥ 10.0%" in page
    assert "38,120" in page and "标准 ≤ 0.500" in page
    assert all(word in page for word in ("达标", "未达标", "数据不全", "每人差 1,320 元"))


def test_charts_are_drawn_with_labelled_axes_and_ids_of_their_own(page):
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawings) == 2
    for text in ("差异系数", "R7 指标", "小学", "初中", "0.550"):
        assert text in drawings[0]
    for text in ("学年", "交流轮岗比例", "2023", "8.1%"):
        assert text in drawings[1]
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_figure_that_does_not_pass_is_written_in_its_light(page):
    ink = load_words().lights["not_met"].ink
    assert re.search(rf'fill="{ink}"[^>]*>0\.550|>0\.550<', page, re.IGNORECASE)
    assert ink.lower() in page.lower()


def test_every_county_has_its_part_and_a_chart_without_rows_says_so(page):
    first, second = page.split("<article>")[1:]
    assert "清溪县" in first and first.count("<svg") == 2 and first.count("暂无数据") == 1
    assert "白石县" in second and "<svg" not in second and second.count("暂无数据") == 4


def test_the_dictionary_holds_every_published_column(drawn, tmp_path):
    (path,) = draw(["dictionary"], drawn / "marts.duckdb", tmp_path, run=RUN)
    assert path == tmp_path / "dictionary.xlsx"
    book = openpyxl.load_workbook(path)
    tables, columns = (book[name] for name in book.sheetnames)
    named = {row[0].value for row in tables.iter_rows(min_row=FIRST)}
    assert "rpt_trial__school" in named and len(named) == tables.max_row - FIRST + 1
    listed = {(row[0].value, row[2].value) for row in columns.iter_rows(min_row=FIRST)}
    assert ("rpt_trial__cv", "cv_limit") in listed
