-- grain: one row per group, exchange year, count mode and person whose counted move
-- begins or ends at a school that belongs to the group on 1 September
-- roles are those in this group; what has become one school is left by nobody
with moves as (
    select * from {{ ref('int_exchange_moved') }}
    where part = 'moved' and school_id <> target_school_id
),

members as (select * from {{ ref('int_group_member_placed') }}),

sent as (
    select
        moves.*,
        member.group_id,
        member.is_leading,
        member.is_led
    from moves
    inner join members as member
        on
            moves.county_id = member.county_id
            and moves.school_year = member.school_year
            and moves.school_id = member.school_id
),

received as (
    select
        moves.*,
        member.group_id,
        member.is_leading,
        member.is_led
    from moves
    inner join members as member
        on
            moves.county_id = member.county_id
            and moves.school_year = member.school_year
            and moves.target_school_id = member.school_id
),

joined as (
    select
        coalesce(sent.county_id, received.county_id) as county_id,
        coalesce(sent.group_id, received.group_id) as group_id,
        coalesce(sent.school_year, received.school_year) as school_year,
        coalesce(sent.count_mode, received.count_mode) as count_mode,
        coalesce(sent.teacher_token, received.teacher_token) as teacher_token,
        coalesce(sent.school_id, received.school_id) as school_id,
        coalesce(sent.target_school_id, received.target_school_id) as target_school_id,
        coalesce(sent.is_backbone, received.is_backbone) as is_backbone,
        coalesce(sent.is_leader, received.is_leader) as is_leader,
        sent.group_id is not null as is_from_inside,
        received.group_id is not null as is_to_inside,
        coalesce(sent.is_leading and received.is_led, false) as is_downward,
        coalesce(sent.is_led and received.is_leading, false) as is_upward
    from sent
    full outer join received
        on
            sent.county_id = received.county_id
            and sent.group_id = received.group_id
            and sent.school_year = received.school_year
            and sent.count_mode = received.count_mode
            and sent.teacher_token = received.teacher_token
)

select
    county_id,
    group_id,
    school_year,
    count_mode,
    teacher_token,
    school_id,
    target_school_id,
    is_backbone,
    is_leader,
    case
        when not is_from_inside then 'from_outside'
        when not is_to_inside then 'to_outside'
        when is_downward and not is_upward then 'lead_to_member'
        when is_upward and not is_downward then 'member_to_lead'
        else 'within_group'
    end as direction
from joined
