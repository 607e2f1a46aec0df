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
        exchange_limit as limit_value,
        exchange_threshold_id as threshold_id,
        exchange_verdict as verdict,
        is_exchange_borderline as is_borderline,
        exchange_reason as reason
    from decisions
    union all
    select
        county_id,
        school_year,
        'G11-backbone' as indicator_id,
        titled_count as numerator,
        case when backbone_share_of = 'eligible' then listed_count else away_count end
            as denominator,
        backbone_limit as limit_value,
        backbone_threshold_id as threshold_id,
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
    cast(coalesce(halves.limit_value, threshold.limit_value) as double) as limit_value,
    coalesce(halves.verdict, 'incomplete') as verdict,
    halves.is_borderline,
    case
        when halves.verdict is null then 'roster_missing'
        when halves.verdict = 'not_met' then 'share_too_low'
        else halves.reason
    end as reason,
    coalesce(halves.threshold_id, threshold.threshold_id) as threshold_id
from county_cycles as cycle
inner join thresholds as threshold
    on
        cycle.county_id = threshold.county_id
        -- where nothing was handed in, the rule that would have decided
        and cycle.exchange_school_year + 1 = threshold.school_year
        and threshold.indicator_id in ('G11-exchange', 'G11-backbone')
left join halves
    on
        cycle.county_id = halves.county_id
        and cycle.exchange_school_year = halves.school_year
        and threshold.indicator_id = halves.indicator_id
