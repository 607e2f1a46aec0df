-- grain: one row per assessment cycle, county and half of G11
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

decisions as (
    select * from {{ ref('int_exchange_decided') }}
    where count_mode = 'new'
),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

halves as (
    select
        county_id,
        school_year,
        'G11-exchange' as indicator_id,
        away_count as numerator,
        listed_count as denominator,
        exchange_verdict as verdict,
        is_exchange_borderline as is_borderline,
        exchange_reason as reason
    from decisions
    union all
    select
        county_id,
        school_year,
        'G11-backbone' as indicator_id,
        case when away_count is not null then backbone_exchanged_count end as numerator,
        away_count as denominator,
        backbone_verdict as verdict,
        is_backbone_borderline as is_borderline,
        backbone_reason as reason
    from decisions
)

select
    cycle.county_id,
    cycle.cycle_id,
    threshold.indicator_id,
    {{ ratio('halves.numerator', 'halves.denominator') }} as value,
    cast(halves.numerator as double) as numerator,
    cast(halves.denominator as double) as denominator,
    cast(threshold.limit_value as double) as limit_value,
    coalesce(halves.verdict, 'incomplete') as verdict,
    halves.is_borderline,
    case when halves.verdict is null then 'roster_missing' else halves.reason end
        as reason,
    threshold.threshold_id
from county_cycles as cycle
inner join thresholds as threshold
    on
        cycle.county_id = threshold.county_id
        and cycle.statistics_school_year = threshold.school_year
        and threshold.indicator_id in ('G11-exchange', 'G11-backbone')
left join halves
    on
        cycle.county_id = halves.county_id
        and cycle.exchange_school_year = halves.school_year
        and threshold.indicator_id = halves.indicator_id
