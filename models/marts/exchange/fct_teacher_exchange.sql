-- grain: one row per entity, exchange year and count mode
-- only the county is judged; the other entities show where its figure comes from
with exchange_limiteds as (select * from {{ ref('int_exchange_limited') }}),

decisions as (select * from {{ ref('int_exchange_decided') }}),

composed as (select * from {{ ref('int_school_composed') }}),

counted as (
    select
        limited.*,
        limited.away_count is not null as has_ledger,
        case
            when limited.titled_count is not null then limited.leader_exchanged_count
        end as leader_away_count,
        decided.exchange_verdict,
        decided.backbone_verdict,
        coalesce(composed.composition_id, limited.entity_id) as composition_id,
        decided.is_exchange_borderline
        or decided.is_backbone_borderline as is_borderline
    from exchange_limiteds as limited
    left join decisions as decided
        on
            limited.entity_type = 'county'
            and limited.county_id = decided.county_id
            and limited.school_year = decided.school_year
            and limited.count_mode = decided.count_mode
    left join composed
        on
            limited.entity_type = 'school'
            and limited.county_id = composed.county_id
            and limited.entity_id = composed.school_id
            and {{ holds_on('composed', first_day_of('limited.school_year')) }}
)

select
    cast(entity_type as string) as entity_type,
    cast(entity_id as string) as entity_id,
    cast(composition_id as string) as composition_id,
    cast(county_id as string) as county_id,
    cast(school_year as integer) as school_year,
    cast(count_mode as string) as count_mode,
    cast(listed_count as integer) as eligible_count,
    cast(away_count as integer) as exchanged_count,
    -- without a roster of the year before nobody can say who was eligible
    cast(
        case
            when has_ledger and listed_count is not null then exchanged_eligible_count
        end as integer
    ) as exchanged_eligible_count,
    cast(titled_count as integer) as backbone_exchanged_count,
    cast(leader_away_count as integer) as leader_exchanged_count,
    cast(case when has_ledger then town_to_village_count end as integer)
        as town_to_village_count,
    cast(case when has_ledger then village_to_town_count end as integer)
        as village_to_town_count,
    cast(listed_leader_count as integer) as leader_eligible_count,
    {{ ratio('leader_away_count', 'listed_leader_count') }} as leader_ratio,
    {{ ratio('away_count', 'listed_count') }} as exchange_ratio,
    {{ ratio('titled_count', 'away_count') }} as backbone_ratio,
    {{ ratio('titled_count', 'listed_count') }} as backbone_of_eligible_ratio,
    cast(missing_roster_count as integer) as missing_roster_count,
    cast(
        case when has_ledger and entity_type = 'county' then undecided_count end
        as integer
    ) as undecided_count,
    cast(case when has_ledger then title_unknown_count end as integer)
        as title_unknown_count,
    cast(backbone_share_of as string) as backbone_share_of,
    cast(exchange_limit as double) as exchange_limit,
    cast(backbone_limit as double) as backbone_limit,
    cast(exchange_verdict as string) as exchange_verdict,
    cast(backbone_verdict as string) as backbone_verdict,
    cast(is_borderline as boolean) as is_borderline
from counted
