-- grain: one row per entity, school year and count mode
-- counts that nothing was handed in for are unknown; the year's moves are judged by the
-- rules of 1 September after them, in whole numbers: count ≥ limit × of how many
-- possible: the best that open moves and unknown titles can bring; sure: the worst
with entity_counts as (select * from {{ ref('int_exchange_entity_counted') }}),

exchange_years as (select * from {{ ref('int_exchange_year') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

indicators as (select * from {{ ref('indicator') }}),

counted as (
    select
        counts.*,
        exchange.limit_value as exchange_limit,
        backbone.limit_value as backbone_limit,
        exchange.threshold_id as exchange_threshold_id,
        backbone.threshold_id as backbone_threshold_id,
        indicator.print_tolerance,
        case when years.has_roster then counts.eligible_count end as listed_count,
        case when years.has_ledger then counts.exchanged_count end as away_count,
        -- where no title is known their number is unknown, not 0
        case
            when
                years.has_ledger
                and not (
                    counts.exchanged_count > 0
                    and counts.title_unknown_count = counts.exchanged_count
                )
                then counts.backbone_exchanged_count
        end as titled_count,
        case
            when counts.entity_type = 'county' then years.missing_roster_count
        end as missing_roster_count
    from entity_counts as counts
    inner join exchange_years as years
        on
            counts.county_id = years.county_id
            and counts.school_year = years.school_year
    left join thresholds as exchange
        on
            counts.county_id = exchange.county_id
            and counts.school_year + 1 = exchange.school_year
            and exchange.indicator_id = 'G11-exchange'
    left join thresholds as backbone
        on
            counts.county_id = backbone.county_id
            and counts.school_year + 1 = backbone.school_year
            and backbone.indicator_id = 'G11-backbone'
    left join indicators as indicator
        on exchange.indicator_id = indicator.indicator_id
),

shortened as (
    select
        *,
        cast(listed_count as decimal(10, 0)) as whole_listed,
        cast(away_count as decimal(10, 0)) as whole_away,
        cast(undecided_backbone_count as decimal(10, 0)) as whole_undecided_backbone,
        cast(undecided_other_count as decimal(10, 0)) as whole_undecided_other
    from counted
)

select
    *,
    away_count >= exchange_limit * whole_listed as is_exchange_met,
    away_count >= (exchange_limit - print_tolerance) * whole_listed as is_exchange_near,
    away_count + undecided_count >= exchange_limit * whole_listed
        as is_exchange_possible,
    backbone_exchanged_count >= backbone_limit * (whole_away + whole_undecided_other)
        as is_backbone_sure,
    backbone_exchanged_count + title_unknown_count + undecided_backbone_count
    >= backbone_limit * (whole_away + whole_undecided_backbone) as is_backbone_possible,
    backbone_exchanged_count >= (backbone_limit - print_tolerance) * whole_away
        as is_backbone_near
from shortened
