-- grain: one row per group with members on 1 September, exchange year with a ledger,
-- count mode and direction, also where nobody went that way
with exchange_years as (
    select * from {{ ref('int_exchange_year') }}
    where has_ledger
),

members as (select * from {{ ref('int_group_member_placed') }}),

directions as (
    select * from {{ ref('exchange_direction') }}
    where direction_kind = 'group'
),

moves as (select * from {{ ref('int_group_moved') }}),

group_years as (
    -- distinct: a group has a row per member
    select distinct
        member.county_id,
        member.group_id,
        member.school_year
    from members as member
    inner join exchange_years as years
        on
            member.county_id = years.county_id
            and member.school_year = years.school_year
)

select
    years.county_id,
    years.group_id,
    years.school_year,
    mode.count_mode,
    direction.direction,
    direction.reverse_direction,
    count(moves.teacher_token) as exchanged_count,
    count(case when moves.is_backbone then 1 end) as backbone_count,
    count(case when moves.is_leader then 1 end) as leader_count,
    count(moves.teacher_token) - count(moves.is_backbone) as title_unknown_count
from group_years as years
cross join (values ('new'), ('in_force')) as mode (count_mode)
cross join directions as direction
left join moves
    on
        years.county_id = moves.county_id
        and years.group_id = moves.group_id
        and years.school_year = moves.school_year
        and mode.count_mode = moves.count_mode
        and direction.direction = moves.direction
group by
    years.county_id,
    years.group_id,
    years.school_year,
    mode.count_mode,
    direction.direction,
    direction.reverse_direction
