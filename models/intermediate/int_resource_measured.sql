-- grain: one row per judged school stage, school year and indicator R1 to R7
-- value = per_pupil_count × amount ÷ pupils; nothing is divided yet
with stages as (
    select * from {{ ref('int_school_stage_merged') }}
    where is_judged
),

amounts as (select * from {{ ref('int_resource_amount') }}),

indicators as (select * from {{ ref('indicator') }}),

joined as (
    select
        stages.county_id,
        stages.school_year,
        stages.school_id,
        stages.stage,
        stages.pupil_count,
        indicator.indicator_id,
        indicator.print_tolerance,
        amount.known_amount,
        amount.least_amount,
        amount.most_amount,
        amount.missing_field,
        amount.is_estimated,
        cast(indicator.per_pupil_count as decimal(3, 0)) as per_pupil_count,
        case
            when not stages.has_profile then 'school_profile'
            when stages.pupil_count is null then stages.stage || '_pupil_count'
            when stages.pupil_count = 0 then 'no_pupil'
        end as pupil_reason
    from stages
    inner join amounts as amount
        on
            stages.county_id = amount.county_id
            and stages.school_year = amount.school_year
            and stages.school_id = amount.school_id
            and stages.stage = amount.stage
    inner join indicators as indicator
        on amount.indicator_id = indicator.indicator_id
)

select
    county_id,
    school_year,
    school_id,
    stage,
    pupil_count,
    indicator_id,
    print_tolerance,
    per_pupil_count,
    coalesce(pupil_reason, missing_field) as missing_reason,
    case when coalesce(pupil_reason, missing_field) is null then known_amount end
        as amount,
    case when pupil_reason is null then least_amount end as least_amount,
    case when pupil_reason is null then most_amount end as most_amount,
    is_estimated
from joined
