-- grain: one row per county, exam, subject and model that has an earlier exam
-- by the method that is printed
with runs as (
    select * from {{ ref('fct_value_added_model') }}
    where is_printed and is_releasable and prior_exam_id is not null
),

exams as (select * from {{ ref('dim_exam') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

models as (select * from {{ ref('value_added_model') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(run.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(run.exam_id as string) as exam_id,
    cast(run.subject as string) as subject,
    cast(run.model_id as string) as model_id,
    cast(exam.school_year as integer) as school_year,
    cast({{ school_year_text('exam.school_year') }} as string) as school_year_name,
    cast(exam.exam_name as string) as exam_name,
    cast(subject.name_zh as string) as subject_name,
    cast(model.model_name_zh as string) as model_name,
    cast(earlier.exam_name as string) as prior_exam_name,
    cast(run.method as string) as method,
    run.taker_count,
    run.matched_count,
    run.match_ratio,
    run.school_count,
    run.compared_school_count,
    run.prior_slope,
    run.prior_slope_se,
    run.tau_squared,
    run.sigma_squared,
    run.icc,
    run.icc_low,
    run.icc_high,
    run.minus2_log_likelihood,
    run.above_count,
    run.below_count,
    run.discovery_above_count,
    run.discovery_below_count,
    run.expected_false_flag_count,
    cast(reason.name_zh as string) as note,
    cast(mark.name_zh as string) as watermark,
    run.is_suppressed
from runs as run
inner join exams as exam
    on run.county_id = exam.county_id and run.exam_id = exam.exam_id
inner join exams as earlier
    on run.county_id = earlier.county_id and run.prior_exam_id = earlier.exam_id
inner join models as model on run.model_id = model.model_id
left join newest_cycles as newest
    on run.county_id = newest.county_id
left join codes as subject
    on subject.list_id = 'subject' and run.subject = subject.code
left join words as reason
    on {{ word_of('reason', 'value_added_reason', 'run.reason') }}
left join words as mark
    on
        {{ word_of(
            'mark', 'watermark',
            'case when exam.is_watermarked then exam.legal_status'
            ~ ' else earlier.legal_status end'
        ) }}
