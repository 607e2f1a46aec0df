-- grain: one row per school, exchange year and count mode with somebody sent or
-- received, under the school's code on 1 September
with moves as (
    select * from {{ ref('int_exchange_moved') }}
    where part = 'moved'
),

sides as (
    select
        county_id,
        school_year,
        count_mode,
        school_id,
        is_backbone,
        true as is_sent
    from moves
    union all
    select
        county_id,
        school_year,
        count_mode,
        target_school_id as school_id,
        is_backbone,
        false as is_sent
    from moves
)

select
    county_id,
    school_year,
    count_mode,
    school_id,
    count(case when is_sent then 1 end) as sent_count,
    count(case when is_sent and is_backbone then 1 end) as backbone_sent_count,
    count(case when not is_sent then 1 end) as received_count,
    count(case when not is_sent and is_backbone then 1 end) as backbone_received_count
from sides
group by county_id, school_year, count_mode, school_id
