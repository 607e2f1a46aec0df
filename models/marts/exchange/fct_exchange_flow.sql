-- grain: one row per county, exchange year, count mode, kind of direction and direction
-- where nobody knows of any move which way it went, how many went each way is unknown,
-- not 0
with counted as (select * from {{ ref('int_exchange_flow_counted') }}),

totalled as (
    select
        *,
        sum(exchanged_count) over (
            partition by county_id, school_year, count_mode, direction_kind
        ) as all_count,
        sum(case when direction = 'unknown' then exchanged_count else 0 end) over (
            partition by county_id, school_year, count_mode, direction_kind
        ) as unknown_count
    from counted
),

known as (
    select
        county_id,
        school_year,
        count_mode,
        direction_kind,
        direction,
        reverse_direction,
        all_count,
        exchanged_count,
        -- as in fct_teacher_exchange
        case
            when exchanged_count = 0 or title_unknown_count < exchanged_count
                then backbone_count
        end as titled_count,
        case
            when exchanged_count = 0 or title_unknown_count < exchanged_count
                then leader_count
        end as leading_count,
        direction = 'unknown' or all_count = 0 or unknown_count < all_count as is_known
    from totalled
)

select
    cast(known.county_id as string) as county_id,
    cast(known.school_year as integer) as school_year,
    cast(known.count_mode as string) as count_mode,
    cast(known.direction_kind as string) as direction_kind,
    cast(known.direction as string) as direction,
    cast(case when known.is_known then known.exchanged_count end as integer)
        as exchanged_count,
    cast(case when known.is_known then known.titled_count end as integer)
        as backbone_exchanged_count,
    cast(case when known.is_known then known.leading_count end as integer)
        as leader_exchanged_count,
    {{ ratio(
        'case when known.is_known then known.exchanged_count end', 'known.all_count'
    ) }} as exchanged_share,
    cast(
        case when known.is_known then known.exchanged_count - back.exchanged_count end
        as integer
    ) as net_exchanged_count,
    cast(
        case when known.is_known then known.titled_count - back.titled_count end
        as integer
    ) as net_backbone_count
from known
left join known as back
    on
        known.county_id = back.county_id
        and known.school_year = back.school_year
        and known.count_mode = back.count_mode
        and known.direction_kind = back.direction_kind
        and known.reverse_direction = back.direction
