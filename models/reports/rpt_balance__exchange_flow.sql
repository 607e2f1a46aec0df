-- grain: one row per county, exchange year, count mode, kind of direction and direction
-- that somebody took, or that has a way back
with flows as (select * from {{ ref('fct_exchange_flow') }}),

directions as (select * from {{ ref('exchange_direction') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

words as (select * from {{ ref('display_word') }})

select
    cast(flow.county_id as string) as county_id,
    cast(newest.county_name as string) as county_name,
    cast(flow.school_year as integer) as school_year,
    cast(
        cast(flow.school_year as string) || '-' || cast(flow.school_year + 1 as string)
        as string
    ) as school_year_name,
    cast(flow.count_mode as string) as count_mode,
    cast(mode.name_zh as string) as count_mode_name,
    cast(flow.direction_kind as string) as direction_kind,
    cast(flow.direction as string) as direction,
    cast(direction.position as integer) as position,
    cast(kind.name_zh as string) as direction_kind_name,
    cast(way.name_zh as string) as direction_name,
    flow.exchanged_count,
    flow.exchanged_share,
    flow.backbone_exchanged_count,
    flow.leader_exchanged_count,
    flow.net_exchanged_count,
    flow.net_backbone_count
from flows as flow
inner join newest_cycles as newest
    on flow.county_id = newest.county_id
inner join directions as direction
    on
        flow.direction_kind = direction.direction_kind
        and flow.direction = direction.direction
inner join words as mode
    on {{ word_of('mode', 'count_mode', 'flow.count_mode') }}
inner join words as kind
    on {{ word_of('kind', 'direction_kind', 'flow.direction_kind') }}
inner join words as way
    on {{ word_of('way', 'direction', 'flow.direction') }}
where direction.reverse_direction is not null or flow.exchanged_count > 0
