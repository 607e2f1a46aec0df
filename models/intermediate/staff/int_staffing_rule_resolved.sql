-- grain: one row per county, school year, parameter of staffing and stage
with listed_schools as (select * from {{ ref('stg_school_list') }}),

rules as (select * from {{ ref('staffing_rule') }}),

county_years as (
    -- distinct: the list has a row per school
    select distinct
        county_id,
        cast(school_year as integer) as school_year
    from listed_schools
),

applicable as (
    select
        county_years.county_id,
        county_years.school_year,
        rules.parameter,
        rules.stage,
        rules.value,
        row_number() over (
            partition by
                county_years.county_id,
                county_years.school_year,
                rules.parameter,
                rules.stage
            order by
                {{ region_depth('rules.region_code') }} desc,
                rules.valid_from desc,
                rules.staffing_rule_id asc
        ) as preference
    from county_years
    inner join rules
        on
            {{ region_covers('rules.region_code', 'county_years.county_id') }}
            and {{ holds_on('rules', first_day_of('county_years.school_year')) }}
)

select
    county_id,
    school_year,
    parameter,
    stage,
    value
from applicable
where preference = 1
