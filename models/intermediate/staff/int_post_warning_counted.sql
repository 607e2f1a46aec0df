-- grain: one row per county and assessment cycle: schools whose posts stay empty while
-- they hire others (有编不补, V4): a warning beside the documents, never a veto
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

schools as (select * from {{ ref('int_post_judged') }})

select
    cycle.county_id,
    cycle.cycle_id,
    count(case when schools.is_unfilled_post_warning then 1 end)
        as warned_school_count
from county_cycles as cycle
left join schools
    on
        cycle.county_id = schools.county_id
        and cycle.statistics_school_year = schools.school_year
group by cycle.county_id, cycle.cycle_id
