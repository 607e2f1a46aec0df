-- grain: one row per assessment cycle and county: the share of G15
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

stated as (select * from {{ ref('int_county_total_stated') }}),

indicators as (select * from {{ ref('indicator') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

known as (
    select
        cycle.county_id,
        cycle.cycle_id,
        threshold.threshold_id,
        threshold.limit_value,
        indicator.print_tolerance,
        max(case when stated.fact = 'G15|eligible' then stated.value end) as whole,
        max(case when stated.fact = 'G15|public' then stated.value end)
            as public_count,
        max(case when stated.fact = 'G15|purchased' then stated.value end)
            as purchased_count
    from county_cycles as cycle
    inner join thresholds as threshold
        on
            cycle.county_id = threshold.county_id
            and cycle.statistics_school_year = threshold.school_year
            and threshold.indicator_id = 'G15'
    inner join indicators as indicator
        on threshold.indicator_id = indicator.indicator_id
    left join stated
        on cycle.county_id = stated.county_id and cycle.cycle_id = stated.cycle_id
    group by
        cycle.county_id,
        cycle.cycle_id,
        threshold.threshold_id,
        threshold.limit_value,
        indicator.print_tolerance
),

bounded as (
    select
        *,
        public_count + purchased_count as part,
        coalesce(public_count, 0) + coalesce(purchased_count, 0) as least_part
    from known
)

select
    county_id,
    cycle_id,
    'county' as entity_type,
    county_id as entity_id,
    'G15' as indicator_id,
    '' as stage,
    {{ ratio('part', 'whole') }} as value,
    part as numerator,
    whole as denominator,
    limit_value,
    case
        when whole = 0 then 'not_applicable'
        when least_part > whole then 'incomplete'
        -- a number that is not stated can only add
        when least_part >= limit_value * whole then 'met'
        when part < limit_value * whole then 'not_met'
        else 'incomplete'
    end as verdict,
    coalesce(
        part < limit_value * whole
        and part >= (limit_value - print_tolerance) * whole, false
    ) as is_borderline,
    case
        when whole = 0 then 'nobody_asked'
        when least_part > whole then 'part_above_whole'
        when least_part >= limit_value * whole then cast(null as string)
        when part < limit_value * whole then 'share_too_low'
        else 'county_total_missing'
    end as reason,
    threshold_id,
    'county_total' as rests_on
from bounded
