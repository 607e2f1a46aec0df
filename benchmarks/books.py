"""Made-up workbooks to read: one large roster, and many small ones as schools send them."""

import random
import shutil
from pathlib import Path

import xlsxwriter

from ingest.columns.token import check_digit

COUNTY, SCHOOL = "990101", "2199000001"
HEADING = ["姓名", "身份证号", "性别", "出生年月", "参加工作年月", "来校年月", "最高学历", "职称",
           "任教学科", "任教学段", "岗位类别", "编制情况", "在岗情况", "骨干教师级别",
           "是否校级领导"]  # fmt: skip
DEFERRAL = "暂缓交流原因"
LIST_HEADING = [
    "区县代码",
    "区县名称",
    "学校标识码",
    "学校名称",
    "办学类型",
    "举办者类型",
    "城乡分类",
]
YEARS = [f"{year}-{year + 1}学年" for year in range(2021, 2026)]
YEAR = YEARS[-1]
FORMS = ("教职工花名册", "班级情况", "音乐美术教室", "课程课时情况")
"""What `county_files` has of each school and year."""


def person(serial: int) -> str:
    """The id number of the made-up person with a serial number: an unassigned region."""
    day, number = divmod(serial, 1000)
    year, day = divmod(day, 336)
    month, day = divmod(day, 28)
    seventeen = f"{COUNTY}{1960 + year}{1 + month:02d}{1 + day:02d}{number:03d}"
    return seventeen + check_digit(seventeen)


def teacher(serial: int, chance: random.Random) -> list[str]:
    """A row of the roster of teachers, all of it text."""
    born = 1970 + serial % 30
    return [
        f"安{chr(0x4E00 + serial % 2000)}", person(serial), "男女"[serial % 2],
        f"{born}-{1 + serial % 12:02d}", f"{born + 22}-09", f"{born + 24}-0{1 + serial % 9}",
        chance.choice(["本科", "大专", "硕士研究生"]), chance.choice(["一级", "二级", "高级"]),
        chance.choice(["语文", "数学", "英语"]), "小学", "专任教师", "在编", "在岗", "无", "否",
    ]  # fmt: skip


def _write(path: Path, rows: list[list] | object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    book = xlsxwriter.Workbook(str(aside), {"constant_memory": True})
    sheet = book.add_worksheet()
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell) if isinstance(cell, int) else sheet.write_string(r, c, cell)
    book.close()
    aside.replace(path)


def school_list(path: Path, schools: int = 1, year: str = YEAR) -> Path:
    """The list that the other forms are read against."""
    if not path.exists():
        rows = [[COUNTY, "岚岫县", str(int(SCHOOL) + n), f"第{n + 1}小学", "小学", "7", "111"]
                for n in range(schools)]  # fmt: skip
        _write(path, [[f"{year}学校名录"], LIST_HEADING, *rows])
    return path


def roster(path: Path, rows: int) -> Path:
    """One roster of teachers; with the reason for deferral sixteen columns."""
    if not path.exists():
        chance = random.Random(1)
        _write(path, (
            row
            for part in (
                [[f"{YEAR}教职工花名册"], [f"学校标识码：{SCHOOL}"], [*HEADING, DEFERRAL]],
                ([*teacher(n, chance), "无"] for n in range(rows)),
            )
            for row in part
        ))  # fmt: skip
    return path


def school_files(folder: Path, schools: int) -> Path:
    """Two workbooks for each school: a roster of forty teachers and a table of classes."""
    if not folder.exists():
        aside = folder.with_suffix(".part")
        shutil.rmtree(aside, ignore_errors=True)
        chance = random.Random(2)
        for n in range(schools):
            labels = [f"学校标识码：{int(SCHOOL) + n}"]
            teachers = [[*teacher(100 * n + m, chance), "无"] for m in range(40)]
            classes = [
                ["一二三四五六"[m % 6] + "年级", f"{m // 6 + 1}班", 30 + m] for m in range(24)
            ]
            title = [f"{YEAR}教职工花名册"]
            roster_rows = [title, labels, [*HEADING, DEFERRAL], *teachers]
            _write(aside / f"{n}-教职工.xlsx", roster_rows)
            title = [f"{YEAR}班级情况"]
            _write(
                aside / f"{n}-班级.xlsx", [title, labels, ["年级", "班级", "学生人数"], *classes]
            )
        aside.rename(folder)
    return folder


def county_files(folder: Path, schools: int) -> Path:
    """The lists of five years, and four small workbooks of each school for each."""
    if not folder.exists():
        aside = folder.with_suffix(".part")
        shutil.rmtree(aside, ignore_errors=True)
        for year in YEARS:
            school_list(aside / f"{year}学校名录.xlsx", schools, year)
            for n in range(schools):
                for form in FORMS:
                    _school_form(aside / f"{n}-{year}{form}.xlsx", n, year, form)
        aside.rename(folder)
    return folder


def corrected(path: Path) -> Path:
    """The first school's roster of the last year, with one teacher less."""
    _school_form(path, 0, YEAR, FORMS[0], teachers=39)
    return path


def _school_form(path: Path, n: int, year: str, form: str, teachers: int = 40) -> None:
    """What school `n` reports of a year in a form."""
    chance = random.Random(n)
    heading, rows = {
        "教职工花名册": (
            [*HEADING, DEFERRAL],
            [[*teacher(100 * n + m, chance), "无"] for m in range(teachers)],
        ),
        "班级情况": (
            ["年级", "班级", "学生人数"],
            [[f"{'一二三四五六'[m % 6]}年级", f"{m // 6 + 1}班", 30 + m] for m in range(12)],
        ),
        "音乐美术教室": (
            ["教室类型", "教室名称", "教室面积"],
            [[kind, f"{kind}1", 96 + n % 9] for kind in ("音乐教室", "美术教室")],
        ),
        "课程课时情况": (
            ["年级", "周总课时", "拓展性课程周课时", "知识拓展类周课时"],
            [[f"{grade}年级", 26 + n % 4, 4, 1] for grade in "一二三四五六"],
        ),
    }[form]
    _write(path, [[f"{year}{form}"], [f"学校标识码：{int(SCHOOL) + n}"], heading, *rows])
