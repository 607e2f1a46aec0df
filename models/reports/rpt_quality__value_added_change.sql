-- grain: one row per county, exam, subject, model and school of takers, of models with
-- changes
-- by the method that is printed, with how alike the two years are among all schools
with changes as (
    select * from {{ ref('fct_value_added_change') }}
    where is_printed and is_releasable
),

stabilities as (select * from {{ ref('fct_value_added_stability') }}),

runs as (select * from {{ ref('fct_value_added_model') }}),

exams as (select * from {{ ref('dim_exam') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

models as (select * from {{ ref('value_added_model') }}),

words as (select * from {{ ref('display_word') }}),

codes as (select * from {{ ref('code_list') }})

select
    cast(change.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(change.exam_id as string) as exam_id,
    cast(change.subject as string) as subject,
    cast(change.model_id as string) as model_id,
    cast(change.school_id as string) as school_id,
    change.school_year,
    cast({{ school_year_text('change.school_year') }} as string) as school_year_name,
    cast(exam.exam_name as string) as exam_name,
    cast(subject.name_zh as string) as subject_name,
    cast(model.model_name_zh as string) as model_name,
    cast(change.school_name as string) as school_name,
    change.previous_effect_sd,
    change.effect_sd,
    change.change_sd,
    change.change_sd_low,
    change.change_sd_high,
    cast(band.name_zh as string) as change_band_name,
    stability.correlation,
    stability.correlation_low,
    stability.correlation_high,
    cast(reason.name_zh as string) as note,
    change.is_suppressed
from changes as change
inner join stabilities as stability
    on
        change.county_id = stability.county_id
        and change.exam_id = stability.exam_id
        and change.subject = stability.subject
        and change.model_id = stability.model_id
        and change.method = stability.method
        and stability.school_count > 0
inner join runs as run
    on
        change.county_id = run.county_id
        and change.exam_id = run.exam_id
        and change.subject = run.subject
        and change.model_id = run.model_id
        and change.method = run.method
        and not run.is_suppressed
inner join exams as exam
    on change.county_id = exam.county_id and change.exam_id = exam.exam_id
inner join models as model on change.model_id = model.model_id
left join newest_cycles as newest
    on change.county_id = newest.county_id
left join codes as subject
    on subject.list_id = 'subject' and change.subject = subject.code
left join words as band
    on {{ word_of('band', 'value_added_change', 'change.change_band') }}
left join words as reason
    on {{ word_of('reason', 'value_added_reason', 'change.reason') }}
