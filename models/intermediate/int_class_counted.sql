{{ config(materialized='ephemeral') }}
-- grain: one row per county and stage in the newest cycle: classes, and those too large
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

scoped as (
    select * from {{ ref('int_stage_scoped') }}
    where scope_id = 'G5' and is_in_scope
),

classes as (select * from {{ ref('fct_class') }}),

stages as (
    select
        newest.county_id,
        newest.cycle_id,
        scoped.school_id,
        scoped.school_year,
        scoped.stage
    from newest_cycles as newest
    inner join scoped
        on
            newest.county_id = scoped.county_id
            and newest.statistics_school_year = scoped.school_year
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
