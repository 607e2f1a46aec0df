-- grain: one row per county and direction with a way back, in the exchange year of the
-- newest cycle, of moves begun in it
with flows as (select * from {{ ref('rpt_balance__exchange_flow') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }})

select
    cast(flow.county_id as string) as county_id,
    cast(flow.direction as string) as direction,
    cast(flow.position as integer) as position,
    cast(flow.school_year_name as string) as school_year_name,
    cast(flow.direction_name as string) as direction_name,
    cast(flow.exchanged_count as integer) as exchanged_count,
    cast(flow.backbone_exchanged_count as integer) as backbone_exchanged_count,
    cast(flow.net_exchanged_count as integer) as net_exchanged_count
from flows as flow
inner join newest_cycles as newest
    on
        flow.county_id = newest.county_id
        and flow.school_year = newest.exchange_school_year
where flow.count_mode = 'new' and flow.net_exchanged_count is not null
