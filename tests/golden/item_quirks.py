"""学校基本情况: one value a row, as the national form and its copies have it."""

from decimal import Decimal

from tests.golden.canvas import Canvas, Quirk

FIELDS = ("school_id", "school_type", "primary_pupil_count", "teaching_area_m2",
          "equipment_value_yuan", "is_boarding")  # fmt: skip
HEADING = ["序号", "类别", "填报项目", "单位", "填报值", "是否必填", "备注说明"]
ITEM, UNIT, VALUE, REMARK = 2, 3, 4, 6
ITEMS = [
    ("基本信息", "学校标识码", "", "2199000001"),
    ("基本信息", "学校名称", "", "岚岫县第一小学"),
    ("基本信息", "办学类型", "小学/初中/九年一贯制", "小学"),
    ("基本信息", "举办者类型", "", "县级教育部门"),
    ("基本信息", "城乡分类", "", "镇中心区"),
    ("基本信息", "是否寄宿制学校", "是/否", "否"),
    ("基本信息", "是否计校数", "是/否", "是"),
    ("学生信息", "小学在校学生数", "人", 812),
    ("教学用房面积", "教学及辅助用房总面积", "平方米", 4012.5),
    ("教学用房面积", "室内体育用房面积", "平方米", 300),
    ("体育场馆面积", "校内体育场面积", "平方米", 6500),
    ("教学设备", "教学仪器设备资产值（账面原值）", "万元", 208.35),
    ("教学设备", "网络多媒体教室间数", "间", 24),
]


def canvas() -> Canvas:
    """The form of one school, all that is required filled in."""
    return Canvas(
        above=[["2025-2026学年学校基本情况"]],
        heading=[list(HEADING)],
        body=[
            [number, kind, item, unit, value, "是", ""]
            for number, (kind, item, unit, value) in enumerate(ITEMS, 1)
        ],
        expected=[("2199000001", "211", 812, Decimal("4012.50"), Decimal("2083500.00"), False)],
    )


def _at(c: Canvas, item: str) -> list:
    return next(row for row in c.body if row[ITEM] == item)


def _period_beside_the_title(c: Canvas) -> None:
    c.above = [["学校基本情况表"], ["学年：", "2025-2026学年"]]


def _period_on_the_tab(c: Canvas) -> None:
    c.above = []
    c.name = "2025-2026学年学校填报"


def _heading_merged_and_broken(c: Canvas) -> None:
    c.heading = [["序\n号", "类 别", "填报\n项目", "单　位", "填 报 值", "是否必填", "备注"]]


def _only_two_columns(c: Canvas) -> None:
    c.heading = [["填报项目", "填报值"]]
    c.body = [[f"{row[ITEM]}（{row[UNIT]}）" if row[UNIT] == "万元" else row[ITEM], row[VALUE]]
              for row in c.body]  # fmt: skip


def _another_order(c: Canvas) -> None:
    c.body.reverse()


def _kinds_merged_over_their_items(c: Canvas) -> None:
    for row in c.body[1:7]:
        row[1] = ""
    c.merges.append(("body", 0, 6, 1, 1))


def _lines_between_the_kinds(c: Canvas) -> None:
    c.body.insert(7, ["", "二、学生", "", "", "", "", ""])
    c.body.insert(9, [])


def _items_nobody_filled_in(c: Canvas) -> None:
    c.body.append([14, "学生信息", "初中在校学生数", "人", "", "是", ""])
    c.body.append([15, "其他", "校园占地总面积", "亩", "", "否", "暂不填"])


def _remarks(c: Canvas) -> None:
    _at(c, "小学在校学生数")[REMARK] = "含随班就读，市级1150"


def _another_unit(c: Canvas) -> None:
    row = _at(c, "教学仪器设备资产值（账面原值）")
    row[UNIT : VALUE + 1] = ["元", 2083500]


def _units_as_typed(c: Canvas) -> None:
    _at(c, "教学仪器设备资产值（账面原值）")[UNIT] = "（人民币万元）"
    _at(c, "教学及辅助用房总面积")[UNIT] = "平米"
    _at(c, "室内体育用房面积")[UNIT] = "单位：㎡"
    row = _at(c, "校内体育场面积")
    row[UNIT : VALUE + 1] = ["公顷", 0.65]


def _values_as_text(c: Canvas) -> None:
    _at(c, "小学在校学生数")[VALUE] = "８１２"
    _at(c, "教学及辅助用房总面积")[VALUE] = "4,012.50"
    _at(c, "学校标识码")[VALUE] = " 2199000001 "
    _at(c, "是否寄宿制学校")[VALUE] = "×"


def _code_as_a_number(c: Canvas) -> None:
    _at(c, "学校标识码")[VALUE] = 2199000001
    _at(c, "办学类型")[VALUE] = 211


def _footers(c: Canvas) -> None:
    c.below = [[], ["填表人：安平", "", "审核人：安宁", "", "2025年9月20日"]]


def _explaining_sheets(c: Canvas) -> None:
    c.more = {"指标计算说明": [["指标名称", "计算公式"], ["生均面积", "面积÷学生数"]],
              "特殊情况说明": [["特殊情况处理说明"]]}  # fmt: skip


def _ghost_cells(c: Canvas) -> None:
    c.ghosts = [(900, 2), (3, 300)]


def _next_to_the_edge(c: Canvas) -> None:
    c.left = 2


PLACED = frozenset({"only_two_columns"})
ACCEPTED = [
    Quirk(_period_beside_the_title, "above"),
    Quirk(_period_on_the_tab, "above"),
    Quirk(_heading_merged_and_broken, "heading"),
    Quirk(_only_two_columns, "heading", frozenset({"kinds_merged_over_their_items",
          "lines_between_the_kinds", "items_nobody_filled_in"}), is_late=True),
    Quirk(_another_order, "body"),
    Quirk(_kinds_merged_over_their_items, "body"),
    Quirk(_lines_between_the_kinds, "body"),
    Quirk(_items_nobody_filled_in, "body"),
    Quirk(_remarks, "body"),
    Quirk(_another_unit, "body", PLACED),
    Quirk(_units_as_typed, "body", PLACED),
    Quirk(_values_as_text, "body"),
    Quirk(_code_as_a_number, "body"),
    Quirk(_footers, "below"),
    Quirk(_explaining_sheets, "sheets"),
    Quirk(_ghost_cells, "sheet"),
    Quirk(_next_to_the_edge, "edge"),
]  # fmt: skip


def _refuse(c: Canvas, code: str) -> None:
    c.refusal = code


def _item_twice(c: Canvas) -> None:
    _refuse(c, "ambiguous_table")
    c.body.append([14, "学生信息", "小学学生人数", "人", 810, "是", ""])


def _item_gone(c: Canvas) -> None:
    _refuse(c, "missing_heading")
    c.body.remove(_at(c, "室内体育用房面积"))


def _item_renamed(c: Canvas) -> None:
    _refuse(c, "missing_heading")
    _at(c, "网络多媒体教室间数")[ITEM] = "多媒体网络教室数"


def _item_nobody_knows(c: Canvas) -> None:
    _refuse(c, "extra_heading")
    c.body.append([14, "其他", "校园占地总面积", "亩", 30, "否", ""])


def _unit_nobody_knows(c: Canvas) -> None:
    _refuse(c, "unknown_unit")
    _at(c, "教学及辅助用房总面积")[UNIT] = "亩"


def _two_units_of_an_item(c: Canvas) -> None:
    _refuse(c, "unknown_unit")
    row = _at(c, "教学仪器设备资产值（账面原值）")
    row[ITEM : UNIT + 1] = ["教学仪器设备资产值（万元）", "元"]


def _school_nobody_knows(c: Canvas) -> None:
    _refuse(c, "unknown_school")
    _at(c, "学校标识码")[VALUE] = "2199009999"


def _no_period(c: Canvas) -> None:
    _refuse(c, "unknown_period")
    c.above = [["学校基本情况"]]


REFUSED = [
    Quirk(_item_twice, "body"),
    Quirk(_item_gone, "body"),
    Quirk(_item_renamed, "body"),
    Quirk(_item_nobody_knows, "body"),
    Quirk(_unit_nobody_knows, "body", PLACED),
    Quirk(_two_units_of_an_item, "body", PLACED),
    Quirk(_school_nobody_knows, "body"),
    Quirk(_no_period, "above"),
]


def _reject(c: Canvas, item: str, value: object, code: str) -> None:
    _at(c, item)[VALUE] = value
    c.rejections = [code]
    c.expected = []


def _words_for_a_number(c: Canvas) -> None:
    _reject(c, "小学在校学生数", "八百一十二", "not_a_number")


def _error_for_an_area(c: Canvas) -> None:
    _reject(c, "室内体育用房面积", ("=1/0", "#DIV/0!"), "error_cell")


def _kind_nobody_knows(c: Canvas) -> None:
    _reject(c, "办学类型", "私塾", "not_in_code_list")


def _required_left_open(c: Canvas) -> None:
    _reject(c, "校内体育场面积", "", "required_blank")


REJECTED = [
    Quirk(_words_for_a_number, "body"),
    Quirk(_error_for_an_area, "body"),
    Quirk(_kind_nobody_knows, "body"),
    Quirk(_required_left_open, "body"),
]
