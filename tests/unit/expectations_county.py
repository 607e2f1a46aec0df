"""Two small databases on which every rule of the gates holds, and one fault for each rule."""

from pathlib import Path

import duckdb
import yaml

from refresh.candidate import create_gate

CANARY = "张三丰110101199003071234"
"""Stands in the data where persons stand; must be found in nothing that a gate writes."""

SCHOOL_FORMS = ("school_profile", "class_roster", "teacher_roster", "student_roster")
COUNTY_FORMS = (
    "school_list", "teacher_exchange", "payroll", "civil_servant_pay", "county_facts",
    "school_group", "school_succession", "exam", "exam_candidate", "assessment",
)  # fmt: skip

RAW = """
create schema raw;
create table raw.run as select '2026-01-01T00:00:00Z' as as_of;
create table raw.submission (
    _file varchar, form varchar, county_id varchar, sender_id varchar, period varchar,
    received_at varchar default '2025-10-08T00:00:00Z', modified_at varchar default '',
    status varchar, rows_in bigint, rows_loaded bigint, rows_rejected bigint, rows_blank bigint);
create table raw.school_list (
    _file varchar, county_id varchar, sender_id varchar, school_year bigint,
    school_id varchar, school_type varchar, ownership varchar);
create table raw.school_profile (
    _file varchar, county_id varchar, sender_id varchar, school_year bigint, school_id varchar,
    parent_school_id varchar, is_included_in_parent boolean,
    primary_pupil_count bigint, junior_pupil_count bigint, senior_pupil_count bigint,
    full_time_teacher_count_primary bigint, full_time_teacher_count_junior bigint,
    associate_teacher_count_primary bigint, associate_teacher_count_junior bigint,
    bachelor_teacher_count_primary bigint, bachelor_teacher_count_junior bigint,
    master_teacher_count_primary bigint, master_teacher_count_junior bigint,
    doctor_teacher_count_primary bigint, doctor_teacher_count_junior bigint,
    backbone_teacher_count_primary bigint, backbone_teacher_count_junior bigint,
    pe_teacher_count_primary bigint, pe_teacher_count_junior bigint,
    music_teacher_count_primary bigint, music_teacher_count_junior bigint,
    fine_art_teacher_count_primary bigint, fine_art_teacher_count_junior bigint,
    arts_teacher_count_primary bigint, arts_teacher_count_junior bigint,
    full_time_teacher_count bigint, backbone_teacher_count bigint, pe_teacher_count bigint,
    music_teacher_count bigint, fine_art_teacher_count bigint, arts_teacher_count bigint,
    certified_teacher_count bigint, trained_360_hours_teacher_count bigint,
    class_count bigint, class_count_up_to_25 bigint, class_count_26_to_30 bigint,
    class_count_31_to_35 bigint, class_count_36_to_40 bigint, class_count_41_to_45 bigint,
    class_count_46_to_50 bigint, class_count_51_to_55 bigint, class_count_56_to_60 bigint,
    class_count_61_to_65 bigint, class_count_from_66 bigint,
    music_room_count bigint, music_room_count_from_96_m2 bigint,
    music_room_count_73_to_96_m2 bigint, music_room_count_61_to_73_m2 bigint,
    fine_art_room_count bigint, fine_art_room_count_from_90_m2 bigint,
    fine_art_room_count_67_to_90_m2 bigint, fine_art_room_count_61_to_67_m2 bigint,
    primary_catchment_pupil_count bigint, junior_catchment_pupil_count bigint,
    last_year_funding_budget_yuan decimal(18, 2), last_year_training_budget_yuan decimal(18, 2),
    indoor_sports_area_m2 decimal(12, 2), gym_area_m2 decimal(12, 2));
create table raw.class_roster (
    _file varchar, county_id varchar, sender_id varchar, school_year bigint, pupil_count bigint);
create table raw.teacher_roster (
    _file varchar, county_id varchar, sender_id varchar, school_year bigint, teacher_token varchar);
create table raw.student_roster (
    _file varchar, county_id varchar, sender_id varchar, school_year bigint, student_token varchar);
create table raw.teacher_exchange (
    _file varchar, _row bigint, county_id varchar, sender_id varchar, school_year bigint,
    teacher_token varchar, from_school_id varchar, to_school_id varchar,
    start_month date, end_month date, planned_end_month date);
create table raw.payroll (
    _file varchar, _row bigint, county_id varchar, sender_id varchar, finance_year bigint,
    post_salary_yuan decimal(14, 2), grade_salary_yuan decimal(14, 2),
    teaching_raise_yuan decimal(14, 2), seniority_allowance_yuan decimal(14, 2),
    basic_performance_yuan decimal(14, 2), reward_performance_yuan decimal(14, 2),
    year_end_bonus_yuan decimal(14, 2), township_allowance_yuan decimal(14, 2),
    rural_teacher_allowance_yuan decimal(14, 2), head_teacher_allowance_yuan decimal(14, 2),
    after_school_pay_yuan decimal(14, 2), reform_subsidy_yuan decimal(14, 2),
    gross_pay_yuan decimal(14, 2));
create table raw.civil_servant_pay (
    _file varchar, _row bigint, county_id varchar, sender_id varchar, finance_year bigint,
    base_pay_yuan decimal(18, 2), regulated_allowance_yuan decimal(18, 2),
    reward_subsidy_yuan decimal(18, 2), year_end_bonus_yuan decimal(18, 2),
    township_allowance_yuan decimal(18, 2), transport_subsidy_yuan decimal(18, 2),
    total_yuan decimal(18, 2));
create table raw.county_facts (
    _file varchar, county_id varchar, sender_id varchar, school_year bigint);
create table raw.education_statistics_primary (
    _file varchar, county_id varchar, sender_id varchar, school_year bigint);
create table raw.education_statistics_junior (
    _file varchar, county_id varchar, sender_id varchar, school_year bigint);
create table raw.education_statistics_senior (
    _file varchar, county_id varchar, sender_id varchar, school_year bigint);
create table raw.school_group (
    _file varchar, county_id varchar, sender_id varchar, school_year bigint);
create table raw.school_succession (
    _file varchar, county_id varchar, sender_id varchar, school_year bigint,
    from_school_id varchar, to_school_id varchar, change_kind varchar, change_month date);
create table raw.exam (
    _file varchar, county_id varchar, sender_id varchar, exam_id varchar,
    exam_date date, subject varchar, full_score decimal(7, 2));
create table raw.exam_candidate (
    _file varchar, county_id varchar, sender_id varchar, exam_id varchar,
    exam_number_token varchar, student_token varchar);
create table raw.assessment (
    _file varchar, county_id varchar, sender_id varchar, exam_id varchar,
    exam_number_token varchar, subject varchar, raw_score decimal(7, 2));
"""

# 25 schools: one missing form is below the 5 percent that stop publication, two are above
ROWS = f"""
insert into raw.school_list
    select 'list', '990101', '990101', 2025, '21990000' || i, '211', '1'
    from range(10, 35) as t (i);
insert into raw.school_profile by name
    select 'f' || school_id as _file, county_id, school_id as sender_id, school_year, school_id,
        60 as primary_pupil_count, 6 as full_time_teacher_count_primary,
        2 as associate_teacher_count_primary, 4 as bachelor_teacher_count_primary,
        1 as pe_teacher_count_primary, 100 as indoor_sports_area_m2, 100 as gym_area_m2
    from raw.school_list;
insert into raw.class_roster
    select 'f' || school_id, county_id, school_id, school_year, 30
    from raw.school_list cross join range(2);
insert into raw.teacher_roster
    select 'f' || school_id, county_id, school_id, school_year, 't' || school_id || i
    from raw.school_list cross join range(6) as t (i);
insert into raw.student_roster
    select 'f' || school_id, county_id, school_id, school_year, 's' || school_id || i
    from raw.school_list cross join range(60) as t (i);
insert into raw.school_list
    select 'old', county_id, sender_id, 2023, school_id, school_type, ownership
    from raw.school_list;
insert into raw.teacher_roster
    select 'old' || sender_id, county_id, sender_id, 2023, teacher_token from raw.teacher_roster;
insert into raw.teacher_exchange values
    ('exchange', 7, '990101', '990101', 2024, '{CANARY}', '2199000010', '2199000011',
     date '2024-09-01', date '2025-07-01', null);
insert into raw.payroll by name
    select 'pay' as _file, 5 as _row, '990101' as county_id, '990101' as sender_id,
        2025 as finance_year, 60000 as post_salary_yuan, 20000 as basic_performance_yuan,
        80000 as gross_pay_yuan;
insert into raw.civil_servant_pay by name
    select 'civil' as _file, 5 as _row, '990101' as county_id, '990101' as sender_id,
        2025 as finance_year, 900000 as base_pay_yuan, 300000 as regulated_allowance_yuan,
        1200000 as total_yuan;
insert into raw.county_facts values ('facts', '990101', '990101', 2025);
insert into raw.school_group values ('group', '990101', '990101', 2025);
insert into raw.school_succession values
    ('change', '990101', '990101', 2025, '2199000009', '2199000034', 'merge', date '2025-09-01');
insert into raw.exam values
    ('exam', '990101', '990101', 'E1', date '2026-05-23', 'chinese', 100);
insert into raw.exam_candidate
    select 'exam', '990101', '990101', 'E1', 'n' || student_token, student_token
    from raw.student_roster;
insert into raw.assessment
    select 'exam', '990101', '990101', 'E1', exam_number_token, 'chinese', 75
    from raw.exam_candidate;
"""

PUBLISHED = """
create schema gate;
create table gate.change (
    table_name varchar, figure varchar, entity_id varchar, previous double, current double);
insert into gate.change values ('fct_class', 'row_count', '', 100, 99),
    ('fct_resource_balance', 'cv', '990101|primary|R1', 0.31, 0.35);
create table fct_indicator_verdict as select 'met' as verdict;
create table fct_resource_balance as
    select '990101' as county_id, '2026' as cycle_id, stage, 'R' || i as indicator_id,
        0.31 as cv, 'met' as verdict
    from (values ('primary'), ('junior')) as s (stage) cross join range(1, 8) as t (i);
create table fct_submission as
    select 'payroll' as form, 1 as version, 10 as rows_in, 8 as rows_loaded, 1 as rows_rejected,
        1 as rows_blank;
create table fct_school_resource as select 1.5 as value;
create table fct_teacher_exchange as
    select '990101' as county_id, 2025 as school_year, 'new' as count_mode, * from (values
        ('county', '990101', 12, 3, 0.11, 0.25, 'met', 'met'),
        ('school', '2199000010', 12, 3, 1.5, 0.25, null, null)
    ) as t (entity_type, entity_id, exchanged_count, backbone_exchanged_count, exchange_ratio,
        backbone_ratio, exchange_verdict, backbone_verdict);
create table fct_salary_parity as
    select '990101' as county_id, 2025 as finance_year, 'default' as definition, *,
        95000.0 as civil_servant_average_yuan, 1.007 as coverage_ratio from (values
        ('all', 'all', 40, 4000000.00, 100000.0, 1.05, false, 'met'),
        ('stage', 'primary', 30, 3000000.00, 100000.0, 1.05, false, null),
        ('stage', 'junior', 10, 1000000.00, 100000.0, 1.05, false, null),
        ('title', 'senior_full', 20, null, null, null, true, null)
    ) as t (stratum_type, stratum, teacher_head_count, teacher_total_yuan, teacher_average_yuan,
        ratio, is_suppressed, verdict);
create table fct_pay_scope as
    select '990101' as county_id, 2025 as finance_year, 'counted' as scope_reason;
create table fct_quality_score as
    select '990101' as county_id, 'E1' as exam_id, 'chinese' as subject, 'takers' as denominator,
        true as is_releasable, false as is_suppressed, 0.0 as z_score, 50.0 as t_score, *
    from (values
        ('county', '990101', 40, 3000.0, 75.0, 9.0, 70.0, 75.0, 80.0, 36, 10, 0.9, 0.25, 0.0),
        ('school', '2199000010', 40, 3000.0, 75.0, 9.0, 70.0, 75.0, 80.0, 36, 10, 0.9, 0.25, 0.0)
    ) as t (entity_type, entity_id, pupil_count, score_sum, mean_score, standard_deviation,
        first_quartile, median, third_quartile, pass_count, excellent_count, pass_ratio,
        excellent_ratio, low_ratio);
create table fct_reconciliation as
    select '990101' as county_id, * from (values
        (2025, '2199000010', 'primary_pupil_count', 'school_profile', 'education_statistics',
            'agree', true),
        (2025, '2199000010', 'primary_pupil_count', 'school_profile', 'student_roster',
            'differ', false),
        (2024, '2199000010', 'primary_pupil_count', 'school_profile', 'education_statistics',
            'differ', false),
        (2024, '2199000099', 'primary_pupil_count', 'school_profile', 'education_statistics',
            'not_attributable', null)
    ) as t (school_year, school_id, fact, source_a, source_b, status, is_within);
create table fct_score_variance as select 'E1' as exam_id, 0.12 as eta_squared, 0.11 as icc1;
create table dictionary as
    select table_name, column_name, '标签' as label, '说明' as description
    from information_schema.columns where table_schema = 'main';
"""

FAULTS: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("expectations_faults.yml").read_text(encoding="utf-8")
)


def fill(connection: duckdb.DuckDBPyConnection, name: str, *, is_empty: bool = False) -> None:
    """Put into a new database what suite `name` judges."""
    if name == "published":
        connection.execute(PUBLISHED)
        return
    connection.execute(RAW)
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
    for form in SCHOOL_FORMS + COUNTY_FORMS:
        period = "exam_id" if form in {"exam", "exam_candidate", "assessment"} else "school_year"
        if form in {"payroll", "civil_servant_pay"}:
            period = "finance_year"
        connection.execute(
            f"insert into raw.submission by name select distinct _file, '{form}' as form, "
            f"county_id, sender_id, cast({period} as varchar) as period, 'accepted' as status, "
            f"100 as rows_in, 99 as rows_loaded, 0 as rows_rejected, 1 as rows_blank "
            f"from raw.{form}"
        )
