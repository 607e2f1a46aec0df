-- grain: one row per assessment cycle and county: Q1 by the way that the county chose
-- incomplete only where the missing numbers could decide (standard.md 12.2)
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

chosen as (
    select * from {{ ref('int_retention_measured') }}
    where is_chosen
),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

indicators as (select * from {{ ref('indicator') }}),

limited as (
    select
        cycle.county_id,
        cycle.cycle_id,
        threshold.indicator_id,
        threshold.threshold_id,
        threshold.limit_value,
        chosen.school_count,
        chosen.open_school_count,
        chosen.above_whole_count,
        chosen.least_numerator,
        chosen.most_numerator,
        chosen.denominator,
        chosen.value,
        threshold.limit_value * chosen.denominator as wanted,
        (threshold.limit_value - indicator.print_tolerance) * chosen.denominator
            as printed
    from county_cycles as cycle
    inner join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and threshold.indicator_id = 'Q1'
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
    left join chosen
        on
            cycle.county_id = chosen.county_id
            and cycle.cycle_id = chosen.cycle_id
),

judged as (
    select
        *,
        case
            when school_count is null then 'not_applicable'
            when open_school_count > 0 then 'incomplete'
            when denominator = 0 then 'not_applicable'
            when most_numerator < wanted then 'not_met'
            when least_numerator >= wanted then 'met'
            else 'incomplete'
        end as verdict
    from limited
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    indicator_id,
    '' as stage,
    value,
    case when value is not null then cast(least_numerator as double) end as numerator,
    case when value is not null then cast(denominator as double) end as denominator,
    cast(limit_value as double) as limit_value,
    verdict,
    verdict = 'not_met'
    and least_numerator = most_numerator
    and least_numerator >= printed as is_borderline,
    case
        when school_count is null then 'no_school'
        when verdict = 'not_applicable' then 'no_leaving_class'
        when verdict = 'incomplete' then 'value_missing'
        -- more than all cannot have stayed: somebody should look at the form
        when above_whole_count > 0 then 'above_whole'
        when verdict = 'not_met' then 'share_too_low'
    end as reason,
    threshold_id,
    'rows' as rests_on
from judged
