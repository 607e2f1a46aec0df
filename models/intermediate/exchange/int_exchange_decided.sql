-- grain: one row per county, exchange year and count mode: both halves of G11
-- a missing roster can only add to those who are eligible; what no completion could
-- bring over the limit is not met, what a completion could decide is incomplete
with bounded as (select * from {{ ref('int_exchange_bounded') }}),

based as (
    select
        *,
        backbone_share_of = 'eligible' as is_of_eligible
    from bounded
),

decided as (
    select
        *,
        case
            when listed_count is null or away_count is null then 'incomplete'
            when not is_exchange_possible then 'not_met'
            when missing_roster_count > 0 then 'incomplete'
            when listed_count = 0 then 'not_applicable'
            when is_exchange_met then 'met'
            else 'incomplete'
        end as exchange_verdict,
        case
            when away_count is null then 'incomplete'
            when is_of_eligible and listed_count is null then 'incomplete'
            when not is_of_eligible and away_count + undecided_count = 0
                then 'not_applicable'
            when not is_of_eligible and away_count = 0 then 'incomplete'
            when not is_backbone_possible then 'not_met'
            when is_of_eligible and missing_roster_count > 0 then 'incomplete'
            when is_of_eligible and listed_count = 0 then 'not_applicable'
            when is_backbone_sure then 'met'
            else 'incomplete'
        end as backbone_verdict
    from based
)

select
    county_id,
    school_year,
    count_mode,
    listed_count,
    away_count,
    titled_count,
    backbone_share_of,
    exchange_limit,
    backbone_limit,
    exchange_threshold_id,
    backbone_threshold_id,
    exchange_verdict,
    backbone_verdict,
    case
        when listed_count is null then 'roster_missing'
        when away_count is null then 'ledger_missing'
        when exchange_verdict = 'not_applicable' then 'nobody_eligible'
        when exchange_verdict <> 'incomplete' then null
        when missing_roster_count > 0 then 'some_rosters_missing'
        else 'move_undecided'
    end as exchange_reason,
    case
        when away_count is null then 'ledger_missing'
        when is_of_eligible and listed_count is null then 'roster_missing'
        when backbone_verdict = 'not_applicable' and is_of_eligible
            then 'nobody_eligible'
        when backbone_verdict = 'not_applicable' then 'nobody_exchanged'
        when backbone_verdict <> 'incomplete' then null
        when is_of_eligible and missing_roster_count > 0 then 'some_rosters_missing'
        when title_unknown_count > 0 then 'title_unknown'
        else 'move_undecided'
    end as backbone_reason,
    exchange_verdict = 'not_met' and is_exchange_near as is_exchange_borderline,
    backbone_verdict = 'not_met' and is_backbone_near as is_backbone_borderline
from decided
