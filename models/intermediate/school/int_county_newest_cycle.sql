-- grain: one row per county: the newest assessment cycle with a school list
with county_cycles as (select * from {{ ref('int_county_cycle') }}),

counties as (select * from {{ ref('dim_county') }}),

cycles as (select * from {{ ref('assessment_cycle') }}),

ordered as (
    select
        *,
        row_number() over (
            partition by county_id
            order by statistics_date desc, cycle_id desc
        ) as preference
    from county_cycles
)

select
    ordered.county_id,
    county.county_name,
    ordered.cycle_id,
    cycle.cycle_name,
    ordered.statistics_school_year,
    ordered.finance_year,
    ordered.exchange_school_year
from ordered
inner join counties as county
    on
        ordered.county_id = county.county_id
        and ordered.statistics_school_year = county.school_year
inner join cycles as cycle
    on ordered.cycle_id = cycle.cycle_id
where ordered.preference = 1
