-- grain: one row per assessment cycle, county, school year ahead and scenario
with bases as (select * from {{ ref('int_forecast_base') }})

select
    bases.cycle_id,
    bases.county_id,
    bases.base_school_year,
    bases.without_births,
    ahead.year_count,
    bases.base_school_year + ahead.year_count as school_year,
    scenarios.scenario
from bases
cross join
    (values (1), (2), (3), (4), (5), (6), (7), (8), (9)) as ahead (year_count)
cross join (values ('low'), ('middle'), ('high')) as scenarios (scenario)
where ahead.year_count <= bases.ahead_year_count
