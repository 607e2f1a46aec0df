"""Two small databases on which every rule of the gates holds, and one fault for each rule."""

from pathlib import Path

import duckdb
import yaml

from ingest.layout import load_layouts
from refresh.candidate import create_gate
from tests.unit.models_home import raw_schemas

CANARY = "张三丰110101199003071234"
"""Stands in the data where persons stand; must be found in nothing that a gate writes."""

COUNTY = "'990101' as county_id, '990101' as sender_id"

# 25 schools: one missing form is below the 5 percent that stop publication, two are above
ROWS = f"""
insert into raw.school_list by name
    select 'list' as _file, '990101' as county_id, '990101' as sender_id, 2025 as school_year,
        '21990000' || i as school_id, '211' as school_type, '1' as ownership
    from range(10, 35) as t (i);
insert into raw.school_profile by name
    select 'f' || school_id as _file, county_id, school_id as sender_id, school_year, school_id,
        60 as primary_pupil_count, 6 as full_time_teacher_count_primary,
        2 as associate_teacher_count_primary, 4 as bachelor_teacher_count_primary,
        1 as pe_teacher_count_primary, 100 as indoor_sports_area_m2, 100 as gym_area_m2,
        300 as teaching_area_m2, 400 as outdoor_sports_area_m2, 2 as multimedia_room_count
    from raw.school_list;
insert into raw.class_roster by name
    select 'f' || school_id as _file, county_id, school_id as sender_id, school_year,
        30 as pupil_count
    from raw.school_list cross join range(2);
insert into raw.teacher_roster by name
    select 'f' || school_id as _file, county_id, school_id as sender_id, school_year,
        't' || school_id || i as teacher_token
    from raw.school_list cross join range(6) as t (i);
insert into raw.student_roster by name
    select 'f' || school_id as _file, county_id, school_id as sender_id, school_year,
        's' || school_id || i as student_token
    from raw.school_list cross join range(60) as t (i);
insert into raw.school_list by name
    select 'old' as _file, county_id, sender_id, 2023 as school_year, school_id, school_type,
        ownership
    from raw.school_list;
insert into raw.teacher_roster by name
    select 'old' || sender_id as _file, county_id, sender_id, 2023 as school_year, teacher_token
    from raw.teacher_roster;
insert into raw.teacher_exchange by name
    select 'exchange' as _file, 7 as _row, {COUNTY}, 2024 as school_year,
        '{CANARY}' as teacher_token, '2199000010' as from_school_id,
        '2199000011' as to_school_id, date '2024-09-01' as start_month,
        date '2025-07-01' as end_month;
insert into raw.payroll by name
    select 'pay' as _file, 5 as _row, {COUNTY}, 2025 as finance_year,
        60000 as post_salary_yuan, 20000 as basic_performance_yuan, 80000 as gross_pay_yuan;
insert into raw.civil_servant_pay by name
    select 'civil' as _file, 5 as _row, {COUNTY}, 2025 as finance_year,
        900000 as base_pay_yuan, 300000 as regulated_allowance_yuan, 1200000 as total_yuan;
insert into raw.county_facts by name
    select 'facts' as _file, {COUNTY}, 2025 as school_year;
insert into raw.school_group by name
    select 'group' as _file, {COUNTY}, 2025 as school_year;
insert into raw.school_succession by name
    select 'change' as _file, {COUNTY}, 2025 as school_year, '2199000009' as from_school_id,
        '2199000034' as to_school_id, 'merge' as change_kind, date '2025-09-01' as change_month;
insert into raw.room by name
    select 'f' || school_id as _file, county_id, school_id as sender_id, school_year,
        'music' as room_kind, 96 as area_m2
    from raw.school_list where school_year = 2025;
insert into raw.campus by name
    select _file, county_id, sender_id, school_year, 'east' as campus_name,
        30 as primary_pupil_count, 0 as junior_pupil_count, 150 as teaching_area_m2,
        200 as outdoor_sports_area_m2, 1 as multimedia_room_count
    from raw.school_profile cross join range(2) where sender_id = '2199000012';
insert into raw.school_funding by name
    select 'money' as _file, {COUNTY}, 2025 as finance_year;
insert into raw.teacher_training by name
    select 'training' as _file, {COUNTY}, 2025 as school_year, teacher_token,
        2024 as training_year, 250 as training_hours
    from raw.teacher_roster where school_year = 2025;
insert into raw.teacher_certificate by name
    select 'certificates' as _file, {COUNTY}, 2025 as school_year;
insert into raw.backbone_title by name
    select 'titles' as _file, {COUNTY}, 2025 as school_year;
insert into raw.catchment by name
    select 'catchment' as _file, {COUNTY}, 2025 as school_year;
insert into raw.birth by name
    select 'births' as _file, {COUNTY}, 2025 as school_year,
        unnest(range(2025, 2032)) as entry_year;
insert into raw.quota_allocation by name
    select 'quota' as _file, {COUNTY}, 2025 as school_year, quota_kind, junior_school_id
    from (values ('allocated', '2199000010'), ('open', null)) as t (quota_kind, junior_school_id);
insert into raw.special_education by name
    select 'disabled' as _file, {COUNTY}, 2025 as school_year;
insert into raw.monitoring_result by name
    select 'monitoring' as _file, {COUNTY}, 2025 as school_year;
insert into raw.survey by name
    select 'survey' as _file, {COUNTY}, 2025 as school_year, 100 as sent_count,
        100 as valid_count, 100 as satisfied_count;
insert into raw.evidence by name
    select 'evidence' as _file, {COUNTY}, 2025 as school_year, evidence_item, finding
    from (values ('G1', 'fulfilled'), ('V1', 'absent')) as t (evidence_item, finding);
insert into raw.curriculum_lesson by name
    select 'f' || school_id as _file, county_id, school_id as sender_id, school_year, 1 as grade,
        26 as weekly_lesson_count, 4 as extension_lesson_count, 1 as knowledge_lesson_count
    from raw.school_list where school_year = 2025;
insert into raw.fitness_result by name
    select 'f' || school_id as _file, county_id, school_id as sender_id, school_year, 1 as grade,
        38 as tested_count, 3 as excellent_count, 15 as good_count, 18 as pass_count,
        2 as fail_count
    from raw.school_list where school_year = 2025;
insert into raw.exam by name
    select 'exam' as _file, {COUNTY}, 'E1' as exam_id, date '2026-05-23' as exam_date,
        'chinese' as subject, 100 as full_score;
insert into raw.graded_result by name
    select 'graded' as _file, 3 as _row, {COUNTY}, 'E1' as exam_id, school_id, 'music' as subject,
        30 as assessed_count, 12 as a_count, 10 as b_count, 6 as c_count, 2 as d_count
    from raw.school_list where school_year = 2025;
insert into raw.item_score by name
    select 'items' as _file, 3 as _row, {COUNTY}, 'E1' as exam_id, school_id, 'chinese' as subject,
        '1' as item_number, 'reading' as question_group, 10 as full_score, 30 as pupil_count,
        210.5 as score_sum
    from raw.school_list where school_year = 2025;
insert into raw.exam_candidate by name
    select 'exam' as _file, {COUNTY}, 'E1' as exam_id, 'n' || student_token as exam_number_token,
        student_token
    from raw.student_roster;
insert into raw.assessment by name
    select 'exam' as _file, {COUNTY}, 'E1' as exam_id, exam_number_token,
        'chinese' as subject, 75 as raw_score
    from raw.exam_candidate;
"""

PUBLISHED = Path(__file__).with_name("expectations_published.sql").read_text(encoding="utf-8")

FAULTS: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("expectations_faults.yml").read_text(encoding="utf-8")
)


def fill(connection: duckdb.DuckDBPyConnection, name: str, *, is_empty: bool = False) -> None:
    """Put into a new database what suite `name` judges."""
    if name == "published":
        connection.execute(PUBLISHED)
        return
    connection.execute("create schema raw")
    connection.execute("create table raw.run as select '2026-01-01T00:00:00Z' as as_of")
    for table, columns in raw_schemas().items():
        connection.register("given", columns.empty_table())
        connection.execute(f"create table raw.{table} as select * from given")
    create_gate(connection)
    if not is_empty:
        connection.execute(ROWS)
        _submit(connection)


def build(name: str, path: Path, faults: tuple[str, ...] = ()) -> Path:
    """A new database file for suite `name`, with the named faults planted."""
    with duckdb.connect(str(path)) as connection:
        fill(connection, name)
        for fault in faults:
            connection.execute(FAULTS[name][fault])
    return path


def _submit(connection: duckdb.DuckDBPyConnection) -> None:
    for form, layout in load_layouts().forms.items():
        connection.execute(
            f"insert into raw.submission by name select distinct _file, '{form}' as form, "
            f"county_id, sender_id, cast({layout.period_column} as varchar) as period, "
            "'2025-10-08T00:00:00Z' as received_at, '' as modified_at, 'accepted' as status, "
            "100 as rows_in, 99 as rows_loaded, 0 as rows_rejected, 1 as rows_blank "
            f"from raw.{form}"
        )
