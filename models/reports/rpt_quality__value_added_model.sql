-- grain: one row per county, exam, subject and model that has an earlier exam
-- by the method that is printed
with runs as (
    select * from {{ ref('fct_value_added_model') }}
    where is_printed and is_releasable and prior_exam_id is not null
),

papers as (select * from {{ ref('int_paper_named') }}),

models as (select * from {{ ref('value_added_model') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(run.county_id as string) as county_id,
    paper.county_name,
    cast(run.exam_id as string) as exam_id,
    cast(run.subject as string) as subject,
    cast(run.model_id as string) as model_id,
    paper.school_year,
    paper.school_year_name,
    paper.exam_name,
    paper.subject_name,
    cast(model.model_name_zh as string) as model_name,
    earlier.exam_name as prior_exam_name,
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
    cast(coalesce(paper.watermark, earlier.watermark) as string) as watermark,
    run.is_suppressed
from runs as run
inner join papers as paper
    on {{ same_paper('run', 'paper') }}
inner join papers as earlier
    on
        run.county_id = earlier.county_id
        and run.prior_exam_id = earlier.exam_id
        and run.subject = earlier.subject
inner join models as model on run.model_id = model.model_id
left join words as reason
    on {{ word_of('reason', 'value_added_reason', 'run.reason') }}
