-- grain: one row per county, school year, stage and subject
with listed_schools as (select * from {{ ref('stg_school_list') }}),

loads as (select * from {{ ref('teaching_load') }}),

county_years as (
    -- distinct: the list has a row per school
    select distinct
        county_id,
        cast(school_year as integer) as school_year
    from listed_schools
)

{{ nearest_rule(
    'county_years', 'loads', first_day_of('county_years.school_year'),
    key=['county_id', 'school_year'],
    part=['stage', 'subject'],
    values=['weekly_lesson_count', 'is_shared', 'is_uncertain'],
    last='teaching_load_id'
) }}
