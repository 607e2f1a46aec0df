"""Exports of hundreds of columns: a layout passes over a whole block by the path of its heading,
and what it does not know is told block by block, with the line that passes it over."""

import shutil
from pathlib import Path

import pytest
import yaml

from ingest.codes import load_codes
from ingest.layout import FOLDER, LayoutError, load_layouts
from ingest.problems import Problem, english
from ingest.tables.parse import parse
from ingest.tables.reader import Parsed, Reader
from tests.unit.ingest_books import FILE, PUPIL_KEY, TEACHER_KEY, read, reader, workbook
from tests.unit.test_ingest_statistics import (
    DEEP,
    DEEP_ROW,
    FIGURES,
    HEADING,
    MERGES,
    ROW,
    export,
)

FORM = "education_statistics_primary"
AGES = [
    f"专任教师>#按年龄分>{age}" for age in ("24岁及以下", "25-29岁", "30-34岁>计", "30-34岁>#女")
]
GRADES = [
    f"在校生数>#按年级分>{grade}>{kind}" for grade in ("一年级", "二年级") for kind in ("计", "#女")
]
LAND = ["占地面积>#绿化用地", "占地面积>#学校产权"]


def knowing(folder: Path, *blocks: str) -> Reader:
    """A reader whose layout passes over blocks."""
    shutil.copytree(FOLDER, folder)
    path = folder / f"{FORM}.yml"
    layout = yaml.safe_load(path.read_text(encoding="utf-8")) | {"ignored_blocks": list(blocks)}
    path.write_text(yaml.safe_dump(layout, allow_unicode=True), encoding="utf-8")
    known = reader()
    return Reader(
        load_layouts(folder), load_codes(), TEACHER_KEY, PUPIL_KEY, known.limits, known.reference
    )


def wide(*more: str, by: Reader | None = None) -> Parsed:
    """An export with more columns than the layout declares."""
    sheet = export([*ROW, *([1] * len(more))], heading=[*HEADING, *more])
    return parse(workbook({"Sheet1": sheet}), FILE, by or reader())


def told(problems: list[Problem]) -> list[tuple]:
    return [(p.cell, p.found, p.layout_line.partition(": ")[2]) for p in problems]


def test_a_block_that_the_layout_names_is_passed_over_whole(tmp_path: Path):
    by = knowing(tmp_path / "layouts", "专任教师>#按年龄分", "在校生数 ＞ ＃按年级分")
    parsed = wide(*AGES, *GRADES, by=by)
    assert parsed.problems == []
    (row,) = parsed.parts[0].rows.to_pylist()
    assert (row["pupil_count"], row["bachelor_teacher_count"]) == (400, 12)


def test_a_block_reaches_as_far_as_its_path_and_no_further(tmp_path: Path):
    by = knowing(tmp_path / "layouts", "专任教师>#按年龄分", "图书")
    other = ["专任教师>#按年龄分组>计", "图书馆>面积", "教室>专任教师>#按年龄分"]
    parsed = wide(*other, "图书", "图书>册数", by=by)
    assert [p.found for p in parsed.problems] == other


def test_a_block_of_several_rows_of_heading_is_the_same(tmp_path: Path):
    heading = [list(row) for row in DEEP]
    for row, words in zip(
        heading, (["专任教师", ""], ["#按年龄分", ""], ["24岁", "25岁"], ["", ""]), strict=True
    ):
        row += words
    sheet = [["2025-2026学年教育事业统计（小学）"], *heading, [*DEEP_ROW, 7, 8]]
    merges = [*MERGES, (1, 14, 1, 15), (2, 14, 2, 15), (3, 14, 4, 14), (3, 15, 4, 15)]
    data = workbook({"Sheet1": sheet}, merges=merges)
    parsed = parse(data, FILE, knowing(tmp_path / "layouts", "专任教师>#按年龄分"))
    assert parsed.problems == []
    (row,) = parsed.parts[0].rows.to_pylist()
    assert {name: row[name] for name in FIGURES} == FIGURES
    (problem,) = read(data).problems
    assert (problem.found, problem.cell) == ("专任教师>#按年龄分>…", "O4")


@pytest.mark.parametrize("block", ["专任教师", "在校生数>合计", "占地面积"])
def test_a_block_may_not_hold_a_heading_of_a_field(block: str, tmp_path: Path):
    with pytest.raises(LayoutError, match=f"{block} .*headings of .*_count|{block} .*_area_m2"):
        knowing(tmp_path / "layouts", block)


def test_unknown_columns_are_told_by_block_with_the_line_that_passes_it_over():
    parsed = wide(*AGES, "法人", *LAND, *GRADES, "图书>册数", "校车>辆数", "校车>#当年新增")
    assert told(parsed.problems) == [
        ("J2", "专任教师>#按年龄分>…", 'ignored_blocks: ["专任教师>#按年龄分"]'),
        ("N2", "（2个字符，已隐去）", ""),
        ("O2", "占地面积>…", f'ignored_headings: ["{LAND[0]}", "{LAND[1]}"]'),
        ("Q2", "在校生数>#按年级分>…", 'ignored_blocks: ["在校生数>#按年级分"]'),
        ("U2", "图书>册数", 'ignored_headings: ["图书>册数"]'),
        ("V2", "校车>…", "ignored_blocks: [校车]"),
    ]
    assert "4列" in parsed.problems[0].action
    assert "ignored_blocks" in english(parsed.problems[0])


def test_the_lines_that_are_told_are_lines_of_a_layout(tmp_path: Path):
    extras = [*AGES, *LAND, *GRADES]
    keys = {"ignored_blocks": [], "ignored_headings": []}
    for problem in wide(*extras).problems:
        for key, texts in yaml.safe_load(problem.layout_line.partition(": ")[2]).items():
            keys[key] += texts
    by = knowing(tmp_path / "layouts", *keys["ignored_blocks"])
    left = wide(*extras, by=by).problems
    assert [p.found for p in left] == ["占地面积>…"]
    assert keys["ignored_headings"] == LAND


def test_a_block_is_never_to_be_passed_over_where_a_column_of_it_is_understood():
    """教基3301 is known to no field, but what stands under it is one of a field's headings."""
    heading = [list(row) for row in DEEP]
    heading[0][12] = "教基3301"
    for row, words in zip(
        heading, (["教基3301", ""], ["市级", "县级"], ["", ""], ["", ""]), strict=True
    ):
        row += words
    sheet = [["2025-2026学年教育事业统计（小学）"], *heading, [*DEEP_ROW, 7, 8]]
    (problem,) = read(workbook({"Sheet1": sheet}, merges=[*MERGES, (1, 14, 1, 15)])).problems
    assert problem.found == "教基3301>…"
    assert problem.layout_line.endswith('ignored_headings: ["教基3301>市级", "教基3301>县级"]')


def test_a_renamed_block_is_likened_step_by_step_to_fields_that_are_not_there():
    renamed = ["校舍面积>教学及辅助用房", "校舍面积>行政办公用房", "专任教师>#按年龄分>24岁及以下"]
    lines = [line for _, _, line in told(wide(*renamed).problems)]
    assert lines[0].startswith("teaching_area_m2 → headings: ")
    assert lines[0].endswith('"校舍面积>教学及辅助用房"]')
    assert lines[1:] == [
        'ignored_headings: ["校舍面积>行政办公用房"]',
        'ignored_headings: ["专任教师>#按年龄分>24岁及以下"]',
    ]


def test_a_heading_is_not_likened_to_a_field_that_is_there():
    (problem,) = wide("班数", "班级数目").problems
    assert problem.layout_line.endswith("ignored_headings: [班级数目]")
