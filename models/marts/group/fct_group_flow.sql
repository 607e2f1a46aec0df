-- grain: one row per group with members on 1 September, exchange year with a ledger,
-- count mode and direction, also where nobody went that way
with counted as (select * from {{ ref('int_group_flow_counted') }}),

described as (select * from {{ ref('int_group_described') }}),

known as (
    select
        *,
        sum(exchanged_count) over (
            partition by county_id, group_id, school_year, count_mode
        ) as all_count,
        -- as in fct_exchange_flow
        exchanged_count = 0 or title_unknown_count < exchanged_count as is_known
    from counted
)

select
    cast(known.county_id as string) as county_id,
    cast(known.group_id as string) as group_id,
    cast(described.group_name as string) as group_name,
    cast(described.group_type as string) as group_type,
    cast(known.school_year as integer) as school_year,
    cast(known.count_mode as string) as count_mode,
    cast(known.direction as string) as direction,
    cast(known.exchanged_count as integer) as exchanged_count,
    cast(case when known.is_known then known.backbone_count end as integer)
        as backbone_exchanged_count,
    cast(case when known.is_known then known.leader_count end as integer)
        as leader_exchanged_count,
    {{ ratio('known.exchanged_count', 'known.all_count') }} as exchanged_share,
    cast(known.exchanged_count - back.exchanged_count as integer)
        as net_exchanged_count,
    cast(
        case
            when known.is_known and back.is_known
                then known.backbone_count - back.backbone_count
        end as integer
    ) as net_backbone_count
from known
left join known as back
    on
        known.county_id = back.county_id
        and known.group_id = back.group_id
        and known.school_year = back.school_year
        and known.count_mode = back.count_mode
        and known.reverse_direction = back.direction
left join described
    on
        known.county_id = described.county_id
        and known.group_id = described.group_id
