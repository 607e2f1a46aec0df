"""Workbooks for the tests of `ingest`, built cell by cell, and a county to read them against."""

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import xlsxwriter

from ingest.books.limits import Limits
from ingest.codes import load_codes
from ingest.columns.token import check_digit
from ingest.given import Given
from ingest.layout import load_layouts
from ingest.problems import Problem
from ingest.reference import Reference
from ingest.tables.parse import parse
from ingest.tables.reader import Parsed, Reader

FILE = "f" * 64
COUNTY = "990101"
SCHOOL = "2199000001"
OTHER = "2199000002"
THIRD = "2199000003"
TEACHER_KEY, PUPIL_KEY = bytes(range(32)), bytes(range(32, 64))


def person(serial: int, birth: str = "20150301") -> str:
    """An invented id number: an unassigned region, a valid check digit."""
    seventeen = f"{COUNTY}{birth}{serial:03d}"
    return seventeen + check_digit(seventeen)


def pupil(serial: int) -> str:
    """An invented national student number."""
    return f"G{person(serial)}"


def workbook(sheets: dict[str, list[list]], merges: Iterable[tuple] = ()) -> bytes:
    """An xlsx; a cell that starts with '=' is a formula, a tuple (formula, shown value)."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, tuple):
                    sheet.write_formula(r, c, cell[0], None, cell[1])
                elif isinstance(cell, str):
                    sheet.write_string(r, c, cell)
                elif cell is not None:
                    sheet.write(r, c, cell)
        for place in merges:
            sheet.merge_range(*place, rows[place[0]][place[1]])
    book.close()
    return target.getvalue()


@cache
def _data() -> tuple:
    return load_layouts(), load_codes()


def reader(limits: Limits | None = None) -> Reader:
    """A reader that knows three schools of one county."""
    layouts, codes = _data()
    reference = Reference(layouts.vocabulary.schools)
    reference.add_county(COUNTY, "岚岫县")
    reference.add_school(SCHOOL, COUNTY, ["岚岫县第一小学", "一小"])
    reference.add_school(OTHER, COUNTY, ["青杨镇中心小学"])
    reference.add_school(THIRD, COUNTY, ["柳河乡中心小学"])
    return Reader(layouts, codes, TEACHER_KEY, PUPIL_KEY, limits or Limits(), reference)


def read(data: bytes, limits: Limits | None = None, given: Given | None = None) -> Parsed:
    """A workbook's bytes, read."""
    return parse(data, FILE, reader(limits), given)


def found(parsed: Parsed) -> set[tuple[str, str | None]]:
    """(code, cell) of every problem."""
    problems: list[Problem] = parsed.problems + [p for part in parsed.parts for p in part.problems]
    return {(problem.code, problem.cell) for problem in problems}


SCHOOL_LABELS = ["学校标识码：2199000001", "学校名称：岚岫县第一小学"]
COUNTY_LABELS = ["区县代码：990101", "区县名称：岚岫县"]


def exchange_row(serial: int, **changes: object) -> list:
    """A move from 一小 to 青杨镇中心小学; `changes` by heading."""
    cells = {"姓名": "安平", "身份证号": person(serial, "19800501"), "原任教学校": "一小",
             "交流学校": "青杨镇中心小学", "交流形式": "定期交流", "开始年月": "2024-09",
             "课时比例": 60, "是否调动人事关系": "是"}  # fmt: skip
    return list((cells | changes).values())


def exchange_sheet(*rows: list, year: int = 2024) -> list[list]:
    """教师交流轮岗台账 of a school year; data begin in row 4."""
    heading = ["姓名", "身份证号", "原任教学校", "交流学校", "交流形式", "开始年月", "课时比例",
               "是否调动人事关系"]  # fmt: skip
    title = [f"{year}-{year + 1}学年教师交流轮岗台账"]
    return [title, COUNTY_LABELS, heading, *map(list, rows)]


def county_sheet(title: str, heading: list[str], *rows: list) -> dict[str, list[list]]:
    """A form of the county for a school year; data begin in row 4."""
    above = [[f"2025-2026学年{title}"], COUNTY_LABELS, heading]
    return {"表": [*above, *map(list, rows)]}


def class_sheet(*rows: list, heading: tuple = ("年级", "班级", "学生人数")) -> list[list]:
    """班级情况 of one school; data begin in row 4."""
    return [["2025-2026学年班级情况"], SCHOOL_LABELS, list(heading), *map(list, rows)]


STUDENT_HEADING = ["学籍号", "姓名", "性别", "年级", "班级", "是否随迁子女", "是否住宿"]


def student_row(serial: int, **changes: object) -> list:
    """A good row of 学生名册; `changes` by heading."""
    row = dict(
        zip(
            STUDENT_HEADING, [pupil(serial), "安宁", "女", "一年级", "1班", "否", "否"], strict=True
        )
    )
    return list((row | changes).values())


def student_sheet(*rows: list) -> list[list]:
    """学生名册 of one school; data begin in row 4."""
    return [["2025-2026学年学生名册"], SCHOOL_LABELS, STUDENT_HEADING, *rows]


TEACHER_HEADING = [
    "姓名",
    "身份证号",
    "性别",
    "出生年月",
    "参加工作年月",
    "来校年月",
    "最高学历",
    "职称",
    "任教学科",
    "任教学段",
    "岗位类别",
    "编制情况",
    "在岗情况",
    "骨干教师级别",
    "骨干称号有效期至",
    "是否校级领导",
    "暂缓交流原因",
]


def teacher_row(serial: int, **changes: object) -> list:
    """A good row of 教职工花名册; `changes` by heading."""
    cells = [
        "安平",
        person(serial, "19800501"),
        "男",
        "1980-05",
        "2002-09",
        "2015-09",
        "本科",
        "一级",
        "语文",
        "小学",
        "专任教师",
        "在编",
        "在岗",
        "无",
        "",
        "否",
        "无",
    ]
    return list((dict(zip(TEACHER_HEADING, cells, strict=True)) | changes).values())


def teacher_sheet(*rows: list) -> list[list]:
    """教职工花名册 of one school; data begin in row 4."""
    return [["2025-2026学年教职工花名册"], SCHOOL_LABELS, TEACHER_HEADING, *rows]


SCHOOL_LIST = [
    ["2025-2026学年学校名录"],
    [
        "区县代码",
        "区县名称",
        "学校标识码",
        "学校名称",
        "学校简称",
        "办学类型",
        "举办者类型",
        "城乡分类",
    ],
    [COUNTY, "岚岫县", SCHOOL, "岚岫县第一小学", "一小、县一小", "小学", "7", "111"],
    [COUNTY, "岚岫县", OTHER, "青杨镇中心小学", "", "小学", "县级教育部门", "镇中心区"],
]


def write(path: Path, data: bytes) -> Path:
    """Bytes as a file, its folders made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


CLASSES = [["一年级", "1班", 40], ["二年级", "1班", 41]]


def only(sheets: dict, **more):
    """The one part of a workbook that has no problem at all."""
    parsed = read(workbook(sheets, **more))
    assert parsed.problems == []
    (part,) = parsed.parts
    assert part.problems == []
    return part
