-- grain: one row per county, school year and choice that the sources leave to it
with listed_schools as (select * from {{ ref('stg_school_list') }}),

choices as (select * from {{ ref('calculation_choice') }}),

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
        choices.choice,
        choices.value,
        row_number() over (
            partition by
                county_years.county_id, county_years.school_year, choices.choice
            order by
                {{ region_depth('choices.region_code') }} desc,
                choices.valid_from desc,
                choices.choice_id asc
        ) as preference
    from county_years
    inner join choices
        on
            {{ region_covers('choices.region_code', 'county_years.county_id') }}
            and {{ holds_on('choices', first_day_of('county_years.school_year')) }}
)

select
    county_id,
    school_year,
    choice,
    value
from applicable
where preference = 1
