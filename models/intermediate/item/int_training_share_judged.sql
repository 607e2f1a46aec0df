-- grain: one row per assessment cycle and school: Q4
-- judged on the budget (standard.md 12.7); a whole register that has no money for
-- training says that there is none, one with rows sent back says nothing
with counted as (select * from {{ ref('int_training_budget_counted') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

indicators as (select * from {{ ref('indicator') }}),

limited as (
    select
        counted.*,
        threshold.indicator_id,
        threshold.threshold_id,
        threshold.limit_value,
        cast(threshold.limit_value as decimal(7, 6)) * counted.public_budget_yuan
            as wanted,
        cast(
            threshold.limit_value - indicator.print_tolerance as decimal(7, 6)
        ) * counted.public_budget_yuan as printed,
        coalesce(
            counted.training_budget_yuan,
            case
                when
                    counted.public_budget_yuan is not null
                    and not counted.is_register_open
                    then 0
            end
        ) as spent
    from counted
    inner join thresholds as threshold
        on
            counted.county_id = threshold.county_id
            and counted.statistics_school_year = threshold.school_year
            and threshold.indicator_id = 'Q4'
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
),

judged as (
    select
        *,
        case
            when public_budget_yuan is null and is_merged then 'merged_into_parent'
            when public_budget_yuan is null and is_new then 'opened_this_year'
            when public_budget_yuan is null then 'funding_missing'
            when public_budget_yuan = 0 then 'no_public_funds'
            when spent is null then 'rows_rejected'
        end as reason
    from limited
)

select
    county_id,
    cycle_id,
    'school' as entity_type,
    school_id as entity_id,
    indicator_id,
    '' as stage,
    {{ ratio('spent', 'public_budget_yuan') }} as value,
    cast(spent as double) as numerator,
    cast(public_budget_yuan as double) as denominator,
    cast(limit_value as double) as limit_value,
    case
        when reason in ('merged_into_parent', 'opened_this_year') then 'not_applicable'
        when reason is not null then 'incomplete'
        when spent >= wanted then 'met'
        else 'not_met'
    end as verdict,
    coalesce(reason is null and spent < wanted and spent >= printed, false)
        as is_borderline,
    coalesce(reason, case when spent < wanted then 'share_too_low' end) as reason,
    threshold_id,
    'rows' as rests_on
from judged
