-- grain: one row per judged school stage, school year and indicator R1 to R7
-- value = per_pupil_count × amount ÷ pupils; nothing is divided yet. What is missing
-- and what sources disagree on bound the amount, and the pupils (standard.md 12.2)
with stages as (
    select * from {{ ref('int_school_stage_merged') }}
    where is_judged
),

amounts as (select * from {{ ref('int_resource_amount') }}),

disputes as (select * from {{ ref('int_resource_disputed') }}),

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
        amount.missing_field,
        dispute.indicator_id is not null as is_disputed,
        amount.least_amount,
        amount.most_amount,
        -- nothing is less than nothing, unless a form says so itself
        case
            when dispute.indicator_id is not null
                then greatest(
                    amount.least_amount + dispute.least_amount_difference,
                    least(amount.least_amount, 0)
                )
        end as least_disputed_amount,
        amount.most_amount + dispute.most_amount_difference as most_disputed_amount,
        dispute.least_pupil_count,
        dispute.most_pupil_count,
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
    left join disputes as dispute
        on
            stages.county_id = dispute.county_id
            and stages.school_year = dispute.school_year
            and stages.school_id = dispute.school_id
            and stages.stage = dispute.stage
            and amount.indicator_id = dispute.indicator_id
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
    case when pupil_reason is null then least_disputed_amount end
        as least_disputed_amount,
    case when pupil_reason is null then most_disputed_amount end
        as most_disputed_amount,
    least_pupil_count,
    most_pupil_count,
    pupil_reason is null and is_disputed as is_disputed,
    is_estimated
from joined
