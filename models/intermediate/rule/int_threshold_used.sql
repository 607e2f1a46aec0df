-- grain: one row per county and threshold that decided in the newest assessment cycle
with newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

resources as (
    select * from {{ ref('fct_school_resource') }}
    where is_in_scope
),

verdicts as (
    select * from {{ ref('fct_indicator_verdict') }}
    where verdict <> 'not_applicable'
),

classes as (select * from {{ ref('fct_class') }}),

decided as (
    select
        county_id,
        cycle_id,
        threshold_id
    from resources
    union all
    select
        county_id,
        cycle_id,
        floor_threshold_id as threshold_id
    from resources
    union all
    select
        county_id,
        cycle_id,
        threshold_id
    from verdicts
),

newest as (
    select
        decided.county_id,
        decided.threshold_id
    from decided
    inner join newest_cycles
        on
            decided.county_id = newest_cycles.county_id
            and decided.cycle_id = newest_cycles.cycle_id
    union all
    select
        classes.county_id,
        classes.threshold_id
    from classes
    inner join newest_cycles
        on
            classes.county_id = newest_cycles.county_id
            and classes.school_year = newest_cycles.statistics_school_year
)

select
    county_id,
    threshold_id,
    count(*) as verdict_count
from newest
where threshold_id is not null
group by county_id, threshold_id
