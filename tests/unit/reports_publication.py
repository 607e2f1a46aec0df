"""A small publication with every kind of column, and two reports of it."""

import copy
from pathlib import Path

import duckdb
import yaml

RUN = {"run_id": "20261121T180000Z", "started_at": "2026-11-21T18:00:00Z"}

TABLES = """
create table rpt_trial__school as select * from (values
    ('第一小学', '小学', 2025, 1203, 4.25::decimal(9, 2), 0.9534, 'met', true, date '2026-09-01'),
    ('=HYPERLINK("x";"y")', '初中', 2025, 12, null, 1.0, 'not_met', false, null),
    ('+SUM(A1)', '小学', 2025, 350, 11.5, 0.1, 'incomplete', null, null),
    ('@A1', '初中', 2025, 90, 0, 0, 'not_applicable', false, null),
    ('很长的学校名称，长到一列放不下也不能把别的列挤出纸面的那一种学校中心小学', '小学', 2025,
        987654, 6.0, 0.5, null, true, null)
) as t (school_name, stage_name, school_year, pupil_count, teacher_value, pass_ratio, verdict,
    is_boarding, seen_date);
alter table rpt_trial__school add column is_suppressed boolean;
alter table rpt_trial__school add column ratio_verdict varchar;
update rpt_trial__school set ratio_verdict = case when pass_ratio < 0.2 then '不足85%' end;
create table rpt_trial__card as select * from (values
    (1, '交流轮岗比例', 0.112, 'percent1', 'at_least', 0.10, 'met', '符合条件 1,042 人'),
    (2, '工资收入比', 0.987, 'decimal3', 'at_least', 1.0, 'not_met', '每人差 1,320 元'),
    (3, '差异系数', null, 'decimal3', 'at_most', 0.5, 'incomplete', '两所学校未报'),
    (4, '学生数', 38120, 'integer', null, null, null, null)
) as t (position, label, value, format, comparison, limit_value, verdict, note);
create table rpt_trial__cv as
select i as position, 'R' || i || ' 指标' as indicator_name, stage_name,
    case when i = 3 and stage_name = '初中' then null else 0.2 + 0.05 * i end as cv, cv_limit,
    case when i = 3 and stage_name = '初中' then 'incomplete'
        when 0.2 + 0.05 * i > cv_limit then 'not_met' else 'met' end as verdict
from range(1, 8) as r (i)
cross join (values ('小学', 0.5), ('初中', 0.45)) as s (stage_name, cv_limit);
create table rpt_trial__year as select * from (values
    (2023, '当年新增', 0.081, 0.1), (2023, '在岗交流', 0.124, 0.1),
    (2024, '当年新增', 0.096, 0.1), (2024, '在岗交流', 0.151, 0.1),
    (2025, '当年新增', 0.112, 0.1), (2025, '在岗交流', 0.163, 0.1)
) as t (school_year, count_mode_name, exchange_ratio, exchange_limit);
create table rpt_trial__empty as select * from rpt_trial__year where false;
create table rpt_trial__county as
select * from (values ('990101', '清溪县'), ('990102', '白石县')) as t (county_id, county_name);
create table dictionary (
    table_name varchar, column_name varchar, position integer, data_type varchar, label varchar,
    description varchar, unit varchar, formula varchar, source_form varchar, document varchar,
    suppression varchar, table_label varchar, table_description varchar);
"""

LABELS = {
    "school_name": ("学校", ""),
    "stage_name": ("学段", ""),
    "school_year": ("学年", ""),
    "pupil_count": ("在校生数", "人"),
    "teacher_value": ("每百名学生专任教师数", "人"),
    "pass_ratio": ("合格率", ""),
    "verdict": ("结论", ""),
    "is_boarding": ("寄宿", ""),
    "seen_date": ("核对日期", ""),
    "county_id": ("区县代码", ""),
    "county_name": ("区县", ""),
    "ratio_verdict": ("合格率结论", ""),
    "position": ("序", ""),
    "label": ("项目", ""),
    "value": ("数值", ""),
    "format": ("写法", ""),
    "comparison": ("比较", ""),
    "limit_value": ("标准", ""),
    "note": ("说明", ""),
    "indicator_name": ("指标", ""),
    "cv": ("差异系数", ""),
    "cv_limit": ("上限", ""),
    "count_mode_name": ("口径", ""),
    "exchange_ratio": ("交流轮岗比例", ""),
    "exchange_limit": ("标准", ""),
}

BOOK = {
    "name": "trial",
    "kind": "workbook",
    "audience": "bureau",
    "title": "试报表",
    "sheets": [
        {
            "table": "rpt_trial__school",
            "title": "学校",
            "heading": "学校一览",
            "note": "说明第一行。\n说明第二行。",
            "columns": [
                "school_name",
                "stage_name",
                "school_year",
                "pupil_count",
                "teacher_value",
                "pass_ratio",
                "verdict",
                "is_boarding",
                "seen_date",
            ],
            "formats": {"school_year": "plain", "pass_ratio": "percent1"},
            "lights": ["verdict"],
            "tints": {"pass_ratio": "ratio_verdict"},
            "order": ["-school_year", "school_name"],
        },
        {
            "table": "rpt_trial__empty",
            "title": "空表",
            "heading": "没有行的表",
            "note": "表头仍在。",
        },
    ],
}

PAGE = {
    "name": "glance",
    "kind": "page",
    "audience": "bureau",
    "title": "一页看全 <县>",
    "lead": "只看结论。",
    "each": {"table": "rpt_trial__county", "column": "county_id", "label": "county_name"},
    "blocks": [
        {
            "block": "cards",
            "table": "rpt_trial__card",
            "order": ["position"],
            "label": "label",
            "value": "value",
            "format": "format",
            "comparison": "comparison",
            "limit": "limit_value",
            "verdict": "verdict",
            "note": "note",
        },
        {
            "block": "chart",
            "table": "rpt_trial__cv",
            "title": "校际差异系数",
            "note": "越小越均衡。",
            "mark": "bar",
            "x": "indicator_name",
            "y": "cv",
            "format": "decimal3",
            "colour": "stage_name",
            "limit": "cv_limit",
            "limit_label": "上限",
            "verdict": "verdict",
            "order": ["position", "cv_limit"],
            "is_sideways": True,
            "is_wide": True,
        },
        {
            "block": "chart",
            "table": "rpt_trial__year",
            "title": "交流轮岗比例",
            "note": "逐年。",
            "mark": "line",
            "x": "school_year",
            "y": "exchange_ratio",
            "format": "percent1",
            "colour": "count_mode_name",
            "limit": "exchange_limit",
            "limit_label": "标准 10%",
            "order": ["school_year", "count_mode_name"],
        },
        {
            "block": "chart",
            "table": "rpt_trial__empty",
            "title": "没有数据的图",
            "note": "不画。",
            "mark": "bar",
            "x": "school_year",
            "y": "exchange_ratio",
            "format": "percent1",
            "order": [],
        },
        {
            "block": "rows",
            "table": "rpt_trial__school",
            "columns": ["school_name", "pupil_count", "pass_ratio", "verdict"],
            "title": "学校",
            "note": "前几所。",
            "formats": {"pass_ratio": "percent1"},
            "lights": ["verdict"],
            "order": ["school_name"],
        },
    ],
}


def build(folder: Path) -> Path:
    """A publication's database in `folder`."""
    path = folder / "marts.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(TABLES)
        for table in ("school", "card", "cv", "year", "empty"):
            connection.execute(
                f"alter table rpt_trial__{table} add column county_id varchar default '990101'"
            )
        connection.executemany(
            "insert into dictionary select table_name, column_name, ordinal_position, data_type, "
            "?, '说明', ?, '', '', '', 'institution', '试表', '一行一个。' "
            "from information_schema.columns where column_name = ? and table_name <> 'dictionary'",
            [[label, unit, name] for name, (label, unit) in LABELS.items()],
        )
    return path


def write_specs(folder: Path, *specs: dict) -> Path:
    """Report files in `folder`."""
    for spec in specs:
        text = yaml.safe_dump(spec, allow_unicode=True)
        (folder / f"{spec['name']}.yml").write_text(text, encoding="utf-8")
    return folder


def changed(spec: dict, *path, value) -> dict:
    """A report file's content with one value replaced."""
    spec = copy.deepcopy(spec)
    inner = spec
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return spec
