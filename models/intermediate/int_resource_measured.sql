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
        cast(indicator.per_pupil_count as decimal(3, 0)) as per_pupil_count,
        case
            when not stages.has_profile then 'school_profile'
            when stages.pupil_count is null then stages.stage || '_pupil_count'
            when stages.pupil_count = 0 then 'no_pupil'
            else amount.missing_field
        end as missing_reason
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
    joined.*,
    case when joined.missing_reason is null then joined.known_amount end as amount
from joined
