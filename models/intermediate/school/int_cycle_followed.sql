-- grain: one row per county and assessment cycle, with the one before it that the
-- county has statistics for
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

cycles as (select * from {{ ref('assessment_cycle') }})

select
    cycle.county_id,
    cycle.cycle_id,
    cycle.statistics_school_year,
    cast(extract(year from cycles.application_due) as integer) as application_year,
    lag(cycle.cycle_id) over (
        partition by cycle.county_id
        order by cycle.statistics_date, cycle.cycle_id
    ) as previous_cycle_id
from county_cycles as cycle
inner join cycles
    on cycle.cycle_id = cycles.cycle_id
