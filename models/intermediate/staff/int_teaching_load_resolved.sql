-- grain: one row per county, school year, stage and subject
with listed_schools as (select * from {{ ref('stg_school_list') }}),

loads as (select * from {{ ref('teaching_load') }}),

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
        loads.stage,
        loads.subject,
        loads.weekly_lesson_count,
        loads.is_shared,
        loads.is_uncertain,
        row_number() over (
            partition by
                county_years.county_id,
                county_years.school_year,
                loads.stage,
                loads.subject
            order by
                {{ region_depth('loads.region_code') }} desc,
                loads.valid_from desc,
                loads.teaching_load_id asc
        ) as preference
    from county_years
    inner join loads
        on
            {{ region_covers('loads.region_code', 'county_years.county_id') }}
            and {{ holds_on('loads', first_day_of('county_years.school_year')) }}
)

select
    county_id,
    school_year,
    stage,
    subject,
    weekly_lesson_count,
    is_shared,
    is_uncertain
from applicable
where preference = 1
