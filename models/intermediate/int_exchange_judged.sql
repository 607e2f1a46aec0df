-- grain: one row per assessment cycle, county and half of G11
with counties as (
    select
        cycle.cycle_id,
        cycle.statistics_school_year,
        cycle.county_id as owing_county_id,
        decided.*
    from {{ ref('int_county_cycle') }} as cycle
    left join {{ ref('int_exchange_decided') }} as decided
        on
            cycle.county_id = decided.county_id
            and cycle.exchange_school_year = decided.school_year
            and decided.count_mode = 'new'
),

halves as (
    select
        owing_county_id as county_id,
        cycle_id,
        statistics_school_year,
        'G11-exchange' as indicator_id,
        away_count as numerator,
        listed_count as denominator,
        exchange_verdict as verdict,
        is_exchange_borderline as is_borderline,
        exchange_reason as reason
    from counties
    union all
    select
        owing_county_id as county_id,
        cycle_id,
        statistics_school_year,
        'G11-backbone' as indicator_id,
        case when away_count is not null then backbone_exchanged_count end as numerator,
        away_count as denominator,
        backbone_verdict as verdict,
        is_backbone_borderline as is_borderline,
        backbone_reason as reason
    from counties
)

select
    halves.county_id,
    halves.cycle_id,
    halves.indicator_id,
    halves.numerator,
    halves.denominator,
    threshold.threshold_id,
    threshold.limit_value,
    coalesce(halves.verdict, 'incomplete') as verdict,
    coalesce(halves.is_borderline, false) as is_borderline,
    case when halves.verdict is null then 'roster_missing' else halves.reason end
        as reason
from halves
left join {{ ref('int_threshold_resolved') }} as threshold
    on
        halves.county_id = threshold.county_id
        and halves.statistics_school_year = threshold.school_year
        and halves.indicator_id = threshold.indicator_id
