-- grain: one row per county and assessment cycle whose statistics year has a school
-- list
with listed_schools as (select * from {{ ref('stg_school_list') }}),

cycles as (select * from {{ ref('assessment_cycle') }}),

listed as (
    -- distinct: the list has a row per school
    select distinct
        county_id,
        school_year
    from listed_schools
)

select
    listed.county_id,
    cycle.cycle_id,
    cycle.statistics_school_year,
    cycle.statistics_date,
    cycle.finance_year,
    cycle.exchange_school_year
from listed
inner join cycles as cycle
    on listed.school_year = cycle.statistics_school_year
