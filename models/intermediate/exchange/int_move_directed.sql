-- grain: one row per move in the ledger of a school year, with its direction by
-- designation and by role
-- role: of the groups that both schools belong to on 1 September; who leads in one and
-- follows in another goes neither way
with moves as (select * from {{ ref('int_move_placed') }}),

designated as (select * from {{ ref('int_school_designated') }}),

members as (select * from {{ ref('int_group_member_placed') }}),

registered as (
    -- distinct: a county hands in a register a year
    select distinct county_id
    from {{ ref('stg_submission') }}
    where form = 'school_group' and is_effective
),

pairs as (
    select
        origin.county_id,
        origin.school_year,
        origin.school_id as origin_school_id,
        target.school_id as target_school_id,
        max(case when origin.is_leading and target.is_led then 1 else 0 end) = 1
            as is_downward,
        max(case when origin.is_led and target.is_leading then 1 else 0 end) = 1
            as is_upward
    from members as origin
    inner join members as target
        on
            origin.county_id = target.county_id
            and origin.group_id = target.group_id
            and origin.school_year = target.school_year
            and origin.school_id <> target.school_id
    group by
        origin.county_id, origin.school_year, origin.school_id, target.school_id
)

select
    moves.*,
    case
        when origin.designation is null or target.designation is null then null
        when origin.designation = 'strong' and target.designation = 'weak'
            then 'strong_to_weak'
        when origin.designation = 'weak' and target.designation = 'strong'
            then 'weak_to_strong'
        else 'other'
    end as designation_flow,
    case
        when registered.county_id is null then null
        when pairs.is_downward and not pairs.is_upward then 'lead_to_member'
        when pairs.is_upward and not pairs.is_downward then 'member_to_lead'
        when pairs.is_downward is not null then 'within_group'
        else 'other'
    end as role_flow
from moves
left join designated as origin
    on
        moves.county_id = origin.county_id
        and moves.school_year = origin.school_year
        and moves.origin_school_id = origin.school_id
left join designated as target
    on
        moves.county_id = target.county_id
        and moves.school_year = target.school_year
        and moves.target_school_id = target.school_id
left join pairs
    on
        moves.county_id = pairs.county_id
        and moves.school_year = pairs.school_year
        and moves.origin_school_id = pairs.origin_school_id
        and moves.target_school_id = pairs.target_school_id
left join registered
    on moves.county_id = registered.county_id
