-- grain: one row per entity, school year and count mode
-- counts that nothing was handed in for are unknown; the year's moves are judged by the
-- rules and choices of 1 September after them
with entity_counts as (select * from {{ ref('int_exchange_entity_counted') }}),

exchange_years as (select * from {{ ref('int_exchange_year') }}),

thresholds as (select * from {{ ref('int_threshold_resolved') }}),

choices as (
    select * from {{ ref('int_choice_resolved') }}
    where choice = 'backbone_share_of'
)

select
    counts.*,
    exchange.limit_value as exchange_limit,
    backbone.limit_value as backbone_limit,
    exchange.threshold_id as exchange_threshold_id,
    backbone.threshold_id as backbone_threshold_id,
    coalesce(choice.value, 'exchanged') as backbone_share_of,
    case when years.has_roster then counts.eligible_count end as listed_count,
    case when years.has_roster then counts.leader_eligible_count end
        as listed_leader_count,
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
left join choices as choice
    on
        counts.county_id = choice.county_id
        and counts.school_year + 1 = choice.school_year
