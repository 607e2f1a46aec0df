-- grain: one row per entity, school year and count mode
-- counts that nothing was handed in for are unknown; the year's moves are judged by the
-- rules of 1 September after them, in whole numbers: count ≥ limit × of how many
with counted as (
    select
        counts.*,
        case when years.has_roster then counts.eligible_count end as listed_count,
        case when years.has_ledger then counts.exchanged_count end as away_count
    from {{ ref('int_exchange_entity_counted') }} as counts
    inner join {{ ref('int_exchange_year') }} as years
        on
            counts.county_id = years.county_id
            and counts.school_year = years.school_year
),

limits as (
    select
        threshold.county_id,
        threshold.school_year - 1 as exchange_year,
        indicator.print_tolerance,
        max(
            case
                when indicator.indicator_id = 'G11-exchange' then threshold.limit_value
            end
        ) as exchange_limit,
        max(
            case
                when indicator.indicator_id = 'G11-backbone' then threshold.limit_value
            end
        ) as backbone_limit
    from {{ ref('int_threshold_resolved') }} as threshold
    inner join {{ ref('indicator') }} as indicator
        on threshold.indicator_id = indicator.indicator_id
    where threshold.indicator_id in ('G11-exchange', 'G11-backbone')
    group by threshold.county_id, threshold.school_year, indicator.print_tolerance
),

limited as (
    select
        counted.*,
        limits.exchange_limit,
        limits.backbone_limit,
        limits.print_tolerance,
        cast(counted.listed_count as decimal(10, 0)) as whole_listed,
        cast(counted.away_count as decimal(10, 0)) as whole_away
    from counted
    left join limits
        on
            counted.county_id = limits.county_id
            and counted.school_year = limits.exchange_year
)

select
    *,
    away_count >= exchange_limit * whole_listed as is_exchange_met,
    away_count >= (exchange_limit - print_tolerance) * whole_listed as is_exchange_near,
    backbone_exchanged_count >= backbone_limit * whole_away as is_backbone_met,
    backbone_exchanged_count >= (backbone_limit - print_tolerance) * whole_away
        as is_backbone_near
from limited
