-- grain: one row per assessment cycle, county and stage: the numbers of G2
-- the county states one quota a stage for town and village alike; it must reach the
-- benchmark in force
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

stated as (select * from {{ ref('int_county_total_stated') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }})

select
    cycle.county_id,
    cycle.cycle_id,
    'county' as entity_type,
    cycle.county_id as entity_id,
    'G2' as indicator_id,
    threshold.stage,
    stated.value,
    stated.value as numerator,
    cast(null as double) as denominator,
    threshold.limit_value,
    case
        when stated.value is null then 'incomplete'
        when stated.value < threshold.limit_value then 'not_met'
        else 'met'
    end as verdict,
    coalesce(
        stated.value < threshold.limit_value
        and stated.value + 0.5 >= threshold.limit_value, false
    ) as is_borderline,
    case
        when stated.value is null then 'county_total_missing'
        when stated.value < threshold.limit_value then 'quota_too_low'
    end as reason,
    threshold.threshold_id,
    'county_total' as rests_on
from county_cycles as cycle
inner join thresholds as threshold
    on
        cycle.county_id = threshold.county_id
        and cycle.statistics_school_year = threshold.school_year
        and threshold.indicator_id = 'G2'
        and threshold.stage <> 'all'
left join stated
    on
        cycle.county_id = stated.county_id
        and cycle.cycle_id = stated.cycle_id
        and stated.fact = 'G2|' || threshold.stage
