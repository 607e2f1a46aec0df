-- a small publication on which every rule of the second gate holds
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
create table fct_fitness_result as
    select '990101' as entity_id, false as is_suppressed, 90 as tested_count,
        9 as excellent_count, 36 as good_count, 40 as pass_count, 5 as fail_count,
        0.9 as tested_ratio, 0.1 as excellent_ratio, 0.5 as good_or_better_ratio,
        0.94 as pass_or_better_ratio;
create table fct_grade_distribution as
    select '990101' as entity_id, true as is_releasable, false as is_suppressed,
        30 as assessed_count, 12 as a_count, 10 as b_count, 6 as c_count, 2 as d_count,
        0.4 as a_ratio, 0.7 as b_or_better_ratio, 80.0 as grade_index, 0.5 as superiority;
create table fct_question_group as
    select '990101' as entity_id, true as is_releasable, false as is_suppressed,
        30 as pupil_count, 210.5 as score_sum, 300 as attainable_sum, 0.7 as score_rate,
        1.5 as county_difference, null::double as stratum_difference, 'about' as county_band,
        null::varchar as stratum_band;
create table fct_quality_score as
    select '990101' as county_id, 'E1' as exam_id, 'chinese' as subject, 'takers' as denominator,
        true as is_releasable, false as is_suppressed, 0.0 as z_score, 50.0 as t_score,
        0.75 as difficulty, 0.0 as mean_lead_ratio, 0.35 as upper_third_ratio,
        0.35 as lower_third_ratio, *
    from (values
        ('county', '990101', 40, 3000.0, 75.0, 9.0, 70.0, 75.0, 80.0, 36, 10, 0.9, 0.25, 0.0),
        ('school', '2199000010', 40, 3000.0, 75.0, 9.0, 70.0, 75.0, 80.0, 36, 10, 0.9, 0.25, 0.0)
    ) as t (entity_type, entity_id, pupil_count, score_sum, mean_score, standard_deviation,
        first_quartile, median, third_quartile, pass_count, excellent_count, pass_ratio,
        excellent_ratio, low_ratio);
create table fct_norm as
    select 'county' as scope, '990101' as entity_id, true as is_releasable, false as is_suppressed,
        240 as pupil_count, 75.0 as mean_score, 9.0 as standard_deviation, 60.0 as percentile_10,
        75.0 as percentile_50, 90.0 as percentile_90, null::double as lowest_score,
        100.0 as highest_score;
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
create table fct_score_variance as select 'E1' as exam_id, 0.12 as eta_squared,
    0.08 as eta_squared_low,
    0.2 as eta_squared_high, 0.11 as icc1, 0.07 as icc1_low, 0.2 as icc1_high, 0.115 as icc_reml,
    0.07 as icc_reml_low, 0.2 as icc_reml_high;
create table fct_value_added as
    select '990101' as county_id, 'E1' as exam_id, 'chinese' as subject, 'junior_prior' as model_id,
        'reml' as method, true as is_releasable, false as is_suppressed, 40 as taker_count,
        38 as matched_count, 0.95 as match_ratio, 0.8 as shrinkage, 51.0 as conditional_percentile,
        effect as mean_residual, effect as effect_reliable_prior, 'about' as band, *
    from (values
        ('2199000010', 2.0, -0.5, 4.5, 0.2), ('2199000011', -2.0, -4.5, 0.5, -0.2)
    ) as t (school_id, effect, effect_low, effect_high, effect_sd);
create table fct_value_added_model as
    select 'E1' as exam_id, 80 as taker_count, 76 as matched_count, 0.95 as match_ratio,
        2 as school_count, 2 as compared_school_count, 4.0 as tau_squared, 96.0 as sigma_squared,
        0.04 as icc, 0.0 as icc_low, 0.2 as icc_high, 1 as above_count, 0 as below_count,
        1 as discovery_above_count, 0 as discovery_below_count;
create table fct_quality_index as
    select '2199000010' as school_id, 100.0 as quality_index, 3 as subject_count, 3 as paper_count,
        1.0 as weight_sum;
create table fct_sample_estimate as
    select 'E1' as exam_id, 'weighted' as basis, 80 as taker_count, 4 as school_count,
        240 as population_pupil_count, 8 as population_school_count, 74.5 as sample_mean_score,
        75.0 as mean_score, 72.0 as mean_score_low, 78.0 as mean_score_high, 1.5 as standard_error,
        3 as degrees_of_freedom, 1.4 as design_effect, null::varchar as reason,
        true as is_releasable, false as is_suppressed;
create table dictionary as
    select table_name, column_name, '标签' as label, '说明' as description
    from information_schema.columns where table_schema = 'main';
