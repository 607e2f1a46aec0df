-- grain: one row per county, exchange year with a ledger, count mode, kind of direction
-- and direction, also where nobody went that way
with exchange_years as (
    select * from {{ ref('int_exchange_year') }}
    where has_ledger
),

moves as (
    select * from {{ ref('int_exchange_moved') }}
    where part = 'moved'
),

-- each group has its own directions in fct_group_flow
directions as (
    select * from {{ ref('exchange_direction') }}
    where direction_kind <> 'group'
)

select
    years.county_id,
    years.school_year,
    mode.count_mode,
    direction.direction_kind,
    direction.direction,
    direction.reverse_direction,
    count(moves.teacher_token) as exchanged_count,
    count(case when moves.is_backbone then 1 end) as backbone_count,
    count(case when moves.is_leader then 1 end) as leader_count,
    count(moves.teacher_token) - count(moves.is_backbone) as title_unknown_count
from exchange_years as years
cross join (values ('new'), ('in_force')) as mode (count_mode)
cross join directions as direction
left join moves
    on
        years.county_id = moves.county_id
        and years.school_year = moves.school_year
        and mode.count_mode = moves.count_mode
        and direction.direction = coalesce(
            case direction.direction_kind
                when 'place' then moves.flow
                when 'designation' then moves.designation_flow
                else moves.role_flow
            end,
            'unknown'
        )
group by
    years.county_id,
    years.school_year,
    mode.count_mode,
    direction.direction_kind,
    direction.direction,
    direction.reverse_direction
