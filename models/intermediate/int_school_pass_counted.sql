-- grain: one row per county and stage in the newest cycle: schools in scope by verdict
with verdicts as (select * from {{ ref('fct_indicator_verdict') }}),

newest_cycles as (select * from {{ ref('int_county_newest_cycle') }}),

schools as (
    select verdict.*
    from verdicts as verdict
    inner join newest_cycles as newest
        on
            verdict.county_id = newest.county_id
            and verdict.cycle_id = newest.cycle_id
    where
        verdict.entity_type = 'school_stage'
        and verdict.verdict <> 'not_applicable'
)

select
    county_id,
    cycle_id,
    stage,
    count(*) as school_count,
    count(case when verdict = 'met' then 1 end) as met_count,
    count(case when verdict = 'not_met' then 1 end) as not_met_count,
    count(case when verdict = 'incomplete' then 1 end) as incomplete_count
from schools
group by county_id, cycle_id, stage
