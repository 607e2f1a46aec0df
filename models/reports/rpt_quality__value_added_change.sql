-- grain: one row per county, exam, subject, model and school of takers, of models with
-- changes
-- by the method that is printed, with how alike the two years are among all schools
with changes as (
    select * from {{ ref('fct_value_added_change') }}
    where is_printed and is_releasable
),

stabilities as (select * from {{ ref('fct_value_added_stability') }}),

runs as (select * from {{ ref('fct_value_added_model') }}),

papers as (select * from {{ ref('int_paper_named') }}),

models as (select * from {{ ref('value_added_model') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(change.county_id as string) as county_id,
    paper.county_name,
    cast(change.exam_id as string) as exam_id,
    cast(change.subject as string) as subject,
    cast(change.model_id as string) as model_id,
    cast(change.school_id as string) as school_id,
    paper.school_year,
    paper.school_year_name,
    paper.exam_name,
    paper.subject_name,
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
inner join papers as paper
    on {{ same_paper('change', 'paper') }}
inner join models as model on change.model_id = model.model_id
left join words as band
    on {{ word_of('band', 'value_added_change', 'change.change_band') }}
left join words as reason
    on {{ word_of('reason', 'value_added_reason', 'change.reason') }}
