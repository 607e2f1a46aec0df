-- grain: one row per assessment cycle, county and cohort of children that is counted
-- the newest register up to the cycle's year that lists a cohort speaks
with bases as (select * from {{ ref('int_forecast_base') }}),

births as (select * from {{ ref('stg_birth') }}),

ordered as (
    select
        bases.cycle_id,
        bases.county_id,
        bases.base_school_year,
        births.entry_year,
        births.registered_child_count + births.migrant_child_count as child_count,
        row_number() over (
            partition by bases.cycle_id, bases.county_id, births.entry_year
            order by births.school_year desc
        ) as preference
    from bases
    inner join births
        on
            bases.county_id = births.county_id
            and bases.base_school_year >= births.school_year
    where births.entry_year > bases.base_school_year - bases.past_year_count
)

select
    cycle_id,
    county_id,
    base_school_year,
    cast(entry_year as integer) as entry_year,
    child_count
from ordered
where preference = 1
