{{ config(materialized='ephemeral') }}
-- grain: one row per county and stage in the newest cycle: classes, and those too large
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

places as (select * from {{ ref('dim_school_stage') }}),

classes as (select * from {{ ref('fct_class') }}),

stages as (
    select
        newest.county_id,
        newest.cycle_id,
        place.school_id,
        place.school_year,
        place.stage
    from newest_cycles as newest
    inner join places as place
        on
            newest.county_id = place.county_id
            and newest.statistics_school_year = place.school_year
)

select
    stages.county_id,
    stages.cycle_id,
    stages.stage,
    count(class.class_name) as class_count,
    count(case when class.over_count > 0 then 1 end) as over_class_count,
    count(case when class.class_name is null then 1 end) as missing_school_count
from stages
left join classes as class
    on
        stages.county_id = class.county_id
        and stages.school_id = class.school_id
        and stages.school_year = class.school_year
        and stages.stage = class.stage
group by stages.county_id, stages.cycle_id, stages.stage
