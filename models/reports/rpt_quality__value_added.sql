-- grain: one row per county, exam, subject, model and school of takers, of models that
-- are reported
-- by the method that is printed; no rank: schools stand in the order of their codes
with effects as (
    select * from {{ ref('fct_value_added') }}
    where is_printed and is_releasable
),

runs as (
    select * from {{ ref('fct_value_added_model') }}
    where is_reported
),

papers as (select * from {{ ref('int_paper_named') }}),

models as (select * from {{ ref('value_added_model') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(effect.county_id as string) as county_id,
    paper.county_name,
    cast(effect.exam_id as string) as exam_id,
    cast(effect.subject as string) as subject,
    cast(effect.model_id as string) as model_id,
    cast(effect.school_id as string) as school_id,
    paper.school_year,
    paper.school_year_name,
    paper.exam_name,
    paper.subject_name,
    cast(model.model_name_zh as string) as model_name,
    cast(effect.school_name as string) as school_name,
    effect.taker_count,
    effect.matched_count,
    effect.match_ratio,
    effect.effect,
    effect.effect_low,
    effect.effect_high,
    effect.effect_sd,
    effect.effect_se,
    effect.effect_cond_se,
    cast(band.name_zh as string) as band_name,
    cast(discovery.name_zh as string) as discovery_band_name,
    effect.mean_residual,
    effect.effect_reliable_prior,
    effect.conditional_percentile,
    cast(reason.name_zh as string) as note,
    effect.is_suppressed
from effects as effect
inner join runs as run
    on
        effect.county_id = run.county_id
        and effect.exam_id = run.exam_id
        and effect.subject = run.subject
        and effect.model_id = run.model_id
        and effect.method = run.method
inner join papers as paper
    on {{ same_paper('effect', 'paper') }}
inner join models as model on effect.model_id = model.model_id
left join words as band
    on {{ word_of('band', 'value_added_band', 'effect.band') }}
left join words as discovery
    on {{ word_of('discovery', 'value_added_band', 'effect.discovery_band') }}
left join words as reason
    on {{ word_of('reason', 'value_added_reason', 'effect.reason') }}
