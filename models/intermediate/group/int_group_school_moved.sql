-- grain: one row per group, member on 1 September, exchange year with a ledger, and
-- count mode, with what goes from one member of the group to another
with exchange_years as (
    select * from {{ ref('int_exchange_year') }}
    where has_ledger
),

members as (select * from {{ ref('int_group_member_placed') }}),

moves as (
    select * from {{ ref('int_group_moved') }}
    where direction not in ('from_outside', 'to_outside')
)

select
    member.county_id,
    member.group_id,
    member.school_id,
    member.school_year,
    mode.count_mode,
    member.is_leading,
    count(case when moves.school_id = member.school_id then 1 end) as sent_count,
    count(case when moves.target_school_id = member.school_id then 1 end)
        as received_count,
    count(
        case when moves.school_id = member.school_id and moves.is_backbone then 1 end
    ) as backbone_sent_count,
    count(
        case
            when moves.target_school_id = member.school_id and moves.is_backbone
                then 1
        end
    ) as backbone_received_count
from members as member
inner join exchange_years as years
    on
        member.county_id = years.county_id
        and member.school_year = years.school_year
cross join (values ('new'), ('in_force')) as mode (count_mode)
left join moves
    on
        member.county_id = moves.county_id
        and member.group_id = moves.group_id
        and member.school_year = moves.school_year
        and mode.count_mode = moves.count_mode
        and member.school_id in (moves.school_id, moves.target_school_id)
group by
    member.county_id,
    member.group_id,
    member.school_id,
    member.school_year,
    mode.count_mode,
    member.is_leading
