-- grain: one row per county, exchange year and count mode: both halves of G11
with limited as (select * from {{ ref('int_exchange_limited') }}),

decided as (
    select
        *,
        case
            when listed_count is null or away_count is null then 'incomplete'
            when listed_count = 0 then 'not_applicable'
            when is_exchange_met then 'met'
            else 'not_met'
        end as exchange_verdict,
        case
            when away_count is null then 'incomplete'
            when away_count = 0 then 'not_applicable'
            when is_backbone_met then 'met'
            else 'not_met'
        end as backbone_verdict,
        case
            when listed_count is null then 'roster_missing'
            when away_count is null then 'ledger_missing'
            when listed_count = 0 then 'nobody_eligible'
        end as exchange_reason,
        case
            when away_count is null then 'ledger_missing'
            when away_count = 0 then 'nobody_exchanged'
        end as backbone_reason
    from limited
    where entity_type = 'county'
)

select
    county_id,
    school_year,
    count_mode,
    listed_count,
    away_count,
    backbone_exchanged_count,
    exchange_verdict,
    backbone_verdict,
    exchange_reason,
    backbone_reason,
    exchange_verdict = 'not_met' and is_exchange_near as is_exchange_borderline,
    backbone_verdict = 'not_met' and is_backbone_near as is_backbone_borderline
from decided
