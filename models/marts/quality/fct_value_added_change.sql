-- grain: one row per county, exam, subject, model, method and school of takers, of
-- exams that go on an earlier one
with compared as (select * from {{ ref('int_value_added_compared') }}),

models as (select * from {{ ref('value_added_model') }}),

bounded as (
    select
        *,
        change_sd - interval_reach * change_sd_se as change_sd_low,
        change_sd + interval_reach * change_sd_se as change_sd_high
    from compared
)

select
    cast(bounded.county_id as string) as county_id,
    cast(bounded.exam_id as string) as exam_id,
    cast(bounded.subject as string) as subject,
    cast(bounded.model_id as string) as model_id,
    cast(bounded.method as string) as method,
    cast(bounded.is_printed as boolean) as is_printed,
    cast(bounded.school_id as string) as school_id,
    cast(bounded.school_year as integer) as school_year,
    cast(bounded.school_name as string) as school_name,
    cast(bounded.stage as string) as stage,
    cast(bounded.school_type as string) as school_type,
    cast(bounded.ownership as string) as ownership,
    cast(bounded.urban_rural as string) as urban_rural,
    cast(bounded.previous_exam_id as string) as previous_exam_id,
    bounded.effect_sd,
    bounded.previous_effect_sd,
    bounded.change_sd,
    bounded.change_sd_se,
    bounded.change_sd_low,
    bounded.change_sd_high,
    cast(
        case
            when bounded.change_sd is null then null
            when
                bounded.change_sd_low > 0 and bounded.change_sd >= model.minimum_effect
                then 'risen'
            when
                bounded.change_sd_high < 0
                and bounded.change_sd <= -model.minimum_effect
                then 'fallen'
            else 'about'
        end as string
    ) as change_band,
    cast(bounded.change_reason as string) as reason,
    true as is_estimate,
    cast(bounded.is_releasable and bounded.is_previous_releasable as boolean)
        as is_releasable,
    cast(bounded.is_suppressed or bounded.is_previous_suppressed as boolean)
        as is_suppressed
from bounded
inner join models as model on bounded.model_id = model.model_id
