"""A county's list of school districts as Pubei tells of its own: an .xls with merged cells, without
numbers or months; plates hang at lead and member schools, not where a district only helps."""

import io
from pathlib import Path

import pytest
import xlwt

from tests.unit.ingest_books import SCHOOL_LIST, workbook
from tests.unit.ingest_bureau import Bureau

GROUPS, SUPPORTS, MEMBERS = 19, 3, 385
HEADING = ["序号", "学区名称", "学区类型", "紧密程度", "学校名称", "角色", "是否挂牌"]


def districts() -> list[tuple[str, str, str | None, list[tuple[str, str]]]]:
    """(name, type, tightness, [(school, role)]) of made-up districts, as many as Pubei has."""
    result, number = [], 0
    for turn in range(GROUPS + SUPPORTS):
        if turn < GROUPS:
            count = MEMBERS // GROUPS + (turn < MEMBERS % GROUPS)
            kind, tightness, roles = "融合型集团", "部分融合型", ("龙头校", *["成员校"] * count)
        else:
            kind, tightness, roles = "城乡帮扶型", None, ("支援校", "受援校", "受援校")
        schools = [(f"甲县第{number + place + 1}小学", role) for place, role in enumerate(roles)]
        number += len(roles)
        result.append((f"第{turn + 1}学区", kind, tightness, schools))
    return result


def as_xls_list() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("学区划分及设置")
    sheet.write_merge(0, 0, 0, 6, "甲县2020-2021学年学区划分及设置（学区名册）")
    sheet.write(1, 0, "区县代码：990101")
    for column, heading in enumerate(HEADING):
        sheet.write(2, column, heading)
    row = 3
    for turn, (name, kind, tightness, schools) in enumerate(districts()):
        last = row + len(schools) - 1
        for column, value in enumerate((turn + 1, name, kind, tightness)):
            sheet.write_merge(row, last, column, column, value)
        for school, role in schools:
            sheet.write(row, 4, school)
            sheet.write(row, 5, role)
            sheet.write(row, 6, "是" if role in ("龙头校", "成员校") else "否")
            row += 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    made = Bureau(tmp_path)
    school = SCHOOL_LIST[-1]
    names = [name for *_, schools in districts() for name, _ in schools]
    rows = [
        [*school[:2], f"{2199000000 + turn}", name, "", *school[5:]]
        for turn, name in enumerate(names, start=1)
    ]
    made.put("名录.xlsx", workbook({"学校名录": [*SCHOOL_LIST[:2], *rows]}))
    return made


def test_a_list_of_twenty_two_districts_and_404_plates(bureau: Bureau):
    bureau.put("学区划分及设置20200325.xls", as_xls_list())
    result = bureau.ingest()
    assert result.held_count == 0, bureau.sent_back()
    listed = bureau.rows(
        "school_group", "group_type, role, has_plate, count(*)", "true group by 1, 2, 3"
    )
    assert listed == [
        ("group", "lead", True, GROUPS),
        ("group", "member", True, MEMBERS),
        ("support", "helped", False, 2 * SUPPORTS),
        ("support", "helper", False, SUPPORTS),
    ]
    assert bureau.rows(
        "school_group", "count(distinct group_name), count(group_id), min(tightness)"
    ) == [(GROUPS + SUPPORTS, 0, "partial")]
